"""What a power cut may leave of the head file, and what it may not excuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.stores import ACTOR, KEY, new_store, surroundings
from tipdesk.adapters.store.store import Store
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope

if TYPE_CHECKING:
    from pathlib import Path


def _saved(home: Path, saves: int) -> None:
    store = new_store(home)
    for _ in range(saves):
        with store.work(ACTOR) as work:
            work.append(Scope.AUDIT, None, [])
    store.close()


@pytest.mark.parametrize("blank", [b"", bytes(300)])
def test_a_head_that_a_power_cut_left_blank_gives_way_to_the_sure_one(tmp_path: Path, blank: bytes) -> None:
    """An empty or zeroed head opens by the older one that was waited for."""
    _saved(tmp_path, 66)
    (tmp_path / "head").write_bytes(blank)
    store = Store.open(tmp_path, KEY, surroundings())
    store.close()


@pytest.mark.parametrize("name", ["head", "head.sure"])
def test_a_blank_head_excuses_nothing_else(tmp_path: Path, name: str) -> None:
    """A missing head, and a blank one without a sure one beside it, are refused."""
    _saved(tmp_path, 3)
    if name == "head.sure":
        (tmp_path / "head").write_bytes(b"")
    (tmp_path / name).unlink()
    with pytest.raises(Distrust) as refused:
        Store.open(tmp_path, KEY, surroundings())
    assert refused.value.code == "store-rolled-back"
