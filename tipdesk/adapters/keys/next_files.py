"""The store and its slots under another key: both are written beside the old ones, then put in their place.

    store.db.next  written, compared, on the disk      → until slots.next is there too, an interrupted deed is undone
    slots.next     written, on the disk                → so it is while both are there
    store.db.next  renamed to store.db                 → from here on an interrupted deed is finished
    slots.next     renamed to slots

At every moment the files that are there say whether the deed is to be undone or finished. So store and slots always fit
each other after `settle`, and what is undone has changed nothing. The callers write the next files, and see to it that
nobody has the store open meanwhile.
"""

from pathlib import Path
from typing import Final

from tipdesk.adapters.keys.slots_file import refused_write, replace_file
from tipdesk.disk import remove, wait_for

STORE_NEXT: Final = "store.db.next"
SLOTS_NEXT: Final = "slots.next"
_STORE: Final = "store.db"
_SLOTS: Final = "slots"
_LEFT_BY_DATABASE: Final = ("-wal", "-shm", "-journal")


def is_unsettled(home: Path) -> bool:
    """Tell whether giving the store another key was interrupted."""
    return (home / STORE_NEXT).exists() or (home / SLOTS_NEXT).exists()


def put_in_place(home: Path) -> None:
    """Put both next files in place of the present ones.

    Raises Trouble `disk-full` or `slots-unwritable` where the disk refuses; then `settle` finishes or undoes it.
    """
    try:
        replace_file(home / STORE_NEXT, home / _STORE)
        replace_file(home / SLOTS_NEXT, home / _SLOTS)
    except OSError as error:
        raise refused_write(error) from error


def settle(home: Path) -> None:
    """Finish what was interrupted, or undo it.

    Raises Trouble `disk-full` or `slots-unwritable`; nothing is lost by trying again.
    """
    store, slots = home / STORE_NEXT, home / SLOTS_NEXT
    try:
        if slots.exists() and not store.exists():
            replace_file(slots, home / _SLOTS)
        remove(slots)
        wait_for(home)  # the slots first, for good: alone they would mean that the store is in place
        for file in (store, *(store.with_name(store.name + suffix) for suffix in _LEFT_BY_DATABASE)):
            remove(file)
    except OSError as error:
        raise refused_write(error) from error
