"""What is reviewed by exception: of which period, whose cases count as their own, and what a review says."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk, make_store
from tests.fakes.store import FakeReader
from tests.services.rooms import AUDITOR, COLLEAGUE, COORDINATOR, OWNER, SUPERVISOR
from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.services.audit import DENIED, note_look
from tipdesk.services.desk import LookQuery
from tipdesk.services.fields import change_of_new
from tipdesk.services.looks.exceptions import DAYS, find_exceptions, review_look
from tipdesk.services.looks.find_looks import find_looks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Look
    from tipdesk.services.desk import Actor

DAY_MINUTES = 24 * 60
CASE, OTHER_CASE = b"case-of-the-test", b"another-case----"


@pytest.fixture
def store() -> FakeStore:
    """Headquarters with two cases: one that the owner began and leads, one that the supervisor began for them."""
    made = make_store(9, is_headquarters=True)
    for actor, case in ((OWNER, CASE), (SUPERVISOR, OTHER_CASE)):
        row: dict[str, Value] = {"title": "Heron", "reference": case[:4].decode(), "owner": OWNER.officer}
        write(made, actor, "Case", case, row, case)
    return made


def write(
    store: FakeStore, actor: Actor, record: str, row: bytes, values: dict[str, Value], case: bytes | None = CASE
) -> None:
    """Write a row of a case, or of the directory."""
    with store.work(actor) as unit:
        scope = Scope.CASE if case else Scope.DIRECTORY
        unit.append(scope, case, [change_of_new(BY_NAME[record], row, values)])


def found(store: FakeStore, days: int = DAYS) -> list[str]:
    """Return the kinds of the exceptions that the auditor finds."""
    return [one.kind for one in find_exceptions(make_desk(store, AUDITOR), days=days)]


def shown(store: FakeStore, actor: Actor, case: bytes = CASE) -> list[str]:
    """Return what stands out once an officer has shown the names of a case."""
    note_look(make_desk(store, actor), "unmask", case=case)
    return found(store)


def test_the_last_thirty_days(store: FakeStore) -> None:
    """To the millisecond, or as many days as are asked for."""
    note_look(make_desk(store, COLLEAGUE), "unmask", case=CASE)
    for days, minutes, kinds in ((30, 30 * DAY_MINUTES, ["shown_outside"]), (31, 0, ["shown_outside"]), (29, 0, [])):
        store.clock.pass_minutes(minutes)
        assert found(store, days=days) == kinds
    assert find_exceptions(make_desk(store, AUDITOR)) != []
    store.clock.set_wall(store.clock.at_ms + 1)
    assert find_exceptions(make_desk(store, AUDITOR)) == []


def test_at_most_a_hundred_thousand_looks_are_judged(store: FakeStore) -> None:
    """The latest ones, so that a question costs seconds and not minutes."""
    asked: list[LookQuery] = []

    class Watched(FakeReader):
        def find_looks(self, query: LookQuery) -> list[Look]:
            asked.append(query)
            return super().find_looks(query)

    @contextmanager
    def read() -> Iterator[FakeReader]:
        yield Watched(store)

    find_exceptions(replace(make_desk(store, AUDITOR), read=read))
    assert [query.most for query in asked] == [100_000]


@pytest.mark.parametrize(
    ("actor", "case", "stands_out"),
    [(OWNER, CASE, False), (OWNER, OTHER_CASE, False), (SUPERVISOR, OTHER_CASE, False), (SUPERVISOR, CASE, True)],
    ids=["began and leads", "leads", "began", "neither"],
)
def test_whose_case_it_is(store: FakeStore, actor: Actor, case: bytes, *, stands_out: bool) -> None:
    """Of who leads it and of who began it, each alone."""
    assert shown(store, actor, case) == (["shown_outside"] if stands_out else [])


def test_a_task_makes_a_case_one_s_own(store: FakeStore) -> None:
    """Under any id of the officer, in that case alone."""
    second = b"second id of two"
    write(store, OWNER, "Officer", second, {"login": "officer2b", "same_as": COLLEAGUE.officer}, None)
    write(store, OWNER, "Task", b"t" * 16, {"title": "Ring", "assigned_to": second})
    assert shown(store, COLLEAGUE) == []
    assert shown(store, COLLEAGUE, OTHER_CASE) == ["shown_outside"]


def test_a_refusal_is_worst_where_somebody_is_excluded(store: FakeStore) -> None:
    """From that very case, under any id of theirs; elsewhere it is a refusal like others."""
    second = b"second id of two"
    write(store, OWNER, "Officer", second, {"login": "officer2b", "same_as": COLLEAGUE.officer}, None)
    write(store, OWNER, "Exclusion", b"x" * 16, {"officer": second, "kind": "named"})
    for case, kinds in ((OTHER_CASE, ["denied"]), (CASE, ["excluded", "denied"])):
        note_look(make_desk(store, COLLEAGUE), "denied", case=case, result=DENIED)
        assert found(store) == kinds
    note_look(make_desk(store, SUPERVISOR), "denied", case=CASE, result=DENIED)
    assert found(store) == ["excluded", "denied", "denied"]


def test_an_exception_names_its_cases(store: FakeStore) -> None:
    """Each reference once, the latest first; nothing for what had no case, which is no case either."""
    desk = make_desk(store, COLLEAGUE)
    for case in (CASE, None, OTHER_CASE, CASE):
        note_look(desk, "denied", case=case, result=DENIED)
    [one] = find_exceptions(make_desk(store, AUDITOR))
    assert (one.references, one.count, one.cases) == (("case", "anot"), 4, 2)
    assert (one.words, one.reviewed_by, one.is_reviewed, one.post) == ("", None, False, None)


def test_only_a_review_is_a_review(store: FakeStore) -> None:
    """Another look about the same row takes nothing off the list, nor a review that is about nothing."""
    shown(store, COLLEAGUE)
    [one] = find_exceptions(make_desk(store, AUDITOR))
    note_look(make_desk(store, OWNER), "view", case=CASE, row=one.mark.id)
    note_look(make_desk(store, AUDITOR), "review", case=CASE, reason="About nothing at all")
    assert found(store) == ["shown_outside"]


def test_the_latest_review_speaks(store: FakeStore) -> None:
    """Its words and its officer, where two have reviewed the same."""
    shown(store, COLLEAGUE)
    [one] = find_exceptions(make_desk(store, AUDITOR))
    for actor in (AUDITOR, COORDINATOR):
        changed = review_look(make_desk(store, actor), one.mark.id, f"  Reviewed by {actor.login}  ")
        assert (changed.kinds, changed.case, changed.row) == (frozenset({"AuditEvent"}), None, one.mark.id)
    assert find_exceptions(make_desk(store, AUDITOR)) == [], "what was reviewed is told where it is asked for alone"
    [seen] = find_exceptions(make_desk(store, AUDITOR), with_reviewed=True)
    assert (seen.words, seen.reviewed_by) == ("Reviewed by unit", COORDINATOR.officer)
    last = find_looks(make_desk(store, AUDITOR), LookQuery(actions=frozenset({"review"})))[0].look
    assert (last.case, last.about, last.reason) == (CASE, one.mark.id, "Reviewed by unit")


def test_a_look_that_is_not_there_is_not_reviewed(store: FakeStore) -> None:
    """Nothing is written down for it."""
    before = len(store.entries_of(Scope.AUDIT))
    with pytest.raises(UserError) as caught:
        review_look(make_desk(store, AUDITOR), b"no-such-look-id!", "Asked the chief")
    assert caught.value.code == "no-such-look"
    assert len(store.entries_of(Scope.AUDIT)) == before + 1, "the reading itself"


def test_a_look_keeps_the_post_of_its_device(store: FakeStore) -> None:
    """Also when the device has left the directory since."""
    shown(store, COLLEAGUE)
    device, post = store.place.device, b"p" * 16
    write(store, OWNER, "Device", device, {"name": "PC", "post": post}, None)
    with store.work(OWNER) as unit:
        row = unit.get_row(BY_NAME["Device"], device)
        assert row is not None
        gone = Change(BY_NAME["Device"].number, device, {DELETED: Deletion(row.all_dots)})
        unit.append(Scope.DIRECTORY, None, [gone])
    [one] = find_exceptions(make_desk(store, AUDITOR))
    assert one.post == post
