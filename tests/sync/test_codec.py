"""Entries as bytes: what is written is read again, bytes are the ones agreed, and nothing but Distrust escapes."""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sync.making import ACTOR, CASE, ROW
from tipdesk.domain.changes import Change, Deletion, Dot, Head
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import DELETED, Scope
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
