"""What tests of services stand on unless they make their own: a room, a store, an office, a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk, make_store
from tests.services.countries import Country, a_country
from tests.services.documents import a_document
from tests.services.offices import Office, make_office
from tests.services.rooms import Room, a_room
from tests.services.sites import Sites
from tipdesk.services.case.new_case import new_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.fakes.store import FakeStore


@pytest.fixture
def room() -> Room:
    """A case of the owner."""
    return a_room()


@pytest.fixture
def office() -> Office:
    """The office."""
    return make_office()


@pytest.fixture
def store() -> FakeStore:
    """A post's store with one case, made by officer1."""
    made = make_store()
    new_case(make_desk(made), a_document())
    return made


@pytest.fixture
def country() -> Country:
    """Headquarters and a PC of each of two posts."""
    return a_country({"A": 1, "B": 1})


@pytest.fixture(params=["fake", "real"])
def sites(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sites]:
    """Two PCs of one post with a case: in memory, and on SQLCipher."""
    from tests.services.test_store_contract import FakeSite, open_site

    if request.param == "fake":
        yield Sites(FakeSite(make_store(1)), FakeSite(make_store(2)))
        return
    here, there = (open_site(tmp_path / name, number) for number, name in enumerate(("here", "there"), 1))
    yield Sites(next(here), next(there))
    for site in (here, there):
        next(site, None)
