"""The door: only here do exceptions of the database library become Trouble or Distrust.

Everything that touches the store's files runs inside `at_the_door`, so that no caller has to know the library.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlcipher3 import dbapi2

from tipdesk.disk import FULL
from tipdesk.domain.errors import Distrust, TipdeskError, Trouble
from tipdesk.domain.refused_files import name_in, why_refused
from tipdesk.domain.texts import _

_FULL, _BUSY, _LOCKED, _READ_ONLY, _IO, _CANNOT_OPEN, _INTERRUPTED = 13, 5, 6, 8, 10, 14, 9
_DAMAGED = (26, 11)  # SQLITE_NOTADB, SQLITE_CORRUPT
_DISK, _UNREADABLE = "store-disk", "store-unreadable"
_PRIMARY = 0xFF  # the low byte of an SQLite result code is its family
_IN_WORDS = {
    "database or disk is full": _FULL,
    "database is locked": _BUSY,
    "database table is locked": _LOCKED,
    "attempt to write a readonly database": _READ_ONLY,
    "disk I/O error": _IO,
    "unable to open database file": _CANNOT_OPEN,
    "file is not a database": _DAMAGED[0],
    "database disk image is malformed": _DAMAGED[1],
}
"""What the driver says where it gives no code, which is while it copies a database."""


@contextmanager
def at_the_door(in_use: Engine | None = None) -> Iterator[None]:
    """Translate what the database, and the files beside it, raise in the block.

    Trouble is `disk-full`, `store-busy` or `store-disk`, or `check-unfinished` for a check that is stopped. A page that
    cannot be read is Distrust `store-unreadable` while a store is being opened. In a store that is open (`in_use` is
    its engine) such a page is the disk's fault until the next unlock has looked, so it is Trouble `store-disk`, and
    never the fault of a bundle that is just being judged. SQLCipher gives no further page to a connection that once
    failed to read one, so the engine is disposed of and begins afresh. Anything else is a bug of our own and passes
    through.
    """
    try:
        try:
            yield
        except DBAPIError as error:
            raise _translated(error.orig, in_use) or error from error
        except PoolTimeout as error:
            raise _busy() from error
        except dbapi2.Error as error:
            raise _translated(error, in_use) or error from error
        except OSError as error:
            raise refused_file(error) from error
    except (Trouble, Distrust) as refusal:
        if in_use is None or refusal.code not in (_DISK, _UNREADABLE):
            raise
        in_use.dispose()
        raise _disk() from refusal


def refused_file(error: OSError) -> Trouble:
    """Return what the officer is told when the disk refuses a file: Trouble `disk-full` or `store-disk`."""
    if error.errno in FULL:
        return disk_full()
    told = why_refused(error)
    return Trouble(_DISK, told, path=name_in(error)) if told else _disk()


def _translated(error: BaseException | None, in_use: Engine | None) -> TipdeskError | None:
    code = int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY or _IN_WORDS.get(str(error), 0)
    if code == _FULL:
        return disk_full()
    if code in (_BUSY, _LOCKED):
        return _busy()
    if code == _INTERRUPTED:
        return unfinished()
    if code in (_IO, _CANNOT_OPEN, _READ_ONLY) or (code in _DAMAGED and in_use is not None):
        return _disk()
    if code in _DAMAGED:
        return Distrust(_UNREADABLE, _("The store cannot be read: the key is wrong or the file is damaged."))
    return None


def unfinished() -> Trouble:
    """Return Trouble `check-unfinished`, said where a check was stopped before it had a verdict."""
    return Trouble("check-unfinished", _("The records were not checked to the end, so nothing is saved. Unlock again."))


def _busy() -> Trouble:
    return Trouble("store-busy", _("Another window or command is writing to the store. Try again."))


def disk_full() -> Trouble:
    """Return Trouble `disk-full`, said where the disk of the store takes no more."""
    return Trouble("disk-full", _("The disk is full. Nothing was saved; free some space and try again."))


def _disk() -> Trouble:
    return Trouble(
        _DISK,
        _("The disk does not let the store be read or written. Try again; if it stays so, lock TIPdesk and unlock it."),
    )
