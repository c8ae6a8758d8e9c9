"""Refused bundles are kept whole, once each, until somebody discards them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.adapters.store.names import ACTOR, DEVICE
from tests.adapters.store.stores import new_store
from tipdesk.services.ledger import Quarantined

if TYPE_CHECKING:
    from pathlib import Path


def test_a_refused_bundle_is_kept_with_its_verdict(tmp_path: Path) -> None:
    """The number that is given leads to the bytes; the same bytes again are the same number; the latest comes first."""
    store = new_store(tmp_path / "home")
    with store.work(ACTOR) as work:
        quarantine = work.ledger.quarantine
        first = quarantine.keep(b"one", "a.tdb", "refused", "bad-signature", DEVICE, 5)
        second = quarantine.keep(b"other", "", "fork", "fork", None, 6)
        assert quarantine.keep(b"one", "b.tdb", "refused", "again", None, 7) == first != second
    with store.work(ACTOR) as work:
        quarantine = work.ledger.quarantine
        assert quarantine.find_all() == [
            Quarantined(second, "", "fork", "fork", None, 6, 5),
            Quarantined(first, "a.tdb", "refused", "bad-signature", DEVICE, 5, 3),
        ]
        quarantine.discard(second)
        assert (quarantine.get_content(first), quarantine.get_content(second)) == (b"one", None)
    store.close()
