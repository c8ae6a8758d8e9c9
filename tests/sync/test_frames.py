"""Compressed frames: padded so that sizes tell little, opened without trusting what a header claims."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.domain.errors import Distrust
from tipdesk.sync.frames import compress, decompress, padme
from tipdesk.sync.limits import LIMITS, MIB

SKIPPABLE = 0x184D2A50


def padded(frame: bytes, magic: int = SKIPPABLE, fill: bytes = b"\x00") -> bytes:
    """Return a frame with the padding that belongs behind it."""
    padding = padme(len(frame) + 8) - len(frame) - 8
    return frame + magic.to_bytes(4, "little") + padding.to_bytes(4, "little") + fill * padding


@given(st.binary(max_size=5_000))
def test_what_is_packed_comes_out_again(content: bytes) -> None:
    """No byte is lost, and the size is a Padmé size."""
    packed = compress(content)
    assert decompress(packed) == content
    assert len(packed) == padme(len(packed))


def frame(flags: int, fields: bytes, *blocks: bytes) -> bytes:
    """Return a frame as RFC 8878 describes it: flags, window, dictionary and size as they stand, blocks."""
    return b"\x28\xb5\x2f\xfd" + bytes([flags]) + fields + b"".join(blocks)


def block(kind: int, size: int, content: bytes, *, last: bool = True) -> bytes:
    """Return a block: raw (0), one byte many times (1), compressed (2), or of the type that is reserved (3)."""
    return (size << 3 | kind << 1 | last).to_bytes(3, "little") + content


RAW = block(0, 3, b"abc")
WINDOW = b"\x58"  # two MiB
SHAPES = {
    "single segment, size in one byte": (frame(0x20, b"\x03", RAW), b"abc"),
    "size in two bytes": (frame(0x60, b"\x00\x00", block(0, 256, b"a" * 256)), b"a" * 256),
    "size in four bytes": (frame(0xA0, (3).to_bytes(4, "little"), RAW), b"abc"),
    "size in eight bytes": (frame(0xE0, (3).to_bytes(8, "little"), RAW), b"abc"),
    "window, no size": (frame(0x00, WINDOW, RAW), b"abc"),
    "window, size in two bytes": (frame(0x40, WINDOW + b"\x00\x00", block(0, 256, b"a" * 256)), b"a" * 256),
    "window, size in four bytes": (frame(0x80, WINDOW + (3).to_bytes(4, "little"), RAW), b"abc"),
    "window, size in eight bytes": (frame(0xC0, WINDOW + (3).to_bytes(8, "little"), RAW), b"abc"),
    "the unused flag": (frame(0x30, b"\x03", RAW), b"abc"),
    "one byte many times": (frame(0x00, WINDOW, block(1, 9_000, b"x")), b"x" * 9_000),
    "no content": (frame(0x20, b"\x00", block(0, 0, b"")), b""),
    "a byte many times, then raw": (
        frame(0x20, b"\x07", block(1, 4, b"x", last=False), block(0, 0, b"", last=False), RAW),
        b"xxxxabc",
    ),
    "large blocks": (
        frame(0x00, WINDOW, block(0, 70_001, b"y" * 70_001, last=False), block(0, 9_000, b"z" * 9_000)),
        b"y" * 70_001 + b"z" * 9_000,
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_any_frame_that_the_standard_allows_is_opened(shape: str) -> None:
    """Another language's library may choose any way to write size, window and blocks."""
    packed, content = SHAPES[shape]
    assert decompress(padded(packed)) == content
    for length in range(len(packed) if len(packed) < 100 else 0):
        with pytest.raises(Distrust):
            decompress(padded(packed[:length]))


def test_a_checksum_is_checked() -> None:
    """A frame may end with four bytes over its content; they must be there, and right."""
    good = zstandard.ZstdCompressor(write_checksum=True).compress(content := b"entries " * 40)
    assert decompress(padded(good)) == content
    for bad in (good[:-1] + bytes([good[-1] ^ 1]), good[:-1], good[:-4], good + b"\x00"):
        with pytest.raises(Distrust):
            decompress(padded(bad))


@pytest.mark.parametrize(
    "packed",
    [
        frame(0x28, b"\x03", RAW),
        frame(0x21, b"\x00\x08", block(0, 0, b"", last=False), block(0, 8, b"8 bytes.")),
        frame(0x22, b"\x00\x00\x03", RAW),
        frame(0x23, b"\x00\x00\x00\x00\x03", RAW),
        frame(0x21, b"\x07\x03", RAW),
        frame(0x20, b"\x03", block(3, 3, b"abc")),
        SKIPPABLE.to_bytes(4, "little") + b"\x10\x00\x00\x00" + b"\x00\x61\x00\x00" + bytes(12),
        frame(0x20, b"\x04", RAW),
        frame(0x20, b"\x02", RAW),
    ],
    ids=["reserved", "one 0", "two 00", "four 0000", "dictionary 7", "block", "skippable", "more", "less"],
)
def test_what_nobody_should_write_is_refused(packed: bytes) -> None:
    """The reserved flag or type of block, a dictionary even if of no name, a frame to skip, another size than said."""
    with pytest.raises(Distrust) as refusal:
        decompress(padded(packed))
    assert refusal.value.code == "bad-compression"


def test_the_largest_content_is_packed_and_opened() -> None:
    """Sixteen MiB go into a bundle, and into one that does not say its size."""
    content = bytes(LIMITS.plaintext)
    assert decompress(compress(content)) == content
    unsaid = zstandard.ZstdCompressor(write_content_size=False).compress(content)
    assert decompress(padded(unsaid)) == content


def test_what_is_packed_is_as_small_as_was_agreed() -> None:
    """Level nine, and the header says the size, so that the other end can refuse before it takes memory."""
    content = b"".join(b"%d heron %d maple " % (number * number, number % 7) for number in range(3_000))
    frames = {
        level: zstandard.ZstdCompressor(level=level, write_content_size=True).compress(content) for level in (3, 9)
    }
    assert len(frames[9]) < len(frames[3])
    assert compress(content) == padded(frames[9])


@pytest.mark.parametrize(
    ("length", "size"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (7, 7), (8, 8), (9, 10), (15, 16), (17, 18), (33, 36), (65, 72)],
)
def test_padded_sizes_are_those_of_the_paper(length: int, size: int) -> None:
    """As many low bits of a length are cleared as the bits of its exponent leave over."""
    assert padme(length) == size


@given(st.integers(0, 2**34))
def test_padding_costs_little_and_tells_little(length: int) -> None:
    """Padmé adds at most 12 per cent, never shrinks, and a padded size is its own padded size."""
    size = padme(length)
    assert length <= size <= length * 1.12 + 1
    assert padme(size) == size


def test_few_sizes_remain() -> None:
    """Of a million lengths some hundreds of sizes remain, so that a finder of a stick learns next to nothing."""
    assert len({padme(length) for length in range(1, 1_000_000)}) < 500


def test_a_lying_header_allocates_nothing() -> None:
    """A header that claims 4 GiB is refused before memory is taken."""
    lying = b"\x28\xb5\x2f\xfd" + bytes([0b1110_0000]) + (4 * 1024 * MIB).to_bytes(8, "little") + b"\x01\x00\x00"
    tracemalloc.start()
    with pytest.raises(Distrust):
        decompress(padded(lying))
    assert tracemalloc.get_traced_memory()[1] < MIB
    tracemalloc.stop()


def test_a_header_that_says_less_than_it_holds_is_refused() -> None:
    """Content beyond the claimed size is refused."""
    frame = zstandard.ZstdCompressor(write_content_size=True).compress(bytes(70_000))
    flags, size = frame[4], frame[5:9]
    assert flags >> 6 == 2, "four bytes of size"
    assert int.from_bytes(size, "little") == 70_000
    with pytest.raises(Distrust):
        decompress(padded(frame[:5] + (69_999).to_bytes(4, "little") + frame[9:]))


@pytest.mark.parametrize("written", [True, False])
def test_a_bomb_is_cut_off(written: bool) -> None:
    """A kilobyte that unpacks to more than a bundle may hold is refused, whether it admits its size or not."""
    bomb = zstandard.ZstdCompressor(level=19, write_content_size=written).compress(bytes(LIMITS.plaintext + 1))
    with pytest.raises(Distrust):
        decompress(padded(bomb))


def test_a_window_larger_than_ours_is_refused() -> None:
    """A frame that asks for a huge window gets none."""
    parameters = zstandard.ZstdCompressionParameters(window_log=27, compression_level=1)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    with pytest.raises(Distrust):
        decompress(padded(packer.compress(b"small") + packer.flush()))


def test_nothing_but_the_padding_may_follow() -> None:
    """A second frame, other bytes, padding that is not zero or of the wrong length: each is refused."""
    frame = zstandard.ZstdCompressor().compress(content := bytes(range(256)))
    good = padded(frame)
    assert decompress(good) == content
    assert len(good) > len(frame) + 8, "some padding"
    for bad in (
        frame,
        padded(frame + frame),
        padded(frame, fill=b"\x01"),
        padded(frame, magic=SKIPPABLE + 1),
        good + b"\x00",
        good[:-1],
        good + good,
        frame + SKIPPABLE.to_bytes(4, "little") + bytes(4) + bytes(900),
        b"",
        b"\x28\xb5\x2f\xfd",
    ):
        with pytest.raises(Distrust) as refusal:
            decompress(bad)
        assert refusal.value.code == "bad-compression"


@given(st.binary(max_size=80))
def test_any_bytes_behind_the_magic_are_refused_by_name(rest: bytes) -> None:
    """Whatever follows the magic number, the answer is Distrust."""
    for content in (b"\x28\xb5\x2f\xfd" + rest, padded(b"\x28\xb5\x2f\xfd" + rest)):
        with suppress(Distrust):
            decompress(content)
