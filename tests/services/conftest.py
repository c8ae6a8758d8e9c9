"""What tests of services stand on unless they make their own: a room, an office with real keys, a country."""

from __future__ import annotations

import pytest

from tests.services.countries import Country, a_country
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


@pytest.fixture
def country() -> Country:
    """Headquarters and a PC of each of two posts."""
    return a_country({"A": 1, "B": 1})
