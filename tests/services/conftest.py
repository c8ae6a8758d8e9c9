"""What the tests of services stand on unless they make their own: a room with one case, an office with real keys."""

from __future__ import annotations

import pytest

from tests.services.offices import Office, make_office
from tests.services.rooms import Room, a_room


@pytest.fixture
def room() -> Room:
    """A case of the owner."""
    return a_room()


@pytest.fixture
def office() -> Office:
    """The office."""
    return make_office()
