"""One look into a closed store before it is opened: opening it needs the device's keys, and those lie inside.

The file is opened read-only, so that a WAL which a crash has left stays as it is until the ladder has seen it. The lock
of the home is held, so that nobody puts another store in place meanwhile.
"""

from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from tipdesk.adapters.store.engine import set_pragmas
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.store.link import Link
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _

STORE, LOCK = "store.db", "lock"


def peek(home: Path, key: bytes, setting: str) -> bytes:
    """Return one setting of a closed store.

    Raises Distrust `store-missing`, or `store-unreadable`, also where the setting is not there.
    """
    check_there(home)
    uri = (home / STORE).absolute().as_uri() + "?mode=ro"
    with (
        at_the_door(),
        file_lock(home / LOCK),
        closing(dbapi2.connect(uri, uri=True, isolation_level=None)) as raw,
    ):
        set_pragmas(raw, key, read_only=True)
        value = Link(raw).value("SELECT value FROM settings WHERE key = ?", (setting,))
    if not isinstance(value, bytes):
        raise Distrust("store-unreadable", _("The store has lost its own keys."))
    return value


def check_there(home: Path) -> None:
    """Raise Distrust `store-missing` for a home without a store file."""
    if not (home / STORE).exists():
        raise Distrust(
            "store-missing",
            _("The file with the records (store.db) is missing. Put a backup back (store restore); ring headquarters."),
        )
