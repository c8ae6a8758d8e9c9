"""A copy that cannot be made leaves the store closed as it was: no connection stays behind with the error."""

from pathlib import Path

import pytest

from tests.adapters.store.names import FAMILY, KEY
from tests.adapters.store.stores import change, new_store, save
from tipdesk.adapters.store.copying import beside, copy_verified
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.rekey import copy_rekeyed
from tipdesk.domain.errors import Trouble

CASE_ID, ROW = bytes(16), b"\x01" * 16
NEXT_KEY = bytes(range(1, 33))
SETTING = ("rekey-due", b"")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A closed store."""
    made = new_store(tmp_path / "home")
    save(made, CASE_ID, change(ROW, {FAMILY: "Paul"}))
    made.close()
    return tmp_path / "home" / STORE


def test_a_copy_that_cannot_be_begun_leaves_nothing_open(store: Path, tmp_path: Path) -> None:
    """While its error is still being told, the next one finds the store closed, as it must to give it another key."""
    with pytest.raises(Trouble) as told:
        copy_verified(store, KEY, tmp_path / "no folder" / "copy.db")
    assert told.value.code == "store-disk"
    assert not any(file.exists() for file in beside(store))
    copy_rekeyed(store, (KEY, NEXT_KEY), tmp_path / "next.db", SETTING)
    assert not any(file.exists() for file in beside(store))
