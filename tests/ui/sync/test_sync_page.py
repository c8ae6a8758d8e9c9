"""The sync page of a post: before and after enrolment, by wire and by stick, with the receipt as code and digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.linked import World, found_world, open_window
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets
from tipdesk.ui.sync.page import SYNC_PAGE, PluggedIn, plug
from tipdesk.ui.sync.view import SyncPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.workplace import Workplace


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Headquarters and one post, shared by the tests of this file in their order."""
    made = found_world(tmp_path_factory.mktemp("sync"))
    yield made
    made.post.close()
    made.headquarters.close()


@pytest.fixture
def problems() -> Iterator[list[object]]:
    """What no screen took; nothing, at the end of every test."""
    found: list[object] = []
    yield found
    assert found == []


@pytest.fixture
def place(world: World, theme: object, problems: list[object], qtbot: QtBot) -> Iterator[Workplace]:
    """The post's window."""
    window = open_window(world.post, problems)
    qtbot.addWidget(window.shell)
    window.shell.resize(1024, 700)
    window.shell.show()
    yield window
    window.lanes.close()


def page_of(place: Workplace) -> SyncPage:
    page = place.shell.open_page(SYNC_PAGE)
    assert isinstance(page, SyncPage)
    return page


def test_before_enrolment(world: World, place: Workplace, qtbot: QtBot) -> None:
    """A PC that is not enrolled shows its digits, saves its request, and says what is missing of a grant."""
    world.worry()
    plugged = plug(place, world.outside(world.post))
    plugged.start()
    page = page_of(place)
    qtbot.waitUntil(lambda: page.enrolment.isVisible() and bool(page.enrolment._digits.text()))
    grab(place.shell, "sync-before-enrolment")
    assert page.queue.table.model().rowCount() == 1
    assert not page.state.wire.isEnabled()
