"""A post with invented people, and the seat that screens of cases stand on: the real store, real lanes.

Used by the tests of the list, the workspace and the editors. Every name here is made up.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.domain.rows import Row
from tipdesk.homes.founding import make_post
from tipdesk.homes.sessions import Session
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.desk import Actor
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import NewCase
from tipdesk.ui.actions import Actions
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.choosing import Choosing
from tipdesk.ui.lanes import Lane, Lanes
from tipdesk.ui.notices import Notices
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.seat import PrintCase, Seat
from tipdesk.ui.shell import Shell

PASSPHRASE = "correct horse battery staple lamp river"
SAINT_LUCIA = -240
Printing = tuple[PrintCase, Callable[[Path, bytes], object], Choosing]
AMBER = Path(__file__).with_name("amber.json")


@dataclass
class Said:
    """What the window was asked to show."""

    toasts: list[str] = field(default_factory=list)
    undo: Callable[[], object] | None = None
    problems: list[str] = field(default_factory=list)


@dataclass
class FakeSeat(Seat):
    """A seat whose window keeps what it was asked to say, and whose stamp is always the same."""

    said: Said = field(default_factory=Said)

    def say(self, sentence: str, *, offer: str = "", undo: Callable[[], object] | None = None, icon: str = "") -> None:
        self.said.toasts.append(sentence)
        self.said.undo = undo

    def stamp(self) -> str:
        return STAMP


def open_post(folder: Path) -> Session:
    """Make a post."""
    return make_post(folder, "acharles", PASSPHRASE, cost=FLOOR)


def seat_for(desk: LinkDesk, said: Said, shell: Shell) -> FakeSeat:
    """Return the seat over a desk. Close its lanes afterwards."""
    notices = Notices()
    crashes: list[BaseException] = []

    def crash(error: BaseException) -> None:
        crashes.append(error)
        raise error

    lanes: Lanes[LinkDesk] = Lanes(
        dict.fromkeys(Lane, desk),
        on_problem=lambda problem: said.problems.append(problem.text()),
        on_crash=crash,
        announce=notices.announce_answer,
    )
    return FakeSeat(
        lanes=lanes,
        notices=notices,
        shell=shell,
        codes=desk.codes,
        now_ms=desk.clock.now_ms,
        offset_minutes=lambda: SAINT_LUCIA,
        refresh_actor=lambda: None,
        officer=desk.actor.officer,
        said=said,
    )


STAMP = "acharles · Vieux Fort · 24-11-2026 14:02"


def amber(desk: LinkDesk, title: str = "Amber heron 42") -> NewCase:
    """Make a case with two people, their roles, an episode, a journey, notes and tasks."""
    document = json.loads(AMBER.read_text(encoding="utf-8"))
    return new_case(desk, {**document, "case": {**document["case"], "title": title}})


def other_officer(session: Session, *roles: str) -> LinkDesk:
    """Return the desk of a colleague at the same post, to whom no case here belongs."""
    actor = Actor(session.desk.ids.new_id(), "bpierre", frozenset(roles))
    return replace(
        session.desk, actor=actor, work=partial(session.store.work, actor), looks=None, looked={}, permits={}
    )


@dataclass
class CasesDesk:
    """The page of cases on a screen, and what it said. `store`: for what a test does behind the screen's back."""

    store: LinkDesk
    screen: CasesScreen
    seat: FakeSeat
    said: Said
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until every question has been answered and shown."""
        self.qtbot.waitUntil(lambda: not self.seat.lanes.is_busy, timeout=10_000)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.seat.lanes.is_busy, timeout=10_000)

    def open(self, case: bytes) -> CaseView:
        """Open a case and wait for it; whoever is asked first knows nobody in it."""
        self.screen.open_case(case)
        self.settle()
        if self.screen.case_view.access.interest.isVisible():
            self.screen.case_view.access.interest.nobody.click()
            self.settle()
        return self.screen.case_view

    def read(self, row: Row) -> RecordPane:
        """Open a row of the open case for reading."""
        self.screen.case_view.edit_asked.emit(row)
        self.settle()
        return self.pane()

    def pane(self) -> RecordPane:
        """Return the pane in front."""
        over, front = self.screen.case.boards.over, self.screen.case_view.pages.front()
        assert over is not None or front is not None
        pane = over or front.pane  # type: ignore[union-attr] # one of the two is there
        QApplication.processEvents()
        return pane

    def edit(self, row: Row, field: str) -> SectionForm:
        """Open the section of a row in which a field stands, and return its form."""
        pane, writing = self.read(row), self.screen.case.boards.writing()
        section = pane.body.section_of([field], row.id)
        assert section is not None
        assert writing is not None
        writing.change(section)
        self.settle()
        return self.form()

    def form(self) -> SectionForm:
        """Return the form that is open in the pane in front."""
        form = self.pane().form
        assert form is not None
        return form

    def press(self, button: QWidget) -> None:
        """Press a button by keyboard."""
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def workspace(self) -> Workspace:
        """The case as it is shown."""
        workspace = self.screen.case.workspace
        assert workspace is not None
        return workspace


@contextmanager
def open_desk(
    store: LinkDesk, qtbot: QtBot, *, size: tuple[int, int] = (840, 620), printing: Printing | None = None
) -> Iterator[CasesDesk]:
    """Show the page of cases, at the size that the smallest window leaves it."""
    said, shell = Said(), Shell(Actions())
    qtbot.addWidget(shell)
    seat = seat_for(store, said, shell)
    if printing is not None:
        seat.print_case, seat.write_file, seat.choosing = printing
    screen = CasesScreen(seat)
    screen.resize(*size)
    screen.show()
    qtbot.addWidget(screen)
    desk = CasesDesk(store, screen, seat, said, qtbot)
    desk.settle()
    yield desk
    desk.settle()
    seat.lanes.close()
