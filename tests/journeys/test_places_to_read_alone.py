"""Where nothing may be written: the folder of the program, ever; and a home whose disk can only be read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import call
from tests.ui.desktops import PASSPHRASE, make_home
from tipdesk.adapters.store.faults import refused_file
from tipdesk.adapters.system.files import write_whole_file
from tipdesk.domain.errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
WATCHED = """
import os, sys
program, home = sys.argv[1:3]
written = []
def hear(event, given):
    if event == "open" and (given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) or set("wax+") & set(given[1] or "")):
        written.append(given[0])
    elif event in {"os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "os.link", "os.symlink"}:
        written.append(given[0])
    elif event == "os.rename":
        written.extend(given[:2])
sys.addaudithook(hear)
from pathlib import Path
from PySide6.QtCore import QTimer
from tipdesk.bootstrap.desktop import run_app
from tipdesk.cli.main import main
main(["--version"])
main(["--home", home, "case", "list"])
run_app(Path(home), shown=lambda window: QTimer.singleShot(400, window.close))
paths = [os.path.abspath(os.fsdecode(one)) for one in written if not isinstance(one, int)]
print(sum(one.startswith(home) for one in paths), [one for one in paths if one.startswith(program + os.sep)])
"""


@pytest.mark.earnest
def test_nothing_is_written_into_the_program(tmp_path: Path) -> None:
    """Version, a command and the window write into the home, which is noticed, and never where the program lies."""
    home = make_home(tmp_path / "home")
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, str(ROOT), str(home)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TIPDESK_PASSPHRASE": PASSPHRASE},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    into_home, _blank, into_program = done.stdout.splitlines()[-1].partition(" ")
    assert int(into_home) > 0
    assert into_program == "[]"


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that can only be read, with a home on it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounts, unmounts = shutil.which("mount"), shutil.which("umount")
    if mounts is None or unmounts is None or os.geteuid() != 0:
        pytest.skip("mounting a disk takes root")
    if subprocess.run([mounts, "-t", "tmpfs", "tmpfs", disk], capture_output=True, check=False).returncode != 0:
        pytest.skip("no disk can be mounted here")
    try:
        make_home(disk / "home")
        subprocess.run([mounts, "-o", "remount,ro", disk], capture_output=True, check=True)
        yield disk / "home"
    finally:
        subprocess.run([unmounts, "-l", disk], capture_output=True, check=True)


def test_a_home_on_a_disk_to_read_alone_is_refused_in_words(read_only: Path) -> None:
    """Every command ends with a sentence that says what the disk is, and not with a bug."""
    for words in (("case", "list"), ("store", "check"), ("store", "info")):
        answer = call(read_only, *words)
        assert (answer.status, answer.json["error"]["code"]) == (3, "store-disk")
        assert "can be read but not written to" in answer.json["error"]["message"]


def test_a_file_that_is_held_is_refused_by_its_name(tmp_path: Path) -> None:
    """The sentence names the file, not its folders, and says what to do; a full disk is told as such."""

    class HeldError(PermissionError):
        winerror = 32

    told = refused_file(HeldError(13, "held", str(tmp_path / "store.db")))
    assert (told.code, told.exit_status) == ("store-disk", 3)
    assert "“{path}”" in told.template
    assert told.values["path"] == "store.db"
    assert refused_file(OSError(28, "full", "store.db")).code == "disk-full"
    with pytest.raises(Trouble, match="too long"):
        write_whole_file(tmp_path / ("n" * 300), b"x")
