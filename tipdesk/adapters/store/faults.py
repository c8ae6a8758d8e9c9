"""The door: exceptions of the database library become one of the three families here and nowhere else."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlcipher3 import dbapi2

from tipdesk.domain.errors import Distrust, TipdeskError, Trouble
from tipdesk.domain.texts import _

_FULL, _BUSY, _LOCKED, _READ_ONLY, _IO, _CANNOT_OPEN, _NOT_A_DATABASE, _CORRUPT = 13, 5, 6, 8, 10, 14, 26, 11
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_PRIMARY = 0xFF  # the low byte of an SQLite result code is its family


@contextmanager
def at_the_door() -> Iterator[None]:
    """Translate what the database raises.

    Trouble `disk-full`, `store-busy` or `store-disk`; Distrust `store-unreadable`. Anything else is our own bug and
    passes.
    """
    try:
        yield
    except DBAPIError as error:
        raise _translated(error.orig) or error from error
    except PoolTimeout as error:
        raise _busy() from error
    except dbapi2.Error as error:
        raise _translated(error) or error from error
    except OSError as error:  # of the files beside the store
        raise _full() if error.errno in _NO_ROOM else _disk() from error


def _translated(error: BaseException | None) -> TipdeskError | None:
    code = int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY
    if code == _FULL:
        return _full()
    if code in (_BUSY, _LOCKED):
        return _busy()
    if code in (_IO, _CANNOT_OPEN, _READ_ONLY):
        return _disk()
    if code in (_NOT_A_DATABASE, _CORRUPT):
        return Distrust("store-unreadable", _("The store cannot be read: the key is wrong or the file is damaged."))
    return None


def _busy() -> Trouble:
    return Trouble("store-busy", _("Another window or command is writing to the store. Try again."))


def _full() -> Trouble:
    return Trouble("disk-full", _("The disk is full. Nothing was saved; free some space and try again."))


def _disk() -> Trouble:
    return Trouble("store-disk", _("The disk does not let the store be read or written."))
