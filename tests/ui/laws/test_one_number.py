"""A number is the same wherever it stands: in list, tab, table, heading, pill and the line at the foot."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from tests.ui.desktops import PATIENCE_MS
from tests.ui.invented import amber
from tests.ui.probes import words
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import Duty, WorkLine, my_work
from tipdesk.services.sync.see_link import see_link
from tipdesk.services.sync.sync_status import sync_status
from tipdesk.ui.cases.columns import CONFLICTS, PEOPLE
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.home.view import HomeView
from tipdesk.ui.my_work.view import MyWorkView
from tipdesk.ui.sync.courier import State
from tipdesk.ui.sync.pill import pill_words
from tipdesk.ui.sync.queue_card import QueueCard
from tipdesk.ui.widgets.entry_delegate import Entry, Head

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.desktops import Program
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.ui.shell import Shell


def number_in(sentence: str) -> int:
    """Return the first number of a sentence."""
    found = re.search(r"\d+", sentence)
    assert found is not None, sentence
    return int(found[0])


def dispute(desk: LinkDesk, case: bytes) -> None:
    """Let two answers to one question stand, and another question of another row beside it."""
    view = look(desk, case)
    for row, name in ((view.of("Person")[0], "occupation"), (view.case, "summary")):
        for answer in ("One answer", "Another answer"):
            amend_record(desk, row, {name: answer})


def _is_dispute(entry: Entry) -> bool:
    return isinstance(entry.subject, WorkLine) and entry.subject.duty is Duty.DISPUTE


def test_my_work_is_one_number(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Heading, headings of the groups, rail and status line count what the service counts, and so after a deed."""
    desk = program.desktop.window.session.desk
    made = amber(desk, "Scarlet heron 8")
    dispute(desk, made.id)
    shell.open_page("my-work")
    view = program.page(MyWorkView)
    program.desktop.window.seat.notices.announce(made.changed)

    def agree() -> bool:
        count = my_work(desk).count
        said = (view.count_shown(), shell.rail._buttons["my-work"].accessibleName().partition(": ")[2])
        told = f"My work: {count} to do" in words(shell.statusBar())
        return told and count > 2 and all(number_in(one) == count for one in said)

    qtbot.waitUntil(agree, timeout=PATIENCE_MS)
    view.more.click()
    heads = [row.count for row in view.list.entry_model.rows if isinstance(row, Head)]
    cases = len(my_work(desk).cases) + len(my_work(desk).reports)
    assert sum(heads) == my_work(desk).count + cases
    before = my_work(desk).count
    task = next(one for one in my_work(desk).lines if one.duty is Duty.TASK)
    view.list.choose(task.key)
    view.press("done")
    qtbot.waitUntil(lambda: my_work(desk).count == before - 1, timeout=PATIENCE_MS)
    qtbot.waitUntil(agree, timeout=PATIENCE_MS)


def test_what_waits_is_one_number(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """The list of what waits, its sum, the pill, Home and the line at the foot count the same entries."""
    desk = program.desktop.window.session.desk
    for number in range(3):
        amber(desk, f"Amber heron {number}")
    program.desktop.window.seat.notices.announce(new_case(desk, {"case": {"title": "Quiet kite 1"}}).changed)
    program.desktop.window.status.refresh()
    shell.open_page("home")
    home = program.page(HomeView)
    waiting = sync_status(desk).waiting
    assert waiting > 3
    link = see_link(desk, with_queue=True)
    assert link.queue is not None
    assert (link.queue.count, len(link.queue.lines), link.status.waiting) == (waiting, waiting, waiting)
    card = QueueCard()
    qtbot.addWidget(card)
    card.show_queue(link.queue, 0, 0)
    assert card.lines.model.rowCount() == number_in(card._sum.text()) == waiting
    qtbot.waitUntil(lambda: f"{waiting} entries not yet received" in words(shell.statusBar()))
    qtbot.waitUntil(lambda: f"{waiting} entries not yet received" in words(home))
    enrolled = replace(link, status=replace(link.status, enrolled=True))
    assert number_in(pill_words(State(link=enrolled), 0, -240).text) == waiting


def test_a_case_counts_the_same_everywhere(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """People, legs, notes, tasks and what is to settle: list, tab, table, head of the case and My work agree."""
    desk = program.desktop.window.session.desk
    made = amber(desk, "Silver heron 7")
    tasks = look(desk, made.id).of("Task")
    amend_record(desk, tasks[0], {"status": "done"})
    dispute(desk, made.id)
    program.desktop.window.seat.notices.announce(made.changed)
    program.desktop.window.seat.open_case(made.id)
    screen = program.page(CasesScreen)
    view = screen.case_view
    qtbot.waitUntil(lambda: view.header.line.title.text() == "Silver heron 7")
    qtbot.waitUntil(lambda: not program.desktop.window.lanes.is_busy)
    QApplication.processEvents()
    records = {"People": "Person", "Journey": "JourneyLeg", "Notes": "Note", "Tasks": "Task"}
    boards = {name: view.pages.board_of(record) for name, record in records.items()}
    shown = {name: board.list.count() for name, board in boards.items() if board is not None}
    assert shown.keys() == records.keys()
    for name, board in boards.items():
        assert board is not None
        assert number_in(board.list.head.chips.texts()[0]) == shown[name]
        assert number_in(board.list.head.search.placeholderText()) == shown[name]
        assert number_in(board.list.head.state.text()) == shown[name]
    tabs = [view.tabs.tabText(place) for place in range(view.tabs.count())]
    assert {name: f"{name}  {count}" in tabs for name, count in shown.items()} == dict.fromkeys(shown, True)
    workspace = screen.case.workspace
    assert workspace is not None
    assert number_in(view.header.line.conflicts.text()) == len(workspace.in_conflict) == 2
    shell.open_front("cases")
    model = screen.list_view.model
    qtbot.waitUntil(lambda: model.line_at(max(model.row_of(made.id), 0)) is not None)
    row = model.row_of(made.id)
    assert int(model.index(row, CONFLICTS).data()) == 2
    assert int(model.index(row, PEOPLE).data()) == shown["People"]
    assert number_in(screen.list_view.rule.text()) == model.rowCount()
    shell.open_page("my-work")
    mine = program.page(MyWorkView).list.entry_model
    qtbot.waitUntil(
        lambda: len([one for one in mine.entries() if made.reference in one.below and _is_dispute(one)]) == 2
    )
