"""The streams of a process: UTF-8 on every console, and a memory in their place where the system gives none.

The program of the window is started on Windows without any stream. What would be printed there is kept, so that it can
be shown in a window; commands are for `tipdesk-cli`, which has a console. That one may also be started by a service
without streams: then nobody is there to read, and it works all the same.

A sign that an output cannot take (a name in a pipe of another code page) is written as its number, and never ends the
program.
"""

import io
import sys
from pathlib import PurePath
from typing import Final, TextIO

MOST_KEPT: Final = 64 * 1024
"""How many characters are kept of what would be printed: a window may be open for days."""
CONSOLE_ENDING: Final = "-cli"
"""How the name of the program ends that has a console."""


class Said(io.StringIO):
    """What a program without streams has said so far, up to `MOST_KEPT` characters."""

    def write(self, text: str, /) -> int:
        """Keep a text while there is room."""
        super().write(text[: max(0, MOST_KEPT - self.tell())])
        return len(text)


def make_streams() -> Said | None:
    """Make the streams of this process ready, and return what keeps the words where there is no output, else None."""
    for stream in (sys.stdout, sys.stderr):
        _widen(stream)
    if sys.stdout is not None and sys.stderr is not None:
        return None
    said = Said()
    sys.stdout, sys.stderr = sys.stdout or said, sys.stderr or said
    sys.stdin = sys.stdin or io.StringIO()
    return said


def is_for_windows_alone(program: str, said: Said | None) -> bool:
    """Tell whether this process has nothing but windows to speak by; `program` is the path it was started as."""
    return said is not None and not PurePath(program).stem.endswith(CONSOLE_ENDING)


def _widen(stream: TextIO | None) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8" if sys.platform == "win32" else None, errors="backslashreplace")
