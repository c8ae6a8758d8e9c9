"""A further officer in a slots file, in one step: what the deeds of the product do in two."""

from pathlib import Path

from tipdesk.adapters.keys.slot_deeds import keep_slot, new_officer, prepare_slot
from tipdesk.adapters.keys.stretching import Cost
from tipdesk.adapters.keys.vault import Opened


def add_slot(path: Path, opened: Opened, login: str, passphrase: str, *, cost: Cost) -> Opened:
    """Add an officer's slot while `opened` authorises; return what it opens to."""
    added = new_officer(opened, login)
    keep_slot(path, opened, prepare_slot(path, opened, added, passphrase, is_new=True, cost=cost))
    return added
