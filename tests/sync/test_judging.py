"""Judging how a bundle continues what is held: accepted, replay, gap, fork, and overlaps of both kinds."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.keys import FakeKeys
from tests.sync.making import ACTOR, CASE, ROW, Written, salt_of, written
from tipdesk.domain.changes import Head
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.sync.bundle import Inner, Salt, read_content, write_content
from tipdesk.sync.codec import body_hash, first_down_hash
from tipdesk.sync.trust import Judged, Known, Verdict, joined_salts, judge, prove, prove_items, salt_key

POST, HQ = FakeKeys.of("post"), FakeKeys.of("headquarters")


def judged(log: Written, first: int, last: int, held: int, ours: Written | None = None) -> Judged:
    """Return the judgement where `held` entries of `ours` are held."""
    mine = ours or log
    return judge(read_content(log.content(POST.signer, first, last)), Known(held, lambda seq: mine.hashes[seq]), {})


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 9))
def test_what_is_new_is_told_from_what_is_held(one: int, other: int, held: int) -> None:
    """Whatever stretch comes to whatever is held: exactly the new entries are accepted, none twice, none over a gap."""
    first, last = sorted((one, other))
    verdict = judged(written(POST.device, 9), first, last, held)
    if first > held + 1:
        assert (verdict.verdict, verdict.new) == (Verdict.GAP, ())
    elif last <= held:
        assert (verdict.verdict, verdict.new) == (Verdict.REPLAY, ())
    else:
        assert verdict.verdict is Verdict.ACCEPTED
        assert [proved.head.seq for proved in verdict.new] == list(range(held + 1, last + 1))


@given(st.integers(0, 5), st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_another_history_is_a_fork(common: int, one: int, other: int, held: int) -> None:
    """Two histories that part after a common beginning are told apart wherever they meet."""
    first, last = sorted((one, other))
    mine, theirs = written(POST.device, common), written(POST.device, common)
    for number in range(9):
        mine.save(f"mine {number}")
        theirs.save(f"theirs {number}")
    verdict = judged(theirs, first, last, held, mine).verdict
    if first > held + 1:
        assert verdict is Verdict.GAP
    else:
        assert (verdict is Verdict.FORK) == (min(last, held) > common)


def test_a_log_with_another_salt_of_its_own_is_another_history() -> None:
    """It is told as a fork, as a copied disk makes one; where the chain goes on all the same, the salt is refused."""
    mine, theirs = written(POST.device, 2), written(POST.device, 2)
    theirs.save("theirs")
    mine.save("mine")
    held = {(int(Scope.REGISTER), mine.log): salt_of(b"mine")}
    salts = (*theirs.salts(), Salt(int(Scope.REGISTER), theirs.log, salt_of(b"theirs")))
    bundle = read_content(theirs.content(POST.signer, 2, 3, salts))
    assert judge(bundle, Known(3, lambda seq: mine.hashes[seq]), held).verdict is Verdict.FORK
    for seq in (2, 3):
        with pytest.raises(Distrust) as refusal:
            judge(bundle, Known(seq, lambda seq: theirs.hashes[seq]), held)
        assert refusal.value.code == "salt-differs"


def down(log: Written, first: int, held: int, chained: bytes) -> Judged:
    """Return the judgement of a stretch of a down-log where only the last place is known."""
    inner, items = log.down(b"x" * 16, first, chained if first > 1 else None)
    content = write_content(inner, HQ.signer, log.salts(), items)
    return judge(read_content(content), Known(held, lambda seq: chained if seq == held else None), {})


def test_a_down_log_is_judged_by_the_place_where_both_meet() -> None:
    """A stretch that starts at the device's place is taken; old places that it no longer knows are replays."""
    log = written(POST.device, 3)
    start = first_down_hash(b"x" * 16)
    whole = log.down(b"x" * 16)[0].head
    assert down(log, 1, 0, start).verdict is Verdict.ACCEPTED
    assert down(log, 1, 3, whole).verdict is Verdict.REPLAY
    assert down(log, 1, 5, b"z" * 32).verdict is Verdict.REPLAY
    assert down(log, 1, 3, b"z" * 32).verdict is Verdict.FORK
    assert down(log, 4, 3, b"z" * 32).verdict is Verdict.ACCEPTED
    assert down(log, 5, 3, b"z" * 32).verdict is Verdict.GAP


def changed(written_log: Written, **values: object) -> bytes:
    """Return a bundle's content with some values of the inner header changed, signed all the same."""
    inner: Inner = msgspec.structs.replace(written_log.inner(1, 3), **values)
    return write_content(inner, POST.signer, written_log.salts(), written_log.items)


@pytest.mark.parametrize(
    "values",
    [
        {"prev": bytes(32)},
        {"head": bytes(32)},
        {"first": 2},
        {"last": 2},
        {"first": 0, "last": 2},
        {"first": -1, "last": 1},
        {"log": b"m" * 16},
        {"logs": ((b"m" * 16, POST.device, ()),)},
        {"first": 2, "last": 4},
    ],
)
def test_a_header_that_contradicts_its_entries_is_refused(values: dict[str, object]) -> None:
    """A signed header whose stretch, log or hashes do not fit the entries under it is a broken chain."""
    with pytest.raises(Distrust) as refusal:
        prove(read_content(changed(written(POST.device, 3), **values)), {})
    assert refusal.value.code in ("broken-chain", "salt-missing")


def test_entries_in_another_order_are_refused() -> None:
    """Entries cannot change places, be left out or come twice."""
    log = written(POST.device, 3)
    one, two, three = log.items
    for items in ([one, three, two], [one, two], [one, two, two], [one, two, three, three]):
        content = write_content(log.inner(1, 3), POST.signer, log.salts(), items)
        with pytest.raises(Distrust):
            prove(read_content(content), {})


@pytest.mark.parametrize("place", [1, -1, 7])
def test_a_log_outside_the_table_is_refused(place: int) -> None:
    """An item that names a log which the header does not list is refused."""
    inner, items = written(POST.device, 1).down(b"x" * 16)
    content = write_content(inner, HQ.signer, written(POST.device, 1).salts(), [items[0]._replace(log=place)])
    with pytest.raises(Distrust):
        prove(read_content(content), {})


def test_nothing_in_a_bundle_is_no_news() -> None:
    """An empty stretch that meets what is held is a replay."""
    log = written(POST.device, 3)
    inner = msgspec.structs.replace(log.inner(3, 3), first=4, last=3, prev=log.hashes[3])
    content = write_content(inner, POST.signer, (), ())
    assert judge(read_content(content), Known(3, lambda seq: log.hashes[seq]), {}).verdict is Verdict.REPLAY


def test_only_salts_that_were_not_held_are_new() -> None:
    """One held already is not kept again, and nothing is kept of a replay."""
    log = Written(POST.device)
    log.save("one")
    brought = tuple(log.salts())
    bundle = read_content(log.content(POST.signer, 1, 1))
    for seq, known, verdict, new in (
        (0, {}, Verdict.ACCEPTED, brought),
        (0, {one[:2]: one.salt for one in brought}, Verdict.ACCEPTED, ()),
        (1, {}, Verdict.REPLAY, ()),
    ):
        found = judge(bundle, Known(seq, lambda place: log.hashes[place]), known)
        assert (found.verdict, found.salts) == (verdict, new)


def refusal(content: bytes) -> str:
    """Return by which code a plaintext is refused when its chain is to be proved."""
    with pytest.raises(Distrust) as refused:
        prove(read_content(content), {})
    return refused.value.code


def test_an_entry_that_is_not_of_the_stretch_cannot_hide_in_it() -> None:
    """One beyond the chained ones, of another place or of another log, is refused though the chain holds without it."""
    log, other = written(POST.device, 3), written(POST.device, 3, b"m" * 16)
    logs = (*log.inner(1, 1).logs, *other.inner(1, 1).logs)
    whole = msgspec.structs.replace(log.inner(1, 3), logs=logs, head=log.hashes[2])
    for stranger in (log.items[0], log.items[1], other.items[2]._replace(log=1)):
        items = [*log.items[:2], stranger]
        assert refusal(write_content(whole, POST.signer, log.salts(), items)) == "broken-chain"


@pytest.mark.parametrize("first", [0, -1])
def test_a_down_log_begins_at_one(first: int) -> None:
    """A stretch of one cannot begin before its first item."""
    log = written(POST.device, 2)
    inner, items = log.down(b"x" * 16, first)
    assert refusal(write_content(inner, HQ.signer, log.salts(), items)) == "broken-chain"


def test_a_body_is_left_out_only_for_its_hash() -> None:
    """An entry with neither is refused by name, wherever it travels."""
    log = written(POST.device, 1)
    bare = log.items[0]._replace(body=None)
    assert refusal(write_content(log.inner(1, 1), POST.signer, log.salts(), [bare])) == "broken-chain"
    inner, _items = log.down(b"x" * 16)
    assert refusal(write_content(inner, HQ.signer, log.salts(), [bare])) == "broken-chain"


def test_each_scope_has_the_salt_of_its_own() -> None:
    """A case's by its id, the directory's by nothing, those of register and audit by their log."""
    log = b"l" * 16
    heads = {scope: Head(1, 0, 0, ACTOR, scope, CASE if scope is Scope.CASE else None, 1) for scope in Scope}
    assert {scope: salt_key(head, log) for scope, head in heads.items()} == {
        Scope.CASE: (1, CASE),
        Scope.DIRECTORY: (2, b""),
        Scope.REGISTER: (3, log),
        Scope.AUDIT: (4, log),
    }


def test_entries_outside_a_chain_are_proved_one_by_one() -> None:
    """Each with log, head, hash of its body and what that says; without its salt, or with another, none is believed."""
    log = Written(POST.device)
    log.save("one")
    log.save("withdrawn", redacted=True)
    inner = log.inner(1, 2)
    salts = {(int(Scope.CASE), CASE): salt_of(CASE)}
    one, two = prove_items(log.items, inner.logs, salts)
    assert [(proved.log, proved.head.seq, proved.chained) for proved in (one, two)] == [
        (log.log, 1, b""),
        (log.log, 2, b""),
    ]
    assert one.item == log.items[0]
    assert log.items[0].body is not None
    assert one.body_hash == body_hash(salt_of(CASE), log.log, 1, log.items[0].body)
    assert list(one.changes) == [(12, ROW, {3: "one"}, {})]
    assert (two.body_hash, two.changes) == (log.items[1].body_hash, ())
    with pytest.raises(Distrust) as refused:
        prove_items(log.items, inner.logs, {})
    assert refused.value.code == "salt-missing"


def test_what_is_held_and_what_comes_are_one_set_of_salts() -> None:
    """Both are there, the one that is held twice is one, and what was held is not written over."""
    held = {(1, b"a"): b"1", (2, b""): b"2"}
    assert joined_salts([Salt(2, b"", b"2"), Salt(1, b"b", b"3")], held) == {**held, (1, b"b"): b"3"}
    assert held == {(1, b"a"): b"1", (2, b""): b"2"}
    for contradicting in ([Salt(1, b"a", b"9")], [Salt(3, b"c", b"1"), Salt(3, b"c", b"2")]):
        with pytest.raises(Distrust) as refused:
            joined_salts(contradicting, held)
        assert refused.value.code == "salt-differs"
