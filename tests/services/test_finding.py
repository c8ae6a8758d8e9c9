"""Lists, search and my work: what stands in them depends on who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.services.arrived import arrived_case
from tests.services.documents import a_document
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Level
from tipdesk.domain.schema import Scope
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.case.find_conflicts import find_conflicts
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.open_case import open_case
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import my_work

if TYPE_CHECKING:
    from tipdesk.services.desk import Desk

COLLEAGUE = make_actor("officer2", frozenset({"frontline"}))
ANALYST = make_actor("counter", frozenset({"analyst"}))
TRAINER = make_actor("trainer", frozenset({"trainer"}))


def searches(desk: Desk) -> list[object]:
    """Return the counts of the audited searches."""
    with desk.read() as reader:
        return [row["count"] for row in reader.find_rows(BY_NAME["AuditEvent"], where={"action": "search"})]


def test_a_list_pages_latest_first() -> None:
    """`next` names the case where the following page begins."""
    store = make_store()
    desk = make_desk(store)
    references = []
    for _number in range(5):
        store.clock.pass_minutes(1)
        references.append(new_case(desk, a_document()).reference)
    page = list_cases(desk, most=2)
    assert [line.summary.reference for line in page.lines] == references[:2:-1]
    rest = list_cases(desk, begin=page.next, most=3)
    assert [line.summary.reference for line in rest.lines] == references[2::-1]
    assert rest.next is None
    first = page.to_json()["cases"][0]  # type: ignore[index] # JSON is untyped
    assert {"reference", "title", "stage", "post", "updated"} <= set(first)


def test_filters_of_the_list() -> None:
    """By stage, by officer (a task counts) and by time of change."""
    store = make_store()
    desk, colleague = make_desk(store), make_desk(store, COLLEAGUE)
    first = arrived_case(desk, a_document(status="closed")).id
    store.clock.pass_minutes(5)
    since = store.clock.now_ms()
    second = new_case(desk, a_document()).id
    assert find_case_ids(desk, stages=frozenset({"closed"})) == [first]
    assert find_case_ids(desk, only_open=True) == [second]
    assert find_case_ids(desk, updated_since=since) == [second]
    assert find_case_ids(colleague, mine=True) == []
    with store.work(COLLEAGUE) as unit:
        unit.append(Scope.DIRECTORY, None, [Change(BY_NAME["Officer"].number, COLLEAGUE.officer, {1: "officer2"})])
    store.clock.pass_minutes(1)
    task = {"title": "Ring", "assigned_to": "officer2"}
    add_record(desk, first, BY_NAME["Task"], task, reason="Asked for after the closing")
    assert find_case_ids(colleague, mine=True) == [first]
    assert find_case_ids(desk, mine=True) == [first, second]


def test_an_analyst_sees_references_and_neutral_titles() -> None:
    """Stage, risk, people and officer are not in the line; a trainer has no lines at all."""
    store = make_store()
    new_case(make_desk(store), a_document(risk_level="high"))
    [line] = list_cases(make_desk(store, ANALYST)).lines
    assert line.level is Level.EXISTS
    assert not line.can_open
    assert (line.summary.title, line.summary.status, line.summary.risk) == ("Heron maple 42", "", "")
    assert (line.summary.owner, line.summary.people) == (None, 0)
    assert list_cases(make_desk(store, TRAINER)).lines == []


def test_search_finds_names_numbers_and_words() -> None:
    """Any part of a name or number, beginnings of words, every word; audited with the count."""
    store = make_store()
    desk = make_desk(store)
    made = new_case(desk, a_document())
    for words in ("doe", "ann doe", "0123456", "4520000", made.reference.lower(), "heron"):
        assert made.reference in {found.reference for found in find_words(desk, words)}, words
    [found] = find_words(desk, "doe")
    assert found.label.endswith("Ann Marie Doe")
    assert (found.kind, found.title, found.level) == ("Person", "Heron maple 42", Level.SEALED)
    assert find_words(desk, "doe nobody") == []
    assert searches(desk)[-2:] == [1, 0]


def test_a_match_in_a_masked_field_only_exists() -> None:
    """A colleague who seeks a name learns that a case of the post matches, not which row or field."""
    store = make_store()
    made = new_case(make_desk(store), a_document())
    [found] = find_words(make_desk(store, COLLEAGUE), "doe")
    assert (found.level, found.reference) == (Level.EXISTS, made.reference)
    assert (found.title, found.kind, found.row, found.label) == ("", "", None, "")
    [note] = find_words(make_desk(store, COLLEAGUE), "water")
    assert (note.kind, note.level) == ("Note", Level.SUMMARY)
    assert [hit.level for hit in find_words(make_desk(store, ANALYST), "doe")] == [Level.EXISTS]
    assert find_words(make_desk(store, TRAINER), "doe") == []


def test_search_while_typing_shows_no_name() -> None:
    """An unsettled search writes no audit row and therefore shows the neutral code in place of the name."""
    store = make_store()
    desk = make_desk(store)
    new_case(desk, a_document())
    [found] = find_words(desk, "doe", finished=False)
    assert found.label.startswith("P-")
    assert "Doe" not in found.label
    assert searches(desk) == []


def test_my_work_orders_tasks_by_day() -> None:
    """Overdue first, a month counts until its end, without a day last; done tasks and closed cases are left out."""
    store = make_store()
    desk = make_desk(store)
    case = new_case(desk, a_document()).id
    arrived_case(desk, a_document(status="closed"))
    for title, due, status in (
        ("none", "", "open"),
        ("late", "17 11 2026", "open"),
        ("month", "11 2026", "open"),
        ("done", "1 1 2026", "done"),
        ("today", "18 11 2026", "in_progress"),
    ):
        given = {"title": title, "due": due, "status": status, "assigned_to": "officer1"}
        add_record(desk, case, BY_NAME["Task"], given)
    work = my_work(desk)
    assert [line.task["title"] for line in work.tasks] == ["late", "today", "month", "none"]
    assert [line.task["title"] for line in work.tasks if line.is_overdue] == ["late"]
    assert [line.summary.id for line in work.cases] == [case]


def test_my_work_names_conflicts_to_settle() -> None:
    """A conflict stands under My work of whoever has the case, without names; a colleague only may settle it."""
    store, other = make_store(), make_store(2)
    desk, there = make_desk(store), make_desk(other)
    case = new_case(desk, a_document()).id
    other.take_in(store)
    for at, name, job in ((desk, "Roe", "Cook"), (there, "Poe", "Guard")):
        amend_record(at, look(at, case).of("Person")[0], {"family_name": name, "occupation": job})
    store.take_in(other)
    [line] = my_work(desk).disputes
    assert line.spot.fields == ("family_name", "occupation")
    assert line.row["family_name"] is None
    assert my_work(make_desk(store, COLLEAGUE)).disputes == []
    assert [spot.fields for spot in find_conflicts(make_desk(store, COLLEAGUE))] == [("occupation",)]
    assert my_work(make_desk(store, ANALYST)).disputes == []


def test_the_workspace_arranges_a_case() -> None:
    """Each person with their roles, episodes and legs; rows whose person is gone are not lost."""
    store = make_store()
    desk = make_desk(store)
    case = new_case(desk, a_document()).id
    add_record(desk, case, BY_NAME["JourneyLeg"], {"from_country": "GY", "to_country": "LC"})
    space = open_case(desk, case)
    [person] = space.people
    assert [len(person.of(name)) for name in ("CaseRole", "Episode", "JourneyLeg")] == [1, 1, 0]
    assert [one.row.record.name for one in space.loose] == ["JourneyLeg"]
    assert (len(space.notes), len(space.tasks), len(space.reports)) == (1, 0, 0)
    assert space.case["title"] == "Heron maple 42"
