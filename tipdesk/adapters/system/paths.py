"""The files of a home, and which folders may be one.

A home is one folder: `store.db` (the encrypted store), `slots` (who may open it), `head` (the store's own signed last
entry), `lock` (held while writing), `tries` (how often a passphrase was wrong; the same stands outside the home;
`tries.lock` and `tries.turn` are held), `in-use-…` (who has the store open), `ballast` (room for a full disk),
`outside` (what a locked PC knows: no case), `inbox` (sealed reports and receipts that came while it was locked),
`outbox` (sealed bundles) and, at headquarters, `spool` (uploads under way) and `cards-…` (new recovery cards, sealed,
until custodians have them). The store's own watch over itself keeps `closed` (what the files were when it was closed),
`receipt` (headquarters' last one), `aside.db` (what must be kept while the store may not be written), `suspect` and
`set-aside`. Nothing else of a case lies anywhere.
"""

from pathlib import Path
from typing import NamedTuple

from tipdesk.disk import keep_private

_HEAD = "head"


class HomePaths(NamedTuple):
    """The files of the home in `folder`."""

    folder: Path

    @property
    def store(self) -> Path:
        """Return the encrypted store."""
        return self.folder / "store.db"

    @property
    def slots(self) -> Path:
        """Return the officers' key slots."""
        return self.folder / "slots"

    @property
    def pending(self) -> Path:
        """Return the slot that waits for the custodians' answer, where a recovery was asked for."""
        return self.folder / "slots.recovery"

    @property
    def tries(self) -> Path:
        """Return how often passphrases have been tried; `outside_tries` says the same."""
        return self.folder / "tries"

    @property
    def tries_lock(self) -> Path:
        """Return the file that is held for the moment in which a try is counted."""
        return self.folder / "tries.lock"

    @property
    def tries_turn(self) -> Path:
        """Return the file that is held while one passphrase is being tried, by whoever tries it."""
        return self.folder / "tries.turn"

    @property
    def spool(self) -> Path:
        """Return where uploads wait until they are whole."""
        return self.folder / "spool"

    @property
    def outside(self) -> Path:
        """Return what a locked PC knows."""
        return self.folder / "outside"

    @property
    def inbox(self) -> Path:
        """Return where sealed reports and receipts wait for the next unlock."""
        return self.folder / "inbox"

    @property
    def outbox(self) -> Path:
        """Return where sealed bundles wait to be sent while the store is locked."""
        return self.folder / "outbox"

    @property
    def window(self) -> Path:
        """Return the file that the one window of this home holds."""
        return self.folder / "window"

    @property
    def asking(self) -> Path:
        """Return the file by which a second start asks for the window of the first."""
        return self.folder / "raise"

    def exists(self) -> bool:
        """Tell whether a store has been made here, even if files of it were lost since: no other is made over them."""
        return any(file.exists() for file in (self.store, self.slots, self.folder / _HEAD))


def default_home() -> Path:
    """Return where this user's installation lies unless told otherwise."""
    from platformdirs import user_data_path

    return user_data_path("tipdesk", appauthor=False)


def outside_tries(salt: bytes) -> Path:
    """Return where this user's account keeps the tries on the home whose slots have this salt, wherever it lies."""
    import hashlib  # not at the unlock window: it brings OpenSSL

    from platformdirs import user_state_path

    return user_state_path("tipdesk-tries", appauthor=False) / hashlib.sha256(b"tries" + salt).hexdigest()[:32]


def prepare_home(folder: Path) -> HomePaths:
    """Make the folder, for this account alone. UserErrors of `homes.refuse_unsafe` and `homes.claim`."""
    from tipdesk.adapters.system.homes import claim, refuse_unsafe

    resolved = folder.expanduser().absolute()
    refuse_unsafe(resolved)
    keep_private()
    resolved.mkdir(parents=True, exist_ok=True, mode=0o700)
    claim(resolved, is_home=HomePaths(resolved).exists())
    return HomePaths(resolved)
