"""The page after a worry, with headquarters at the other end: “please ring” until the receipt has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from tests.ui.linked import found_world
from tests.ui.probes import grab
from tipdesk.bootstrap.window import Window
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.reports.acknowledge_report import acknowledge_report
from tipdesk.services.results import Changed
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.ui.saved.presenter import SavedPresenter
from tipdesk.ui.saved.view import SavedView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme


def test_please_ring_goes_when_headquarters_has_it(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """Saved and not sent: ring. After the receipt the same page says since when headquarters has it."""
    world = found_world(tmp_path)
    world.enrol()
    crashes: list[BaseException] = []
    window = Window(theme, world.post, on_crash=crashes.append, on_lock=lambda: None, on_quit=lambda: None)
    window.shell.show()
    saved = record_worry(world.post.desk, {"danger_now": "yes"})
    window.seat.go("saved", (saved, True))
    [page] = window.shell.findChildren(SavedView)
    qtbot.waitUntil(lambda: page.reference == saved.reference)
    assert "please ring" in page.state
    sync_now(world.post.desk, world.wire, lambda *_told: None, lambda: False)
    window.seat.notices.announce(Changed(frozenset()))
    qtbot.waitUntil(lambda: "Received by headquarters" in page.state)
    grab(window.shell, "saved-received")
    acknowledge_report(world.headquarters.desk, saved.case, saved.report)
    sync_now(world.post.desk, world.wire, lambda *_told: None, lambda: False)  # as another process does: no word of it
    [presenter] = page.findChildren(SavedPresenter)
    presenter._clock.timeout.emit()
    qtbot.waitUntil(lambda: "Read by admin" in page.state)
    window.shell.close()
    window.close()
    world.headquarters.close()
    QApplication.processEvents()
    assert crashes == []
