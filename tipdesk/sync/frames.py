"""Compresses into one zstd frame padded to a Padmé size, and opens it without ever trusting what its header claims.

Padmé (Nikitin et al., PETS 2019) rounds a length up so that it gives away at most O(log log n) bits. The padding is one
skippable frame after the only data frame; any other trailing byte is refused. The end of the data frame is found by
going through its blocks.
"""

import zstandard

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.sync.limits import LIMITS

LEVEL = 9
_FRAME_MAGIC = 0xFD2FB528
_SKIPPABLE_MAGIC = 0x184D2A50
_SKIPPABLE_HEADER = 8
_UNWANTED = 0x0B
"""The flags of a frame that are refused: one that names a dictionary, and the reserved one."""
_REPEATED = 1
"""The type of a block that is one byte, repeated many times."""
_WINDOW_BYTES = 16 * 1024 * 1024


def compress(content: bytes) -> bytes:
    """Return one zstd frame of the content, and one skippable frame that pads both to a Padmé size."""
    frame = zstandard.ZstdCompressor(level=LEVEL).compress(content)
    size = padme(len(frame) + _SKIPPABLE_HEADER)
    padding = size - len(frame) - _SKIPPABLE_HEADER
    return frame + _SKIPPABLE_MAGIC.to_bytes(4, "little") + padding.to_bytes(4, "little") + bytes(padding)


def decompress(framed: bytes) -> bytes:
    """Return the content of what `compress` made, which is at most `LIMITS.plaintext` bytes.

    Raises Distrust `bad-compression` for anything else.
    """
    end = _frame_end(framed)
    padding = framed[end:]
    length = int.from_bytes(padding[4:_SKIPPABLE_HEADER], "little")
    if (
        int.from_bytes(padding[:4], "little") != _SKIPPABLE_MAGIC
        or len(padding) != _SKIPPABLE_HEADER + length
        or any(padding[_SKIPPABLE_HEADER:])
        or len(framed) != padme(len(framed))
    ):
        raise _refusal()
    try:
        with zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES).stream_reader(framed[:end]) as reader:
            content = reader.read(LIMITS.plaintext + 1)
    except zstandard.ZstdError as error:
        raise _refusal() from error
    if len(content) > LIMITS.plaintext:
        raise _refusal()
    return content


def padme(length: int) -> int:
    """Return the length that Padmé rounds this length up to, in bytes."""
    exponent = length.bit_length() - 1
    mask = (1 << max(exponent - exponent.bit_length(), 0)) - 1
    return length + mask & ~mask


def _frame_end(framed: bytes) -> int:
    """Return where the first frame ends (RFC 8878, 3.1.1); raises Distrust `bad-compression` where there is none."""
    if int.from_bytes(framed[:4], "little") != _FRAME_MAGIC:
        raise _refusal()
    flags = int.from_bytes(framed[4:5], "little")
    single = bool(flags & 0x20)
    size_field = (1 if single else 0, 2, 4, 8)[flags >> 6]
    place = 5 + (0 if single else 1) + size_field
    claimed = int.from_bytes(framed[place - size_field : place], "little")  # two bytes count from 256: far below
    if flags & _UNWANTED or claimed > LIMITS.plaintext:
        raise _refusal()
    last = False
    while not last:
        header = int.from_bytes(framed[place : place + 3], "little")
        last, kind, size = bool(header & 1), header >> 1 & 3, header >> 3
        place += 3 + (1 if kind == _REPEATED else size)
        if place > len(framed):
            raise _refusal()
    return place + (4 if flags & 0x04 else 0)


def _refusal() -> Distrust:
    return Distrust("bad-compression", _("This bundle is not packed as it should be; nothing of it was read."))
