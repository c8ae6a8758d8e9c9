"""A screen in memory on which a packaged program is seen to paint: Xvfb, whose picture is read from its own file."""

from __future__ import annotations

import os
import select
import struct
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from installer.environment import SetUpError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PIL.Image import Image

WIDE, HIGH = 1280, 900
PATIENCE_SECONDS = 60
LEAST_SHARE, FEWEST_COLOURS = 0.1, 40
SAMPLE = 4 * 97
"""Of each so many bytes one is looked at: that of one colour of a pixel, since pixels have four bytes."""
"""A window with words on it covers a tenth of the screen, and the edges of its letters have dozens of colours."""
_HEADER = struct.Struct(">25I")  # XWDFile.h of X11: all numbers of the header, the greatest byte first
_COLOUR_BYTES = 12


@dataclass(frozen=True)
class Screen:
    """One running screen: `variables` lead a program to it, and `frame` is the file that holds what it shows."""

    variables: Mapping[str, str]
    frame: Path

    def picture(self) -> Image:
        """Return what the screen shows now."""
        from PIL import Image

        content = self.frame.read_bytes()
        header = _HEADER.unpack_from(content)
        size, wide, high, line, colours = header[0], header[4], header[5], header[12], header[19]
        pixels = content[size + colours * _COLOUR_BYTES :]
        return Image.frombytes("RGB", (wide, high), pixels, "raw", "BGRX", line)

    def is_lit(self) -> bool:
        """Tell, in about a millisecond, whether a window stands on the screen, which is black without one."""
        seen = self.frame.read_bytes()[-WIDE * HIGH * 4 :: SAMPLE]
        return len(seen) - seen.count(0) >= LEAST_SHARE * len(seen)

    def is_painted(self) -> bool:
        """Tell whether a window with words on it stands on the screen."""
        return self.is_lit() and len(self.picture().getcolors(WIDE * HIGH) or []) >= FEWEST_COLOURS

    def wait_until(self, holds: Callable[[], bool], why: str) -> None:
        """Look every few milliseconds until `holds` is true; raises SetUpError with `why` after a minute."""
        last = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            if time.monotonic() > last:
                raise SetUpError(why)
            time.sleep(0.002)


@contextmanager
def screen() -> Iterator[Screen]:
    """Lend a screen of its own, on a display that nobody else uses. Raises SetUpError where Xvfb does not start."""
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory(prefix="screen-") as folder:
        words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDE}x{HIGH}x24", "-fbdir", folder]
        words += ["-nolisten", "tcp"]
        try:
            server = subprocess.Popen(words, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError as error:
            raise SetUpError("no screen to try the program on: Xvfb is missing (Debian: xvfb)") from error
        with server:
            os.close(writing)
            try:
                yield Screen(_variables(_display(reading)), Path(folder, "Xvfb_screen0"))
            finally:
                server.terminate()
                with suppress(subprocess.TimeoutExpired):
                    server.wait(PATIENCE_SECONDS)
                server.kill()


def _display(reading: int) -> str:
    with os.fdopen(reading, encoding="ascii") as told:
        is_told = select.select([told], [], [], PATIENCE_SECONDS)[0]
        if not is_told or not (display := told.readline().strip()):
            raise SetUpError("no screen to try the program on: Xvfb does not start")
    return display


def _variables(display: str) -> dict[str, str]:
    return {**os.environ, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
