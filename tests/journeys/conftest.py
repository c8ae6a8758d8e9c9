"""One world a run, made on real parts; each story goes on in a copy of its own."""

from pathlib import Path

import pytest

from tests.journeys.runner import World
from tests.journeys.worlds import copied, make_world
from tests.stretching import stretching


@pytest.fixture(scope="session")
def first_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Headquarters with two posts and one enrolled PC. Nothing is done in it: stories copy it."""
    with stretching(cheaply=True):
        return make_world(tmp_path_factory.mktemp("first"))


@pytest.fixture
def fresh(first_world: World, tmp_path: Path) -> World:
    """A world of the story's own."""
    return copied(first_world, tmp_path)
