"""No core dump, no foreign look into memory, and no value in whatever a process of ours says when it breaks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tipdesk.cli.main import main

if TYPE_CHECKING:
    from tipdesk.homes.sessions import Session

ROOT = Path(__file__).parents[3]
PLANTED = "Inventedcanary Marie"
BEFORE = "import threading\nfrom tipdesk.adapters.system.hardening import harden\nharden()\n"
RAISE = f"def fail(name):\n    raise ValueError('cannot read ' + name)\nWORD = {PLANTED!r}\n"
BREAKING = {
    "at the end of the program": "fail(WORD)",
    "in a thread": "threading.Thread(target=fail, args=(WORD,)).start()",
    "where nobody can catch it": "class Breaks:\n    def __del__(self):\n        fail(WORD)\nBreaks()",
}


def run(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
@pytest.mark.parametrize(("before", "limit", "dumpable"), [("", None, "1"), (BEFORE, "0", "0")])
def test_no_core_dump(before: str, limit: str | None, dumpable: str) -> None:
    """The kernel is told to write no core and to let no other program look in; without us it would be let in."""
    asking = "import ctypes, resource\nprint(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3))"
    told = run(before + asking).stdout.split()
    assert told[1] == dumpable
    assert limit is None or told[0] == limit


@pytest.mark.parametrize("place", BREAKING)
def test_no_value_is_told(place: str) -> None:
    """What breaks is named by its kind and place; the message, which holds a name, is nowhere; the control shows it."""
    wild = run("import threading\n" + RAISE + BREAKING[place])
    assert PLANTED in wild.stderr
    told = run(BEFORE + RAISE + BREAKING[place], PYTHONFAULTHANDLER="1")
    assert PLANTED not in told.stderr + told.stdout
    assert "ValueError" in told.stderr
    assert " fail" in told.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_every_start_of_the_program_begins_with_it() -> None:
    """The command line, by which the window and the server start too, gives up dumps before it reads its arguments."""
    script = (
        "import sys, ctypes\nsys.argv = ['tipdesk', '--version']\nfrom tipdesk.cli.start import run\n"
        "try:\n    run()\nfinally:\n    print(ctypes.CDLL(None).prctl(3))"
    )
    assert run(script).stdout.split()[-1] == "0"


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_bug_in_a_command_tells_no_value(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command line's last line names the kind and the place of a bug, and not what was being worked on."""

    def breaks(_home: Path, _officer: str | None, _words: str, /, **_options: bool) -> Session:
        raise ValueError(PLANTED)

    words = tmp_path / "words"
    words.write_text("invented words for this test")
    common = ["--home", str(tmp_path), "--passphrase-file", str(words), *options]
    assert main([*common, "case", "list"], unlock=breaks) == 70
    said = "".join(capsys.readouterr())
    assert "ValueError" in said
    assert "breaks" in said
    assert PLANTED not in said


@pytest.mark.skipif(os.name != "posix", reason="a mask is POSIX's")
def test_nothing_that_is_made_is_open_to_others() -> None:
    """Whatever mask a process was started with, its files are its account's alone, and those of its children too."""
    child = "subprocess.run([sys.executable, '-c', 'import os; print(oct(os.umask(0)))'], check=True)"
    said = run(f"import os, subprocess, sys\nos.umask(0)\n{BEFORE}{child}").stdout
    assert said.strip() == oct(0o077)
    first = (ROOT / "tipdesk" / "cli" / "start.py").read_text(encoding="utf-8").partition("def run()")[2]
    assert first.partition("harden()")[0].count("(") == 0, "nothing is called before it"
