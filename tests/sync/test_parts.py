"""Parts of files: their bytes, every way in which one is refused, what is missing, and the order in which they go."""

from __future__ import annotations

import hashlib
import random
from functools import cache

import msgspec
import pytest

from tests.sync.making import written
from tipdesk.adapters.keys.age import OpenWith, SealTo
from tipdesk.adapters.keys.signing import DeviceKeys, verify
from tipdesk.domain.errors import Distrust
from tipdesk.sync.bundle import seal_bundle, write_content
from tipdesk.sync.frames import compress
from tipdesk.sync.limits import MIB
from tipdesk.sync.part import (
    PART_BYTES,
    Part,
    PartHeader,
    head_part,
    in_sending_order,
    indexes_in,
    is_part,
    part_count,
    part_size,
    ranges_without,
    read_part,
    refuse_size,
    write_part,
)
from tipdesk.sync.trust import open_bundle, unseal

CASE = b"c" * 16
SMALL = 300
FILE = random.Random(3).randbytes(2 * SMALL + 50)
CONTENT_ID = hashlib.sha256(FILE).digest()


class Ends:
    """A post and a headquarters with real keys, and what goes between them."""

    def __init__(self) -> None:
        self.post, self.other, self.headquarters = (DeviceKeys.generate() for _one in range(3))

    def header(self, index: int = 0, **changes: object) -> PartHeader:
        """Return the header of a part of the file, changed."""
        made = head_part(self.post.device_id, CASE, CONTENT_ID, len(FILE), index, piece(index))
        return msgspec.structs.replace(made, **changes)

    def sealed(self, header: PartHeader, content: bytes, inner: DeviceKeys | None = None) -> bytes:
        """Return the part as it travels; `inner` signs what is inside."""
        plain = write_part(header, content, (inner or self.post).signing)
        seal = SealTo((self.headquarters.identity.recipient,))
        return seal_bundle(plain, self.post.device_id, self.post.signing, seal)

    def read(self, bundle: bytes, to: bytes | None = None) -> Part:
        """Read a part as headquarters does or, with `to`, as the device to which it is addressed."""
        keys = {one.device_id: one.signing.public for one in (self.post, self.other)}
        outer, plain = unseal(bundle, keys.get, verify, OpenWith((self.headquarters.identity,)))
        return read_part(plain, outer, keys[outer.device], verify, to=to, part_bytes=SMALL)

    def refusal(self, bundle: bytes, to: bytes | None = None) -> str:
        """Return the code with which a part is refused."""
        with pytest.raises(Distrust) as refused:
            self.read(bundle, to)
        return refused.value.code


def piece(index: int) -> bytes:
    """Return the bytes of a part of the file."""
    return FILE[index * SMALL : (index + 1) * SMALL]


@cache
def ends() -> Ends:
    """Return the one pair of this process."""
    return Ends()


@cache
def good() -> bytes:
    """Return the second part of the file, as it travels."""
    return ends().sealed(ends().header(1), piece(1))


def test_a_part_is_read_again() -> None:
    """What was sent is what is read: every part, the short one at the end as well."""
    for index in range(part_count(len(FILE), SMALL)):
        part = ends().read(ends().sealed(ends().header(index), piece(index)))
        assert (part.header.index, part.header.content, part.content) == (index, CONTENT_ID, piece(index))


@pytest.mark.parametrize("start", range(4))
def test_one_flipped_bit_in_every_byte(start: int) -> None:
    """No byte of a part can change by one bit unnoticed."""
    for place in range(start, len(good()), 4):
        bad = bytearray(good())
        bad[place] ^= 1 << place % 8
        assert ends().refusal(bytes(bad)), place


def test_every_truncation() -> None:
    """A part cut at any length is refused."""
    for length in range(0, len(good()), 7):
        assert ends().refusal(good()[:length]), length


def test_a_part_of_another_device() -> None:
    """A part must name outside and inside the same device, whose key has signed both."""
    assert ends().refusal(ends().sealed(ends().header(device=ends().other.device_id), piece(0))) == "bad-signature"
    assert ends().refusal(ends().sealed(ends().header(), piece(0), ends().other)) == "bad-signature"


def test_a_part_for_another_device() -> None:
    """A part that goes down is for the PC that it names, and for no other."""
    assert ends().read(good(), ends().post.device_id).header.index == 1
    assert ends().refusal(good(), ends().other.device_id) == "other-device"


def test_a_part_outside_its_file() -> None:
    """A number beyond the end, and more or fewer bytes than belong there, are refused by name."""
    count = part_count(len(FILE), SMALL)
    assert ends().refusal(ends().sealed(ends().header(index=count), b"")) == "part-out-of-range"
    assert ends().refusal(ends().sealed(ends().header(index=2**40), piece(0))) == "part-out-of-range"
    assert ends().refusal(ends().sealed(ends().header(0), piece(0) + b"x")) == "part-out-of-range"
    assert ends().refusal(ends().sealed(ends().header(0), piece(0)[:-1])) == "part-out-of-range"
    assert ends().refusal(ends().sealed(ends().header(index=count - 1), piece(0))) == "part-out-of-range"


def test_other_bytes_than_were_hashed() -> None:
    """The bytes of another part of the file, under this one's header, are refused."""
    assert ends().refusal(ends().sealed(ends().header(0), piece(1))) == "altered"


@pytest.mark.parametrize(
    "changes", [{"size": 0}, {"size": 2**60}, {"content": b"short"}, {"case": b""}, {"version": 9}, {"index": -1}]
)
def test_a_header_that_cannot_be(changes: dict[str, object]) -> None:
    """Sizes, ids and versions that no part can have are refused before anything is kept."""
    header = msgspec.structs.replace(ends().header(), **changes)
    assert ends().refusal(ends().sealed(header, piece(0))) == "bad-bundle"


def test_a_part_is_no_bundle_and_a_bundle_no_part() -> None:
    """What is inside says which it is, and neither is ever read as the other."""
    plain = write_part(ends().header(), piece(0), ends().post.signing)
    log = written(ends().post.device_id, 1)
    content = write_content(log.inner(1, 1), ends().post.signing, log.salts(), log.items)
    assert is_part(plain)
    assert not is_part(content)
    assert not any(is_part(junk) for junk in (b"", b"\x00", b"\xff\xff", b"\x00\x01\x90", bytes(100)))
    keys = {ends().post.device_id: ends().post.signing.public}
    with pytest.raises(Distrust) as refused:
        open_bundle(good(), keys.get, verify, OpenWith((ends().headquarters.identity,)))
    assert refused.value.code == "bad-bundle"


def test_a_whole_part_fills_one_mib() -> None:
    """A whole part is padded by nothing: with header, signature and frame it is exactly one MiB."""
    content = random.Random(1).randbytes(PART_BYTES)
    header = head_part(b"d" * 16, CASE, CONTENT_ID, 4000 * PART_BYTES, 3999, content)
    assert len(compress(write_part(header, content, ends().post.signing))) == MIB


def test_sizes_of_parts() -> None:
    """The parts of a file are all of it, whatever its size."""
    for size in (1, SMALL - 1, SMALL, SMALL + 1, 10 * SMALL):
        count = part_count(size, SMALL)
        assert sum(part_size(size, index, SMALL) for index in range(count)) == size
        assert part_size(size, count, SMALL) == 0


def test_a_sealed_file_is_a_little_larger() -> None:
    """What claims to be the sealed file of a row, and cannot be, is refused."""
    refuse_size(1200, 1000)
    refuse_size(1_000_500_000, 1_000_000_000)
    for sealed, plain in ((1000, 1000), (900, 1000), (200_000, 1000), (2_000_000_000, 1_000_000_000)):
        with pytest.raises(Distrust) as refused:
            refuse_size(sealed, plain)
        assert refused.value.code == "part-out-of-range"


def test_what_is_missing() -> None:
    """Ranges name exactly what is not held, to an end that need not be known."""
    dice = random.Random(5)
    assert ranges_without(()) == ((0, 0),)
    for _round in range(200):
        count = dice.randint(1, 40)
        held = {index for index in range(count) if dice.random() < 0.5}
        missing = [index for index in range(count) if index not in held]
        assert indexes_in(ranges_without(held), count) == (missing or [count - 1])


def test_ranges_that_make_no_sense() -> None:
    """Whatever headquarters names, only parts that the file has are sent, each once."""
    assert indexes_in([(5, 2), (-3, 1), (0, 10**9), (1, 0)], 3) == [0, 1, 2]
    assert indexes_in([(7, 9)], 3) == [2]


def test_the_order_of_files() -> None:
    """A child's report goes before a large scan and before a small one, and small before large."""
    files = [
        ("scan", False, 900),
        ("note", False, 20),
        ("child", True, 5000),
        ("danger", True, 40),
        ("twin", False, 20),
    ]
    ordered = in_sending_order(files, lambda one: one[1], lambda one: one[2])
    assert [name for name, _urgent, _size in ordered] == ["danger", "child", "note", "twin", "scan"]
