"""Copies of a timeline from its page: asked where to, made of what is shown, signed before they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.ui.case.test_workspace import Picks
from tests.ui.invented import FakeSeat, Said, seat_for
from tests.ui.probes import grab
from tipdesk.adapters.system.files import write_whole_file
from tipdesk.homes.printing import print_timeline
from tipdesk.services.signatures.verify_signature import find_signed
from tipdesk.ui.actions import Actions
from tipdesk.ui.case.printing import Printing, ask_where
from tipdesk.ui.case.timeline_copies import TimelineCopies
from tipdesk.ui.shell import Shell
from tipdesk.ui.widgets.progress_card import ProgressCard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session
    from tipdesk.services.case.open_case import Workspace
    from tipdesk.ui.timeline.page import TimelinePage


class Choosing(Picks):
    """Chooses the file of the test, or thinks better of it."""

    is_cancelled = False

    def target(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Return the file, or None."""
        found = super().target(parent, title, name, kinds)
        return None if self.is_cancelled else found


@dataclass
class Copying:
    """The copies of one page, to a file of the test; `said` is what the window was asked to say."""

    page: TimelinePage
    seat: FakeSeat
    file: Path
    picks: Choosing
    settle: Callable[[], None]


@pytest.fixture
def copying(
    page: TimelinePage, post: Session, case: bytes, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> Iterator[Copying]:
    """The page with what makes its copies, over the real store and real lanes."""
    seat = seat_for(post.desk, Said(), Shell(Actions()))
    qtbot.addWidget(seat.shell)
    file = tmp_path / "out"
    picks = Choosing(file)
    seat.print_timeline, seat.write_file, seat.choosing = print_timeline, write_whole_file, picks
    progress = ProgressCard("Making the document")
    qtbot.addWidget(progress)
    printing = Printing(seat, progress, ask_where(page, picks), seat.say_problem, page)
    copies = TimelineCopies(seat, page, printing, page)
    page.copy_asked.connect(
        lambda kind, identity, asked: copies.copy(case, workspace.view.reference, kind, asked, identity=identity)
    )

    def settle() -> None:
        for _turn in range(3):
            qtbot.waitUntil(lambda: not seat.lanes.is_busy, timeout=10_000)
            QApplication.processEvents()

    yield Copying(page, seat, file, picks, settle)
    settle()
    seat.lanes.close()


def test_a_copy_as_pdf_is_asked_for_made_and_signed(copying: Copying, post: Session, workspace: Workspace) -> None:
    """The neutral reference is offered, what is shown is printed, and the officer has signed exactly these bytes."""
    copying.page.bar.copy_asked.emit("pdf", False)
    copying.settle()
    assert copying.picks.offered == f"{workspace.view.reference}.pdf"
    content = copying.file.read_bytes()
    assert content.startswith(b"%PDF")
    assert [one.use for one in find_signed(post.desk, content)] == ["print"]
    assert "Timeline saved: out" in copying.seat.said.toasts[-1]


def test_a_copy_as_picture_is_twice_as_large_and_signed(copying: Copying, post: Session) -> None:
    """It has all tracks, at twice the size of the screen; where the officer cancels, nothing is written."""
    copying.picks.is_cancelled = True
    copying.page.bar.copy_asked.emit("png", True)
    copying.settle()
    assert not copying.file.exists()
    copying.picks.is_cancelled = False
    copying.page.bar.copy_asked.emit("png", True)
    copying.settle()
    content = copying.file.read_bytes()
    image = QImage.fromData(content)
    assert image.width() == 2 * copying.page.chart.viewport().width()
    assert image.height() > 500
    assert [one.use for one in find_signed(post.desk, content)] == ["export"]
    kept = grab(copying.page, "timeline-page")
    if kept is not None:
        image.save(str(kept.with_name("timeline-picture.png")))
