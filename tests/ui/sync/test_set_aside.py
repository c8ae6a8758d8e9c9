"""What a post has set aside: told on the sync page; on a page of its own why, what to do, and a way to discard it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.linked import World, settled_world, shown_window
from tests.ui.probes import doubled_keys, grab, unnamed_widgets, unreached_widgets, words
from tipdesk.services.remembered.link import LAST_RECEIPT
from tipdesk.services.sync.pull.take_arrival import take_arrival
from tipdesk.ui.quarantine.at_post import plug_quarantine
from tipdesk.ui.quarantine.view import QuarantinePage
from tipdesk.ui.seat import QUARANTINE_PAGE
from tipdesk.ui.sync.page import SYNC_PAGE, plug
from tipdesk.ui.sync.view import SyncPage
from tipdesk.ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.seat import Seat

PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Headquarters and an enrolled post, which has refused an altered receipt and a report that nobody can open."""
    with settled_world(tmp_path_factory.mktemp("aside")) as made:
        with made.post.desk.read() as reader:
            receipt = LAST_RECEIPT.get(reader)
        assert receipt is not None
        refused = take_arrival(made.post.desk, receipt[:-1] + bytes([receipt[-1] ^ 1]))
        assert refused is not None
        assert refused.verdict == "refused"
        with made.post.desk.work() as work:
            work.ledger.quarantine.keep(b"sealed", "report", "refused", "age-no-match", None, 0)
        yield made


@pytest.fixture
def seat(world: World, theme: object, qtbot: QtBot) -> Iterator[Seat]:
    """The post's window with its sync pages."""
    with shown_window(world.post, qtbot) as window:
        outside = world.outside(world.post)
        plug(window, outside)
        plug_quarantine(window, outside)
        yield window


def test_what_was_refused_is_found_and_explained(
    seat: Seat, world: World, schemes: Callable[[Scheme], None], qtbot: QtBot
) -> None:
    """Two things: counted on the sync page; each with why and what to do; bytes saved; gone after a second yes."""
    sync = seat.shell.open_page(SYNC_PAGE)
    assert isinstance(sync, SyncPage)
    qtbot.waitUntil(lambda: sync.aside.isVisible() and "2 things" in sync.aside.sentence.text(), timeout=PATIENCE_MS)
    grab(seat.shell, "sync-set-aside")
    sync.aside.look_pressed.emit()
    page = seat.shell.open_page(QUARANTINE_PAGE)
    assert isinstance(page, QuarantinePage)
    qtbot.waitUntil(lambda: len(page.lines.model.lines) == 2, timeout=PATIENCE_MS)
    page.lines.table.selectRow(0)
    assert "write the report again" in words(page.detail)
    page.lines.table.selectRow(1)
    assert "Receipt of headquarters" in words(page.detail)
    assert "headquarters sends it again" in words(page.detail)
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        schemes(scheme)
        QApplication.processEvents()
        grab(seat.shell, f"post-set-aside-{scheme.value}")
    assert (unnamed_widgets(seat.shell), unreached_widgets(seat.shell), doubled_keys(seat.shell)) == ([], [], [])
    page.lines.table.selectRow(1)
    world.choosing.answer = world.folder / "study.tdb"
    page.save_pressed.emit()
    qtbot.waitUntil(lambda: "study.tdb" in page.banner.accessibleName(), timeout=PATIENCE_MS)
    page._discard.click()
    page._yes.click()
    qtbot.waitUntil(lambda: len(page.lines.model.lines) == 1, timeout=PATIENCE_MS)
