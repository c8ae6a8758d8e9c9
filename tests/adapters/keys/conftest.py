"""The slots file that its tests alter, and passphrases that are stretched in earnest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.keys.officers import ANN
from tests.stretching import stretching
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import create_slots


@pytest.fixture(scope="module", autouse=True)
def stretched() -> Iterator[None]:
    """What a passphrase costs is part of what these tests prove."""
    with stretching(cheaply=False):
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The slots file of a new home with one officer."""
    create_slots(tmp_path / "slots", "officer1", ANN, cost=FLOOR)
    return tmp_path / "slots"
