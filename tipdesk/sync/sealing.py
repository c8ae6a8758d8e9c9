"""What a sealed value and a sealed case key are made of, byte for byte; the ciphers are in `adapters/keys`.

A value's box is nonce (12) ‖ ChaCha20-Poly1305 of its padded wire value under a case key, bound by its associated data
to case, record, row, field and the name of the key: a box put anywhere else does not open. The key's name is the first
eight bytes of SHA-256("tipdesk case key v1" ‖ key), so no name stands for two keys. What each holder gets sealed is the
parcel: case ‖ key. Lengths show in steps of 32 bytes. Who holds a key is decided in `services`.
"""

import hashlib
from typing import NamedTuple

from tipdesk.domain.kinds import Wire
from tipdesk.sync.codec import DECODE_FAULTS, KEY_NAME_BYTES, decode_plain, encode_plain

CASE_KEY_BYTES, NONCE_BYTES, RECIPIENT_NAME_BYTES = 32, 12, 16
_KEY_LABEL, _VALUE_LABEL = b"tipdesk case key v1", "tipdesk sealed v1"
_STEP, _END = 32, b"\x80"


class Spot(NamedTuple):
    """Where a sealed value belongs: its case, the record's number, the row, and the field's number."""

    case: bytes
    record: int
    row: bytes
    field: int


def reason_spot(case: bytes) -> Spot:
    """Return where the reason of an entry is sealed: it belongs to the case, and to no row of it."""
    return Spot(case, 0, case, 0)


def name_of_key(key: bytes) -> bytes:
    """Return the eight bytes by which sealed values and `CaseKey` rows name a case key."""
    return hashlib.sha256(_KEY_LABEL + key).digest()[:KEY_NAME_BYTES]


def name_of_recipient(public: bytes | str) -> bytes:
    """Return the sixteen bytes by which a `CaseKey` row names the public key, or age recipient, it is sealed to."""
    named = public.encode() if isinstance(public, str) else public
    return hashlib.sha256(named).digest()[:RECIPIENT_NAME_BYTES]


def bound_to(spot: Spot, key_name: bytes) -> bytes:
    """Return the associated data of a sealed value, which bind it to its spot and key."""
    return encode_plain((_VALUE_LABEL, *spot, key_name))


def padded(wire: Wire) -> bytes:
    """Return a wire value as it is encrypted: encoded, ended by a mark, and padded to a multiple of 32 bytes."""
    plain = encode_plain(wire) + _END
    return plain.ljust(-(-len(plain) // _STEP) * _STEP, b"\0")


def unpadded(plain: bytes) -> Wire:
    """Return the wire value from which `padded` made these bytes, or None for any other bytes."""
    content = plain.rstrip(b"\0")
    if not content.endswith(_END):
        return None
    try:
        wire: Wire = decode_plain(content.removesuffix(_END))
    except DECODE_FAULTS:
        return None
    return wire


def parcel_of(case: bytes, key: bytes) -> bytes:
    """Return the bytes that are sealed to a holder of a case key."""
    return case + key


def key_in(parcel: bytes, case: bytes) -> bytes | None:
    """Return the key in a parcel, or None where it is not one of this case."""
    key = parcel.removeprefix(case)
    return key if len(key) == CASE_KEY_BYTES and parcel == case + key else None
