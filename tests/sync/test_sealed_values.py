"""A sealed value on the wire: an extension type of its own, never taken for an answer, kept as it came."""

import msgspec
import pytest

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust
from tipdesk.domain.kinds import Text
from tipdesk.domain.values import Sealed
from tipdesk.sync.codec import SEALED_TYPE, decode_plain, decode_raw_body, encode_body, encode_plain
from tipdesk.sync.merge import displayed, is_conflict

SEALED = Sealed(b"k" * 8, b"box")
FROZEN = bytes.fromhex("c70b01" + "6b" * 8 + "626f78")
FIELD = Text(1, "A field", name="field")


def test_the_frozen_bytes() -> None:
    """Extension type 1: the name of the key, then the box. These bytes never change."""
    assert encode_plain(SEALED) == FROZEN
    assert decode_plain(FROZEN) == SEALED


def test_a_body_gives_back_what_was_sealed() -> None:
    """Through the codec of bodies too, beside plain values."""
    body = encode_body([Change(12, b"r" * 16, {2: "Ann", 34: SEALED})], None, lambda _log: 0)
    [(_record, _row, fields, _replaces)] = decode_raw_body(body)[1]
    assert fields == {2: "Ann", 34: SEALED}


def test_a_reason_may_be_sealed_and_nothing_else() -> None:
    """A text, nothing, or a sealed value: any other reason is refused with the entry."""
    for reason in ("why", None, SEALED):
        assert decode_raw_body(encode_body([Change(12, b"r" * 16, {2: "Ann"})], reason, lambda _log: 0))[0] == reason
    for wrong in (7, b"why", ["why"], msgspec.msgpack.Ext(9, b"x")):
        with pytest.raises(Distrust):
            decode_raw_body(encode_plain((wrong, [])))


@pytest.mark.parametrize("content", [b"", b"k" * 8, b"short"])
def test_what_cannot_be_a_sealed_value_stays_raw(content: bytes) -> None:
    """A box too short, or another extension type, is kept as it is and makes nothing fail."""
    for kind in (SEALED_TYPE, 99):
        ext = msgspec.msgpack.Ext(kind, content)
        assert decode_plain(encode_plain(ext)) == ext
    assert decode_plain(encode_plain(msgspec.msgpack.Ext(99, b"k" * 40))) == msgspec.msgpack.Ext(99, b"k" * 40)


def test_a_field_passes_it_on_and_tells_nothing() -> None:
    """Whatever the kind: from wire, to wire, to JSON and as people read it. It cannot be typed in."""
    assert FIELD.from_wire(SEALED) is SEALED
    assert FIELD.to_wire(SEALED) is SEALED
    assert FIELD.to_json(SEALED) == {"sealed": True}
    assert FIELD.shown(SEALED, lambda _list, code: code) == "Sealed: these people only"
    assert "box" not in f"{SEALED} {SEALED!r}"
    with pytest.raises(Exception, match="text"):
        FIELD.read(SEALED)


def test_two_seals_differ_until_a_holder_settles() -> None:
    """Merging never decrypts: other boxes are other values, the same box is the same; the latest is displayed."""
    other = Sealed(b"k" * 8, b"box2")
    assert is_conflict([SEALED, other], FIELD.merge)
    assert not is_conflict([SEALED, Sealed(b"k" * 8, b"box")], FIELD.merge)
    assert displayed([SEALED, other], FIELD.merge, lambda _value: 0) is other
