"""Calls and sent reports stand as they were told: added to, corrected beside, never overwritten or put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.calls import find_calls, uncorrected_calls
from tipdesk.services.case.delete_record import delete_record, restore_record
from tipdesk.services.case.document import document_of
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.note_call import correct_call, note_call
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.documents.case_file import Block
from tipdesk.services.documents.read_case_file import read_case_file
from tipdesk.services.look import look
from tipdesk.services.reports.find_reports import find_inbox

ACKNOWLEDGEMENT, CALL, REPORT = (BY_NAME[name] for name in ("Acknowledgement", "Call", "Report"))

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Desk
    from tipdesk.services.results import Saved


def sent_worry() -> tuple[Desk, Saved]:
    """Return a desk and a worry that was sent from it."""
    desk = make_desk(make_store())
    return desk, record_worry(desk, {"where_now": "here", "danger_now": "yes"})


def test_a_call_stands_and_is_corrected_beside() -> None:
    """Neither changed nor put away; the correction keeps what it does not say anew, and the first stays."""
    desk, saved = sent_worry()
    note_call(desk, saved.case, {"whom": "Duty officer", "number": "+1 758 555 0101", "answer": "no_answer"})
    [call] = look(desk, saved.case).of("Call")
    with pytest.raises(UserError) as amended:
        amend_record(desk, call, {"answer": "answered"})
    assert (amended.value.code, amended.value.fields[0].path) == ("signed-is-frozen", "Call.answer")
    with pytest.raises(UserError) as deleted:
        delete_record(desk, call)
    assert deleted.value.code == "signed-is-frozen"
    correct_call(desk, call, {"answer": "answered"})
    first, second = find_calls(look(desk, saved.case))
    assert (first.answer, first.corrected_by) == ("no_answer", second.row.id)
    assert (second.answer, second.whom, second.row["number"]) == ("answered", "Duty officer", "+17585550101")
    assert [line.row.id for line in uncorrected_calls([first, second])] == [second.row.id]


def test_a_call_needs_to_say_whom_and_what_came_of_it() -> None:
    """What the program cannot know is asked for; the rest has a beginning."""
    desk, saved = sent_worry()
    with pytest.raises(UserError) as caught:
        note_call(desk, saved.case, {})
    assert sorted(problem.path for problem in caught.value.fields) == ["Call.answer", "Call.whom"]


def test_a_sent_report_stands_and_may_be_completed() -> None:
    """What was told is refused by name, what was left empty may be filled once, what follows lives on."""
    desk, saved = sent_worry()

    seen = look(desk, saved.case).of("Report")[0]
    assert seen["sent_at"]
    with pytest.raises(UserError) as told:
        amend_record(desk, seen, {"where_now": "gone", "own_words": "Two bags."})
    assert [problem.path for problem in told.value.fields] == ["Report.where_now"]
    amend_record(desk, seen, {"own_words": "Two bags."})
    with pytest.raises(UserError):
        amend_record(desk, look(desk, saved.case).of("Report")[0], {"own_words": "Three bags."})
    with pytest.raises(UserError):
        delete_record(desk, look(desk, saved.case).of("Report")[0])


def test_what_was_not_sent_may_still_be_changed() -> None:
    """A report that was saved without sending stays its author's to change."""
    desk = make_desk(make_store())
    saved = record_worry(desk, {"where_now": "here"})
    seen = look(desk, saved.case).of("Report")[0]
    assert seen["sent_at"] is None
    amend_record(desk, seen, {"where_now": "gone"})
    assert look(desk, saved.case).of("Report")[0]["where_now"] == "gone"


def test_a_call_told_by_an_older_report_comes_first() -> None:
    """A report of the release before tells its first call itself; the document of such a case is still taken."""
    desk = make_desk(make_store())
    told = {"rung_whom": "Duty officer", "rung_at": "2026-11-25T21:05-04:00", "rung_answer": "answered"}
    made = new_case(desk, {"case": {"title": "Blue heron 12"}, "records": [{"record": "Report", "fields": told}]})
    note_call(desk, made.id, {"whom": "Child protection", "answer": "answered", "at": "2026-11-25T20:00-04:00"})
    earlier, later = find_calls(look(desk, made.id))
    assert (earlier.is_told_earlier, earlier.whom, earlier.answer) == (True, "Duty officer", "answered")
    assert (later.is_told_earlier, later.whom) == (False, "Child protection")
    sections = {section.title: section.parts for section in read_case_file(desk, made.reference, str).sections}
    first, second = sections["Calls"]
    assert isinstance(first, Block)
    assert isinstance(second, Block)
    assert first.title == "Told earlier, in the report"
    assert "Duty officer" in str(first)
    assert "Child protection" in str(second)
    assert "Duty officer" not in str(sections["Reports"])


def test_documents_take_calls_and_give_them_back() -> None:
    """A call in a document begins as one noted by hand does, and comes back as it stands."""
    desk = make_desk(make_store())
    rows = [
        {"record": "Report", "key": "r", "fields": {"where_now": "here"}},
        {"record": "Call", "fields": {"whom": "Duty officer", "answer": "answered", "report": "r"}},
    ]
    made = new_case(desk, {"case": {"title": "Blue heron 12"}, "records": rows})
    shown = document_of(look(desk, made.id))
    records = shown["records"]
    assert isinstance(records, list)
    [call] = [one["fields"] for one in records if one["record"] == "Call"]
    assert (call["way"], call["direction"], call["whom"]) == ("telephone", "made", "Duty officer")
    assert call["at"]
    assert call["report"] == next(one["key"] for one in records if one["record"] == "Report")


def test_an_acknowledgement_is_only_added() -> None:
    """Who has read a report, and when, is kept; nobody changes it."""
    store = make_store()
    saved = record_worry(make_desk(store), {"where_now": "here"}, urgent=True)
    desk = make_desk(store, make_actor("officer2"))
    add_record(desk, saved.case, ACKNOWLEDGEMENT, {"report": saved.report})
    [row] = look(desk, saved.case).of("Acknowledgement")
    assert (row["by"], bool(row["at"])) == (desk.actor.officer, True)
    with pytest.raises(UserError):
        amend_record(desk, row, {"words": "On my way."})


def test_nobody_acknowledges_their_own_report_in_another_way() -> None:
    """Neither as a record of its own nor in somebody else's name: it would leave every inbox unread."""
    desk, saved = sent_worry()
    for given in ({}, {"by": make_actor("officer2").officer}):
        with pytest.raises(UserError) as caught:
            add_record(desk, saved.case, ACKNOWLEDGEMENT, {"report": saved.report, **given})
        assert caught.value.code in ("acknowledge-by-another", "bad-fields")
    assert look(desk, saved.case).of("Acknowledgement") == ()


def write_apart(store: FakeStore, row: Row, *changes: dict[int, object]) -> None:
    """Write as several PCs that have seen nothing of each other, past every gate of this one."""
    for number, change in enumerate(changes):
        store.clock.pass_minutes(1)
        seen = {field: row.replaced_by_write(field) for field in change}
        with store.work(make_actor(f"apart{number}")) as unit:
            unit.append(Scope.CASE, row.case, [Change(row.record.number, row.id, change, seen)])  # type: ignore[arg-type] # as a PC may


def test_a_sent_report_in_dispute_waits_first_and_is_settled_for_what_was_told() -> None:
    """Two PCs filled the empty answer, "no" last: danger until it is settled, and only for one of the two."""
    store = make_store()
    writer, taker = make_desk(store), make_desk(store, make_actor("officer2"))
    saved = record_worry(writer, {"where_now": "here"}, urgent=True)
    number = REPORT.by_name["danger_now"].number
    write_apart(store, look(writer, saved.case).of("Report")[0], {number: "yes"}, {number: "no"})
    [line] = find_inbox(taker).waiting
    assert line.is_danger
    [seen] = look(writer, saved.case).of("Report")
    with pytest.raises(UserError) as caught:
        settle_conflict(writer, seen, "danger_now", value="unsure")
    assert caught.value.code == "signed-is-frozen"
    kept = next(one for one in seen.siblings["danger_now"] if one.value == "no")
    settle_conflict(writer, seen, "danger_now", keep=kept.dot)
    assert not find_inbox(taker).waiting[0].is_danger


def test_what_an_older_release_put_away_comes_back() -> None:
    """A call and a sent report that a PC of the release before put in the trash are restored, and stand again."""
    store = make_store()
    desk = make_desk(store)
    saved = record_worry(desk, {"danger_now": "yes"})
    note_call(desk, saved.case, {"whom": "Duty officer", "answer": "answered"})
    for record in (REPORT, CALL):
        [row] = look(desk, saved.case).of(record.name)
        write_apart(store, row, {DELETED: Deletion(row.all_dots)})
    assert look(desk, saved.case).of("Call") == ()
    for row in list(look(desk, saved.case).trash):
        restore_record(desk, row)
    [call], [report] = look(desk, saved.case).of("Call"), look(desk, saved.case).of("Report")
    assert (call["whom"], report["danger_now"]) == ("Duty officer", "yes")
    for row in (call, report):
        with pytest.raises(UserError) as caught:
            delete_record(desk, row)
        assert caught.value.code == "signed-is-frozen"


def test_a_sent_report_comes_back_from_its_document() -> None:
    """What is exported can be recorded anew as a case of its own; the report there stands as it was sent."""
    desk, saved = sent_worry()
    document = document_of(look(desk, saved.case))
    given = {"case": {"title": "Blue heron 12"}, "records": document["records"]}
    made = new_case(desk, given)
    before, after = (look(desk, case).of("Report")[0] for case in (saved.case, made.id))
    assert after.values == before.values
    with pytest.raises(UserError) as caught:
        amend_record(desk, after, {"danger_now": "no"})
    assert caught.value.code == "signed-is-frozen"


def test_a_further_report_keeps_what_could_not_be_read() -> None:
    """Added to a case as a record, it takes the answers as they were typed, one or several."""
    desk, saved = sent_worry()
    for given in ("persons_count: two", ["persons_count: two"]):
        row = add_record(desk, saved.case, REPORT, {"where_now": "gone", "as_typed": given}).row
        further = look(desk, saved.case).get_row(row or b"")
        assert further is not None
        assert further["as_typed"] == frozenset({"persons_count: two"})
