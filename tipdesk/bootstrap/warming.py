"""Loads what unlocking will need while the officer still types, so that the first screen follows at once.

Nothing of it delays the unlock window, which has been painted by then. Modules are imported, and the digest of the
closed store is taken, which needs no key; nothing is opened or decrypted. Screens are imported on the GUI thread, one
at a time between events, and the rest beside it. An officer who is quicker than this simply waits for the rest of the
import.
"""

from __future__ import annotations

import importlib
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from tipdesk.adapters.system.paths import HomePaths

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject

PAUSE_MS = 150
"""How many milliseconds after the unlock window was shown the loading begins."""
_BETWEEN_MS = 5
_BESIDE = (
    "tipdesk.adapters.keys.vault",
    "tipdesk.adapters.store.store",
    "sqlalchemy.dialects.sqlite",
    "tipdesk.adapters.keys.ring",
    "tipdesk.services.headquarters.directory.route",
    "tipdesk.services.link_desk",
    "tipdesk.adapters.system.codebook",
    "tipdesk.services.locked.describe_outside",
    "tipdesk.services.keys.officers.who_am_i",
    "tipdesk.services.locked.outbox",
    "tipdesk.services.keys.officers.withdraw_officer",
    "tipdesk.homes.cards",
    "tipdesk.homes.printing",
    "tipdesk.services.looks.find_looks",
    "tipdesk.services.looks.prune_looks",
    "tipdesk.adapters.system.words",
)
_SCREENS = (
    "tipdesk.bootstrap.window",
    "tipdesk.bootstrap.pages",
    "tipdesk.bootstrap.links",
    "tipdesk.ui.home.page",
    "tipdesk.ui.sync.page",
    "tipdesk.ui.my_work.page",
    "tipdesk.ui.integrity.page",
    "tipdesk.ui.cases.actions",
    "tipdesk.ui.cases.screen",
    *(("tipdesk.ui.lock.linux_signals",) if sys.platform == "linux" else ()),
)


def begin_warming(owner: QObject, home: Path) -> None:
    """Load everything in a moment.

    The loading of screens ends with `owner`, and `home` is the one to be unlocked.
    """
    QTimer.singleShot(PAUSE_MS, owner, lambda: _begin(owner, home))


def warm_up(home: Path) -> None:
    """Load everything now, so that what follows can be measured without it."""
    load_all()
    _read_ahead(home)


def load_all() -> None:
    """Import everything now, without taking the digest of a store."""
    _import_beside()
    for name in _SCREENS:
        importlib.import_module(name)


def _begin(owner: QObject, home: Path) -> None:
    threading.Thread(target=_load_beside, args=(home,), name="warming").start()
    _load_screens(owner, 0)


def _load_beside(home: Path) -> None:
    _import_beside()
    _read_ahead(home)


def _import_beside() -> None:
    for name in _BESIDE:
        importlib.import_module(name)


def _read_ahead(home: Path) -> None:
    from tipdesk.adapters.store.closed_file import read_ahead

    read_ahead(HomePaths(home).store)


def _load_screens(owner: QObject, place: int) -> None:
    if place < len(_SCREENS):
        importlib.import_module(_SCREENS[place])
        QTimer.singleShot(_BETWEEN_MS, owner, lambda: _load_screens(owner, place + 1))
