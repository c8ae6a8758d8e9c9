"""What shows a file without opening it: pixels or plain text of one page at a time, drawn away from the keys.

Whoever looks at a file gets a picture of it and never the file: it may be made to harm what reads it. A `Previewer` is
handed the plain bytes, and hands out pixels, signs and a few words. Everything that a file can do to it ends in one of
the sentences below. `adapters/preview` implements it in a process of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol, Self

MOST_BYTES: Final = 128 * 1024 * 1024
"""A larger file is not shown: it would have to be in memory whole."""
MOST_PAGES: Final = 2_000
"""So many pages of a file are shown, and no more."""
MOST_SIDE: Final = 4_096
"""The longest side in pixels that a picture is drawn for."""
MOST_SIGNS: Final = 20_000
"""How many characters of a text are one page of it."""
MOST_THUMBNAIL: Final = 32 * 1024 - 1
"""How many bytes a thumbnail may have: it travels inside an entry."""
THUMBNAIL_SIDE: Final = 256


class Inside(StrEnum):
    """What a file tells of its making beside what it shows."""

    PLACE = "place"
    TIME = "time"
    DEVICE = "device"
    AUTHOR = "author"


@dataclass(frozen=True)
class Picture:
    """Pixels of one page: rows from above, three bytes a pixel (red, green, blue), nothing between the rows."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True)
class PlainText:
    """The signs of one page of a text, as they stand in the file."""

    signs: str


class Viewing(Protocol):
    """One file that is being looked at.

    `pages` counts those that can be shown and `has_more` tells that the file has others. `inside` is what was found of
    its making, in words of the file. `is_confined` is False where this PC could not put every limit on what draws.
    """

    pages: int
    has_more: bool
    inside: tuple[tuple[Inside, str], ...]
    is_confined: bool

    def show(self, page: int, width: int, height: int) -> Picture | PlainText:
        """Return a page, counted from 0, as large as it goes into so many pixels.

        Raises:
            UserError: `preview-damaged`, `preview-too-large`, `preview-no-page`.
            Trouble: `preview-ended`, `preview-too-slow`.
            Distrust: `preview-untrue`.
        """

    def thumbnail(self) -> bytes:
        """Return the first page as a JPEG of less than 32 KB, b"" for a text. Raises as `show`."""

    def close(self) -> None:
        """End the drawing at once, also while another thread waits for a page."""

    def __enter__(self) -> Self:
        """Look, and close at the end."""

    def __exit__(self, *_why: object) -> None:
        """End the looking."""


class Previewer(Protocol):
    """Opens files for looking."""

    def open(self, content: Iterable[bytes]) -> Viewing:
        """Take the plain bytes of a file, and return what shows it until it is closed; its bytes tell what it is.

        Raises:
            UserError: `preview-unknown-kind`, `preview-damaged`, `preview-locked`, `preview-too-large`.
            Trouble: `preview-not-started`, `preview-ended`, `preview-too-slow`.
            Distrust: `preview-untrue`.
        """
