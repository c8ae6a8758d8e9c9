"""The post's window over its real store, for the tests of sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.linked import shown_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.ui.seat import Seat


@pytest.fixture
def seat(world: World, theme: object, qtbot: QtBot) -> Iterator[Seat]:
    """The post's window."""
    with shown_window(world.post, qtbot) as window:
        yield window
