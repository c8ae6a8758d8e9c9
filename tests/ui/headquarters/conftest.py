"""Headquarters' window over its real store, for the tests of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.linked import shown_window
from tipdesk.ui.headquarters.page import plug_headquarters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.ui.seat import Seat


@pytest.fixture
def seat(world: World, theme: object, qtbot: QtBot) -> Iterator[Seat]:
    """Headquarters' window with its pages; no screen may leave a problem to nobody."""
    with shown_window(world.headquarters, qtbot) as window:
        plug_headquarters(window, world.outside(world.headquarters))
        yield window
