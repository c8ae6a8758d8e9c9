"""Tags only (F4): no list of the page shows a name, the open case shows them on a press that is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.case.oddments import titles
from tests.ui.invented import CasesDesk, amber, open_desk, open_post, other_officer
from tests.ui.probes import words
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.desk import LookQuery
from tipdesk.services.look import look
from tipdesk.ui.cases.columns import TITLE
from tipdesk.ui.records.lines import cell_of, line_of
from tipdesk.ui.status_line import StatusLine
from tipdesk.ui.tags_actions import tags_actions
from tipdesk.ui.tags_only import SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session
    from tipdesk.services.results import NewCase

PERSON = BY_NAME["Person"]


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A post."""
    session = open_post(tmp_path_factory.mktemp("tags") / "home")
    yield session
    session.close()


@pytest.fixture(scope="module")
def made(post: Session) -> NewCase:
    """A case of which one person wears a tag."""
    case = amber(post.desk, "Amber heron 42")
    person = next(row for row in look(post.desk, case.id).of("Person") if row["given_names"])
    amend_record(post.desk, person, {"tag_number": "17"})
    return case


@pytest.fixture
def desk(post: Session, made: NewCase, qtbot: QtBot, theme: object) -> Iterator[CasesDesk]:
    """The page of cases with the actions of tags only."""
    with open_desk(post.desk, qtbot, size=(1_240, 720)) as opened:
        for action in tags_actions(opened.seat):
            opened.seat.shell.actions_known.add(action)
        opened.settle()
        yield opened


def names_of(desk: CasesDesk, case: bytes) -> set[str]:
    """Return every name of the people in a case."""
    rows = look(desk.store, case).of("Person")
    return {str(row[name]) for row in rows for name in ("given_names", "family_name") if row[name]}


def looks(desk: CasesDesk, action: str) -> int:
    """Return how many looks of this kind the audit has."""
    with desk.store.read() as reader:
        return len(reader.find_looks(LookQuery(actions=frozenset({action}))))


def test_lists_show_tags_and_codes(desk: CasesDesk, made: NewCase) -> None:
    """After F4 a search in earnest, a line, a cell and the list of people name nobody; after another they do."""
    people = look(desk.store, made.id).of("Person")
    names, wording = names_of(desk, made.id), desk.seat.wording
    assert any(name in line_of(people[0], wording) for name in names)
    desk.seat.shell.actions_known.run("tags-only")
    desk.settle()
    told = " ".join(line_of(person, wording) + wording.title(person) for person in people)
    told += " ".join(cell_of(person, field, wording)[0] for person in people for field in PERSON.fields)
    assert not any(name in told for name in names)
    assert "Tag 17" in told
    view = desk.screen.list_view
    QTest.keyClicks(view.search, "Marisol")
    desk.qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    before = looks(desk, "search")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    desk.settle()
    assert "Marisol" not in str(view.model.index(0, TITLE).data())
    assert looks(desk, "search") == before + 1
    desk.seat.shell.actions_known.run("tags-only")
    desk.settle()
    assert any(name in wording.title(people[0]) for name in names)


def test_names_of_an_open_case_are_shown_on_a_press(desk: CasesDesk, made: NewCase) -> None:
    """The open case hides them; Show names writes a look, shows them where they are read; leaving hides them again."""
    desk.seat.names_switch.turn(is_on=True)
    view = desk.open(made.id)
    view.show_tab("people")
    desk.settle()
    names = names_of(desk, made.id)
    assert not any(name in words(view) for name in names)
    board = view.pages.board_of("Person")
    assert board is not None
    assert "Tag 17" in titles(board)
    strip, before = desk.screen.names, looks(desk, "unmask")
    assert strip.isVisible()
    strip.show_names.setFocus()
    QTest.keyClick(strip.show_names, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: not strip.isVisible())
    desk.settle()
    assert looks(desk, "unmask") == before + 1
    assert any(name in words(view) for name in names)
    assert "Tag 17" in titles(board)
    view.left.emit()
    desk.settle()
    desk.open(made.id)
    assert strip.isVisible()
    desk.seat.names_switch.turn(is_on=False)
    assert not strip.isVisible()


def test_the_status_line_says_so(desk: CasesDesk) -> None:
    """While names are hidden the foot of the window begins with that."""
    line = StatusLine(desk.seat)
    line.refresh()
    desk.settle()
    desk.seat.names_switch.turn(is_on=True)
    assert desk.seat.shell._status.text().startswith(SENTENCE)
    desk.seat.names_switch.turn(is_on=False)
    assert SENTENCE not in desk.seat.shell._status.text()


def test_the_default_is_a_supervisors(desk: CasesDesk, post: Session, qtbot: QtBot) -> None:
    """An officer is refused and the switch stays; a supervisor turns it, and the next window begins so."""
    with open_desk(other_officer(post, "frontline"), qtbot) as other:
        for action in tags_actions(other.seat):
            other.seat.shell.actions_known.add(action)
        other.seat.shell.actions_known.run("tags-default")
        other.settle()
        assert other.said.problems == ["Only a supervisor of this post may do this. Ask one to unlock this PC."]
        assert not other.seat.names_switch.is_on
    desk.seat.shell.actions_known.run("tags-default")
    desk.settle()
    assert desk.seat.names_switch.is_on
    assert desk.said.toasts[-1] == "Lists on this PC begin with tags only."
    with open_desk(post.desk, qtbot) as again:
        tags_actions(again.seat)
        again.settle()
        assert again.seat.names_switch.is_on
    desk.seat.shell.actions_known.run("tags-default")
    desk.settle()
    assert not desk.seat.names_switch.is_on
