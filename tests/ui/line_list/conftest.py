"""A window with the line list of an empty case over a real post, and an officer who has a keyboard alone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.invented import FakeSeat, Said, seat_for
from tipdesk.homes.sessions import Session
from tipdesk.services.case.new_case import new_case
from tipdesk.services.line_list.columns import TAG
from tipdesk.services.line_list.lines import Line
from tipdesk.services.line_list.open_list import open_list
from tipdesk.services.link_desk import LinkDesk
from tipdesk.ui.actions import Actions
from tipdesk.ui.line_list.presenter import LineListPresenter
from tipdesk.ui.line_list.sheet_cells import AT
from tipdesk.ui.line_list.view import LineListView
from tipdesk.ui.shell import Page, Shell

CONTROL, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip


@dataclass
class Sheet:
    """The page in its window, and what it said."""

    desk: LinkDesk
    case: bytes
    presenter: LineListPresenter
    seat: FakeSeat
    said: Said
    qtbot: QtBot

    @property
    def view(self) -> LineListView:
        """The page."""
        return self.presenter.view

    def settle(self) -> None:
        """Wait until everything has been answered and shown."""
        for _round in range(2):
            self.qtbot.waitUntil(lambda: not self.seat.lanes.is_busy, timeout=20_000)
            QApplication.processEvents()

    def focus(self) -> QWidget:
        """Return what has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """Press keys, one after the other."""
        for key in keys:
            QTest.keyClick(self.focus(), key, held)

    def spell(self, words: str) -> None:
        """Type words; the first letter may open an editor, which the others go to."""
        for letter in words:
            QTest.keyClicks(self.focus(), letter)

    def write(self, *cells: str) -> None:
        """Type words into cells, with Tab after each."""
        for words in cells:
            self.spell(words)
            self.press(Qt.Key.Key_Tab)

    def write_row(self, row: int, *cells: str) -> None:
        """Type words into the cells of a row from its tag on, and leave the row."""
        self.go(row, TAG)
        self.write(*cells)
        self.press(Qt.Key.Key_Down)
        self.settle()

    def go(self, row: int, column: str) -> None:
        """Put the cursor on a cell."""
        self.view.grid.enter()
        self.view.grid.go(row, AT[column])

    def at(self) -> tuple[int, str]:
        """Return row and column of the cursor."""
        index = self.view.grid.selection.currentIndex()
        column = self.presenter.model.column_at(index.column())
        return index.row(), column.name if column else "need"

    def words(self, row: int, column: str) -> str:
        """Return what stands in a cell."""
        return self.presenter.model.words(row, AT[column]) or ""

    def lines(self) -> list[Line]:
        """Return what is saved."""
        self.settle()
        return list(open_list(self.desk, self.case).lines)


def open_sheet(session: Session, case: bytes, qtbot: QtBot, size: tuple[int, int] = (1024, 700)) -> Sheet:
    """Show the line list of a case in a window with that page alone. Close its lanes afterwards."""
    said, shell = Said(), Shell(Actions())
    qtbot.addWidget(shell)
    seat = seat_for(session.desk, said, shell)
    presenter = LineListPresenter(seat)
    shell.add_page(Page("line-list", "Line list", "users", lambda: presenter.view))
    shell.resize(*size)
    shell.show()
    shell.open_page("line-list")
    shell.activateWindow()
    sheet = Sheet(session.desk, case, presenter, seat, said, qtbot)
    presenter.view.turn_to(case)
    sheet.settle()
    presenter.view.grid.enter()
    return sheet


@pytest.fixture
def case(post: Session) -> bytes:
    """A case without anybody in it."""
    return new_case(post.desk, {"case": {"title": "Amber reef 70"}, "records": []}).id


@pytest.fixture
def sheet(post: Session, case: bytes, qtbot: QtBot, theme: object) -> Iterator[Sheet]:
    """Its line list on the smallest screen."""
    opened = open_sheet(post, case, qtbot)
    yield opened
    opened.settle()
    opened.seat.lanes.close()
