"""One trial of the installers for Windows: the Wine they are tried in, and what must hold in between."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from installer.environment import SetUpError
from installer.packages.compare import digests
from installer.packages.screen import screen
from installer.packages.smoke import DEMO_ENDS, MOST_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.packages.facts import Facts
    from installer.packages.wine import Wine

REFUSED = 3
"""The exit status of setup.exe where it says a sentence and changes nothing."""
DAMAGED = 2
FAILED_TO_INSTALL = 1603 % 256
"""The exit status of msiexec where it did not install, of which Linux sees one byte."""
EVERYBODY, ACCOUNT = "HKLM", "HKCU"
REMOVAL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\TIPdesk"
DEMO, PASSPHRASE_LINE = r"C:\Demo", "Passphrase of every officer in this demo: "
NOT_THE_FOLDERS = ("uninstall.exe",)


@dataclass(frozen=True)
class Said:
    """What a program for Windows ended with, and what it printed."""

    status: int
    text: str


@dataclass
class Trial:
    """A Wine in which `facts` are tried; `folder` is what was packed, `passphrase` the demo's once there is one."""

    wine: Wine
    facts: Facts
    folder: Path
    passphrase: str = ""

    def run(self, program: Path | str, *words: str) -> Said:
        """Run a program for Windows until it ends. Raises SetUpError where it does not."""
        asked = ["wine", str(program), *words]
        try:
            done = subprocess.run(
                asked,
                env=self.wine.environment() | {"TIPDESK_PASSPHRASE": self.passphrase},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=MOST_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SetUpError(f"{asked} does not run: {error}") from error
        return Said(done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace").replace("\r", ""))

    def expect(self, status: int, program: Path | str, *words: str, says: str = "") -> str:
        """Run a program that must end with this status and say these words; return what it said. Raises SetUpError."""
        said = self.run(program, *words)
        if said.status != status or says not in said.text:
            wanted = f"{status} and “{says}”"
            raise SetUpError(f"{program} {words}: expected {wanted}, and it was {said.status}:\n{said.text[-4000:]}")
        return said.text

    def expect_program(self, installed: Path) -> None:
        """Raise SetUpError unless every file was installed as it was made, none besides, and the program starts."""
        found, made = _sums(installed), _sums(self.folder)
        differing = sorted(name for name in {*found, *made} if found.get(name) != made.get(name))
        if differing:
            raise SetUpError(f"{installed} differs from what was packed in {differing[:5]}")
        self.expect(0, installed / "tipdesk-cli.exe", "--version", says=self.version_line)

    @property
    def version_line(self) -> str:
        """Return what the program says of itself."""
        return f"TIPdesk {self.facts.version}, build {self.facts.build}, commit {self.facts.commit}"

    def expect_registered(self, root: str, value: str, found: str) -> None:
        """Raise SetUpError unless Windows' list of apps says this of TIPdesk."""
        self.expect(0, "reg", "query", rf"{root}\{REMOVAL}", "/v", value, says=found)

    def expect_build(self, root: str, build: int) -> None:
        """Raise SetUpError unless this build is what the registry says is installed."""
        self.expect(0, "reg", "query", rf"{root}\Software\TIPdesk", "/v", "Build", says=f"0x{build:x}")

    def expect_nothing(self, installed: Path, root: str) -> None:
        """Raise SetUpError if a file, an entry of the registry or of the Start menu is left of the program."""
        self.wine.settle()  # the uninstaller goes on by itself for a moment
        keys = [rf"{root}\Software\TIPdesk", rf"{root}\{REMOVAL}", rf"{root}\Software\Classes\.tiprequest"]
        left = [key for key in keys if self.run("reg", "query", key).status == 0]
        left += [str(path) for path in (installed, *self.wine.drive.rglob("TIPdesk.lnk")) if path.exists()]
        if left:
            raise SetUpError(f"something was left: {left}")

    def make_demo(self, console: Path) -> None:
        """Run the whole demo from the installed program, and keep its passphrase. Raises SetUpError."""
        text = self.expect(0, console, "--home", DEMO, "demo", "--headless", says=DEMO_ENDS)
        self.passphrase = text.partition(PASSPHRASE_LINE)[2].splitlines()[0]

    def check_home(self, console: Path) -> None:
        """Raise SetUpError unless the demo's store passes its check by the installed program."""
        self.expect(0, console, "--home", rf"{DEMO}\headquarters", "store", "check")

    def expect_home(self) -> None:
        """Raise SetUpError unless the demo's home is there, whatever became of the program."""
        if not (self.wine.drive / "Demo" / "headquarters" / "store.db").is_file():
            raise SetUpError("a home is gone")

    @contextmanager
    def window(self, program: Path, picture: Path) -> Iterator[None]:
        """Open the window on the demo's home, keep a picture of it once it is painted, and lend it open."""
        with screen() as shown:
            variables = self.wine.environment() | {"DISPLAY": shown.variables["DISPLAY"]}
            words = ["wine", str(program), "--home", rf"{DEMO}\headquarters"]
            with subprocess.Popen(words, env=variables, stderr=subprocess.DEVNULL) as process:
                try:
                    why = "the window of the installed program was not painted"
                    shown.wait_until(lambda: process.poll() is not None or shown.is_painted(), why)
                    if process.poll() is not None:
                        raise SetUpError(why)
                    shown.picture().save(picture)
                    yield
                finally:
                    process.kill()
        self.wine.settle()


def _sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a folder, save what setup writes there itself. Rights are Wine's own."""
    found = digests(folder)
    return {name: value.partition(" ")[0] for name, value in found.items() if name not in NOT_THE_FOLDERS}


@contextmanager
def told(line: str) -> Iterator[None]:
    """Tell of one thing that is tried, and how long it took."""
    print(f"  {line}", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(": did not hold", flush=True)
        raise
    print(f": {time.monotonic() - began:.1f} s", flush=True)


def may_mount() -> bool:
    """Tell whether a disk of our own can be made to fill and to be read-only: that takes root."""
    return os.geteuid() == 0
