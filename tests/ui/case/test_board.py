"""List and pane together: side by side or one at a time, widths that stay, nothing that moves, any key at any time."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.case.oddments import ODDMENT, oddment
from tests.ui.invented import CasesDesk, amber
from tests.ui.probes import moved, places
from tipdesk.ui.records.board import HANDLE, LEAST_LIST, RecordBoard, Widths
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.shell import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.probes import Places
    from tipdesk.domain.rows import Row

KEYS = (
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
    Qt.Key.Key_E, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_K, Qt.Key.Key_1,
)  # fmt: skip


def board_of(desk: CasesDesk, width: int, widths: Widths | None = None) -> RecordBoard:
    """Return a board of oddments with two rows, read as a presenter would have it."""
    speaker = Speaker(ODDMENT, desk.seat.wording)
    board = RecordBoard(ODDMENT, (), speaker, widths)
    desk.qtbot.addWidget(board)
    board.resize(width, 560)
    board.show()

    def read(row: Row | None) -> None:
        if row is not None:
            board.pane.show_row(Reading(row, speaker.words(row)), desk.seat.wording)

    board.row_shown.connect(read)
    board.list.show_rows([oddment(1, what="Bag", kind="passport"), oddment(2, what="Box", kind="id_card")], speaker)
    assert board.pane.row is not None
    for _round in range(3):
        QApplication.processEvents()
    return board


def settled(board: RecordBoard) -> Places:
    """Let the board be laid out, and return where everything stands."""
    for _round in range(3):
        QApplication.processEvents()
    return places(board)


def test_the_width_of_the_list_is_remembered(desk: CasesDesk) -> None:
    """What the officer gives the list holds for every board that shares it, and neither side can be lost."""
    widths = Widths()
    board = board_of(desk, 1240, widths)
    assert board.splitter.sizes()[0] == 388
    board.splitter.setSizes([460, 1240 - 460 - HANDLE])
    board.splitter.splitterMoved.emit(460, 1)
    assert widths.list == 460
    other = board_of(desk, 1240, widths)
    assert other.splitter.sizes()[0] == 460
    other.splitter.setSizes([40, 1200])
    other.splitter.splitterMoved.emit(40, 1)
    assert other.splitter.sizes()[0] == LEAST_LIST


def test_where_both_do_not_fit_one_is_shown_with_a_way_back(desk: CasesDesk) -> None:
    """Enter opens the row in place of the list, Escape and Back lead to it, and the cursor is where it was."""
    board = board_of(desk, 700)
    board.activateWindow()
    board.list.focus_list()
    desk.qtbot.waitUntil(board.list.view.hasFocus)
    assert not board.pane.isVisible()
    QTest.keyClick(board.list.view, Qt.Key.Key_Down)
    QTest.keyClick(board.list.view, Qt.Key.Key_Return)
    assert board.pane.isVisible()
    assert not board.list.isVisible()
    assert board.pane.head.back.isVisible()
    QTest.keyClick(QApplication.focusWidget() or board, Qt.Key.Key_Escape)
    assert board.list.view.hasFocus()
    row = board.list.row()
    assert row is not None
    assert row["what"] == "Box"
    board.resize(1100, 560)
    QApplication.processEvents()
    assert board.pane.isVisible()
    assert board.list.isVisible()
    assert not board.pane.head.back.isVisible()


def test_what_a_board_says_moves_nothing(desk: CasesDesk) -> None:
    """A draft, a new row, a filter, a word sought and another row leave every control of the list where it was."""
    board = board_of(desk, 1100)
    speaker = Speaker(ODDMENT, desk.seat.wording)
    rows = [oddment(number, what=f"Thing {number}", kind="passport") for number in (1, 2, 3)]
    before = {control: place for control, place in settled(board).items() if board.list.isAncestorOf(control)}
    deeds: tuple[Callable[[], object], ...] = (
        lambda: board.list.show_drafts({oddment(1).id}),
        lambda: board.list.show_rows(rows, speaker),
        lambda: board.list.arrange(replace(board.list.arrangement, words="thing 2")),
        lambda: board.list.arrange(replace(board.list.arrangement, words="nothing of the kind")),
        board.list.show_all,
        lambda: board.list.step(1),
    )
    for number, deed in enumerate(deeds):
        deed()
        assert (number, moved(before, settled(board))) == (number, [])


def test_any_key_at_any_time_breaks_nothing(desk: CasesDesk) -> None:
    """Some hundreds of keys in no order on the people and the notes: no word of Qt, no exception, the focus stays."""
    desk.screen.resize(1240, 760)
    made = amber(desk.store)
    desk.seat.shell.add_page(Page("line-list", "Line list", "users", QWidget))  # a button leads to it
    view = desk.open(made.id)
    dice = random.Random(12)
    for record in ("Person", "Note"):
        board = view.pages.board_of(record)
        assert board is not None
        desk.settle()
        board.list.focus_list()
        assert board.pane.row is not None
        for _key in range(150):
            if desk.screen.case.workspace is None:  # Escape in the list leads to the list of cases
                desk.open(made.id)
                assert view.pages.board_of(record) is board
            here = QApplication.focusWidget()
            if here is None or not desk.screen.isAncestorOf(here):
                board.list.focus_list()
                here = board.list.view
            QTest.keyClick(here, dice.choice(KEYS))
            QApplication.processEvents()
        desk.settle()
        assert board.list.count() == len(desk.workspace().view.of(record)) > 0
    view.left.emit()
    desk.settle()


def test_a_closed_form_leaves_the_focus_on_the_page(desk: CasesDesk) -> None:
    """A new row that is cancelled leads back into the pane; a save takes the focus from nobody who has gone on."""
    desk.screen.resize(1240, 760)
    desk.screen.activateWindow()
    board = desk.open(amber(desk.store).id).pages.board_of("Person")
    assert board is not None
    desk.settle()
    board.add.click()
    desk.settle()
    QTest.keyClick(desk.form().cancel, Qt.Key.Key_Space)
    assert board.pane.isAncestorOf(QApplication.focusWidget() or desk.screen)
    board.list.focus_list()
    QTest.keyClick(board.list.view, Qt.Key.Key_E)
    desk.form().form.frames["given_names"].set_value("Rosa")
    QTest.keyClick(desk.form().save, Qt.Key.Key_Space)
    board.list.head.search.setFocus()
    desk.settle()
    assert board.pane.form is None
    assert board.list.head.search.hasFocus()
