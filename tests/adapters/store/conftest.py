"""The store of the store's tests, made in a temporary home; a file of tests adds what its own need to find in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.stores import new_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.adapters.store.store import Store


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the folder of a home."""
    return tmp_path / "home"


@pytest.fixture
def is_headquarters() -> bool:
    """Say whether the store is headquarters' own: a post's, unless a file of tests says otherwise."""
    return False


@pytest.fixture
def store(home: Path, *, is_headquarters: bool) -> Iterator[Store]:
    """Make a real store, and close it after the test."""
    made = new_store(home, is_headquarters=is_headquarters)
    yield made
    made.close()
