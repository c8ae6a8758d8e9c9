"""The files of a home, and which folders may be one.

A home is one folder. In it lie `store.db` (the encrypted store), `slots` (who may open it; `slots.recovery` waits for
the custodians), `head` (the store's own signed last entry), `lock` (held while writing), `tries` (how often a
passphrase was wrong; the same stands outside the home; `tries.lock` and `tries.turn` are held), `in-use-…` (who has the
store open), `window` and `raise` (which window is open), `language` (the one chosen), `ballast` (room for a full disk),
`outside` (what a locked PC knows: no case), `inbox` (sealed reports and receipts that came while it was locked),
`outbox` (sealed bundles), `files` (the sealed files of cases; `files.lock` is held while one is taken in),
`before-update` (the backup made before an update) and, at headquarters, `spool` (uploads under way) and `cards-…` (new
recovery cards, sealed, until custodians have them).

The store's own watch over itself keeps `closed` (what the files were when it was closed), `receipt` (headquarters' last
one), `aside.db` (what must be kept while the store may not be written), `suspect` and `set-aside`. Nothing else of a
case lies anywhere.
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
        """Return the path of the encrypted store."""
        return self.folder / "store.db"

    @property
    def slots(self) -> Path:
        """Return the path of the officers' key slots."""
        return self.folder / "slots"

    @property
    def pending(self) -> Path:
        """Return the path of the slot that waits for the custodians' answer, where a recovery was asked for."""
        return self.folder / "slots.recovery"

    @property
    def tries(self) -> Path:
        """Return the path of the file that counts tries of passphrases; `outside_tries` says the same."""
        return self.folder / "tries"

    @property
    def tries_lock(self) -> Path:
        """Return the path of the file that is held for the moment in which a try is counted."""
        return self.folder / "tries.lock"

    @property
    def tries_turn(self) -> Path:
        """Return the path of the file that is held, by whoever tries, while one passphrase is being tried."""
        return self.folder / "tries.turn"

    @property
    def spool(self) -> Path:
        """Return the folder in which uploads wait until they are whole."""
        return self.folder / "spool"

    @property
    def outside(self) -> Path:
        """Return the path of the file with what a locked PC knows."""
        return self.folder / "outside"

    @property
    def inbox(self) -> Path:
        """Return the folder in which sealed reports and receipts wait for the next unlock."""
        return self.folder / "inbox"

    @property
    def outbox(self) -> Path:
        """Return the folder in which sealed bundles wait to be sent while the store is locked."""
        return self.folder / "outbox"

    @property
    def files(self) -> Path:
        """Return the folder in which the sealed files of cases lie."""
        return self.folder / "files"

    @property
    def files_lock(self) -> Path:
        """Return the path of the file that is held while a file is taken in, and while those without a row go."""
        return self.folder / "files.lock"

    @property
    def window(self) -> Path:
        """Return the path of the file that the one window of this home holds."""
        return self.folder / "window"

    @property
    def asking(self) -> Path:
        """Return the path of the file by which a second start asks for the window of the first."""
        return self.folder / "raise"

    def exists(self) -> bool:
        """Tell whether a store has been made here, even if some of its files were lost since.

        No other store is made over what is left.
        """
        return any(file.exists() for file in (self.store, self.slots, self.folder / _HEAD))


def default_home() -> Path:
    """Return where this user's home lies unless the program is told otherwise."""
    from platformdirs import user_data_path

    return user_data_path("tipdesk", appauthor=False)


def outside_tries(salt: bytes) -> Path:
    """Return where this user's account notes the tries on a home, wherever that home lies.

    The home is known by the salt of its slots file.
    """
    import hashlib  # not at the unlock window: it brings OpenSSL

    from platformdirs import user_state_path

    return user_state_path("tipdesk-tries", appauthor=False) / hashlib.sha256(b"tries" + salt).hexdigest()[:32]


def prepare_home(folder: Path) -> HomePaths:
    """Make the folder of a home, for this account alone, and return its paths.

    Raises the UserErrors of `homes.refuse_unsafe` and `homes.claim`.
    """
    from tipdesk.adapters.system.homes import claim, refuse_unsafe

    resolved = folder.expanduser().absolute()
    refuse_unsafe(resolved)
    keep_private()
    resolved.mkdir(parents=True, exist_ok=True, mode=0o700)
    claim(resolved, is_home=HomePaths(resolved).exists())
    return HomePaths(resolved)
