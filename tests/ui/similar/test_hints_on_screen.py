"""Hints on the screen: beside a section that is changed, by keyboard, remembered, undone, overtaken by the next key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.probes import unnamed_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Level
from tipdesk.domain.similar.why import Why
from tipdesk.services.case.new_case import new_case
from tipdesk.services.similar.hint import Hint
from tipdesk.ui.linking.link_dialog import WORDS, LinkDialog
from tipdesk.ui.registers.call_dialog import CallDialog
from tipdesk.ui.similar.hinting import Hinting
from tipdesk.ui.similar.strip import HintStrip
from tipdesk.ui.widgets.parsed_edit import ParsedEdit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.invented import CasesDesk
    from tipdesk.domain.rows import Row
    from tipdesk.services.results import NewCase
    from tipdesk.ui.cases.new_case_page import NewCasePage
    from tipdesk.ui.records.section_form import SectionForm

ROW = bytes(16)
LIKELY = Hint(ROW, "K7Q-42MX", "VFT", Level.FULL, "Wren", ROW, "P-7K2M", 0.93, (Why.SAME_NAME, Why.SAME_BIRTH))
CLOSED = Hint(ROW, "M3R-9KTA", "VFT", Level.EXISTS, ask="officer1")


def known(desk: CasesDesk, name: str, born: str) -> NewCase:
    """Record somebody in a case of their own."""
    answers = {"given_names": f"{name}a", "family_name": name, "birth_date": born}
    return new_case(desk.store, {"case": {"title": "Wren"}, "records": [{"record": "Person", "fields": answers}]})


def person_of(desk: CasesDesk, case: bytes) -> Row:
    """Open a case, and return its person."""
    desk.open(case)
    return desk.workspace().people[0].person


def strip_of(form: SectionForm) -> HintStrip:
    """Return the strip of an open section."""
    assert form.hints is not None
    return form.hints


def write(form: SectionForm, name: str, text: str) -> None:
    """Type into a line of the section."""
    editor = form.form.frames[name].editor
    assert isinstance(editor, ParsedEdit)
    editor.line.clear()
    QTest.keyClicks(editor.line, text)


def links(desk: CasesDesk) -> list[tuple[object, ...]]:
    """Return who was linked to whom in the store, and with which words."""
    with desk.store.read() as reader:
        rows = reader.find_rows(BY_NAME["PersonLink"], where={"result": "same"})
        return [(row["person"], row["other_person"], row["result"], row["words"]) for row in rows]


def sought_again(desk: CasesDesk) -> None:
    """Wait until the pause before a search is over, and the search answered."""
    pauses = [one._pause for one in desk.screen.findChildren(Hinting)]
    desk.qtbot.waitUntil(lambda: not any(pause.isActive() for pause in pauses))
    desk.settle()


def test_a_section_says_who_the_person_could_be(desk: CasesDesk) -> None:
    """At once when it is opened, anew while one types; sections that tell of nobody have no strip."""
    first, second = (known(desk, "Sectioned", "1990-02-03") for _time in range(2))
    person = person_of(desk, second.id)
    strip = strip_of(desk.edit(person, "family_name"))
    desk.qtbot.waitUntil(lambda: [hint.reference for hint in strip.hints()] == [first.reference])
    assert "Sectioned" not in words(strip)
    assert "Likely" in words(strip)
    write(desk.form(), "family_name", "Elsewhere")
    write(desk.form(), "given_names", "Quite")
    desk.qtbot.waitUntil(lambda: strip.hints() == [])
    assert strip.state.text() == "Nobody of whom you may know is like this person."
    assert desk.edit(person, "marital_status").hints is None


def test_not_the_same_is_remembered_and_undone(desk: CasesDesk) -> None:
    """Pressed by keyboard it is written, the hint goes and does not come again; Undo brings it back."""
    first, second = (known(desk, "Parted", "1961-11-24") for _time in range(2))
    form = desk.edit(person_of(desk, second.id), "family_name")
    strip = strip_of(form)
    desk.qtbot.waitUntil(lambda: len(strip.hints()) == 1)
    strip.slots[0].other.setFocus()
    assert strip.slots[0].other.accessibleName().startswith(f"Not the same as {first.reference}")
    QTest.keyClick(strip.slots[0].other, Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: desk.said.toasts[-1:] == ["Noted: not the same person"])
    sought_again(desk)
    assert strip.hints() == []
    assert desk.said.undo is not None
    desk.said.undo()
    desk.qtbot.waitUntil(lambda: len(strip.hints()) == 1)


def test_of_somebody_who_is_typed_it_is_written_on_saving(desk: CasesDesk) -> None:
    """Nothing is written before there is a row; then the two are not hinted at one another any more."""
    first = known(desk, "Unsaved", "1975-06-19")
    page = new_page(desk)
    for name, text in (("given_names", "Unsaveda"), ("family_name", "Unsaved"), ("birth_date", "19 6 1975")):
        editor = page.person.frames[name].editor
        assert isinstance(editor, ParsedEdit)
        QTest.keyClicks(editor.line, text)
    desk.qtbot.waitUntil(lambda: [hint.reference for hint in page.hints.hints()] == [first.reference])
    page.hints.slots[0].other.click()
    desk.settle()
    assert page.hints.hints() == []
    page.save_pressed.emit()
    desk.settle()
    [person] = [one.person for one in desk.workspace().people]
    strip = strip_of(desk.edit(person, "family_name"))
    desk.settle()
    assert strip.hints() == []


def new_page(desk: CasesDesk) -> NewCasePage:
    """Begin a new case."""
    desk.screen.new_case()
    desk.settle()
    page = desk.screen.new_page
    assert page is not None
    return page


def test_a_link_of_somebody_who_is_typed_waits_for_the_row(desk: CasesDesk) -> None:
    """*Same person…* asks and refuses at once; what was said outlives the page, and is written with the case."""
    first = known(desk, "Awaited", "1977-03-08")
    page = new_page(desk)
    for name, text in (("given_names", "Awaiteda"), ("family_name", "Awaited"), ("document_number", "X77")):
        editor = page.person.frames[name].editor
        assert isinstance(editor, ParsedEdit)
        QTest.keyClicks(editor.line, text)
    desk.qtbot.waitUntil(lambda: [one.reference for one in page.hints.hints()] == [first.reference])
    page.hints.slots[0].same.click()
    [dialog] = page.window().findChildren(LinkDialog)
    dialog.deed.click()
    desk.settle()
    assert "Say why" in words(dialog)
    dialog.field(WORDS).set_value("she says so herself")
    dialog.deed.click()
    desk.settle()
    assert desk.said.toasts[-1] == "It is written when this person is saved: The same person."
    page.left.emit()
    desk.settle()
    again = new_page(desk)
    sought_again(desk)
    assert again.hints.hints() == []
    assert links(desk) == []
    again.save_pressed.emit()
    desk.settle()
    [person] = [one.person.id for one in desk.workspace().people]
    assert links(desk) == [(person, first.rows[-1], "same", "she says so herself")]


def test_the_next_key_overtakes_an_answer(desk: CasesDesk, qtbot: QtBot) -> None:
    """What was found for words that stand there no more is not shown."""
    owner, strip = QWidget(), HintStrip()
    qtbot.addWidget(strip)
    qtbot.addWidget(owner)
    hinting = Hinting(desk.seat, strip, owner)
    hinting.seek({"family_name": "Doe"})
    turn = hinting._turn
    hinting.seek({"family_name": "Roe"})
    hinting._show(turn, [LIKELY])
    assert strip.hints() == []
    hinting._show(hinting._turn, [LIKELY])
    assert strip.hints() == [LIKELY]
    hinting.forget()
    assert strip.hints() == []


def test_what_is_closed_says_whom_to_ask(desk: CasesDesk, qtbot: QtBot) -> None:
    """No code, no score, nothing to open or to deny; every control has a name; quiet, it shows nothing."""
    strip = HintStrip(can_link=True)
    qtbot.addWidget(strip)
    strip.show()
    strip.show_hints([LIKELY, CLOSED])
    assert [slot.why.text() for slot in strip.slots] == [
        "Same name, Same date of birth",
        f"{CLOSED.reference} · Exists: ask officer1",
        "",
    ]
    for part in ("open", "other", "same"):
        assert [getattr(slot, part).isVisible() for slot in strip.slots] == [True, False, False], part
    assert unnamed_widgets(strip) == []
    with qtbot.waitSignal(strip.opened) as opened:
        strip.slots[0].open.click()
    assert opened.args == [LIKELY]
    strip.case = LIKELY.case
    strip.show_hints([LIKELY])
    assert not strip.slots[0].same.isVisible()  # nobody is linked within one case
    strip.show_quiet(is_quiet=True)
    assert strip.hints() == []


def test_one_line_shows_one_hint_after_the_other(desk: CasesDesk, qtbot: QtBot) -> None:
    """Where there is room for one line, a button goes round the hints; a new answer begins with the likeliest."""
    strip = HintStrip(is_line=True)
    qtbot.addWidget(strip)
    strip.show()
    places = strip.height(), strip.sizeHint().height()
    strip.show_hints([LIKELY, CLOSED])
    assert strip.slots[0].open.text() == f"{LIKELY.reference} · {LIKELY.label}"
    seen = []
    for _press in range(3):
        seen.append((strip.step.text(), strip.slots[0].hint))
        strip.step.click()
    assert seen == [("1 of 2", LIKELY), ("2 of 2", CLOSED), ("1 of 2", LIKELY)]
    strip.show_hints([CLOSED])
    assert (strip.slots[0].hint, strip.step.isVisible()) == (CLOSED, False)
    assert (strip.height(), strip.sizeHint().height()) == places
    assert desk.said.problems == []


def test_a_caller_who_is_known_is_said(desk: CasesDesk) -> None:
    """By the number that the caller gave; there is nothing to deny of a caller, who may stand in no case."""
    answers = {"given_names": "Callera", "family_name": "Caller", "phone": "758 555 0177"}
    made = new_case(desk.store, {"case": {"title": "Wren"}, "records": [{"record": "Person", "fields": answers}]})
    dialog = CallDialog(desk.seat, bytes(16), desk.screen)
    dialog.open()
    line = dialog.field("number").editor.faces[-1]
    QTest.keyClicks(line, "555 0177")
    desk.qtbot.waitUntil(lambda: [hint.reference for hint in dialog.hints.hints()] == [made.reference])
    [slot] = dialog.hints.slots
    assert (slot.why.text(), slot.other.isVisible()) == ("Same telephone number", False)
    dialog.reject()
    desk.settle()
