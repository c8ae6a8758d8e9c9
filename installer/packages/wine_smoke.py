"""Tries setup.exe and the .msi under Wine: installed, used, refused where they must be, updated, removed; homes stay.

`try_windows` starts this file as a program of its own, as root in a mount namespace that nobody shares, so that the
disks of the trial end with it. Whoever reads its lines sees what held.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from installer import environment
from installer.environment import SetUpError
from installer.packages.facts import Facts
from installer.packages.windows import build_msi, build_setup
from installer.packages.wine import running, windows_path
from installer.packages.wine_trial import (
    ACCOUNT,
    DAMAGED,
    EVERYBODY,
    FAILED_TO_INSTALL,
    REFUSED,
    Trial,
    may_mount,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = "Program Files/TIPdesk"
ACCOUNTS_OWN, ACCOUNTS_OWN_PATH = "Büro Süd/Fälle 案件", "C:\\Büro Süd\\Fälle 案件"
"""A folder of one account with spaces and with letters of two scripts."""
SMALL_MB, ROOMY_MB = 60, 400
IN_HEAD, IN_MIDDLE = 300, 5_000_000


def try_windows(setup: Path, msi: Path, folder: Path, facts: Facts, pictures: Path) -> None:
    """Try both installers of a folder, and keep a picture of the window.

    Raises:
        SetUpError: something did not go as it must; what was said stands on standard error.
    """
    words = [str(setup), str(msi), str(folder), json.dumps(asdict(facts)), str(pictures)]
    alone = ["unshare", "--mount", "--propagation", "private"] if may_mount() else []
    trial = [*alone, *environment.module("installer.packages.wine_smoke", *words)]
    environment.run_program(trial, "the installers for Windows did not hold under Wine")


def main(words: Sequence[str]) -> int:
    """Try both installers; return 0, or 1 with a sentence."""
    setup, msi, folder, facts, pictures = words
    into = Path(pictures) / "wine-trying"
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    try:
        with running(into / "wine") as wine:
            trial = Trial(wine, Facts(**json.loads(facts)), Path(folder))
            _try_setup(trial, Path(setup), into, Path(pictures))
            _try_account(trial, into)
            _try_disks(trial, into)
            _try_msi(trial, Path(msi), Path(setup), into)
    except SetUpError as failure:
        print(failure, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(into, ignore_errors=True)
    return 0


def _try_setup(trial: Trial, setup: Path, into: Path, pictures: Path) -> None:
    installed = trial.wine.drive / PROGRAM
    with told("setup.exe /S for everybody: installed, every file as packed, --version"):
        trial.expect(0, setup, "/S", "/ALLUSERS")
        trial.expect_program(installed)
        trial.expect_registered(EVERYBODY, "DisplayVersion", trial.facts.name)
        trial.expect(0, "reg", "query", rf"{EVERYBODY}\Software\Classes\.tiprequest", says="TIPdesk.tiprequest")
    with told("demo --headless"):
        trial.make_demo(installed / "tipdesk-cli.exe")
    later = build_setup(trial.folder, _later(trial), into, is_trial=True)
    with (
        told("the unlock window painted; no update and no removal while it is open"),
        trial.window(installed / "tipdesk.exe", pictures / "windows-window.png"),
    ):
        trial.expect(REFUSED, later, "/S", "/ALLUSERS", says="TIPdesk is running")
        trial.expect(REFUSED, installed / "uninstall.exe", *_waiting(trial, installed), says="TIPdesk is running")
        trial.expect_build(EVERYBODY, trial.facts.build)
    with told("a later build over it; its home is as it was"):
        trial.expect(0, later, "/S", "/ALLUSERS")
        trial.expect_program(installed)
        trial.expect_build(EVERYBODY, _later(trial).build)
        trial.check_home(installed / "tipdesk-cli.exe")
    with told("an older build over a newer one, and one with a byte altered, are refused"):
        trial.expect(REFUSED, setup, "/S", "/ALLUSERS", says="A newer TIPdesk")
        trial.expect(REFUSED, _altered(later, IN_HEAD), "/S", "/ALLUSERS", says="damaged")
        trial.expect(DAMAGED, _altered(later, IN_MIDDLE), "/S", "/ALLUSERS")
        trial.expect_program(installed)
    with told("taken away; its home is still there"):
        trial.expect(0, installed / "uninstall.exe", "/S")
        trial.expect_nothing(installed, EVERYBODY)
        trial.expect_home()


def _try_account(trial: Trial, into: Path) -> None:
    installed = trial.wine.drive / ACCOUNTS_OWN
    ours = build_setup(trial.folder, trial.facts, into, is_trial=True)
    later = build_setup(trial.folder, _later(trial), into, is_trial=True)
    with told(f"for one account, in a folder called {ACCOUNTS_OWN}"):
        trial.expect(0, ours, "/S", "/CURRENTUSER", f"/D={ACCOUNTS_OWN_PATH}")
        trial.expect_program(installed)
        trial.expect_registered(ACCOUNT, "DisplayVersion", trial.facts.name)
    with told("a later build over it; another folder, other files and a home are refused"):
        trial.expect(0, later, "/S", "/CURRENTUSER")
        trial.expect_build(ACCOUNT, _later(trial).build)
        trial.expect_program(installed)
        trial.check_home(installed / "tipdesk-cli.exe")
        trial.expect(REFUSED, later, "/S", "/CURRENTUSER", r"/D=C:\Other", says="TIPdesk is installed in")
        trial.expect(REFUSED, later, "/S", "/ALLUSERS", r"/D=C:\windows", says="holds other files")
        trial.expect(REFUSED, later, "/S", "/ALLUSERS", r"/D=C:\Demo\headquarters", says="is a home")
    with told("taken away; other files of its folder and the home are still there"):
        (installed / "notes.txt").write_text("kept", encoding="ascii")
        trial.expect(0, installed / "uninstall.exe", "/S")
        trial.wine.settle()
        if [path.name for path in installed.iterdir()] != ["notes.txt"]:
            raise SetUpError(f"other files than those of TIPdesk were taken away, or some left, in {installed}")
        shutil.rmtree(installed)
        trial.expect_nothing(installed, ACCOUNT)
        trial.expect_home()


def _try_disks(trial: Trial, into: Path) -> None:
    if not may_mount():
        print("  Not tried: a disk that is full, fills, or may not be written to; making one takes root.", flush=True)
        return
    disk = into / "disk"
    disk.mkdir()
    installed = disk / "TIPdesk"
    where = f"/D={windows_path(installed)}"
    ours = build_setup(trial.folder, trial.facts, into, is_trial=True)
    later = build_setup(trial.folder, _later(trial), into, is_trial=True)
    with told("a disk that is too small, one that fills, and one that may not be written to, are refused"):
        _mount(disk, f"size={SMALL_MB}m")
        trial.expect(REFUSED, ours, "/S", "/ALLUSERS", where, says="Make room")
        _expect_empty(disk)
        _mount(disk, f"remount,size={ROOMY_MB}m")
        trial.expect(0, ours, "/S", "/ALLUSERS", where)
        filling = threading.Thread(target=_fill_once_begun, args=(disk, installed / ".tipdesk-new" / "_internal"))
        filling.start()
        trial.expect(DAMAGED, later, "/S", "/ALLUSERS", says="could not be unpacked")
        filling.join()
        trial.expect_program(installed)
        _mount(disk, "remount,ro")
        trial.expect(REFUSED, later, "/S", "/ALLUSERS", says="may not")
        trial.expect_program(installed)
        _mount(disk, "remount,rw")
        (disk / "filling").unlink()
        trial.expect(0, installed / "uninstall.exe", "/S")
        trial.expect_nothing(installed, EVERYBODY)


def _try_msi(trial: Trial, msi: Path, setup: Path, into: Path) -> None:
    installed = trial.wine.drive / PROGRAM
    later = build_msi(trial.folder, _later(trial), into)
    newest = build_msi(trial.folder, replace(trial.facts, build=trial.facts.build + 2), into)
    with told(".msi /qn: installed, every file as packed, --version; setup.exe leaves it alone"):
        trial.expect(0, "msiexec", "/qn", "/i", windows_path(msi))
        trial.expect_program(installed)
        trial.expect(REFUSED, setup, "/S", "/ALLUSERS", says=".msi")
    with told("a later .msi over it; its home is as it was"):
        trial.expect(0, "msiexec", "/qn", "/i", windows_path(later))
        trial.expect_program(installed)
        trial.expect_build(EVERYBODY, _later(trial).build)
        trial.check_home(installed / "tipdesk-cli.exe")
    with (
        told("an older .msi, a damaged one, and any while TIPdesk runs, are refused"),
        trial.window(installed / "tipdesk.exe", into / "window.png"),
    ):
        _expect_msi_refused(trial, newest, into, "TIPdesk is running")
    _expect_msi_refused(trial, _altered(newest, IN_MIDDLE), into, "This package is damaged")
    trial.expect(FAILED_TO_INSTALL, "msiexec", "/qn", "/i", windows_path(msi))
    trial.expect_program(installed)
    trial.expect_build(EVERYBODY, _later(trial).build)
    with told("taken away; its home is still there"):
        trial.expect(0, "msiexec", "/qn", "/x", windows_path(later))
        trial.expect_nothing(installed, EVERYBODY)
        trial.expect_home()


def _expect_msi_refused(trial: Trial, msi: Path, into: Path, sentence: str) -> None:
    log = into / "msi.log"
    trial.expect(FAILED_TO_INSTALL, "msiexec", "/qn", "/l*v", windows_path(log), "/i", windows_path(msi))
    if sentence not in log.read_text(encoding="utf-8", errors="replace"):
        raise SetUpError(f"{msi.name} was refused without saying “{sentence}”")


def _later(trial: Trial) -> Facts:
    return replace(trial.facts, build=trial.facts.build + 1)


def _waiting(trial: Trial, installed: Path) -> list[str]:
    """Return the words with which the uninstaller starts no second process, whose exit status nobody would hear.

    NSIS reads the folder to the end of the line and without quotes, so each of its words is handed over by itself.
    """
    where = "C:\\" + installed.relative_to(trial.wine.drive).as_posix().replace("/", "\\")
    return ["/S", *f"_?={where}".split(" ")]


def _altered(package: Path, at: int) -> Path:
    """Return a copy of a package with one bit of one byte turned."""
    copied = package.with_name(f"altered-{package.name}")
    shutil.copyfile(package, copied)
    with copied.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))
    return copied


def _mount(disk: Path, options: str) -> None:
    environment.run_program(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], "a disk could not be mounted")


def _expect_empty(disk: Path) -> None:
    if left := list(disk.iterdir()):
        raise SetUpError(f"setup left {left}")


def _fill_once_begun(disk: Path, begun: Path) -> None:
    """Fill a disk as soon as this folder is there."""
    last = time.monotonic() + 60
    while not begun.exists() and time.monotonic() < last:
        time.sleep(0.002)
    subprocess.run(["dd", "if=/dev/zero", f"of={disk / 'filling'}", "bs=1M"], check=False, capture_output=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
