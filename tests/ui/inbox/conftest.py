"""Headquarters' window with the inbox, over its real store, and a post that reports to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.linked import settled_world, shown_window
from tipdesk.ui.inbox.page import make_page
from tipdesk.ui.shell import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.ui.seat import Seat


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Headquarters and an enrolled post, shared by the tests of a file in their order."""
    with settled_world(tmp_path_factory.mktemp("inbox")) as made:
        yield made


@pytest.fixture
def seat(world: World, theme: object, qtbot: QtBot) -> Iterator[Seat]:
    """Headquarters' window with the inbox."""
    with shown_window(world.headquarters, qtbot) as window:
        window.shell.add_page(Page("inbox", "Inbox", "inbox", lambda: make_page(window), counts=True))
        yield window
