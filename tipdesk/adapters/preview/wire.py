"""What the two processes of a preview say to each other: frames of a kind, a length and so many bytes.

The child reads what it was sent and may have been taken over by it, so the asking side believes nothing: each answer
has its one form and its most bytes, which are checked before they are read. What does not fit raises `UntrueError`.

Asked is once with the file, in `CONTENT` frames that an empty one ends, and then by `SHOW` or `THUMBNAIL`, as often as
wished. The child says `READY` before the first byte of the file is sent, and then gives one answer to each question.
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from tipdesk.services.files.previewer import MOST_PAGES, MOST_SIDE, MOST_SIGNS, MOST_THUMBNAIL, Inside

if TYPE_CHECKING:
    from typing import IO

CHUNK: Final = 256 * 1024
_HEAD: Final = struct.Struct(">BI")
_ASKED: Final = struct.Struct(">HHH")
_OPENED: Final = struct.Struct(">H?")
_SIDES: Final = struct.Struct(">HH")
_ORDER: Final = tuple(Inside)
MOST_INSIDE: Final = 120
"""How many characters one word of a file's making may have."""


class Kind(IntEnum):
    """The kinds of frames."""

    CONTENT = 1
    SHOW = 2
    THUMBNAIL = 3
    READY = 16
    OPENED = 17
    PICTURE = 18
    TEXT = 19
    SMALL = 20
    REFUSED = 21


MOST: Final = {
    Kind.CONTENT: CHUNK,
    Kind.SHOW: _ASKED.size,
    Kind.THUMBNAIL: 0,
    Kind.READY: 1,
    Kind.OPENED: _OPENED.size + len(Inside) * (2 + 4 * MOST_INSIDE),
    Kind.PICTURE: _SIDES.size + 3 * MOST_SIDE * MOST_SIDE,
    Kind.TEXT: 4 * MOST_SIGNS,
    Kind.SMALL: MOST_THUMBNAIL,
    Kind.REFUSED: 1,
}
"""How many bytes a frame of each kind may hold."""


class Refused(IntEnum):
    """Why the child shows nothing."""

    UNKNOWN_KIND = 1
    DAMAGED = 2
    LOCKED = 3
    TOO_LARGE = 4
    NO_PAGE = 5


class UntrueError(Exception):
    """A frame that is none, or not one that may be sent here."""


class GoneError(Exception):
    """The other side has gone, also in the middle of a frame."""


class Asked(NamedTuple):
    """A page, counted from 0, and the sides of the box that it is to fit into."""

    page: int
    width: int
    height: int


class Opened(NamedTuple):
    """What the child says of a file that it can show."""

    pages: int
    has_more: bool
    inside: tuple[tuple[Inside, str], ...]


def write_frame(stream: IO[bytes], kind: Kind, *parts: bytes) -> None:
    """Write one frame whose bytes are these parts."""
    stream.write(_HEAD.pack(kind, sum(map(len, parts))))
    stream.writelines(parts)
    stream.flush()


def read_frame(stream: IO[bytes], *kinds: Kind) -> tuple[Kind, bytes]:
    """Read one frame of one of these kinds. Raises GoneError where the other side has gone, else UntrueError."""
    number, length = _HEAD.unpack(_exactly(stream, _HEAD.size))
    if number not in kinds or length > MOST[Kind(number)]:
        raise UntrueError
    return Kind(number), _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    """Return so many bytes from a stream that may give fewer at once."""
    found = bytearray()
    while len(found) < length:
        part = stream.read(min(length - len(found), CHUNK))
        if not part:
            raise GoneError
        found += part
    return bytes(found)


def read_flag(frame: bytes) -> bool:
    """Read a yes or no. Raises UntrueError."""
    if frame not in (b"\0", b"\1"):
        raise UntrueError
    return frame == b"\1"


def pack_asked(page: int, width: int, height: int) -> bytes:
    """Write what page is asked for; sides that go past the most are cut to it."""
    sides = (min(max(1, side), MOST_SIDE) for side in (width, height))
    return _ASKED.pack(min(max(0, page), MOST_PAGES), *sides)


def read_asked(frame: bytes) -> Asked:
    """Read what page is asked for. Raises UntrueError."""
    try:
        asked = Asked(*_ASKED.unpack(frame))
    except struct.error as error:
        raise UntrueError from error
    if not (0 < asked.width <= MOST_SIDE and 0 < asked.height <= MOST_SIDE):
        raise UntrueError
    return asked


def pack_opened(opened: Opened) -> bytes:
    """Write what is said of a file; its words are cut to their most."""
    words = b""
    for inside, said in opened.inside:
        encoded = said[:MOST_INSIDE].encode("utf-8", "replace")
        words += bytes((_ORDER.index(inside), len(encoded) >> 8, len(encoded) & 0xFF)) + encoded
    return _OPENED.pack(opened.pages, opened.has_more) + words


def read_opened(frame: bytes) -> Opened:
    """Read what is said of a file. Raises UntrueError."""
    try:
        pages, has_more = _OPENED.unpack_from(frame)
        inside, at = [], _OPENED.size
        while at < len(frame):
            number, length = frame[at], int.from_bytes(frame[at + 1 : at + 3], "big")
            said = frame[at + 3 : at + 3 + length]
            inside.append((_ORDER[number], said.decode()))
            at += 3 + length
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise UntrueError from error
    if at != len(frame) or not 0 < pages <= MOST_PAGES or any(len(said) > MOST_INSIDE for _one, said in inside):
        raise UntrueError
    return Opened(pages, has_more, tuple(inside))


def pack_sides(width: int, height: int) -> bytes:
    """Write how large a picture is."""
    return _SIDES.pack(width, height)


def read_picture(frame: bytes, asked: Asked) -> tuple[int, int, bytes]:
    """Read width, height and pixels of a picture that must fit into the box that was asked for. Raises UntrueError."""
    try:
        width, height = _SIDES.unpack_from(frame)
    except struct.error as error:
        raise UntrueError from error
    pixels = frame[_SIDES.size :]
    if not (0 < width <= asked.width and 0 < height <= asked.height and len(pixels) == 3 * width * height):
        raise UntrueError
    return width, height, pixels


def read_signs(frame: bytes) -> str:
    """Read the signs of a text. Raises UntrueError."""
    try:
        signs = frame.decode()
    except UnicodeDecodeError as error:
        raise UntrueError from error
    if len(signs) > MOST_SIGNS:
        raise UntrueError
    return signs


def read_refused(frame: bytes) -> Refused:
    """Read why nothing is shown. Raises UntrueError."""
    try:
        return Refused(int.from_bytes(frame, "big"))
    except ValueError as error:
        raise UntrueError from error
