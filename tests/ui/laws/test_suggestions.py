"""Suggestions never lie over what comes next, never keep a click, and Tab takes the one that is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tests.ui.gallery import COUNTRIES
from tests.ui.probes import in_sight
from tipdesk.domain.kinds import Reference
from tipdesk.ui.editors.reference_edit import ReferenceEdit
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.codes_picker import CodesPicker
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.widgets.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from pytestqt.qtbot import QtBot

ROLES = [Choice(label.lower().replace(" ", "_"), label) for label in (
    "Potential victim", "Victim", "Witness", "Suspect", "Accompanying", "Employer", "Recruiter", "Relative", "Source",
)]  # fmt: skip
PEOPLE = [Choice(bytes([number] * 16).hex(), f"Person {number}") for number in range(1, 13)]


class Form(QWidget):
    """Ten lines above, a list one types into, a button and a line below."""

    def __init__(self, make: Callable[[], CodeCombo | CodesPicker], above: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        for _number in range(above):
            column.addWidget(QLineEdit())
        self.editor = make()
        self.pressed: list[bool] = []
        self.button, self.next = QPushButton("Next"), QLineEdit()
        self.button.clicked.connect(lambda: self.pressed.append(True))
        for part in (self.editor, self.button, self.next):
            column.addWidget(part)
        column.addStretch(1)
        self.saved: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Save on Ctrl+Enter what is written in the list, as a section does."""
        if event.key() == Qt.Key.Key_Return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.saved.append(self.combo.box.currentText())

    @property
    def combo(self) -> CodeCombo:
        """The drop-down list in it."""
        return self.editor if isinstance(self.editor, CodeCombo) else self.editor._combo

    @property
    def suggestions(self) -> Suggestions:
        """Its suggestions."""
        assert self.combo.suggestions is not None
        return self.combo.suggestions

    def type(self, text: str) -> None:
        """Type where the officer would."""
        self.combo.box.setFocus()
        QTest.keyClicks(self.combo.box, text)


@pytest.fixture
def opened(qtbot: QtBot, theme: object) -> Callable[..., Form]:
    """Show a form."""

    def show(make: Callable[[], CodeCombo | CodesPicker], above: int = 10) -> Form:
        form = Form(make, above)
        qtbot.addWidget(form)
        form.resize(700, 700)
        form.show()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    return show


def test_who_types_below_the_fold_sees_the_line(qtbot: QtBot, theme: object) -> None:
    """A line that was scrolled away comes into view when somebody types into it, and its list stands above it."""
    form = Form(lambda: CodeCombo(ROLES), 40)
    area = scrolled(form)
    qtbot.addWidget(area)
    area.resize(500, 400)
    area.show()
    qtbot.waitUntil(area.isActiveWindow)
    form.combo.box.setFocus()
    area.verticalScrollBar().setValue(0)
    QTest.keyClicks(form.combo.box, "i")
    QApplication.processEvents()
    assert in_sight(form.combo.box)
    lies = QRect(form.suggestions.mapTo(area, QPoint(0, 0)), form.suggestions.size())
    assert lies.bottom() < form.combo.box.mapTo(area, QPoint(0, 0)).y()
    assert form.suggestions.texts()


@pytest.mark.parametrize("above", [0, 1, 10])
def test_suggestions_cover_nothing_that_comes_next(opened: Callable[..., Form], above: int) -> None:
    """Wherever the line stands, its list lies over neither it nor the button and line that follow."""
    form = opened(lambda: CodeCombo(ROLES), above)
    form.type("i")
    QApplication.processEvents()
    shown = form.suggestions
    assert len(shown.texts()) > 3
    lies = QRect(shown.mapTo(form, QPoint(0, 0)), shown.size())
    assert form.rect().contains(lies.topLeft())
    for part in (form.combo.box, form.button, form.next):
        assert not lies.intersects(QRect(part.mapTo(form, QPoint(0, 0)), part.size()))
    assert shown.window() is form


def test_a_click_beside_closes_them_and_reaches_what_was_clicked(opened: Callable[..., Form], qtbot: QtBot) -> None:
    """One press on the next button while suggestions show: they go, and the button is pressed."""
    form = opened(lambda: CodeCombo(ROLES))
    form.type("i")
    assert form.suggestions.texts()
    at = form.button.mapTo(form, form.button.rect().center())
    form.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    QTest.mouseClick(form.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: form.pressed == [True])
    assert form.suggestions.texts() == []
    assert QApplication.activePopupWidget() is None


def test_tab_takes_the_only_one_left(opened: Callable[..., Form]) -> None:
    """What is typed, "potential v", and Tab is the potential victim; the focus has gone on."""
    form = opened(lambda: CodeCombo(ROLES))
    form.type("potential v")
    QTest.keyClick(form.combo.box, Qt.Key.Key_Tab)
    assert form.combo.value() == "potential_victim"
    assert not form.combo.box.hasFocus()
    form.combo.set_value(None)
    form.type("victim")
    QTest.keyClick(form.combo.box, Qt.Key.Key_Tab)
    assert form.combo.value() == "victim"
    form.combo.set_value(None)
    form.type("wit")
    QTest.keyClick(form.combo.box, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert form.combo.value() == "witness"


def test_tab_guesses_among_several_nothing(opened: Callable[..., Form]) -> None:
    """What fits several answers stays as it was typed, to be told when it is saved."""
    form = opened(lambda: CodeCombo(ROLES))
    form.type("r")
    QTest.keyClick(form.combo.box, Qt.Key.Key_Tab)
    assert form.combo.box.currentText() == "r"


def test_references_and_chips_take_it_too(opened: Callable[..., Form]) -> None:
    """A person of the case, and one of several codes, are taken by Tab in the same way."""
    people = opened(lambda: ReferenceEdit(Reference(1, "Person", record="Person"), PEOPLE))
    people.type("person 12")
    QTest.keyClick(people.combo.box, Qt.Key.Key_Tab)
    assert people.combo.value() == bytes([12] * 16)
    countries = opened(lambda: CodesPicker(COUNTRIES))
    countries.type("saint")
    QTest.keyClick(countries.combo.box, Qt.Key.Key_Tab)
    assert countries.editor.value() == frozenset({"LC"})
    assert countries.combo.box.currentText() == ""


def test_keys_move_take_and_close(opened: Callable[..., Form]) -> None:
    """Down marks the next, Enter takes what is marked, Escape closes the list and leaves what was typed."""
    form = opened(lambda: CodeCombo(ROLES))
    form.type("r")
    first, second = form.suggestions.texts()[:2]
    QTest.keyClick(form.combo.box, Qt.Key.Key_Down)
    QTest.keyClick(form.combo.box, Qt.Key.Key_Return)
    assert form.combo.box.currentText() == second
    form.combo.set_value(None)
    form.type("r")
    QTest.keyClick(form.combo.box, Qt.Key.Key_Return)
    assert form.combo.box.currentText() == first
    form.combo.set_value(None)
    form.type("r")
    QTest.keyClick(form.combo.box, Qt.Key.Key_Escape)
    assert form.suggestions.texts() == []
    assert form.combo.box.currentText() == "r"


def test_ctrl_enter_goes_on_to_the_form_and_guesses_nothing(opened: Callable[..., Form]) -> None:
    """Ctrl+Enter takes the only answer left, or the one that was marked; of several it takes none. The form saves."""
    form = opened(lambda: CodeCombo(ROLES))
    for typed, steps, kept in (("potential v", 0, "Potential victim"), ("r", 1, ""), ("r", 0, "r")):
        form.combo.set_value(None)
        form.type(typed)
        second = form.suggestions.texts()[1:2]
        for _step in range(steps):
            QTest.keyClick(form.combo.box, Qt.Key.Key_Down)
        QTest.keyClick(form.combo.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert form.saved.pop() == (second[0] if steps else kept)
        assert not form.suggestions.isVisible()


@pytest.mark.parametrize("count", [2, 3, 6, 9])
def test_an_open_list_shows_its_last_answer_and_has_a_name(opened: Callable[..., Form], count: int) -> None:
    """A drop-down list of few answers shows all of them whole; a screen reader can say what it is."""
    form = opened(lambda: CodeCombo(ROLES[:count]))
    form.combo.set_name("What they are")
    form.combo.box.showPopup()
    shown = form.combo.box.view()
    last = shown.visualRect(shown.model().index(count, 0))
    assert shown.viewport().rect().contains(last)
    assert shown.accessibleName() == "What they are"
    form.combo.box.hidePopup()


def test_a_free_line_keeps_what_was_typed(qtbot: QtBot, theme: object) -> None:
    """Where any words are an answer Enter takes them as they stand, and Tab the only suggestion."""
    line, taken = QLineEdit(), list[str]()
    suggestions = Suggestions(line, lambda: ["Duty officer +1 758 555 0101", "Police 911"], taken.append, is_free=True)
    qtbot.addWidget(line)
    line.show()
    qtbot.waitUntil(line.isActiveWindow)
    line.setFocus()
    QTest.keyClicks(line, "o")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert taken == []
    QTest.keyClicks(line, "ff")
    assert suggestions.texts() == ["Duty officer +1 758 555 0101"]
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert taken == ["Duty officer +1 758 555 0101"]
