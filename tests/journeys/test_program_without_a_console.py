"""The window's program on Windows has no streams at all: nothing crashes, and what it has to say is shown in a window.

Each start is a process of its own whose streams were taken away, as PyInstaller leaves them to a program without a
console.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tipdesk.cli.streams import MOST_KEPT, Said, is_for_windows_alone

ROOT = Path(__file__).parents[2]
START = """
import json, os, sys
told, sys.executable, sys.argv = sys.stdout, sys.argv[1], sys.argv[1:]
sys.stdin = sys.stdout = sys.stderr = None
from tipdesk.cli.start import run
shown = []
try:
    run(show=shown.append)
except SystemExit as end:
    told.write(json.dumps([end.code, shown]))
"""


def start(program: str, *words: str) -> tuple[int, list[str]]:
    """Start a program of that name without streams; return its exit status and what it showed in windows."""
    done = subprocess.run(
        [sys.executable, "-c", START, program, *words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    status, shown = json.loads(done.stdout)
    return status, shown


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--version"], 0, "TIPdesk 0.1.0"),
        (["--help"], 0, "the window"),
        (["--no-such"], 2, "No such option"),
        (["no-such"], 2, "No such command"),
        (["store", "info"], 1, "tipdesk-cli"),
        (["hq", "serve"], 1, "tipdesk-cli"),
        (["--language", "xx"], 1, "no language"),
    ],
)
def test_what_it_says_is_shown_in_a_window(words: list[str], status: int, said: str, tmp_path: Path) -> None:
    """Version, help and refusals come as words of one window; a command is sent to the program for commands."""
    ended, shown = start("tipdesk.exe", "--home", str(tmp_path / "home"), *words)
    assert ended == status
    assert len(shown) == 1
    assert said in shown[0]
    assert not (tmp_path / "home").exists()


def test_the_command_program_works_without_streams(tmp_path: Path) -> None:
    """Started by a service that gives it none, it runs its command, opens no window, and ends with its status."""
    out = tmp_path / "sheet.pdf"
    ended, shown = start("tipdesk-cli.exe", "report", "worry", "--blank", "--out", str(out))
    assert (ended, shown) == (0, [])
    assert out.read_bytes().startswith(b"%PDF")


def test_what_is_kept_has_an_end() -> None:
    """A window that is open for days does not gather words without end, and the first are the ones that are kept."""
    said = Said()
    for _ in range(100):
        assert said.write("x" * 1000) == 1000
    assert said.write("late") == 4
    assert said.getvalue() == "x" * MOST_KEPT
    assert not is_for_windows_alone("tipdesk.exe", None)


@pytest.mark.parametrize("encoding", ["cp850", "cp1252"])
def test_no_sign_ends_the_program(encoding: str, tmp_path: Path) -> None:
    """Where a console or pipe has a small code page, what it lacks is written otherwise, and the sentence is whole."""
    words = ["--home", str(tmp_path), "--language", "‹Ž“”\u202e"]
    done = subprocess.run(
        [sys.executable, "-m", "tipdesk", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "It has: en" in done.stderr.decode(encoding)
    assert b"\\u017d" in done.stderr or encoding == "cp1252"
    assert b"Traceback" not in done.stderr
