"""The list of any record: filters with counts, order, groups, columns, search, and what comes in meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.case.oddments import ODDMENT, oddment, titles, told, with_rows
from tests.ui.invented import amber
from tests.ui.probes import unnamed_widgets, words
from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row, Sibling
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.add_record import add_record
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.lines import line_of
from tipdesk.ui.records.row_delegate import height_of
from tipdesk.ui.records.rows_model import WordsRole
from tipdesk.ui.records.speaker import Speaker

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.services.case.open_case import Workspace
    from tipdesk.ui.case.view import CaseView


def test_a_list_filters_sorts_and_groups_what_is_declared(shown: tuple[CaseView, Workspace, CasesDesk]) -> None:
    """Coded columns are filters with counts and groups; any column sorts; words find; nothing found offers all."""
    view, workspace, desk = shown
    kinds = ("passport", "passport", "id_card", None)
    rows = [oddment(n, what=w, kind=k) for n, (w, k) in enumerate(zip("dcba", kinds, strict=True), 1)]
    view.show_case(told(with_rows(workspace, *rows), desk))
    board = view.pages.board_of("Oddment")
    assert board is not None
    listed = board.list
    assert listed.head.chips.texts() == ["All 4", "Passport 2", "Identity card 1", "No answer 1"]
    listed.head.chips.press("kind=passport")
    assert titles(board) == ["EX-1 d", "EX-2 c"]
    assert listed.head.state.text() == "2 of 4"
    listed.head.chips.press("")
    listed.arrange(replace(listed.arrangement, sort="what", group="kind"))
    assert titles(board) == [
        "[Passport 2]", "EX-2 c", "EX-1 d", "[Identity card 1]", "EX-3 b", "[No answer 1]", "EX-4 a",
    ]  # fmt: skip
    listed.view.go_to(0)
    QTest.keyClick(listed.view, Qt.Key.Key_Left)
    assert titles(board)[:2] == ["[Passport 2]", "[Identity card 1]"]
    QTest.keyClick(listed.view, Qt.Key.Key_Right)
    assert len(titles(board)) == 7
    QTest.keyClicks(listed.head.search, "ex-3")
    desk.qtbot.waitUntil(lambda: titles(board) == ["[Identity card 1]", "EX-3 b"])
    QTest.keyClicks(listed.head.search, " nothing of the kind")
    desk.qtbot.waitUntil(lambda: titles(board) == [])
    assert "Nothing in the list passes" in words(listed)
    listed.view.setFocus()
    listed.focus_list()
    assert listed.head.search.hasFocus()
    listed._nothing.findChildren(QPushButton)[0].click()
    assert len(titles(board)) == 7
    listed.head.menu.fill()
    menus = [action.text() for action in listed.head.menu.menu.actions()]
    assert menus == ["Group by", "Sort by", "Filter by Kind of paper", "Count…"]


def test_a_wide_list_has_the_declared_columns(desk: CasesDesk) -> None:
    """From a certain width on each answer has a column of its own, and the officer chooses which."""
    speaker = Speaker(ODDMENT, desk.seat.wording)
    board = RecordBoard(ODDMENT, (), speaker)
    desk.qtbot.addWidget(board)
    board.resize(820, 400)
    board.show()
    board.list.show_rows([oddment(1, what="Bag", kind="passport")], speaker)
    QApplication.processEvents()
    assert board.is_one_column
    model = board.list.model
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert heads == ["Oddment", "Kind of paper", "Found with", "Seized on"]
    assert [model.index(0, at).data() for at in range(2)] == ["EX-1 Bag", "Passport"]
    board.list.show_rows([oddment(1, what="Bag", kind="passport"), oddment(2, kind="id_card")], speaker)
    for _press in range(2):
        board.list.view.horizontalHeader().sectionClicked.emit(1)
    assert titles(board) == ["EX-2", "EX-1 Bag"]
    board.list.head.menu.fill()
    assert "Columns" in [action.text() for action in board.list.head.menu.menu.actions()]
    board.list._toggle_column("person")
    assert model.columnCount() == 3
    board.resize(1000, 400)
    QApplication.processEvents()
    assert model.columnCount() == 1, "beside the pane there is room for two lines alone"


def test_a_list_says_what_is_hidden_and_what_is_disputed(desk: CasesDesk) -> None:
    """Hidden and disputed are words; an empty list says what to do and offers it."""
    speaker = Speaker(ODDMENT, desk.seat.wording)
    board = RecordBoard(ODDMENT, (), speaker)
    desk.qtbot.addWidget(board)
    board.show()
    added: list[object] = []
    board.add_asked.connect(added.append)
    assert "Oddments: nothing has been recorded" in words(board.list)
    board.add.click()
    assert added == ["Oddment"]
    one, other = (Sibling(Dot(b"l" * 16, at), what, at, b"o" * 16, b"d" * 16) for at, what in enumerate(("Bag", "Box")))
    row = replace(oddment(1), masked=frozenset({"person"}), siblings={"what": (one, other)})
    board.list.show_rows([row], speaker)
    told_of = board.list.model.index(0, 0).data(WordsRole)
    assert told_of.pills == (("Disputed", "danger"), ("Hidden", "neutral"))
    spoken = board.list.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Disputed" in spoken
    assert "Hidden" in spoken


def test_what_comes_in_meanwhile_moves_nothing(desk: CasesDesk) -> None:
    """A row that came since stands last and is counted as new; at a press it goes to its place."""
    speaker = Speaker(ODDMENT, desk.seat.wording)
    board = RecordBoard(ODDMENT, (), speaker)
    desk.qtbot.addWidget(board)
    board.show()
    day = PartialDate(2026, 11, 20)
    rows = [oddment(number, seized_on=replace(day, day=20 + number)) for number in (1, 2)]
    board.list.show_rows(rows, speaker)
    assert titles(board) == ["EX-2", "EX-1"]
    board.list.show_rows([*rows, oddment(3, seized_on=replace(day, day=29))], speaker)
    assert titles(board) == ["EX-2", "EX-1", "EX-3"]
    assert board.list.head.fresh.text() == "1 new: show"
    board.list.head.fresh.click()
    assert titles(board) == ["EX-3", "EX-2", "EX-1"]
    assert not board.list.head.fresh.isVisible()


def test_a_narrow_list_keeps_its_buttons_on_one_line(desk: CasesDesk) -> None:
    """Where not all words fit, the later buttons show signs; all are named, and a letter with Alt still presses."""
    desk.screen.resize(1240, 760)
    board = desk.open(amber(desk.store).id).pages.board_of("Person")
    assert board is not None
    desk.settle()
    add, lines, passport = buttons = board.list._foot.findChildren(QPushButton)
    whole = [button.text() for button in buttons]
    board.list.setFixedWidth(280)
    QApplication.processEvents()
    assert (add.text(), passport.text(), lines.shortcut()) == (whole[0], "", QKeySequence("Alt+L"))
    assert len({button.y() + button.height() // 2 for button in buttons}) == 1
    assert unnamed_widgets(board.list) == []
    board.list.setFixedWidth(500)
    QApplication.processEvents()
    assert [button.text() for button in buttons] == whole


def test_in_a_low_window_what_stands_above_the_rows_keeps_its_height(desk: CasesDesk) -> None:
    """The rows give way, down to one of them; the search line is not cut."""
    made = amber(desk.store)
    add_record(desk.store, made.id, BY_NAME["Note"], {"text": "Invented"})
    desk.screen.resize(936, 580)
    view = desk.open(made.id)
    view.show_tab("notes")
    desk.settle()
    board = view.pages.board_of("Note")
    assert board is not None
    search = board.list.head.search
    assert search.height() >= search.sizeHint().height()
    assert board.list.view.height() >= height_of(is_group=False, is_low=False)


def test_a_yes_says_to_what(desk: CasesDesk) -> None:
    """In one line "Yes" stands with its question: an answer of yes or no says nothing alone."""
    plan = Row(BY_NAME["SafetyPlan"], b"p" * 16, None, {"agreed": "yes", "review_due": PartialDate(2026, 12, 5)})
    assert line_of(plan, desk.seat.wording).endswith("Agreed: Yes   ·   5 Dec 2026")


def test_a_day_stands_once_in_its_row(desk: CasesDesk) -> None:
    """Of a row with a day and little else the day stands at the end of the line, and not before it as well."""
    words_of = Speaker(ODDMENT, desk.seat.wording).words(oddment(1, what="Ledger", seized_on=PartialDate(2026, 11, 20)))
    assert (words_of.title, words_of.below, words_of.aside) == ("EX-1 Ledger", "", "20 Nov 2026")
