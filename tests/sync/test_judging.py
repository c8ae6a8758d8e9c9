"""Judging how a bundle continues what is held: accepted, replay, gap, fork, and overlaps of both kinds."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.keys import FakeKeys
from tests.sync.making import Written, written
from tipdesk.domain.errors import Distrust
from tipdesk.sync.bundle import Inner, read_content, write_content
from tipdesk.sync.codec import first_down_hash
from tipdesk.sync.trust import Held, Judged, Verdict, judge, prove

POST, HQ = FakeKeys.of("post"), FakeKeys.of("headquarters")


def judged(log: Written, first: int, last: int, held: int, ours: Written | None = None) -> Judged:
    """Return the judgement where `held` entries of `ours` are held."""
    mine = ours or log
    return judge(read_content(log.content(POST.signer, first, last)), Held(held, lambda seq: mine.hashes[seq]), {})


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


def down(log: Written, first: int, held: int, chained: bytes) -> Judged:
    """Return the judgement of a stretch of a down-log where only the last place is known."""
    inner, items = log.down(b"x" * 16, first, chained if first > 1 else None)
    content = write_content(inner, HQ.signer, log.salts(), items)
    return judge(read_content(content), Held(held, lambda seq: chained if seq == held else None), {})


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
    assert judge(read_content(content), Held(3, lambda seq: log.hashes[seq]), {}).verdict is Verdict.REPLAY
