"""Headquarters' receipt beside the store, and a store that does not know its own log any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.stores import ACTOR, FAMILY, change, new_store, save
from tipdesk.adapters.store.heads import RECEIPT_FILE, write_receipt
from tipdesk.adapters.store.ladder import own_log_and_device
from tipdesk.domain.errors import Distrust, Trouble

if TYPE_CHECKING:
    from pathlib import Path


def test_a_receipt_that_the_disk_refuses_is_trouble(tmp_path: Path) -> None:
    """The receipt is put in place whole; where that cannot be, the officer is told by name."""
    write_receipt(tmp_path, b"first")
    write_receipt(tmp_path, b"second")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(RECEIPT_FILE, b"second")]
    with pytest.raises(Trouble) as caught:
        write_receipt(tmp_path / "no such folder", b"receipt")
    assert caught.value.code == "store-disk"


@pytest.mark.parametrize("value", [None, b"log-of-another-pc"])
def test_a_store_without_its_own_log_is_refused(tmp_path: Path, value: bytes | None) -> None:
    """A store that does not say which log is its own, or names one that it does not hold, is not to be believed."""
    store = new_store(tmp_path / "home")
    save(store, b"case-0123456789a", change(b"row-0123456789ab", {FAMILY: "Paul"}))
    with store.work(ACTOR) as work:
        assert own_log_and_device(work.link) == (work.ledger.own().log, work.ledger.own().device)
        work.put_setting("own-log", value)
        with pytest.raises(Distrust) as caught:
            own_log_and_device(work.link)
        assert caught.value.code == "no-own-log"
    store.close()
