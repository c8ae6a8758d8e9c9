"""A sent report and a call open for reading: what was told stands, what comes later stands beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.fakes.desk import CODES
from tests.ui.probes import grab, unnamed_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.note_call import note_call
from tipdesk.services.case.record_worry import record_worry
from tipdesk.ui.case.since_report import SinceReport
from tipdesk.ui.records.facts import facts_of
from tipdesk.ui.records.sections import open_names
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.services.results import Saved
    from tipdesk.ui.records.pane import RecordPane

ANSWERS = {"where_now": "here", "under_18": "yes", "own_words": "She looked at the floor."}


@pytest.fixture
def saved(desk: CasesDesk) -> Saved:
    """A worry that was sent, its case open."""
    made = record_worry(desk.store, ANSWERS, urgent=True)
    note_call(desk.store, made.case, {"whom": "Duty officer", "answer": "answered", "report": made.report})
    desk.open(made.case)
    return made


def reading(desk: CasesDesk, record: str) -> RecordPane:
    """Open the first row of a record, and return the pane in which it is read."""
    return desk.read(desk.workspace().view.of(record)[0])


def card_of(pane: RecordPane) -> SinceReport:
    """Return what stands beside the report in its pane."""
    card = pane.body.findChild(SinceReport)
    assert card is not None
    return card


def texts(pane: RecordPane) -> list[str]:
    """Return all answers of a pane, each with its label."""
    return [line for section in pane.body.sections for line in section.facts.texts()]


def test_a_sent_report_is_read_with_what_followed(desk: CasesDesk, saved: Saved) -> None:
    """Answers, the call and who has read it are there; what was told cannot be changed."""
    reader = replace(desk.store, actor=replace(desk.store.actor, officer=b"another officer!"))
    add_record(reader, saved.case, BY_NAME["Acknowledgement"], {"report": saved.report, "words": "On my way"})
    desk.open(saved.case)
    page = reading(desk, "Report")
    said = words(page)
    for told in ("She looked at the floor.", "Rang Duty officer", "On my way", "acharles"):
        assert told in said
    assert "It can no longer be changed." in page.head.words()
    assert unnamed_widgets(page) == []
    grab(desk.screen, "report-read")


def test_what_could_not_be_read_stands_beside_its_question(desk: CasesDesk) -> None:
    """An answer kept as typed is read with its question, that of a person too, and is not counted as left empty."""
    plain = record_worry(desk.store, {"where_now": "here"}, urgent=True)
    desk.open(plain.case)
    _facts, empty = facts_of(desk.workspace().reports[0], Wording(desk.store.codes))
    answers = {"where_now": "here", "persons_count": "two"}
    desk.open(record_worry(desk.store, answers, urgent=True, feared_for=[{"about_age": "15ish"}]).case)
    page = reading(desk, "Report")
    said = texts(page)
    assert "How many people?: as typed: two" in said
    assert "About how old, person 1: as typed: 15ish" in said
    _facts, fewer = facts_of(desk.workspace().reports[0], Wording(desk.store.codes))
    assert int(fewer.split()[0]) == int(empty.split()[0]) - 1
    assert "Nothing was added yet." in words(page)


def test_what_is_hidden_of_it_says_so() -> None:
    """Where the officer may not see what was typed, one line says that it is there."""
    report = BY_NAME["Report"]
    row = Row(report, b"r", b"c", {"as_typed": None}, masked=frozenset({"as_typed"}))
    facts, _foot = facts_of(row, Wording(CODES))
    assert [(fact.label, fact.value) for fact in facts] == [("Answers that could not be read, as typed", "Hidden")]


def test_an_addition_stands_beside_with_author_and_time(desk: CasesDesk, saved: Saved) -> None:
    """Typed and added by keyboard, it is a note of its own; half typed, it comes back."""
    page = reading(desk, "Report")
    QTest.keyClicks(card_of(page).words.box, "A second bag came")
    page.back.emit()
    desk.settle()
    page = reading(desk, "Report")
    desk.settle()
    card = card_of(page)
    assert card.words.value() == "A second bag came"
    QTest.keyClick(card.words.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    desk.settle()
    [note] = desk.workspace().notes
    assert (note["text"], note["report"]) == ("A second bag came", saved.report)
    assert card.words.value() is None
    [line] = card._additions.widgets
    assert "A second bag came" in line.accessibleName()
    assert "acharles" in line.accessibleName()


def test_what_was_left_empty_may_be_filled_in_once(desk: CasesDesk, saved: Saved) -> None:
    """A section asks for empty answers alone; what was told has no field there, and cannot go to the trash."""
    page = reading(desk, "Report")
    assert not page.head._trash.isVisible()
    told = next(view for view in page.body.sections if any(field.name == "own_words" for field in view.fields))
    [report] = desk.workspace().reports
    assert "own_words" not in open_names(report, [field.name for field in told.fields])
    editor = desk.edit(report, "travel")
    assert editor.form.frames.keys().isdisjoint(["own_words", "where_now", "under_18"])
    editor.form.frames["travel"].set_value("Ferry, gate 2")
    editor.save.click()
    desk.settle()
    [report] = desk.workspace().reports
    assert (report["travel"], report["own_words"]) == ("Ferry, gate 2", "She looked at the floor.")
    assert desk.said.undo is None


def test_a_call_is_corrected_beside(desk: CasesDesk, saved: Saved) -> None:
    """The form of the correction holds what was told first; both stay."""
    page = reading(desk, "Call")
    page.head.correct.click()
    desk.settle()
    editor = desk.form()
    assert editor.form.frames["whom"].value() == "Duty officer"
    editor.form.frames["answer"].set_value("no_answer")
    editor.save.click()
    desk.settle()
    first, second = desk.workspace().view.of("Call")
    assert (first["answer"], second["answer"], second["corrects"]) == ("answered", "no_answer", first.id)
    assert second["report"] == saved.report


def test_a_new_call_begins_with_what_is_known(desk: CasesDesk, saved: Saved) -> None:
    """By whom, when and how are filled in; whom and what came of it are asked for."""
    desk.screen.case_view.add_asked.emit("Call", {})
    desk.settle()
    editor = desk.form()
    begun = {name: frame.value() for name, frame in editor.form.frames.items() if frame.value() is not None}
    assert begun.keys() == {"way", "direction", "at", "by"}
    assert (begun["way"], begun["direction"], begun["by"]) == ("telephone", "made", desk.store.actor.officer)
