"""The developer's command: one failure fails the whole, and every step is run and named."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from installer.debian import Group, add_missing
from installer.environment import ROOT
from installer.memory import in_memory
from installer.steps import Step, run_steps


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_all_steps_well_is_well(capfd: pytest.CaptureFixture[str]) -> None:
    """Steps that all exit 0 give 0, and each has a line in the summary."""
    assert run_steps([Step("first", _python("print('one')")), Step("second", _python(""))]) == 0
    said = capfd.readouterr().out
    assert said.count("ok  ") == 2
    assert "FAIL" not in said


def test_the_time_is_told_in_bare_loops(capfd: pytest.CaptureFixture[str]) -> None:
    """The last line compares what the steps took with a loop that does nothing, timed in the same run."""
    run_steps([Step("sleep", _python("import time; time.sleep(0.5)"))])
    last = capfd.readouterr().out.splitlines()[-1]
    taken, loops, loop = (float(one.replace(",", "")) for one in re.findall(r"[0-9][0-9,.]*", last))
    assert taken >= 0.5
    assert loops == pytest.approx(taken / loop, rel=0.2)


def test_tests_write_into_memory_where_there_is_room(tmp_path: Path) -> None:
    """A folder in that place, gone afterwards; the system's own where the place is absent or too small."""
    with in_memory(tmp_path, least_bytes=1) as folder:
        (folder / "store").write_bytes(b"x")
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []
    for place, least in ((tmp_path, 1 << 60), (tmp_path / "absent", 1)):
        with in_memory(place, least_bytes=least) as folder:
            assert folder == Path(tempfile.gettempdir())


def test_a_failing_step_hides_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """The steps after a failing one still run, and the whole fails."""
    assert run_steps([Step("broken", _python("raise SystemExit(3)")), Step("after", _python("print('ran')"))]) == 1
    said = capfd.readouterr().out
    assert "ran" in said
    assert "FAIL  broken" in said
    assert "ok    after" in said


def test_a_step_finds_its_variables() -> None:
    """What a step names for its environment is there, beside what was there before."""
    code = "import os; raise SystemExit(os.environ['LAMP'] != 'lit' or 'PATH' not in os.environ)"
    assert run_steps([Step("lamp", _python(code), {"LAMP": "lit"})]) == 0


def test_nothing_missing_installs_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """A group whose programs are all here asks nothing of the system."""
    add_missing(Group("to test", programs=((sys.executable, "python3"),)))
    heard = capfd.readouterr()
    assert heard.out == ""
    assert heard.err == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bring what Qt needs with it")
def test_what_cannot_be_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where there is no apt-get, the missing programs are named with their purpose, and set-up goes on."""
    monkeypatch.setenv("PATH", str(tmp_path))
    add_missing(Group("to draw", programs=(("pencil", "pencil-box"),)))
    assert capfd.readouterr().err == "Missing to draw: pencil-box\n"


def test_a_wrong_word_is_explained() -> None:
    """A word the command does not know exits 2 and lists those it knows."""
    words = [sys.executable, "installer/dev.py", "nonsense"]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert all(word in told.stderr for word in ("setup", "app", "demo", "test", "check", "fix", "bench"))
