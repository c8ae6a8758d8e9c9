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
