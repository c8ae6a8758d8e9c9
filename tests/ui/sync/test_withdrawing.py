"""Hold and withdraw on the screen: what waits says when it goes, its author takes it back, a sync says what it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.desktops import press, tab_to, type_keys
from tests.ui.linked import World, found_world, open_window, settled_world, show, until
from tests.ui.probes import doubled_keys, unnamed_widgets, unreached_widgets
from tipdesk.bootstrap.window import Window
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.remembered.link import HOLD_MINUTES
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.push.holds import set_hold
from tipdesk.services.sync.push.withdrawals import find_withdrawals
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.ui.headquarters.page import POSTS_PAGE, plug_headquarters
from tipdesk.ui.headquarters.posts_view import PostsPage
from tipdesk.ui.saved.view import SavedView
from tipdesk.ui.sync.courier import Pace
from tipdesk.ui.sync.page import SYNC_PAGE, plug
from tipdesk.ui.sync.view import SyncPage
from tipdesk.ui.theme import Scheme
from tipdesk.ui.worry.view import WorryView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.seat import Seat
    from tipdesk.ui.theme import Theme

QUICK = Pace(10, 10, 10**9)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Headquarters and an enrolled post that holds what it writes for fifteen minutes."""
    with settled_world(tmp_path_factory.mktemp("holding"), hold=15) as made:
        yield made


def test_held_entries_wait_and_are_taken_back(
    world: World, seat: Seat, schemes: Callable[[Scheme], None], qtbot: QtBot
) -> None:
    """The courier leaves what is held; the queue says when it goes; by keys alone its author withdraws one of two."""
    courier = plug(seat, world.outside(world.post), QUICK).courier
    page = seat.shell.open_page(SYNC_PAGE)
    assert isinstance(page, SyncPage)
    courier.start()
    before = world.wire.carried
    first, second = world.worry(), world.worry()
    seat.lanes.write(record_worry, {"danger_now": "no"})
    until(qtbot, lambda: world.wire.carried > before and page.queue.lines.model.rowCount() == 3)
    until(qtbot, lambda: not courier.state.is_working and not seat.lanes.is_busy)
    cells = [line.cells for line in page.queue.lines.model.lines]
    assert [(cell[1], cell[3]) for cell in cells[:2]] == [(first, "in 15 minutes"), (second, "in 15 minutes")]
    assert "sends 3 entries that could still be withdrawn" in page.state._closing.text()
    assert courier._timer.remainingTime() < 16 * 60_000  # a coarse timer may be late by a little
    page.queue.lines.table.setFocus()
    page.queue.lines.table.selectRow(1)
    tab_to("Withdraw…")
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert page.withdraw.reason.problem() == "Say why it is withdrawn. The reason stays."
    type_keys("typed in the wrong case")
    show(seat, "sync-withdraw")
    assert (unnamed_widgets(seat.shell), unreached_widgets(seat.shell), doubled_keys(seat.shell)) == ([], [], [])
    page.withdraw.reason.setFocus()
    press(Qt.Key.Key_Return)
    until(qtbot, lambda: "is withdrawn" in page.banner.accessibleName() and not seat.lanes.is_busy)
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        schemes(scheme)
        show(seat, f"sync-held-{scheme.value}")
    page.state.sync_pressed.emit()
    until(qtbot, lambda: "2 entries can no longer be withdrawn." in page.banner.accessibleName())
    until(qtbot, lambda: not seat.lanes.is_busy)
    show(seat, "sync-holds-ended")
    [withdrawn] = find_withdrawals(world.headquarters.desk)
    assert withdrawn.reason == "typed in the wrong case"


def test_a_supervisor_sets_how_long_an_entry_stays(world: World, seat: Seat, qtbot: QtBot) -> None:
    """By keys alone; a number that is none stands beside the line; another officer reads the time and sets nothing."""
    plug(seat, world.outside(world.post), QUICK)
    page = seat.shell.open_page(SYNC_PAGE)
    assert isinstance(page, SyncPage)
    until(qtbot, lambda: page.hold.isVisible() and page.hold.field.value() == 15)
    page.hold.field.setFocus()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_keys("900")
    tab_to("Keep this time")
    press(Qt.Key.Key_Space)
    assert "whole number from 0 to 240" in page.hold.field.problem()
    page.hold.field.setFocus()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_keys("30")
    tab_to("Keep this time")
    press(Qt.Key.Key_Space)
    until(qtbot, lambda: page.banner.accessibleName() == "The time has been kept." and not seat.lanes.is_busy)
    with world.post.desk.read() as reader:
        assert HOLD_MINUTES.get(reader) == 30
    show(seat, "sync-hold")
    assert (unnamed_widgets(seat.shell), unreached_widgets(seat.shell), doubled_keys(seat.shell)) == ([], [], [])
    page.hold.show_hold(30, may_set=False)
    assert [part.isVisible() for part in (page.hold.field, page.hold._now)] == [False, True]
    set_hold(world.post.desk, 15)


def test_headquarters_shows_what_was_withdrawn(world: World, theme: Theme, qtbot: QtBot) -> None:
    """The page of posts says who withdrew an entry before it was received, when and why."""
    problems: list[object] = []
    window = open_window(world.headquarters, problems, qtbot)
    plug_headquarters(window, world.outside(world.headquarters))
    page = window.shell.open_page(POSTS_PAGE)
    assert isinstance(page, PostsPage)
    until(qtbot, page.withdrawn.isVisible)
    until(qtbot, lambda: not window.lanes.is_busy)
    [line] = page.withdrawn._lines.widgets
    words = " ".join(label.text() for label in line.findChildren(QLabel))
    assert "by joan: typed in the wrong case" in words
    show(window, "hq-withdrawn")
    window.lanes.close()
    assert problems == []


def test_a_refusal_stands_beside_the_reason(world: World, seat: Seat, qtbot: QtBot) -> None:
    """What has left meanwhile, by another window or command, is not withdrawn, and the page says why."""
    plug(seat, world.outside(world.post), Pace(10**9, 10**9, 10**9))
    page = seat.shell.open_page(SYNC_PAGE)
    assert isinstance(page, SyncPage)
    world.worry()
    seat.notices.announce_answer(None)
    until(qtbot, lambda: not seat.lanes.is_busy)
    seat.lanes.write(record_worry, {"danger_now": "no"})
    until(qtbot, lambda: page.queue.lines.model.rowCount() == 2 and not seat.lanes.is_busy)
    page.queue.lines.table.selectRow(0)
    page.queue._button.click()
    sync_now(world.post.desk, world.wire, no_step, never)
    type_keys("too late")
    press(Qt.Key.Key_Return)
    until(qtbot, lambda: "Headquarters has received entry" in page.withdraw.reason.problem())


def test_the_saved_page_takes_a_worry_back(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """The page after a worry offers to withdraw it, with the call that was noted; afterwards nothing of it is left."""
    world = found_world(tmp_path, hold=15)
    world.enrol()
    sync_now(world.post.desk, world.wire, no_step, never)
    crashes: list[BaseException] = []
    window = Window(theme, world.post, on_crash=crashes.append, on_lock=lambda: None, on_quit=lambda: None)
    window.shell.resize(1024, 700)
    window.shell.show()
    saved = record_worry(world.post.desk, {"own_words": "Unmistakable words"})
    window.seat.go("worry")
    [worry] = window.shell.findChildren(WorryView)
    said = "1 earlier entry that could still be withdrawn"
    qtbot.waitUntil(lambda: said in worry._closing.text(), timeout=10_000)
    show(window.seat, "worry-closing")
    window.seat.go("saved", (saved, False))
    [page] = window.shell.findChildren(SavedView)
    qtbot.waitUntil(page._take_back.isVisible)
    page.call_pressed.emit({"whom": "The duty officer", "answer": "answered"}, None)
    qtbot.waitUntil(lambda: "Rang The duty officer" in "".join(page.calls.texts()), timeout=10_000)
    page._take_back.click()
    type_keys("the wrong page")
    show(window.seat, "saved-withdraw")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.isVisible(), timeout=10_000)
    sync_now(world.post.desk, world.wire, no_step, never)
    assert {one.reason for one in find_withdrawals(world.headquarters.desk)} == {"the wrong page"}
    window.shell.close()
    window.close()
    world.headquarters.close()
    QApplication.processEvents()
    assert crashes == []
