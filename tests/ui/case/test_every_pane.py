"""The laws of a screen as walks over the pane of every record: one x, no code first, names, sealed answers."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea

from tests.domain.mrz.specimens import TD3
from tests.ui.invented import amber
from tests.ui.probes import unnamed_widgets
from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rows import Row, Sibling
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.records.fact_rows import LABELS
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.records.sections import first_names, sections_of
from tipdesk.ui.records.speaker import Speaker


def test_tab_goes_through_all_ticks_before_it_comes_to_save(desk: CasesDesk) -> None:
    """Every tick of the last question, and why it has no answer, come before *Save*; then *Add* is in sight again."""
    desk.open(amber(desk.store).id)
    board = desk.screen.case_view.pages.board_of("Person")
    assert board is not None
    board.choose(desk.workspace().people[0].person.id)
    board.pane.body.add_pressed.emit("Episode")
    desk.settle()
    form = desk.form()
    frame = list(form.form.frames.values())[-1]
    seen = [frame.editor.faces[0]]
    while seen[-1] is not form.save and len(seen) < 40:
        after = seen[-1].nextInFocusChain()
        assert after is not None
        seen.append(after)
    own = {one for one in frame.findChildren(QAbstractButton) if one.focusPolicy() & Qt.FocusPolicy.TabFocus}
    assert len(own) > 5
    assert own <= set(seen)
    frame.set_value(frozenset({"slavery"}))
    form.save_pressed.emit()
    desk.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Episodes: add"
    room = next(one for one in board.pane.findChildren(QScrollArea) if one.isAncestorOf(focus)).viewport()
    desk.qtbot.waitUntil(lambda: room.rect().contains(focus.mapTo(room, focus.rect().center())), timeout=3_000)


NARROWEST = 340
"""The room of an editor in a pane with its index, beside the label and the button for what is missing, in pixels."""

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.schema import RecordType


def test_sealed_answers_take_the_same_room_and_offer_no_key(desk: CasesDesk) -> None:
    """A sealed value says so and has no Show; a hidden one has it; both stand in a line of one height."""
    record = BY_NAME["Person"]
    values = {"given_names": None, "family_name": None}
    row = Row(record, b"p" * 16, b"c" * 16, dict(values), masked=frozenset(values), sealed=frozenset({"given_names"}))
    pane = RecordPane(record)
    desk.qtbot.addWidget(pane)
    pane.resize(700, 500)
    pane.show()
    speaker = Speaker(record, desk.seat.wording)
    pane.show_row(Reading(row, speaker.words(row)), desk.seat.wording)
    QApplication.processEvents()
    sealed, hidden = pane.body.sections[0].facts.lines[:2]
    assert "Sealed: these people only" in sealed.value.text()
    assert sealed.value.height() == hidden.value.height()
    assert sealed.show is None
    assert hidden.show is not None
    assert hidden.show.isVisible()
    asked: list[bool] = []
    pane.body.show_pressed.connect(lambda: asked.append(True))
    hidden.show.click()
    assert asked == [True]


def test_no_screen_asks_for_a_code_first() -> None:
    """In the sections of every record of a case, and in its new rows, a code is never the first field."""
    for record in PLAIN_RECORDS:
        asked = [name for section in sections_of(record) for name in section.names]
        for names in (asked, list(first_names(record, ()))):
            first = record.by_name[names[0]]
            assert not first.is_code or all(record.by_name[name].is_code for name in names), record.name
    assert next(iter(first_names(BY_NAME["Person"], ()))) == "given_names"


def test_every_record_reads_and_writes_at_one_x(desk: CasesDesk) -> None:
    """In the pane of any record a value begins where its editor will, and every control has a name and is reached."""
    for record in PLAIN_RECORDS:
        row = filled(record)
        pane = RecordPane(record)
        desk.qtbot.addWidget(pane)
        pane.resize(720, 640)
        pane.show()
        speaker = Speaker(record, desk.seat.wording)
        pane.show_row(Reading(row, speaker.words(row)), desk.seat.wording)
        QApplication.processEvents()
        assert (record.name, unnamed_widgets(pane)) == (record.name, [])
        told = [one for view in pane.body.sections for one in view.facts.lines if one.label.isVisible()]
        places = {one.value.mapTo(pane.body, one.value.rect().topLeft()).x() for one in told}
        assert (record.name, len(places)) == (record.name, 1)
        assert LABELS < places.pop() < LABELS + 60
        pane.hide()


def test_a_line_for_machines_widens_no_pane(desk: CasesDesk) -> None:
    """Forty-four signs without a gap stand in one line, and the pane has no bar to move it sideways."""
    paper = BY_NAME["IdentityDocument"]
    row = Row(paper, b"p" * 16, b"c" * 16, {"mrz": "\n".join(TD3)})
    pane = RecordPane(paper)
    desk.qtbot.addWidget(pane)
    pane.resize(720, 500)
    pane.show()
    speaker = Speaker(paper, desk.seat.wording)
    pane.show_row(Reading(row, speaker.words(row)), desk.seat.wording)
    QApplication.processEvents()
    [value] = [line.value for view in pane.body.sections for line in view.facts.lines if TD3[0] in line.value.text()]
    assert value.width() >= max(value.fontMetrics().horizontalAdvance(line) for line in TD3)
    assert not any(area.horizontalScrollBar().isVisible() for area in pane.findChildren(QScrollArea))


def test_no_editor_of_a_case_is_wider_than_its_pane(desk: CasesDesk) -> None:
    """The longest words of a tick break before the narrowest pane of the smallest screen ends."""
    wide = {}
    for record in PLAIN_RECORDS:
        for field in record.fields:
            editor = editor_of(field, desk.seat.wording) if field.is_asked else None
            if editor is not None:
                desk.qtbot.addWidget(editor)
                wide[record.name, field.name] = editor.minimumSizeHint().width()
    assert max(wide.values()) <= NARROWEST, max(wide.items(), key=itemgetter(1))


def filled(record: RecordType) -> Row:
    """Return a row of a record in which one text of each section is answered, and one is in dispute."""
    text = next((field for field in record.fields if field.is_asked and not field.codes and field.longest), None)
    values = {text.name: "Invented"} if text is not None else {}
    row = Row(record, b"r" * 16, b"c" * 16, values)
    if text is None or text.is_long:
        return row
    two = tuple(Sibling(Dot(b"l" * 16, at), what, at, b"o" * 16, b"d" * 16) for at, what in enumerate(("One", "Two")))
    return replace(row, siblings={text.name: two})
