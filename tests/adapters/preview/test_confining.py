"""What a file could do with the child that it has taken over: nothing outside its own memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.adapters.preview import made
from tests.adapters.preview.children import previews

if TYPE_CHECKING:
    from tipdesk.adapters.preview.child_previewer import ChildPreviewer

TRIED = """
import ctypes, os, sys
sys.path[:0] = {path!r}
from tipdesk.adapters.preview import confining
calls = ctypes.CDLL(None)
socket, opened, fork, execv, kill, grow = calls.socket, calls.open, calls.fork, calls.execv, calls.kill, calls.malloc
grow.restype = ctypes.c_void_p
if {confined}:
    assert confining.confine()
told = [socket(2, 1, 0) >= 0, opened(b"/etc/passwd", 0) >= 0, kill(os.getppid(), 0) == 0, bool(grow(2**30))]
try:
    told.append(bool(open("/etc/passwd")))
except PermissionError:
    told.append(False)
child = fork()
if child == 0:
    os._exit(0)
told.append(child > 0)
os.write(1, repr(told).encode())
"""
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the calls of Linux are tried")


def tried(*, is_confined: bool) -> list[bool]:
    """Return what a process of ours could do, by the C library and by Python."""
    script = TRIED.format(path=sys.path, confined=is_confined)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=60)
    return [word == "True" for word in done.stdout.decode().strip("[]").split(", ")]


@LINUX
def test_a_confined_child_reaches_nothing() -> None:
    """No socket, file, signal, gigabyte or process is to be had by a confined child, even by the C library itself."""
    assert tried(is_confined=True) == [False] * 6


@LINUX
def test_one_that_is_not_confined_reaches_all() -> None:
    """Without the limits the same process has all of it, so the test above proves something."""
    assert tried(is_confined=False) == [True] * 6


@LINUX
def test_the_child_knows_nothing_of_this_process(previewer: ChildPreviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable, argument or open file of this process reaches the child, and it says that it is confined."""
    monkeypatch.setenv("TIPDESK_SECRET", "a word")
    with previewer.open([made.pdf()]) as viewing:
        [child] = previews()
        assert viewing.is_confined
        words = Path(f"/proc/{child.pid}/cmdline").read_bytes().split(b"\0")
        assert words[1:] == [b"-I", b"-m", b"tipdesk", b"--preview-child", b""]
        if os.geteuid() == 0:  # the child lets no other process of its user look
            assert Path(f"/proc/{child.pid}/environ").read_bytes() == b""
            assert {one.name for one in Path(f"/proc/{child.pid}/fd").iterdir()} == {"0", "1", "2"}
