"""What goes into a sealed value and a sealed case key, byte for byte: it never changes, or old cases stay shut."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from msgspec import msgpack

from tipdesk.sync.sealing import (
    CASE_KEY_BYTES,
    NONCE_BYTES,
    Spot,
    bound_to,
    key_in,
    name_of_key,
    name_of_recipient,
    padded,
    parcel_of,
    reason_spot,
    unpadded,
)

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Wire

CASE, ROW, KEY = b"c" * 16, b"r" * 16, bytes(range(32))


def test_keys_and_nonces_are_those_of_the_cipher() -> None:
    """ChaCha20-Poly1305 takes a key of 32 bytes and a nonce of 12."""
    assert (CASE_KEY_BYTES, NONCE_BYTES) == (32, 12)


def test_a_key_is_named_by_its_hash() -> None:
    """Eight bytes, under a label of their own, so that a name tells nothing else of the key."""
    assert name_of_key(KEY) == hashlib.sha256(b"tipdesk case key v1" + KEY).digest()[:8]


def test_a_recipient_is_named_by_its_hash() -> None:
    """Sixteen bytes of the hash of a public key, or of the text of an age recipient."""
    assert name_of_recipient(KEY) == hashlib.sha256(KEY).digest()[:16]
    assert name_of_recipient("age1pq1invented") == hashlib.sha256(b"age1pq1invented").digest()[:16]


def test_a_value_is_bound_to_its_place() -> None:
    """To case, record, row, field and the name of the key; the reason of an entry to the case itself."""
    assert bound_to(Spot(CASE, 12, ROW, 34), b"n" * 8) == msgpack.encode(
        ["tipdesk sealed v1", CASE, 12, ROW, 34, b"n" * 8]
    )
    assert reason_spot(CASE) == (CASE, 0, CASE, 0)


@pytest.mark.parametrize(
    ("wire", "plain"),
    [
        ("yes", b"\xa3yes\x80" + bytes(27)),
        ("a" * 30, b"\xbe" + b"a" * 30 + b"\x80"),
        ("a" * 31, b"\xbf" + b"a" * 31 + b"\x80" + bytes(31)),
        (None, b"\xc0\x80" + bytes(30)),
        (0, b"\x00\x80" + bytes(30)),
        ([], b"\x90\x80" + bytes(30)),
        (b"\x00", b"\xc4\x01\x00\x80" + bytes(28)),
    ],
)
def test_a_value_is_padded_in_steps_of_32_bytes(wire: Wire, plain: bytes) -> None:
    """The value, a mark, and noughts to the next step: where the mark fills a step, not one more."""
    assert padded(wire) == plain
    assert unpadded(plain) == wire


@pytest.mark.parametrize("plain", [b"", bytes(32), b"\xa3yes", b"\xa3ye\x80", b"\xa3yes!\x80", b"\x80", b"\xc1\x80"])
def test_what_was_not_padded_is_no_value(plain: bytes) -> None:
    """Without its mark, cut, with more behind it, or no MessagePack at all: nothing, and nothing fails."""
    assert unpadded(plain) is None


def test_a_parcel_holds_the_key_of_its_case_alone() -> None:
    """The key comes out for its own case; a parcel of another, a longer or shorter key, or a bare key gives none."""
    assert parcel_of(CASE, KEY) == CASE + KEY
    assert key_in(CASE + KEY, CASE) == KEY
    for parcel in (ROW + KEY, CASE + KEY[:31], CASE + KEY + b"x", KEY, CASE, b"", ROW + KEY[:16]):
        assert key_in(parcel, CASE) is None
