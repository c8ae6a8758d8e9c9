"""The post's window over its real store, for the tests of sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.linked import World, shown_window, standing_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.seat import Seat


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Headquarters and one post, shared by the tests of a file in their order."""
    with standing_world(tmp_path_factory.mktemp("sync")) as made:
        yield made


@pytest.fixture
def seat(world: World, theme: object, qtbot: QtBot) -> Iterator[Seat]:
    """The post's window."""
    with shown_window(world.post, qtbot) as window:
        yield window
