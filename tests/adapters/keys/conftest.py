"""The slots file that its tests alter."""

from pathlib import Path

import pytest

from tests.adapters.keys.officers import ANN
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import create_slots


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The slots file of a new home with one officer."""
    create_slots(tmp_path / "slots", "officer1", ANN, cost=FLOOR)
    return tmp_path / "slots"
