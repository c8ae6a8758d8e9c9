"""The post's window over its real store, for the tests of sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.linked import World, found_world, open_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.workplace import Workplace


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Headquarters and one post, shared by the tests of a file in their order."""
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
