"""The store on which tests of sheets stand: a headquarters' on SQLCipher, made anew for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor
from tests.services.test_store_contract import open_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.services.test_store_contract import StoreSite
    from tipdesk.services.desk import Desk


@pytest.fixture
def site(tmp_path: Path) -> Iterator[StoreSite]:
    """Headquarters' store."""
    yield from open_site(tmp_path / "home", 1, is_headquarters=True)


@pytest.fixture
def desk(site: StoreSite) -> Desk:
    """Its coordinator."""
    return site.desk(make_actor("coordinator", frozenset({"coordinator"})))
