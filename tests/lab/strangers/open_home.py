"""A home whose folder and files every account of the PC may read and change: a copy with `cp`, a careless `chmod`."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from tests.lab.homes import PASSPHRASE, Home
from tests.lab.strangers.attack import Attack, Outcome
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.store.store import Store
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.homes.founding import make_post
from tipdesk.homes.readying import CLOSED, make_ready
from tipdesk.homes.sessions import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def opened_to_all(folder: Path) -> Home:
    """Make a home, lock it and open it to everybody."""
    session = make_post(folder / "post", "officer1", PASSPHRASE, cost=FLOOR)
    home = Home.of(session)
    session.close()
    for path in (home.folder, *home.folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    return home


def judge(home: Home, start: Callable[[Home], list[str]]) -> Outcome:
    """Start on it, and look at what others may still open."""
    told = start(home)
    still = [path.name for path in (home.folder, *home.folder.rglob("*")) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    is_held = not still and CLOSED in told
    return Outcome(
        is_held, f"open to others: {', '.join(still) or 'nothing'}; the officer is {'' if told else 'not '}told"
    )


def run(folder: Path, _is_long: bool) -> Outcome:
    """What every start does, then the unlock."""

    def start(home: Home) -> list[str]:
        told = make_ready(home.folder)
        home.open().close()
        return told

    return judge(opened_to_all(folder), start)


def control(folder: Path, _is_long: bool) -> Outcome:
    """The store alone, opened and closed without what looks at its home."""

    def start(home: Home) -> list[str]:
        session = home.open()
        around = surroundings(session.keys, SystemClock())
        session.close()
        for path in (home.folder, *home.folder.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        Store.open(home.folder, home.store_key, around).close()
        return []

    return judge(opened_to_all(folder), start)


OPEN_HOME = Attack("a home open to every account", run, control)
