"""Reading: rows by field, the list of cases, histories, settings and drafts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, CASE_RECORD, DEVICE, FAMILY, GIVEN, NAMES, PERSON, ROW, number
from tests.adapters.store.stores import FakeDevice, change, save, take_in
from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.services.desk import CaseQuery, LookQuery
from tipdesk.services.draft_table import Draft

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store

CASES = [b"case-%011d" % place for place in range(4)]
STATUS, OWNER, TITLE = (number("Case", name) for name in ("status", "owner", "title"))


@pytest.fixture
def is_headquarters() -> bool:
    """These stores are headquarters' own."""
    return True


@pytest.fixture
def store(store: Store) -> Store:
    """Make a store with four cases: reported, open, closed, and one without stage."""
    for case, status in zip(CASES, ("reported", "open", "closed", None), strict=True):
        save(store, case, Change(CASE_RECORD.number, case, {1: case.decode(), STATUS: status, OWNER: ACTOR.officer}))
    return store


def test_cases_come_latest_first(store: Store) -> None:
    """The case written to last stands first; filters leave out what they say; deleted cases are gone."""
    save(store, CASES[0], change(ROW, {FAMILY: "Paul"}))
    with store.read() as reader:
        assert reader.find_case_ids(CaseQuery()) == [CASES[0], CASES[3], CASES[2], CASES[1]]
        assert reader.find_case_ids(CaseQuery(stages=frozenset({"open", "closed"}))) == [CASES[2], CASES[1]]
        assert reader.find_case_ids(CaseQuery(only_open=True)) == [CASES[0], CASES[3], CASES[1]]
        assert reader.find_case_ids(CaseQuery(owners=frozenset({b"nobody"}))) == []
        assert len(reader.find_case_ids(CaseQuery(owners=frozenset({ACTOR.officer})))) == 4
        since = reader.find_case_summaries([CASES[2]])[0].updated
        assert reader.find_case_ids(CaseQuery(updated_since=since)) == [CASES[0], CASES[3], CASES[2]]
        row = reader.get_row(CASE_RECORD, CASES[3])
    assert row is not None
    save(store, CASES[3], Change(CASE_RECORD.number, CASES[3], {DELETED: Deletion(row.all_dots)}))
    with store.read() as reader:
        assert CASES[3] not in reader.find_case_ids(CaseQuery())


def test_a_line_counts_people_and_conflicts(store: Store) -> None:
    """A line of the list says who opened the case where, how many people it has and what calls for settling."""
    post, post_row = BY_NAME["Post"], b"post-0123456789a"
    with store.work(ACTOR) as work:
        directory = [
            Change(post.number, post_row, {1: "VFT", 2: "Vieux Fort"}),
            Change(BY_NAME["Device"].number, DEVICE, {2: post_row}),
        ]
        work.append(Scope.DIRECTORY, None, directory)
    save(store, CASES[1], change(ROW, {FAMILY: "Paul"}), change(b"row-0000000other", {FAMILY: "Pol"}))
    device = FakeDevice(b"one")
    take_in(store, [device], [device.write(CASES[1], change(ROW, {FAMILY: "Polo"}))])
    with store.read() as reader:
        lines = reader.find_case_summaries([CASES[1], b"unknown", CASES[0]])
        assert [(line.id, line.reference, line.status, line.post, line.people, line.conflicts) for line in lines] == [
            (CASES[1], CASES[1].decode(), "open", "VFT", 2, 1),
            (CASES[0], CASES[0].decode(), "reported", "VFT", 0, 0),
        ]
        assert lines[0].owner == ACTOR.officer
        assert (reader.case_devices([CASES[1]]).get(CASES[1]), reader.case_devices([b"unknown"]).get(b"unknown")) == (
            DEVICE,
            None,
        )


def test_rows_by_field(store: Store) -> None:
    """Rows are found by text, list, flag, reference and emptiness, in the order of their ids."""
    stateless, children = number("Person", "stateless"), number("Person", "children_count")
    save(
        store,
        CASES[0],
        change(b"row-0000000000-b", {FAMILY: "Paul", NAMES: ["A", "B"], stateless: True, children: 3}),
        change(b"row-0000000000-a", {FAMILY: "Paul", GIVEN: "Ann", stateless: False}),
    )
    with store.read() as reader:
        found = [
            [row.id[-1:] for row in reader.find_rows(PERSON, where=where)]
            for where in (
                {"family_name": "Paul"},
                {"other_names": frozenset({"A", "B"})},
                {"stateless": True},
                {"children_count": 3},
                {"given_names": None},
                {"family_name": "Paul", "given_names": "Ann"},
            )
        ]
        assert found == [[b"a", b"b"], [b"b"], [b"b"], [b"b"], [b"b"], [b"a"]]
        row = reader.get_row(PERSON, b"row-0000000000-b")
        assert row is not None
        assert (row["stateless"], row["children_count"], row["other_names"]) == (True, 3, frozenset({"A", "B"}))
        assert reader.find_rows(CASE_RECORD, where={"owner": ACTOR.officer}, case=CASES[0])[0].id == CASES[0]
        assert reader.get_row(PERSON, b"unknown") is None


def test_history_tells_what_was_replaced(store: Store) -> None:
    """History shows each write with who, when, where, what stood before and why; deletions too."""
    first = save(store, CASES[0], change(ROW, {FAMILY: "Paul"}))
    device = FakeDevice(b"one", at=1_790_000_500_000)
    take_in(store, [device], [device.write(CASES[0], change(ROW, {FAMILY: "Pol"}))])
    with store.read() as reader:
        row = reader.get_row(PERSON, ROW)
    assert row is not None
    with store.work(ACTOR) as work:
        settled = change(ROW, {FAMILY: "Polo"}, {FAMILY: row.replaced_by_write(FAMILY)})
        work.append(Scope.CASE, CASES[0], [settled, Change(60_000, ROW, {5: 1})], reason="He spelled it")
    save(store, CASES[0], change(ROW, {DELETED: Deletion(frozenset({first}))}))
    with store.read() as reader:
        told = reader.find_happenings(CASES[0], ROW)
        assert len(reader.find_happenings(CASES[0])) == len(told) + 3
    by_field = {(one.field, one.after): one for one in told}
    settled_one = by_field[("family_name", "Polo")]
    assert (set(settled_one.before), settled_one.reason) == ({"Paul", "Pol"}, "He spelled it")
    assert (settled_one.device, settled_one.actor, settled_one.received_at) == (DEVICE, ACTOR.officer, None)
    foreign = by_field[("family_name", "Pol")]
    assert (foreign.device, foreign.received_at, foreign.offset) == (device.device, 1_790_000_999_000, -240)
    assert by_field[("#5", "1")].record is None
    assert by_field[("deleted", "deleted")].before == ()
    assert [one.at for one in told] == sorted((one.at for one in told), reverse=True)


def test_settings_and_urgency(store: Store) -> None:
    """Settings are kept, replaced and dropped; an urgent entry leaves its place in one of them."""
    with store.work(ACTOR) as work:
        work.put_setting("key", b"a")
        work.put_setting("key", b"b")
        assert work.get_setting("key") == b"b"
        work.put_setting("key", None)
        assert work.get_setting("key") is None
        entry = work.append(Scope.CASE, CASES[0], [change(ROW, {FAMILY: "Paul"})], urgent=True)
        assert work.get_setting("urgent-seq") == b"%d" % entry.head.seq
        assert (work.count_unsent(0), work.count_unsent(4), work.count_unsent(5)) == (5, 1, 0)


def test_drafts_are_local(store: Store) -> None:
    """Drafts are put, replaced, listed by officer and dropped, and are in no log."""
    with store.work(ACTOR) as work:
        before = work.ledger.own()
        for at, key in enumerate(("a", "b", "a")):
            work.drafts.put(Draft(key, ACTOR.officer, b"typed %d" % at, at))
        work.drafts.put(Draft("c", b"another-officer-", b"typed", 9))
        assert work.ledger.own() == before
    with store.read() as reader:
        assert [(one.key, one.value) for one in reader.drafts.find(ACTOR.officer)] == [
            ("a", b"typed 2"),
            ("b", b"typed 1"),
        ]
        assert len(reader.drafts.find()) == 3
    with store.work(ACTOR) as work:
        work.drafts.delete("a")
        work.drafts.delete("a")
        assert work.drafts.get("a") is None


def test_one_look_is_found_without_walking_the_audit(store: Store) -> None:
    """A look by its id costs the database as many steps among a thousand as among twenty, and is the right one."""
    steps, event = [], BY_NAME["AuditEvent"]
    with store.work(ACTOR) as work:
        for first, count in ((0, 20), (1_000, 1_000)):
            for number in range(first, first + count):
                values = {event.by_name["action"].number: "view", event.by_name["reason"].number: f"reason {number}"}
                work.append(Scope.AUDIT, None, [Change(event.number, b"look-%011d" % number, values)])
            ticks: list[int] = []
            work.link.raw.set_progress_handler(partial(ticks.append, 1), 5)
            [found] = work.find_looks(LookQuery(id=b"look-%011d" % (first + 7)))
            work.link.raw.set_progress_handler(None, 0)
            assert (found.reason, found.actor) == (f"reason {first + 7}", ACTOR.officer)
            steps.append(len(ticks))
    assert 0 < steps[1] <= steps[0] * 1.5


def test_who_began_a_case_is_found_without_walking_its_log(store: Store) -> None:
    """The last of twelve hundred cases of one log costs the database as many steps as the first."""
    steps = []
    cases = [b"case-%011d" % place for place in range(100, 1_300)]
    with store.work(ACTOR) as work:
        for case in cases:
            work.append(Scope.CASE, case, [Change(CASE_RECORD.number, case, {TITLE: "Grey heron"})])
        for case in (cases[0], cases[-1]):
            ticks: list[int] = []
            work.link.raw.set_progress_handler(partial(ticks.append, 1), 5)
            assert work.case_creator(case) == ACTOR.officer
            work.link.raw.set_progress_handler(None, 0)
            steps.append(len(ticks))
    assert 0 < steps[1] <= steps[0] * 1.5
