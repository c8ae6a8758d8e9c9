"""Calls and sent reports stand as they were told: added to, corrected beside, never overwritten or put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk, make_store
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.calls import find_calls, standing_calls
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.document import document_of
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.note_call import correct_call, note_call
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.documents.case_file import Block
from tipdesk.services.documents.read_case_file import read_case_file
from tipdesk.services.look import look

if TYPE_CHECKING:
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
    assert [line.row.id for line in standing_calls([first, second])] == [second.row.id]


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
    desk, saved = sent_worry()
    add_record(desk, saved.case, BY_NAME["Acknowledgement"], {"report": saved.report})
    [row] = look(desk, saved.case).of("Acknowledgement")
    assert (row["by"], bool(row["at"])) == (desk.actor.officer, True)
    with pytest.raises(UserError):
        amend_record(desk, row, {"words": "On my way."})
