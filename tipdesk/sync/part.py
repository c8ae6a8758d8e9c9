"""Parts of files: how a sealed file travels, a MiB at a time, and what is checked before one is kept.

A file lies sealed beside the store, named by the SHA-256 of its sealed bytes (its content id). It travels as parts,
each a `*.tdb` under the same outer envelope as a bundle, so that doors, sticks and strangers see no difference; what is
inside says which of the two it is.

```
part = u16 header  signature  bytes
header = [version, "part", device, case, content id, size, index, SHA-256(bytes)]
```
`device` is the author of a part that goes up and the addressee of one that goes down; `size` is that of the whole
sealed file. The signature is Ed25519 over PAE of the exact header. Every part but the last has `PART_BYTES` bytes, so
that what is missing can be told by numbers alone. Which files somebody may send or have is decided in `services`.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Annotated, NamedTuple, TypeVar

import msgspec

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.sync.bundle import VERSION, Outer
from tipdesk.sync.codec import DECODE_FAULTS
from tipdesk.sync.envelope import SIGNATURE_BYTES, Signer, Verifier, pae
from tipdesk.sync.limits import LIMITS, MIB

PART = "part"
PART_TYPE = "part.inner"
PART_BYTES = MIB - 1024
"""How many bytes of a file a part has: with its header it fills one MiB, so that nothing is added to pad it."""
LARGEST_FILE = 4 * 1024 * MIB
"""Files of so many bytes and more are not taken in; a sealed one is larger by less than a hundredth."""
_SEALED_MORE = 64 * 1024
"""How many bytes sealing adds at most, besides a hundredth of the file."""
_DIGEST_BYTES = 32
_ID_BYTES = 16

Range = tuple[int, int]
"""The parts from the first number up to, and without, the second; 0 there stands for the end of the file."""
_Id = Annotated[bytes, msgspec.Meta(min_length=_ID_BYTES, max_length=_ID_BYTES)]
Digest = Annotated[bytes, msgspec.Meta(min_length=_DIGEST_BYTES, max_length=_DIGEST_BYTES)]
T = TypeVar("T")


class PartHeader(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What a part says of itself: whose it is, of which file of which case, and which bytes of it follow."""

    version: int
    kind: str
    device: _Id
    case: _Id
    content: Digest
    size: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_FILE + LARGEST_FILE // 100 + _SEALED_MORE)]
    index: Annotated[int, msgspec.Meta(ge=0)]
    digest: Digest


class Part(NamedTuple):
    """A part that was read and believed: its header, and the bytes of the sealed file."""

    header: PartHeader
    content: bytes


class _Kind(msgspec.Struct, array_like=True, frozen=True):
    version: int
    kind: str


_encoder = msgspec.msgpack.Encoder()
_header_decoder = msgspec.msgpack.Decoder(PartHeader)
_kind_decoder = msgspec.msgpack.Decoder(_Kind)


def write_part(header: PartHeader, content: bytes, signer: Signer) -> bytes:
    """Return the plaintext of a part, with its header signed by `signer`."""
    signed = _encoder.encode(header)
    return len(signed).to_bytes(2, "big") + signed + signer.sign(pae(PART_TYPE, signed)) + content


def head_part(device: bytes, case: bytes, content_id: bytes, size: int, index: int, content: bytes) -> PartHeader:
    """Return the header of these bytes of a sealed file."""
    return PartHeader(VERSION, PART, device, case, content_id, size, index, hashlib.sha256(content).digest())


def is_part(plaintext: bytes) -> bool:
    """Tell whether what was inside an envelope says that it is a part, and not a bundle; nothing is believed yet."""
    end = 2 + int.from_bytes(plaintext[:2], "big")
    if end > len(plaintext) or end > LIMITS.header:
        return False
    try:
        return _kind_decoder.decode(plaintext[2:end]).kind == PART
    except DECODE_FAULTS:
        return False


def read_part(
    plaintext: bytes, outer: Outer, key: bytes | None, verify: Verifier, *, to: bytes | None, part_bytes: int
) -> Part:
    """Return a part that whoever signed its envelope, with `key`, has signed inside as well.

    `to` is the device to which it must be addressed, None where its author must be named (at headquarters). Raises
    Distrust `bad-bundle`, `bad-signature`, `other-device`, `part-out-of-range` or `altered`.
    """
    end = 2 + int.from_bytes(plaintext[:2], "big")
    signed, place = plaintext[2:end], end + SIGNATURE_BYTES
    try:
        header = _header_decoder.decode(signed)
    except DECODE_FAULTS as error:
        raise _refusal() from error
    if header.version != VERSION or header.kind != PART or len(plaintext) < place:
        raise _refusal()
    if key is None or not verify(key, pae(PART_TYPE, signed), plaintext[end:place]):
        raise Distrust("bad-signature", _("What is inside this bundle is not signed by the device that sent it."))
    if to is None and header.device != outer.device:
        raise Distrust("bad-signature", _("This bundle names another device inside than outside."))
    if to is not None and header.device != to:
        raise Distrust("other-device", _("This part of a file is for another PC."))
    content = plaintext[place:]
    if header.index >= part_count(header.size, part_bytes):
        raise _out_of_range()
    if len(content) != part_size(header.size, header.index, part_bytes):
        raise _out_of_range()
    if hashlib.sha256(content).digest() != header.digest:
        raise Distrust("altered", _("This bundle is incomplete or was altered on its way."))
    return Part(header, content)


def refuse_size(sealed: int, plain: int) -> None:
    """Raise Distrust `part-out-of-range` where a sealed file of this size cannot be one of `plain` bytes."""
    if not plain < sealed <= plain + plain // 100 + _SEALED_MORE:
        raise _out_of_range()


def part_count(size: int, part_bytes: int = PART_BYTES) -> int:
    """Return how many parts a sealed file of this size has."""
    return -(-size // part_bytes)


def part_size(size: int, index: int, part_bytes: int = PART_BYTES) -> int:
    """Return how many bytes this part of a sealed file has, 0 for one that lies outside it."""
    return max(0, min(part_bytes, size - index * part_bytes))


def ranges_without(held: Collection[int]) -> tuple[Range, ...]:
    """Return what is missing of a file of which these parts are held, and whose end may not be known."""
    missing, start = [], 0
    for index in sorted(held):
        if index > start:
            missing.append((start, index))
        start = index + 1
    return (*missing, (start, 0))


def indexes_in(ranges: Iterable[Range], count: int) -> list[int]:
    """Return the numbers of the parts that lie in these ranges, of a file that has so many, each once and in order.

    Where somebody lacks a file but none of its parts, it was cut off before it put them together: the last comes again.
    """
    found: set[int] = set()
    for first, end in ranges:
        found.update(range(max(first, 0), min(end or count, count)))
    return sorted(found) or [count - 1]


def in_sending_order(files: Sequence[T], is_urgent: Callable[[T], bool], size: Callable[[T], int]) -> list[T]:
    """Return files in the order in which they go: what a child or danger hangs on, then small before large.

    Records go before any file. Of two alike the one that is named first goes first.
    """
    return sorted(files, key=lambda one: (not is_urgent(one), size(one)))


def _refusal() -> Distrust:
    return Distrust("bad-bundle", _("This file is not a TIPdesk bundle, or it has been damaged."))


def _out_of_range() -> Distrust:
    return Distrust("part-out-of-range", _("This part lies outside the file that it names."))
