"""The window keeps its laws: the list behind *Cases*, its name, its toast, the size of its letters, search by Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import SIGNAL, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from tests.services.refusals import is_to_declare
from tests.ui.desktops import press
from tests.ui.gallery import make_shell
from tests.ui.invented import STAMP, CasesDesk, amber, open_desk, other_officer
from tests.ui.probes import words
from tipdesk.bootstrap.pc_choices import NAME_FILE
from tipdesk.services.case.new_case import new_case
from tipdesk.ui.actions import Actions, Reply, Result
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.shell import Shell
from tipdesk.ui.theme import Scheme, Theme
from tipdesk.ui.widgets.problem_line import ProblemLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.desktops import Program
    from tipdesk.homes.sessions import Session
    from tipdesk.services.results import NewCase

MOST_LETTERS_HANDED_DOWN = 4
"""How often the letters of one widget may change when the size of all does: 22 before, about 2 since."""


@pytest.fixture
def sized(theme: Theme) -> Iterator[Theme]:
    """The theme; usual letters again afterwards."""
    yield theme
    theme.apply(Scheme.LIGHT, text_percent=100)


def _open(program: Program, qtbot: QtBot, title: str) -> tuple[CasesScreen, NewCase]:
    made = new_case(program.desktop.window.session.desk, {"case": {"title": title}})
    program.desktop.window.seat.notices.announce(made.changed)
    program.desktop.window.seat.open_case(made.id)
    screen = program.page(CasesScreen)
    qtbot.waitUntil(lambda: screen.case_view.header.line.title.text() == title)
    return screen, made


@pytest.mark.parametrize("way", ["rail", "keyboard"])
def test_cases_is_the_list(program: Program, shell: Shell, qtbot: QtBot, way: str) -> None:
    """With a case open, *Cases* in the rail and Ctrl+3 lead to the list, from the case itself and from elsewhere."""
    screen, _made = _open(program, qtbot, f"Quiet lantern {way}")
    for begin in ("cases", "home"):
        shell.open_page(begin)
        if way == "rail":
            shell.rail._buttons["cases"].click()
        else:
            press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: shell.actions_known.page == "cases")
        assert screen.is_list_shown(), begin
        screen.case_view.header.left.emit()
        program.desktop.window.seat.open_case(_made.id)


def test_a_search_that_was_left_is_a_chip(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """The words of a search stay in sight after a case and another page; one press on their chip closes it."""
    screen, _made = _open(program, qtbot, "Copper anchor 9")
    shell.open_front("cases")
    view = screen.list_view
    view.search.setText("copper")
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    view.open_first()
    shell.open_page("home")
    shell.open_front("cases")
    assert view.sought.isVisible()
    assert view.sought.text() == "copper"
    assert "copper" in view.sought.accessibleName()
    view.sought.click()
    qtbot.waitUntil(lambda: view.model.rowCount() > 1)
    assert not view.sought.isVisible()
    assert view.search.text() == ""


def test_enter_opens_the_first_that_is_found(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Typing and Enter in the search of the list open the first case; what finds nothing opens nothing."""
    screen, made = _open(program, qtbot, "Violet harbour 5")
    screen.seek()
    view = screen.list_view
    QTest.keyClicks(view.search, "no such thing")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not program.desktop.window.lanes.is_busy)
    assert screen.is_list_shown()
    view.search.clear()
    QTest.keyClicks(view.search, "violet harb")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not screen.is_list_shown())
    qtbot.waitUntil(lambda: screen.case_view.header.line.reference.text() == made.reference)


def test_enter_in_the_palette_waits_for_what_is_found(qtbot: QtBot, theme: object) -> None:
    """Enter before the answer has come is no lost press: the first that is found is opened when it comes."""
    later, done = list[Reply](), list[str]()
    shell = Shell(Actions(), lambda _words, reply: later.append(reply))
    qtbot.addWidget(shell)
    shell.show()
    shell.palette_box.open_with("zzz")
    QTest.keyClick(shell.palette_box._line, Qt.Key.Key_Return)
    assert done == []
    later[-1]([Result("K7Q-42MX", "zzz", "folder", lambda: done.append("opened"))])
    assert done == ["opened"]


def test_the_title_names_a_case_only_where_it_is_allowed(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Off at first; allowed on this PC it names the reference of the case in front, and nothing else of it."""
    screen, made = _open(program, qtbot, "Hidden meadow 3")
    qtbot.waitUntil(lambda: not program.desktop.window.lanes.is_busy)
    assert shell.windowTitle() == "Cases · TIPdesk"
    [action] = [one for one in shell.actions_known.find_offered("title task bar") if one.id == "window-name"]
    action.run()
    assert shell.windowTitle() == f"{made.reference} · Cases · TIPdesk"
    assert "Hidden meadow" not in shell.windowTitle()
    assert (program.home / NAME_FILE).is_file()
    shell.open_page("home")
    assert shell.windowTitle() == "Home · TIPdesk"
    shell.open_page("cases")
    assert made.reference in shell.windowTitle()
    screen.show_list()
    assert made.reference not in shell.windowTitle()
    action.run()
    assert not (program.home / NAME_FILE).exists()


@pytest.mark.parametrize("percent", [100, 125, 150])
@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_a_toast_lies_over_no_button(qtbot: QtBot, sized: Theme, size: tuple[int, int], percent: int) -> None:
    """At both sizes and with large letters it covers nothing that can be pressed, and moves nothing."""
    shell = make_shell([])
    qtbot.addWidget(shell)
    sized.apply(Scheme.LIGHT, text_percent=percent)
    shell.resize(*size)
    shell.show()
    for page in ("home", "cases", "settings"):
        shell.open_page(page)
        QApplication.processEvents()
        before = _placed(shell)
        shell.toast.say("What you typed is kept as a draft on this PC", offer="Throw it away", undo=lambda: None)
        QApplication.processEvents()
        lies = _rect(shell.toast, shell)
        assert shell.toast.isVisible()
        assert shell.rect().contains(lies)
        for button, rect in before.items():
            assert not lies.intersects(rect), button.accessibleName() or button
        assert {button: rect for button, rect in _placed(shell).items() if button in before} == before
        shell.toast.hide()


def _placed(shell: Shell) -> dict[QWidget, QRect]:
    kinds: tuple[type[QWidget], ...] = (QAbstractButton, QLineEdit, QPlainTextEdit)
    found = [part for kind in kinds for part in shell.findChildren(kind) if part.isVisible()]
    return {part: _rect(part, shell) for part in found if not shell.toast.isAncestorOf(part)}


def _rect(part: QWidget, shell: Shell) -> QRect:
    return QRect(part.mapTo(shell, QPoint(0, 0)), part.size()).intersected(_seen(part, shell))


def _seen(part: QWidget, shell: Shell) -> QRect:
    region = part.visibleRegion().boundingRect()
    return region.translated(part.mapTo(shell, QPoint(0, 0)))


class _Counter(QObject):
    """Counts how often the letters of widgets change."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count a change of letters."""
        self.count += event.type() == QEvent.Type.FontChange
        return False


def test_larger_letters_go_through_the_widgets_once(qtbot: QtBot, sized: Theme) -> None:
    """A change of size hands letters down a few times a widget, not dozens; over the old sheet it would be dozens."""
    shell = make_shell([])
    qtbot.addWidget(shell)
    shell.show()
    shell.open_page("cases")
    watched = [shell, *shell.findChildren(QWidget)]

    def counted(change: Callable[[], object]) -> float:
        counter = _Counter()
        for widget in watched:
            widget.installEventFilter(counter)
        change()
        for widget in watched:
            widget.removeEventFilter(counter)
        return counter.count / len(watched)

    assert counted(lambda: sized.apply(Scheme.LIGHT, text_percent=150)) <= MOST_LETTERS_HANDED_DOWN
    shell.open_page("home")  # where no cursor blinks
    QApplication.processEvents()
    before = shell.grab().toImage()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sheet = app.styleSheet()
    app.setStyleSheet(sheet.replace("font-size: 20px", "font-size: 13px", 1))
    assert counted(lambda: app.setStyleSheet(sheet)) > MOST_LETTERS_HANDED_DOWN
    QApplication.processEvents()
    assert shell.grab().toImage() == before


def test_the_question_names_the_case_and_answers_nothing(post: Session, qtbot: QtBot, theme: object) -> None:
    """Reference and neutral title stand in it; Enter, Space and Escape declare nothing; no answer is the usual one."""
    made = amber(post.desk, "Amber gate 8")
    colleague = other_officer(post, "supervisor")
    with open_desk(colleague, qtbot) as desk:
        desk.screen.open_case(made.id)
        desk.settle()
        card = desk.screen.case_view.access.interest
        qtbot.waitUntil(card.hasFocus)
        assert made.reference in words(card)
        assert "Amber gate 8" in words(card)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            QTest.keyClick(card, key)
        desk.settle()
        assert is_to_declare(colleague, made.id)
        assert card.isVisible()
        assert {button.property("guise") for button in card.findChildren(QAbstractButton)} == {"button", "quiet"}


def test_the_mark_lies_over_names_and_not_over_what_is_typed(desk: CasesDesk) -> None:
    """Lines in which one types, and what is wrong with them, are left free; a page on which one writes has no mark."""
    made = amber(desk.store)
    view = desk.open(made.id)
    assert view.watermark.words == STAMP
    view.show_tab("notes")
    view.notes._save()
    QApplication.processEvents()
    stamped = view.grab().toImage()
    view.watermark.say("")
    plain = view.grab().toImage()
    view.watermark.say(STAMP)
    written = [view.notes.text.box, view.notes.kind.box, *view.notes.findChildren(ProblemLine)]
    assert len(written) == 3
    for part in written:
        at = QRect(part.mapTo(view, QPoint(0, 0)), part.size())
        assert stamped.copy(at) == plain.copy(at)
    assert stamped != plain
    person = desk.workspace().people[0].person
    form = desk.edit(person, "given_names")
    assert view.watermark.isVisible()
    stamped = view.grab().toImage()
    view.watermark.say("")
    plain = view.grab().toImage()
    at = QRect(form.mapTo(view, QPoint(0, 0)), form.size())
    assert stamped.copy(at) == plain.copy(at), "nothing is painted over what somebody writes"
    assert stamped != plain


@pytest.mark.parametrize("make", [QTabBar, QTableView, QScrollArea, QPushButton], ids=lambda make: make.__name__)
def test_a_widget_that_was_never_shown_is_let_go(qtbot: QtBot, sized: Theme, make: type[QWidget]) -> None:
    """Made under one sheet and alive under the next, Qt still waits to hear of its end, or would style what is gone."""
    never_shown = make()
    qtbot.addWidget(never_shown)
    for percent in (110, 125, 100):
        never_shown.sizeHint()
        assert never_shown.receivers(SIGNAL("destroyed(QObject*)")) > 0, percent
        sized.apply(Scheme.LIGHT, text_percent=percent)
    never_shown.sizeHint()
    assert never_shown.receivers(SIGNAL("destroyed(QObject*)")) > 0
