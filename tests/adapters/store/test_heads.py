"""Headquarters' receipt beside the store, and a store that does not know its own log any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY, ROW
from tests.adapters.store.stores import change, new_store, save
from tests.fakes.keys import FakeSigner, verify
from tipdesk.adapters.store.heads import RECEIPT_FILE, receipt_problems, write_receipt
from tipdesk.adapters.store.ladder import own_log_and_device
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.services.remembered.link import FORMER_KEYSETS, KEYSET_IN_FORCE, LAST_RECEIPT
from tipdesk.sync.codec import first_hash
from tipdesk.sync.document import KEYSET, RECEIPT, Keyset, Receipt, write_payload

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.adapters.store.store import Store


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


OLD_KEY, NEW_KEY, STRANGER = (FakeSigner(name * 32) for name in (b"o", b"n", b"x"))


@pytest.fixture
def store(store: Store) -> Store:
    """A store with two entries that knows headquarters' keys, those of before a renewal too."""
    for name in ("Paul", "Pol"):
        save(store, CASE, change(ROW, {FAMILY: name}))
    now, before = (
        write_payload(KEYSET, Keyset(number, b"r" * 32, (one.public,), "", "", "", "", 0), one)
        for number, one in ((2, NEW_KEY), (1, OLD_KEY))
    )
    with store.work(ACTOR) as work:
        KEYSET_IN_FORCE.keep(work, now)
        FORMER_KEYSETS.keep(work, [before])
    return store


def receipt(store: Store, seq: int, signer: FakeSigner = NEW_KEY, **changed: Any) -> bytes:  # noqa: ANN401 - any field
    """Return headquarters' receipt for the own log."""
    with store.work(ACTOR) as work:
        own = work.ledger.own()
        hashed = work.link.value("SELECT hash FROM entries WHERE seq = ?", (seq,)) or first_hash(own.device, own.log)
    made = Receipt(own.device, own.log, seq, hashed, 0, 0, None, 1, (0, b""), (2, 0), 0)
    return write_payload(RECEIPT, msgspec.structs.replace(made, **changed), signer)


def told(store: Store, home: Path, inside: bytes | None, beside: bytes | None) -> list[str]:
    """Put receipts inside and beside the store, and return what is noticed."""
    with store.work(ACTOR) as work:
        LAST_RECEIPT.keep(work, inside)
    if beside is None:
        (home / RECEIPT_FILE).unlink(missing_ok=True)
    else:
        write_receipt(home, beside)
    with store.read() as reader:
        return receipt_problems(reader.link, home, verify)


def test_receipts_that_hold(store: Store, tmp_path: Path) -> None:
    """None; the same inside and beside; one no older beside, as after a crash; by a former key; of no entry yet."""
    home = tmp_path / "home"
    first, second = receipt(store, 1), receipt(store, 2)
    for inside, beside in (
        (None, None),
        (first, first),
        (first, second),
        (first, receipt(store, 1, time=9)),
        (None, second),
        (receipt(store, 1, OLD_KEY), receipt(store, 1, OLD_KEY)),
        (receipt(store, 0), receipt(store, 0)),
        (second, receipt(store, 1, epoch=2)),
        (receipt(store, 2, log=b"log of before it"), first),
    ):
        assert told(store, home, inside, beside) == []


def test_receipts_that_do_not_hold(store: Store, tmp_path: Path) -> None:
    """One that is gone, older than the one inside, a stranger's, or of entries that the store has not so."""
    home = tmp_path / "home"
    first, second = receipt(store, 1), receipt(store, 2)
    foreign = ["the receipt beside the store is not one of headquarters"]
    assert told(store, home, first, None) == ["the receipt beside the store is gone"]
    assert told(store, home, second, first) == ["an older receipt lies beside the store"]
    assert told(store, home, receipt(store, 2, epoch=2), second) == ["an older receipt lies beside the store"]
    for beside in (receipt(store, 1, STRANGER), b"", b"rubbish", first[:-1]):
        assert told(store, home, first, beside) == foreign
    assert told(store, home, b"rubbish", first) == foreign
    ahead = receipt(store, 3, head=b"h" * 32)
    assert told(store, home, first, ahead) == ["headquarters has received entry 3, which the store does not have"]
    other = receipt(store, 2, head=b"h" * 32)
    for inside in (first, other):
        assert told(store, home, inside, other) == ["headquarters has received entry 2, which the store does not have"]
