"""Clocks on a store: of one case, of many, and of registers; whose they are, and what stops them there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import MORNING, make_actor, make_desk, make_store
from tipdesk.cli.case_clocks import told_clock
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.moments import day_shown
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.clocks.clock import State
from tipdesk.domain.rules.clocks.lengths import day_of, end_of
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.dots import moment_text
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.note_call import note_call
from tipdesk.services.case.open_case import open_case
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.clock_lists.find_overdue import find_overdue
from tipdesk.services.clock_lists.show_clocks import clock_document, show_clocks
from tipdesk.services.clocks.clock_words import brief_of, due_shown, sentence_of
from tipdesk.services.fields import change_of_new
from tipdesk.services.my_work.my_work import Duty, Span, my_work
from tipdesk.services.reports.find_reports import find_unread

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Desk

DAY = 24 * 60
CALL = {"way": "telephone", "direction": "made", "whom": "Duty officer", "answer": "answered"}
COORDINATOR = make_actor("lead", frozenset({"coordinator"}))
FRONTLINE = make_actor("novice", frozenset({"frontline"}))


def wait(desk: Desk, minutes: int) -> None:
    """Let time pass."""
    desk.clock.pass_minutes(minutes)  # type: ignore[attr-defined] # the test's own clock


def write(desk: Desk, record: str, **values: Value) -> None:
    """Write a row of a register or of the directory, as it would come from elsewhere."""
    with desk.work() as work:
        change = change_of_new(BY_NAME[record], desk.ids.new_id(), values)
        work.append(BY_NAME[record].scope, None, [change])


def rows(desk: Desk, record: str) -> list[Row]:
    """Return the rows of a record."""
    with desk.read() as reader:
        return reader.find_rows(BY_NAME[record])


def waiting(desk: Desk) -> list[str]:
    """Return the ids of the clocks in an officer's My work."""
    return [line.about.clock.id for line in my_work(desk).lines if isinstance(line.about, ClockLine)]


def overdue(desk: Desk) -> list[str]:
    """Return the ids of what headquarters sees as overdue."""
    return [line.clock.id for line in find_overdue(desk)]


def test_a_clock_runs_out_without_anything_being_written() -> None:
    """A worry about danger is overdue after a quarter of an hour, in its case, My work and for headquarters alike."""
    store = make_store(is_headquarters=False)
    desk = make_desk(store)
    saved = record_worry(desk, {"danger_now": "yes"}, urgent=True)
    held = len(store.held)
    assert [one.id for one in show_clocks(desk, saved.reference)][:1] == ["danger-call"]
    wait(desk, 20)
    clock = open_case(desk, saved.case).next_clock
    assert clock is not None
    assert sentence_of(clock, desk.clock.now_ms()) == "Call about danger is 5 minutes overdue"
    assert brief_of(clock, desk.clock.now_ms()) == "5 min"
    [line] = [one for one in my_work(desk).lines if one.duty is Duty.CLOCK]
    assert (line.span, line.is_grave, line.case) == (Span.OVERDUE, True, saved.case)
    assert overdue(desk) == ["danger-call"]
    assert len([one for one in store.held if one.entry.head.scope is not Scope.AUDIT]) == held
    note_call(desk, saved.case, {**CALL, "report": saved.report})
    assert overdue(desk) == []
    assert [one.id for one in open_case(desk, saved.case).clocks if one.met_at is not None] == ["danger-call"]


def test_whose_clock_it_is() -> None:
    """Quiet is of whoever is in charge; a frontline officer without the case sees none; an entry stops it."""
    store = make_store()
    desk, novice = make_desk(store), make_desk(store, FRONTLINE)
    made = new_case(desk, {"case": {"title": "Amber heron 42", "status": "open", "risk_level": "high"}})
    wait(desk, 6 * DAY)
    assert (waiting(desk), waiting(novice)) == (["case-quiet"], [])
    add_record(desk, made.id, BY_NAME["Note"], {"text": "Invented"})
    assert waiting(desk) == []


def test_a_setting_of_headquarters_counts_for_what_begins_after_it() -> None:
    """Two worries, and between them a shorter length: what began before runs as it did."""
    store = make_store()
    desk, other = make_desk(store), make_desk(store, make_actor("officer2"))
    first = record_worry(desk, {"danger_now": "no"}, urgent=True)
    tomorrow = day_of(MORNING + DAY * 60_000)
    since = PartialDate(tomorrow.year, tomorrow.month, tomorrow.day)
    write(desk, "RuleSetting", rule="acknowledge", length="5 min", since=since)
    wait(desk, 6)
    assert find_unread(other) == []
    wait(desk, DAY)
    second = record_worry(desk, {"danger_now": "no"}, urgent=True)
    wait(desk, 6)
    assert {line.case.id for line in find_unread(other)} == {first.case, second.case}


def test_headquarters_sees_many_cases_at_once_as_it_sees_one() -> None:
    """Whatever is overdue in one case by itself is overdue in the list of all, and nothing more."""
    store = make_store(is_headquarters=True)
    desk = make_desk(store, COORDINATOR)
    writer = make_desk(store)
    cases = [
        new_case(writer, {"case": {"title": f"Amber heron {number}"}, "records": [
            {"record": "Report", "fields": {"danger_now": danger, "under_18": "no"}},
        ]}).id
        for number, danger in enumerate(("yes", "no", "unsure"))
    ]  # fmt: skip
    wait(desk, 2 * DAY)
    alone = {
        (clock.id, case)
        for case in cases
        for clock in open_case(writer, case).clocks
        if clock.state(desk.clock.now_ms()) is State.OVERDUE and clock.id in {"danger-call", "triage"}
    }
    told = {(line.clock.id, line.case.id) for line in find_overdue(desk) if line.case is not None}
    assert told == alone
    assert [line.clock.id for line in find_overdue(desk)][:2] == ["danger-call", "danger-call"]


def test_clocks_of_registers_are_of_their_officers() -> None:
    """An action of the plan is of the coordinator, a certificate at a post of whoever holds it."""
    post = make_store()
    desk = make_desk(post)
    soon = PartialDate.parse(str(day_of(MORNING + 3 * DAY * 60_000)))
    mine: dict[str, Value] = {"training": "Basics", "refresher_due": soon}
    write(desk, "Certificate", officer=desk.actor.officer, **mine)
    write(desk, "Certificate", officer=FRONTLINE.officer, **mine)
    assert waiting(desk) == ["refresher"]
    office = make_store(2, is_headquarters=True)
    lead = make_desk(office, COORDINATOR)
    write(lead, "PlanAction", action="Invented", status="planned", due=soon)
    assert waiting(lead) == ["plan-action"]
    assert waiting(make_desk(office, make_actor("admin", frozenset({"administrator"})))) == []


def test_a_clock_as_json_and_in_words() -> None:
    """What is due when, in UTC and as a day of Saint Lucia; the command line tells nobody's name."""
    desk = make_desk(make_store())
    made = new_case(desk, {"case": {"title": "Amber heron 42", "status": "open"}})
    [clock] = show_clocks(desk, made.reference)
    assert clock_document(clock, desk) == {
        "clock": "case-quiet",
        "due": moment_text(clock.ends),
        "state": "running",
        "record": "Case",
        "row": id_text(made.id),
        "gate": None,
        "doubtful": False,
    }
    last = day_of(clock.ends - 1)
    assert due_shown(clock, 600) == day_shown(last, str)
    assert sentence_of(clock, clock.ends) == "A new entry in the case is 1 minute overdue"
    assert sentence_of(clock, clock.ends - 3 * DAY * 60_000) == "A new entry in the case is due in 3 days"
    assert sentence_of(clock, clock.ends - 3653 * DAY * 60_000) == "A new entry in the case is due in 10 years"
    assert brief_of(clock, clock.ends - 3 * DAY * 60_000) == "3 d"
    assert told_clock(replace(clock, is_doubtful=True), clock.ends).endswith("so this time is doubtful")


@pytest.mark.parametrize("offset", [-720, -240, 0, 840])
def test_the_zone_of_the_pc_moves_no_clock(offset: int) -> None:
    """Days end in Saint Lucia, for tasks and for everything else, wherever the PC believes that it stands."""
    store = make_store()
    desk = make_desk(store)
    made = new_case(desk, {"case": {"title": "Amber heron 42", "status": "open"}})
    on = str(day_of(MORNING))
    add_record(desk, made.id, BY_NAME["Task"], {"title": "Ring", "due": on, "assigned_to": desk.actor.officer})
    store.clock.offset = offset
    [line] = [one for one in my_work(desk).lines if one.duty is Duty.TASK]
    clocks = {one.id: one.ends for one in open_case(desk, made.id).clocks}
    assert line.span is Span.TODAY
    assert clocks["task-due"] == end_of(day_of(MORNING))


@pytest.mark.parametrize(
    ("record", "given", "words"),
    [
        ("Task", {"title": "Ring", "due": "2063-01-01"}, "2063 is too far ahead"),
        ("SuspectStatus", {"review_due": "2063-01-01"}, "2063 is too far ahead"),
    ],
)
def test_a_day_in_2063_is_refused_on_every_way_in(record: str, given: dict[str, object], words: str) -> None:
    """Its year is wrong: the field is named, by an editor and in a document alike, and nothing is stored."""
    desk = make_desk(make_store())
    made = new_case(desk, {"case": {"title": "Amber heron 42"}})
    with pytest.raises(UserError) as refused:
        add_record(desk, made.id, BY_NAME[record], given)
    assert any(words in one.text() for one in refused.value.fields)
    document = {"case": {"title": "Amber heron 43"}, "records": [{"record": "Task", "fields": {"due": "2063-01-01"}}]}
    with pytest.raises(UserError) as bad:
        new_case(desk, document)
    assert bad.value.code == "bad-document"
    assert [row["title"] for row in rows(desk, "Case")] == ["Amber heron 42"]


def test_many_victims_are_read_as_a_few_are() -> None:
    """Of a hundred people the log is read once for all, and each has the clock that it has when asked alone."""
    desk = make_desk(make_store(is_headquarters=True), COORDINATOR)
    people = [{"record": "Person", "key": f"p{at}", "fields": {"given_names": f"Invented {at}"}} for at in range(100)]
    roles = [{"record": "CaseRole", "fields": {"person": f"p{at}", "role": "victim"}} for at in range(60)]
    case = new_case(desk, {"case": {"title": "Amber reef 70", "status": "open"}, "records": [*people, *roles]}).id
    wait(desk, 60)
    for person in rows(desk, "Person")[60:]:
        add_record(desk, case, BY_NAME["CaseRole"], {"person": id_text(person.id), "role": "potential_victim"})
    alone = [one for one in open_case(desk, case).clocks if one.id == "preliminary"]
    wait(desk, 9 * DAY)
    told = [line.clock for line in find_overdue(desk) if line.clock.id == "preliminary"]
    assert len(alone) == len(told) == 100
    assert {(one.subject, one.starts, one.ends) for one in told} == {
        (one.subject, one.starts, one.ends) for one in alone
    }


def test_a_clock_of_danger_is_of_who_is_at_work_and_of_headquarters_first() -> None:
    """The first assessment is of who is in charge; somebody held in a cell stands before all else at headquarters."""
    store = make_store(is_headquarters=True)
    lead, writer = make_desk(store, COORDINATOR), make_desk(store)
    records: list[dict[str, object]] = [
        {"record": "Person", "key": "p", "fields": {"given_names": "Pretend"}},
        {"record": "CaseRole", "fields": {"person": "p", "role": "victim"}},
    ]
    made = new_case(writer, {"case": {"title": "Amber heron 42", "status": "open"}, "records": records})
    wait(writer, 20 * 60)
    assert (waiting(writer), waiting(make_desk(store, FRONTLINE))) == (["risk-first"], [])
    wait(writer, 9 * DAY)
    [person] = rows(writer, "Person")
    held: dict[str, Value] = {
        "person": person.id,
        "place_kind": "police_cell",
        "basis": "immigration",
        "began": moment(writer),
    }
    write_in(writer, made.id, "Detention", **held)
    write_in(writer, made.id, "Need", person=person.id, priority="urgent")
    write_in(writer, made.id, "ShelterStay", person=person.id, left_for_it_at=moment(writer))
    wait(writer, 200)
    assert overdue(lead) == ["victim-detained", "safe-arrival", "preliminary"]
    assert [line.is_grave for line in my_work(writer).lines if isinstance(line.about, ClockLine)] == [False]
    document = [one for one in open_case(writer, made.id).clocks if one.id == "victim-detained"]
    assert sentence_of(document[0], writer.clock.now_ms()) == "End of the detention of a victim is 3 hours overdue"


def test_a_clock_that_is_stopped_is_met_in_its_case() -> None:
    """Somebody has arrived: for a day it stands as done, and nothing rings any more."""
    desk = make_desk(make_store())
    made = new_case(desk, {"case": {"title": "Amber heron 42", "status": "open"}})
    adult = {"given_names": "Pretend", "birth_date": "1980", "age_basis": "document"}
    person = add_record(desk, made.id, BY_NAME["Person"], adult).row or b""
    write_in(desk, made.id, "ShelterStay", person=person, left_for_it_at=moment(desk))
    [clock] = [one for one in open_case(desk, made.id).clocks if one.id == "safe-arrival"]
    assert clock.met_at is None
    [stay] = rows(desk, "ShelterStay")
    wait(desk, 30)
    amend_record(desk, stay, {"arrived_at": moment(desk)})
    [clock] = [one for one in open_case(desk, made.id).clocks if one.id == "safe-arrival"]
    assert clock.met_at is not None


def moment(desk: Desk) -> datetime:
    """Return now as an officer writes it."""
    return datetime.fromtimestamp(desk.clock.now_ms() / 1000, UTC)


def write_in(desk: Desk, case: bytes, record: str, **values: Value) -> None:
    """Write a row of a case, past every gate, as it would come from elsewhere."""
    with desk.work() as work:
        work.append(Scope.CASE, case, [change_of_new(BY_NAME[record], desk.ids.new_id(), values)])
