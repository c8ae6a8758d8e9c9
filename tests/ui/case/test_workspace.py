"""The workspace of a case: what each tab shows, deeds that can be taken back, hidden answers, printing."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.invented import CasesDesk, amber, open_desk, other_officer
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.sessions import Session
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.history import history
from tipdesk.services.case.take_back import take_back
from tipdesk.services.look import look
from tipdesk.ui.records.rows_model import WordsRole


def count_looks(store: Session, action: str) -> int:
    """Return how many looks of this kind the audit log has."""
    with store.desk.read() as reader:
        return len(reader.find_rows(BY_NAME["AuditEvent"], where={"action": action}))


def test_each_tab_shows_its_part(desk: CasesDesk) -> None:
    """Journey legs stand in the order of their days, open tasks are counted, history names who wrote what."""
    view = desk.open(amber(desk.store).id)
    assert [view.tabs.tabText(place) for place in range(6)] == [
        "Summary",
        "People  2",
        "Journey  2",
        "Documents",
        "Notes  2",
        "Tasks  2",
    ]
    board = view.pages.board_of("JourneyLeg")
    assert board is not None
    days = [board.list.model.index(row, 0).data(WordsRole).aside for row in (1, 2)]
    assert days == ["Oct 2026", "3 Nov 2026"]
    view.show_tab("history")
    whos = {view.history.page.model.index(row, 1).data() for row in range(view.history.page.model.rowCount())}
    assert whos == {"acharles"}


def test_a_note_is_added_with_the_keyboard(desk: CasesDesk) -> None:
    """Typing and Ctrl+Enter adds a note at the top and empties the box; undo puts it into the trash."""
    made = amber(desk.store)
    view = desk.open(made.id)
    view.show_tab("notes")
    QTest.keyClicks(view.notes.text.box, "Interpreter came.")
    QTest.keyClick(view.notes.text.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.workspace().notes[-1]["text"] == "Interpreter came."
    assert view.notes.text.value() is None
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert len(desk.workspace().notes) == 2


def test_a_task_is_marked_done_and_taken_back(desk: CasesDesk) -> None:
    """Done tasks go to the foot; undo opens the task again."""
    made = amber(desk.store)
    view = desk.open(made.id)
    view.show_tab("tasks")
    board = view.pages.board_of("Task")
    assert board is not None
    assert desk.said.toasts == []
    next(one for one in board.findChildren(QPushButton) if one.text() == "Mark done").click()
    desk.settle()
    assert {task["title"]: task["status"] for task in desk.workspace().tasks}["Ring the safe place"] == "done"
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert {task["status"] for task in desk.workspace().tasks} == {"open"}


def test_a_quick_task_is_given_to_its_author(desk: CasesDesk) -> None:
    """A task of one line stands in the author's own work; a day that is none is refused beside the line."""
    view = desk.open(amber(desk.store).id)
    view.show_tab("tasks")
    QTest.keyClicks(view.tasks.what.line, "Ask for the flight list")
    QTest.keyClicks(view.tasks.due.line, "31 2 2026")
    QTest.keyClick(view.tasks.due.line, Qt.Key.Key_Return)
    assert len(desk.workspace().tasks) == 2
    view.tasks.due.line.clear()
    QTest.keyClicks(view.tasks.due.line, "27 11 2026")
    QTest.keyClick(view.tasks.due.line, Qt.Key.Key_Return)
    desk.settle()
    task = next(task for task in desk.workspace().tasks if task["title"] == "Ask for the flight list")
    assert task["assigned_to"] == desk.store.actor.officer


def test_the_trash_gives_back(desk: CasesDesk) -> None:
    """A row that went to the trash stands above the history and comes back when pressed."""
    made = amber(desk.store)
    desk.open(made.id)
    leg = desk.workspace().view.of("JourneyLeg")[0]
    desk.read(leg).head.trash_pressed.emit()
    desk.settle()
    assert len(desk.workspace().view.of("JourneyLeg")) == 1
    (row,) = list(look(desk.store, made.id).trash)
    desk.screen.case_view.history.restore_asked.emit(row)
    desk.settle()
    assert len(desk.workspace().view.of("JourneyLeg")) == 2


def test_a_full_trash_leaves_the_history_its_room(desk: CasesDesk) -> None:
    """The history keeps the larger part, names what went into the trash, and says why beside what was written."""
    made = amber(desk.store)
    for row in [one for found in look(desk.store, made.id).rows.values() for one in found]:
        if row.record.name in {"JourneyLeg", "CaseRole", "Note", "Person", "Task"}:
            delete_record(desk.store, row, "Written twice")
    view = desk.open(made.id)
    view.show_tab("history")
    desk.settle()
    page = view.history.page
    assert page.height() > view.history.height() / 2
    cells = [[page.model.index(at, place).data() for place in (3, 5)] for at in range(page.model.rowCount())]
    assert sum(to == "In the trash   ·   Reason: Written twice" for _what, to in cells) >= 8
    assert any("(Role: " in what for what, _to in cells)
    assert not any(what == "Trash   (Person)" for what, _to in cells)


def test_what_belongs_to_a_trashed_person_is_shown(desk: CasesDesk) -> None:
    """Roles and episodes stand below the people with whose they were, and open; brought back, all is as before."""
    made = amber(desk.store)
    view = desk.open(made.id)
    assert not view.loose.card.isVisibleTo(view)
    person = desk.workspace().people[0].person
    gone = delete_record(desk.store, person)
    view = desk.open(made.id)
    view.show_tab("people")
    desk.settle()
    lines = [line for line in view.loose.findChildren(QPushButton) if line.isVisible()]
    grab(desk.screen, "belongs-to-the-trashed")
    assert all(f"Of {desk.screen.case._wording.title(person)}, in the trash" in line.accessibleName() for line in lines)
    assert len(lines) == len(desk.workspace().loose) > 0
    lines[0].click()
    desk.settle()
    assert desk.screen.case.boards.over is not None
    take_back(desk.store, gone)
    assert not desk.open(made.id).loose.card.isVisibleTo(view)


def test_hidden_answers_are_shown_on_asking_and_it_is_written_down(post: Session, qtbot: QtBot) -> None:
    """A supervisor of the post sees no name until asking for it; asking leaves one line in the audit log."""
    made = amber(post.desk)
    with open_desk(other_officer(post, "supervisor"), qtbot) as desk:
        view = desk.open(made.id)
        people = [view.person for view in desk.workspace().people]
        assert [person["family_name"] for person in people] == [None, None]
        assert all("family_name" in person.masked for person in people)
        before = count_looks(post, "unmask")
        view.unmask_pressed.emit()
        desk.settle()
        shown = {view.person["family_name"] for view in desk.workspace().people}
        assert shown == {"Testperson", "Invented"}
        assert count_looks(post, "unmask") == before + 1


def test_what_may_not_be_shown_says_so(post: Session, qtbot: QtBot) -> None:
    """Where the door refuses, the sentence stands over the case and the answers stay hidden."""
    made = amber(post.desk)
    with open_desk(other_officer(post, "frontline"), qtbot) as desk:
        view = desk.open(made.id)
        view.unmask_pressed.emit()
        desk.settle()
        assert view.access.masked.isVisible()
        assert desk.workspace().people[0].person["family_name"] is None


class Picks:
    """Chooses one file, as an officer would in the dialog."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.offered = ""

    def folder(self, parent: QWidget, title: str) -> Path | None:
        return None

    def file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return None

    def target(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        self.offered = name
        return self.path


def test_a_case_file_is_printed_to_where_the_officer_says(post: Session, qtbot: QtBot, tmp_path: Path) -> None:
    """The dialog is offered the neutral reference, the document lies where chosen, and the toast says where."""
    made = amber(post.desk)
    picks = Picks(tmp_path / "file.pdf")

    def print_case(desk: object, case: bytes, *, identity: bool, told: object) -> bytes:
        return b"%PDF " + case.hex().encode() + (b" named" if identity else b"")

    with open_desk(post.desk, qtbot, printing=(print_case, Path.write_bytes, picks)) as desk:
        view = desk.open(made.id)
        view.print_pressed.emit(True)
        desk.settle()
        assert picks.offered == f"{made.reference}.pdf"
        assert picks.path.read_bytes() == b"%PDF " + made.id.hex().encode() + b" named"
        assert "file.pdf" in desk.said.toasts[-1]


def test_a_long_printing_can_be_cancelled(post: Session, qtbot: QtBot, tmp_path: Path) -> None:
    """The card says how far it is, below all that can be clicked; Cancel leaves no file, and another can be printed."""
    made = amber(post.desk)
    picks, goes_on = Picks(tmp_path / "file.pdf"), threading.Event()

    def print_case(desk: object, case: bytes, *, identity: bool, told: Callable[[int, int], object]) -> bytes:
        while not goes_on.wait(0.02):
            told(3, 10)
        return b"%PDF"

    with open_desk(post.desk, qtbot, printing=(print_case, Path.write_bytes, picks)) as desk:
        view = desk.open(made.id)
        before = view.tabs.mapTo(view, view.tabs.rect().topLeft())
        view.print_pressed.emit(False)
        qtbot.waitUntil(view.printing.isVisible)
        assert view.tabs.mapTo(view, view.tabs.rect().topLeft()) == before
        view.print_pressed.emit(False)
        assert "still being printed" in desk.said.toasts[-1]
        [cancel] = view.printing.findChildren(QPushButton)
        cancel.click()
        qtbot.waitUntil(lambda: not view.printing.isVisible())
        assert "Stopped" in desk.said.toasts[-1]
        assert not picks.path.exists()
        goes_on.set()
        view.print_pressed.emit(False)
        desk.settle()
        assert picks.path.read_bytes() == b"%PDF"


def test_every_tab_can_be_named_and_reached(desk: CasesDesk) -> None:
    """On every tab each control has a name and Tab comes to it."""
    view = desk.open(amber(desk.store).id)
    for name in view.tabs.names():
        view.show_tab(name)
        desk.settle()
        assert (name, unnamed_widgets(desk.screen)) == (name, [])
        assert (name, unreached_widgets(desk.screen)) == (name, [])


def test_opening_is_one_look(desk: CasesDesk, post: Session) -> None:
    """Opening a case, its history and its trash writes one audit row."""
    made = amber(desk.store)
    before = count_looks(post, "view")
    desk.open(made.id)
    assert count_looks(post, "view") == before + 1
    assert history(desk.store, made.id)
    assert look(desk.store, made.id).reference == made.reference


def test_a_refused_case_shows_nothing_of_the_one_before(post: Session, qtbot: QtBot) -> None:
    """Opening a case that is not open to the officer leaves a sentence and no answer on the screen."""
    made = amber(post.desk)
    with open_desk(other_officer(post, "analyst"), qtbot) as desk:
        view = desk.open(made.id)
        assert view.problem.isVisible()
        assert not view.stack.isVisible()
        assert desk.screen.case.workspace is None


def test_a_half_written_note_comes_back(desk: CasesDesk) -> None:
    """Leaving the case keeps the note that was being written; opening it again shows it; another case does not."""
    made, other = amber(desk.store), amber(desk.store, "Other heron 7")
    view = desk.open(made.id)
    QTest.keyClicks(view.notes.text.box, "Half a note")
    view.left.emit()
    desk.settle()
    desk.open(other.id)
    assert view.notes.text.value() is None
    desk.open(made.id)
    assert view.notes.text.value() == "Half a note"
