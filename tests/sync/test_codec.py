"""Entries as bytes: what is written is read again, bytes are the ones agreed, and nothing but Distrust escapes."""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sync.making import ACTOR, CASE, ROW
from tipdesk.domain.changes import Change, Deletion, Dot, Head
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.domain.values import Sealed
from tipdesk.sync import codec

OWN, OTHER = b"o" * 16, b"p" * 16
ids = st.binary(min_size=16, max_size=16)
heads = st.builds(
    Head,
    seq=st.integers(1, 2**40),
    at=st.integers(-(10**12), 10**13),
    offset=st.integers(-840, 840),
    actor=ids,
    scope=st.sampled_from([scope for scope in Scope if scope is not Scope.CASE]),
    case=st.none(),
    schema=st.integers(1, 999),
)
wires = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20) | ids,
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
dots = st.builds(Dot, st.sampled_from([OWN, OTHER]), st.integers(1, 2**40))
deletions = st.builds(Deletion, st.frozensets(dots, max_size=4), st.none() | ids)
fields = st.dictionaries(st.integers(1, 200), wires, max_size=5)
seen = st.lists(dots, min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> list[Change]:
    """Draw changes of different rows."""
    rows = draw(st.lists(ids, max_size=3, unique=True))
    changes = []
    for row in rows:
        values: dict[int, object] = dict(draw(fields))
        if draw(st.booleans()):
            values[DELETED] = draw(deletions)
        replaces = {number: draw(seen) for number in values if draw(st.booleans())}
        changes.append(Change(draw(st.integers(1, 90)), row, values, replaces))  # type: ignore[arg-type] # wire values drawn
    return changes


@given(heads)
def test_a_head_is_read_as_it_was_written(head: Head) -> None:
    """No part of a head is lost or changed on its way."""
    assert codec.decode_head(codec.encode_head(head)) == head


@given(entries(), st.none() | st.text(max_size=30))
def test_a_body_is_read_as_it_was_written(changes: list[Change], reason: str | None) -> None:
    """Values, replaced dots, deletions and the reason come back, with logs named through the log's own table."""
    table = [OWN]

    def index_of(log: bytes) -> int:
        if log not in table:
            table.append(log)
        return table.index(log)

    head = Head(1, 0, 0, ACTOR, Scope.CASE, CASE, 1)
    entry = codec.decode_entry(OWN, head, codec.encode_body(changes, reason, index_of), table)
    assert (entry.reason, list(entry.changes)) == (reason, changes)


def test_the_bytes_are_the_ones_agreed() -> None:
    """Any language can make and check the bytes of an entry: they are plain MessagePack in the order written down."""
    head = Head(7, 1_000, -240, b"\x01" * 16, Scope.CASE, b"\x02" * 16, 3)
    assert codec.encode_head(head).hex() == "9707cd03e8d1ff10c410" + "01" * 16 + "01c410" + "02" * 16 + "03"
    change = Change(12, b"\x03" * 16, {3: "Ann"}, {3: (Dot(OWN, 5),)})
    assert codec.encode_body([change], "why", lambda _log: 0).hex() == (
        "92a3776879" + "91940cc410" + "03" * 16 + "8103a3416e6e" + "8103920005"
    )


def test_hashes_are_those_of_the_specification() -> None:
    """The chain can be recomputed from its written definition alone."""
    first = hashlib.sha256(b"tipdesk log v1" + b"d" * 16 + OWN).digest()
    assert codec.first_hash(b"d" * 16, OWN) == first
    salt = hmac.new(b"s" * 32, OWN + (9).to_bytes(8, "big"), "sha256").digest()
    hashed = hashlib.sha256(salt + b"body").digest()
    assert codec.body_hash(b"s" * 32, OWN, 9, b"body") == hashed
    assert (
        codec.next_hash(first, b"head", hashed)
        == hashlib.sha256(first + hashlib.sha256(b"head").digest() + hashed).digest()
    )


@pytest.mark.parametrize(
    "head",
    [
        Head(0, 0, 0, ACTOR, Scope.AUDIT, None, 1),
        Head(1, 0, 0, ACTOR, Scope.CASE, None, 1),
        Head(1, 0, 0, ACTOR, Scope.AUDIT, CASE, 1),
        Head(2**63, 0, 0, ACTOR, Scope.AUDIT, None, 1),
        Head(1, 2**60, 0, ACTOR, Scope.AUDIT, None, 1),
        Head(1, -(2**60), 0, ACTOR, Scope.AUDIT, None, 1),
        Head(1, 0, 2**40, ACTOR, Scope.AUDIT, None, 1),
        Head(1, 0, 0, ACTOR, Scope.AUDIT, None, 2**63),
    ],
)
def test_a_head_that_cannot_be_is_refused(head: Head) -> None:
    """A head that contradicts itself, or holds what no store and no calendar can hold, is Distrust."""
    with pytest.raises(Distrust):
        codec.decode_head(codec.encode_head(head))


YEAR_1, YEAR_9999 = -62_135_596_800_000, 253_402_300_799_999


@pytest.mark.parametrize(
    ("head", "is_read"),
    [
        (Head(1, 0, 0, ACTOR, Scope.AUDIT, None, 0), True),
        (Head(2**63 - 1, 0, 0, ACTOR, Scope.AUDIT, None, 2**31 - 1), True),
        (Head(1, YEAR_1, 1439, ACTOR, Scope.AUDIT, None, 1), True),
        (Head(1, YEAR_9999, -1439, ACTOR, Scope.AUDIT, None, 1), True),
        (Head(1, YEAR_1 - 1, 0, ACTOR, Scope.AUDIT, None, 1), False),
        (Head(1, YEAR_9999 + 1, 0, ACTOR, Scope.AUDIT, None, 1), False),
        (Head(1, 0, 1440, ACTOR, Scope.AUDIT, None, 1), False),
        (Head(1, 0, -1440, ACTOR, Scope.AUDIT, None, 1), False),
        (Head(1, 0, 0, ACTOR, Scope.AUDIT, None, 2**31), False),
        (Head(1, 0, 0, ACTOR, Scope.AUDIT, None, -1), False),
    ],
)
def test_the_last_head_that_can_be_is_read(head: Head, *, is_read: bool) -> None:
    """Every number that a store can count to, every moment of the years 1 to 9999 in every zone; not one beyond."""
    encoded = codec.encode_head(head)
    if is_read:
        assert codec.decode_head(encoded) == head
    else:
        with pytest.raises(Distrust) as refusal:
            codec.decode_head(encoded)
        assert refusal.value.code == "bad-entry"


@pytest.mark.parametrize(
    ("number", "is_read"), [(0, True), (2**31 - 1, True), (-1, False), (2**31, False)], ids=["0", "max", "-1", "more"]
)
def test_the_last_number_that_can_be_is_read(number: int, *, is_read: bool) -> None:
    """A record and a field have a number of 31 bits: later releases may use them all, and a store can hold no other."""
    changes: list[codec.RawChange] = [(number, ROW, {3: "x"}, {}), (12, ROW, {number: None}, {})]
    for change in changes:
        body = codec.encode_plain((None, [change]))
        if is_read:
            assert codec.decode_raw_body(body) == (None, [change])
        else:
            with pytest.raises(Distrust):
                codec.decode_raw_body(body)


def test_a_restored_row_is_read_again() -> None:
    """Taking a deletion back writes an empty field 0: it comes back empty, beside what it replaces."""
    change = Change(12, ROW, {DELETED: None}, {DELETED: (Dot(OWN, 5),)})
    body = codec.encode_body([change], None, lambda _log: 0)
    assert codec.decode_raw_body(body) == (None, [(12, ROW, {DELETED: None}, {DELETED: [0, 5]})])
    [read] = codec.decode_entry(OWN, Head(1, 0, 0, ACTOR, Scope.CASE, CASE, 1), body, (OWN,)).changes
    assert read == change


def test_a_sealed_value_names_its_key() -> None:
    """A sealed value travels as extension 1: eight bytes that name the key, then the box; any other stays as it was."""
    sealed = Sealed(b"the key!", b"box")
    encoded = codec.encode_plain(sealed)
    assert encoded == b"\xc7\x0b\x01the key!box"
    assert codec.decode_plain(encoded) == sealed
    for kind, content in ((1, b"the key!"), (2, b"the key!box"), (1, b"")):
        other = msgspec.msgpack.Ext(kind, content)
        kept = codec.decode_plain(msgspec.msgpack.encode(other))
        assert (kept.code, bytes(kept.data)) == (kind, content)
        assert codec.encode_plain(kept) == msgspec.msgpack.encode(other)


def test_a_reason_is_a_text_or_sealed() -> None:
    """Anything else in its place is Distrust."""
    for reason in ("why", Sealed(b"the key!", b"box"), None):
        assert codec.decode_raw_body(codec.encode_plain((reason, []))) == (reason, [])
    for strange in (5, b"why", False, ["why"], msgspec.msgpack.Ext(2, b"the key!box")):
        with pytest.raises(Distrust) as refusal:
            codec.decode_raw_body(codec.encode_plain((strange, [])))
        assert refusal.value.code == "bad-entry"


def test_a_value_of_no_kind_is_not_written() -> None:
    """What no reader would understand is an error of ours before it is hashed, stored or sent."""
    with pytest.raises(TypeError):
        codec.encode_plain((None, [(12, ROW, {3: object()}, {})]))


@pytest.mark.parametrize(
    ("changes", "is_twice"),
    [
        ([(12, ROW, {3: "x"}, {}), (12, ROW, {4: "y"}, {})], False),
        ([(12, ROW, {3: "x"}, {}), (13, ROW, {3: "y"}, {})], False),
        ([(12, ROW, {3: "x"}, {}), (12, CASE, {3: "y"}, {})], False),
        ([(12, ROW, {3: "x", 4: "y"}, {}), (12, ROW, {4: "z"}, {})], True),
        ([(12, ROW, {3: "x"}, {}), (13, ROW, {}, {}), (12, ROW, {3: "x"}, {})], True),
    ],
)
def test_a_field_of_a_row_is_written_once(changes: list[codec.RawChange], *, is_twice: bool) -> None:
    """An entry may come back to a row, for its other fields alone."""
    body = codec.encode_plain((None, changes))
    if is_twice:
        with pytest.raises(Distrust):
            codec.decode_raw_body(body)
    else:
        assert codec.decode_raw_body(body)[1] == changes


@pytest.mark.parametrize(
    "body",
    [
        b"\x92\xc0" + b"\x91" * 100_000,
        b"\x92\xa1\xff\x90",
        b"\x92\xc0\x91\x94\x01\xc4\x01r\x81\x01\x81\x80\x01\x80",
        b"\x92\xc0\x92" + b"\x94\x01\xc4\x01r\x81\x01\x02\x80" * 2,
        b"\x92\xc0\x91\x94\x01\xc4\x01r\x81\x01" + b"\x91" * 100_000,
        b"\x92\xc0\x91\x94\x01\xc4\x01r\x81\x01\xa1\xff\x80",
        b"\x92\xc0\x91\x94\x01\xc4\x01r\x81\x01\xc7\x0c\xff" + b"\xff" * 12 + b"\x80",
        b"\x92\xc0\x90\x00",
        b"",
    ],
    ids=["deep", "no utf-8", "map as key", "twice", "deep value", "value no utf-8", "time", "trailing", "empty"],
)
def test_a_hostile_body_is_refused(body: bytes) -> None:
    """Nesting without end, broken text, odd keys and a field written twice are Distrust, never a crash."""
    with pytest.raises(Distrust):
        codec.decode_raw_body(body)


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(head: bytes, body: bytes) -> None:
    """No bytes whatever make the reader fail in a way that nobody foresaw."""
    for decode, content in ((codec.decode_head, head), (codec.decode_raw_body, b"\x92\xc0\x91\x94\x01\xc4\x00" + body)):
        with suppress(Distrust):
            decode(content)


@pytest.mark.parametrize(
    "change",
    [
        (1, b"r", {2: 1}, {2: [1, 5]}),
        (1, b"r", {2: 1}, {2: [0]}),
        (1, b"r", {2: 1}, {2: [-1, 5]}),
        (1, b"r", {0: "gone"}, {}),
        (1, b"r", {0: [[0, "x"], None]}, {}),
        (1, b"r", {0: [[], None, 1]}, {}),
        (1, b"r", {0: 5}, {}),
    ],
)
def test_dots_outside_the_table_are_refused(change: tuple[object, ...]) -> None:
    """A body that names a log its table does not have, or a deletion of another shape, is Distrust."""
    body = codec.encode_plain((None, [change]))
    with pytest.raises(Distrust):
        codec.decode_entry(OWN, Head(1, 0, 0, ACTOR, Scope.CASE, CASE, 1), body, (OWN,))


def test_a_down_chain_names_kind_and_origin() -> None:
    """Nobody can turn an entry into a request to forget, or move it to another log, without breaking the chain."""
    start = codec.first_down_hash(b"d" * 16)
    made = {
        codec.next_down_hash(start, kind, log, seq, b"head", b"b" * 32)
        for kind in ("entry", "forget")
        for log in (OWN, OTHER)
        for seq in (1, 2)
    }
    assert len(made) == 8
    assert ROW not in made


def test_a_down_chain_is_that_of_the_specification() -> None:
    """d₀ and d_i can be recomputed from their written definition alone."""
    start = hashlib.sha256(b"tipdesk down v1" + b"d" * 16).digest()
    assert codec.first_down_hash(b"d" * 16) == start
    item = hashlib.sha256(b"\x94\xa5entry\xc4\x10" + OWN + b"\x09\xc4\x04head").digest()
    after = hashlib.sha256(start + item + b"b" * 32).digest()
    assert codec.next_down_hash(start, "entry", OWN, 9, b"head", b"b" * 32) == after
