"""The count of any list: cases through the services, rows in memory, onto the clipboard and onto paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.services.arrived import arrived_case
from tests.ui.case.oddments import titles
from tests.ui.invented import CasesDesk, amber, open_desk, open_post
from tests.ui.linked import FakeChoosing
from tests.ui.probes import unnamed_widgets, unreached_widgets
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.case_filter import ALL, CaseFilter
from tipdesk.homes.printing import print_count
from tipdesk.services.desk import LookQuery
from tipdesk.services.documents.counted import MARKING
from tipdesk.services.look import look
from tipdesk.ui.counting import Counting, RowsSource
from tipdesk.ui.records.arranging import Arrangement
from tipdesk.ui.records.list_count import rule_of
from tipdesk.ui.widgets.count_dialog import CountDialog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session
    from tipdesk.services.results import NewCase

PERSON = BY_NAME["Person"]


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A post with two plain cases."""
    session = open_post(tmp_path_factory.mktemp("counting") / "home")
    for stage in ("open", "closed"):
        arrived_case(session.desk, {"case": {"title": "Heron 1", "status": stage}, "records": []})
    yield session
    session.close()


@pytest.fixture(scope="module")
def made(post: Session) -> NewCase:
    """A case with people."""
    return amber(post.desk, "Amber 9")


@pytest.fixture
def desk(post: Session, made: NewCase, qtbot: QtBot, theme: object) -> Iterator[CasesDesk]:
    """The page of cases, all of them listed."""
    with open_desk(post.desk, qtbot, size=(1_240, 720)) as opened:
        opened.screen.list_view.filter_changed.emit(CaseFilter(ALL))
        opened.settle()
        yield opened


def opened(desk: CasesDesk) -> CountDialog:
    """Open the count of the cases in the list."""
    desk.screen.list_view.count.click()
    desk.settle()
    dialog = desk.screen.counting.dialog
    assert isinstance(dialog, CountDialog)
    return dialog


def last_look(desk: CasesDesk) -> tuple[str, str]:
    """Return action and reason of the latest row of the audit."""
    with desk.store.read() as reader:
        latest = reader.find_looks(LookQuery(most=1))[0]
    return latest.action, latest.reason


def test_cases_are_counted_by_two_columns(desk: CasesDesk) -> None:
    """The first column at once, the second when it is chosen by keyboard; rule, date and mark are in sight."""
    dialog = opened(desk)
    assert dialog.lines()[0] == ["Stage", "Total"]
    assert dialog.lines()[-1] == ["Total", "3"]
    box = dialog.second.editor.faces[0]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    desk.qtbot.waitUntil(lambda: len(dialog.lines()[0]) > 2)
    assert dialog.lines()[0][0] == "Stage"
    assert "Counted: All" in dialog._rules.text()
    assert unnamed_widgets(dialog) == []
    assert unreached_widgets(dialog) == []
    dialog.reject()


def test_an_answer_that_comes_late_comes_to_nobody(desk: CasesDesk) -> None:
    """A count whose dialog was closed before it came is dropped, and the next one is counted."""
    desk.screen.list_view.count.click()
    dialog = desk.screen.counting.dialog
    assert dialog is not None
    dialog.reject()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    desk.settle()
    assert opened(desk).lines()[-1] == ["Total", "3"]


def test_a_copy_is_marked_and_written_down(desk: CasesDesk) -> None:
    """Copy puts the marked text on the clipboard once the audit has it, and says so in its place."""
    dialog = opened(desk)
    dialog._copy.click()
    desk.settle()
    assert QGuiApplication.clipboard().text().startswith(MARKING)
    assert last_look(desk) == ("export", "count: stage")
    assert "written into the audit" in dialog.said.text()
    QGuiApplication.clipboard().clear()
    dialog.reject()


def test_a_print_is_a_paper_and_written_down(desk: CasesDesk, tmp_path: Path) -> None:
    """Print asks where to and writes a PDF; where nothing can be printed it says so and nothing is written."""
    dialog = opened(desk)
    dialog._print.click()
    assert "Nothing can be printed" in dialog.said.text()
    path = tmp_path / "count.pdf"
    desk.seat.print_count, desk.seat.choosing = print_count, FakeChoosing(path)
    desk.seat.write_file = lambda target, content: target.write_bytes(content)
    dialog._print.click()
    desk.settle()
    assert path.read_bytes().startswith(b"%PDF")
    assert last_look(desk) == ("print", "count: stage")
    dialog.reject()


def test_the_rows_of_a_page_are_counted(desk: CasesDesk, made: NewCase) -> None:
    """People by sex, and by reading: each once, no answer apart, and no name among the columns."""
    view, wording = look(desk.store, made.id), desk.seat.wording
    source = RowsSource(PERSON, view.of("Person"), "All", wording, made.id)
    assert {"given_names", "birth_date", "phone"}.isdisjoint(one.code for one in source.columns)
    assert {"sex", "literacy", "deceased"} <= {one.code for one in source.columns}
    counting = Counting(desk.seat, desk.screen)
    counting.open(source)
    dialog = counting.dialog
    assert dialog is not None
    dialog.first.set_value("sex")
    dialog._ask()
    assert dialog.lines()[-1] == ["Total", str(len(view.of("Person")))]
    dialog._copy.click()
    desk.settle()
    assert last_look(desk) == ("export", "count: sex")
    QGuiApplication.clipboard().clear()
    dialog.reject()


def test_the_menu_of_a_list_counts_what_it_shows(desk: CasesDesk, made: NewCase) -> None:
    """The count has the rows that pass, under the filter and the words that were chosen, in the case they belong to."""
    board = desk.open(made.id).pages.board_of("Person")
    assert board is not None
    name = str(next(one.person for one in desk.workspace().people if one.person["given_names"])["given_names"])
    board.list.arrange(replace(board.list.arrangement, passing=frozenset({"children"}), words=name))
    menu = board.list.head.menu
    menu.fill()
    [count] = [action for action in menu.menu.actions() if action.text() == "Count…"]
    count.trigger()
    counting = desk.screen.case.counts.counting
    assert isinstance(counting.dialog, CountDialog)
    source = counting.dialog._source
    assert isinstance(source, RowsSource)
    assert (source.rule, source.case) == (f"Children   ·   with the words “{name}”", made.id)
    assert 0 < len(source.rows) == sum(not title.startswith("[") for title in titles(board)) < board.list.count()
    counting.dialog.reject()
    assert rule_of(board.list._rows, board.list._speaker, Arrangement()) == "All"


def test_what_is_hidden_is_counted_as_hidden(desk: CasesDesk, made: NewCase) -> None:
    """An answer that the officer may not see stands under one word, with those of everybody else."""
    people = [replace(row, values={}, masked=frozenset({"sex"})) for row in look(desk.store, made.id).of("Person")]
    source = RowsSource(PERSON, people, "All", desk.seat.wording, made.id)
    told: list[list[list[str]]] = []
    source.ask(("sex",), lambda counted: told.append(counted.table()))
    assert told[0][1] == ["Hidden", str(len(people))]
