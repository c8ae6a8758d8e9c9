"""Tells how far long work of a command is, on standard error, since standard output has the answer alone.

Nothing is said of what is done within a second. Ctrl+C raises in the work itself and so ends it.
"""

import sys
import time
from collections.abc import Callable
from typing import Final, TextIO

from tipdesk.cli.translate import _

PATIENCE_SECONDS: Final = 1.0
_STEP: Final = 10


class Progress:
    """Tells how many per cent are done: on a terminal in one line that changes, else in a line for each tenth."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic, out: TextIO | None = None) -> None:
        self._seconds, self._out = seconds, out or sys.stderr
        self._begun = seconds()
        self._told = -1

    def tell(self, done: int, total: int) -> None:
        """Note that so many parts are done, and print the per cent where it has changed."""
        is_terminal = self._out.isatty()
        percent = done * 100 // max(1, total)
        percent -= 0 if is_terminal else percent % _STEP
        if percent == self._told or self._seconds() - self._begun < PATIENCE_SECONDS:
            return
        self._told = percent
        line = _("{percent} % done (Ctrl+C stops it)").format(percent=percent)
        self._out.write((f"\r{line}" if is_terminal else line) + ("\n" if not is_terminal or done == total else ""))
        self._out.flush()
