"""A post with invented people, and the parts that screens of cases stand on: the real store, real lanes.

Used by the tests of the list, the workspace and the editors. Every name here is made up.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.bootstrap import Session, make_post
from tipdesk.domain.rows import Row
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.desk import Actor
from tipdesk.services.results import NewCase
from tipdesk.services.sync.keys import LinkDesk
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.choosing import Choosing
from tipdesk.ui.editors.page import EditorPage
from tipdesk.ui.lanes import Lane, Lanes
from tipdesk.ui.notices import Notices
from tipdesk.ui.parts import Parts, PrintCase
from tipdesk.ui.wording import Wording

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

    def say(self, sentence: str, *, offer: str = "", undo: Callable[[], object] | None = None) -> None:
        self.toasts.append(sentence)
        self.undo = undo


def open_post(folder: Path) -> Session:
    """Make a post."""
    return make_post(folder, "acharles", PASSPHRASE, cost=FLOOR)


def parts_for(desk: LinkDesk, said: Said) -> Parts:
    """Return the parts over a desk. Close `parts.lanes` afterwards."""
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
    return Parts(
        lanes=lanes,
        notices=notices,
        wording=Wording(desk.codes, zone_minutes=SAINT_LUCIA, now_ms=desk.clock.now_ms),
        officer=desk.actor.officer,
        say=said.say,
        stamp=lambda: STAMP,
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
    parts: Parts
    said: Said
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until every question has been answered and shown."""
        self.qtbot.waitUntil(lambda: not self.parts.lanes.is_busy, timeout=10_000)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.parts.lanes.is_busy, timeout=10_000)

    def open(self, case: bytes) -> CaseView:
        """Open a case and wait for it; whoever is asked first knows nobody in it."""
        self.screen.open_case(case)
        self.settle()
        if self.screen.case_view.access.interest.isVisible():
            self.screen.case_view.access.interest.nobody.click()
            self.settle()
        return self.screen.case_view

    def edit(self, row: Row) -> EditorPage:
        """Open the editor of a row of the open case."""
        self.screen.case_view.edit_asked.emit(row)
        self.settle()
        page = self.screen.case_view.editor
        assert isinstance(page, EditorPage)
        return page

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
    said = Said()
    parts = parts_for(store, said)
    if printing is not None:
        parts = replace(parts, print_case=printing[0], write_file=printing[1], choosing=printing[2])
    screen = CasesScreen(parts)
    screen.resize(*size)
    screen.show()
    qtbot.addWidget(screen)
    desk = CasesDesk(store, screen, parts, said, qtbot)
    desk.settle()
    yield desk
    desk.settle()
    parts.lanes.close()
