"""A process that removes an officer and gives the store another key, and to which something happens on the way.

Every file that it opens for writing, renames or deletes in the home is a point at which it is killed, or the disk
refuses, once or from there on. What the database does inside its files is not seen here: those are read again before
anything is put in place.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from tests.lab.rekey.homes import SECOND
from tipdesk.bootstrap.officers import close_session, remove_officer
from tipdesk.domain.errors import TipdeskError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from tests.lab.homes import Home

READY_SECONDS = 120
_POINTS = frozenset({"open", "os.rename", "os.remove"})
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.lab.rekey.preload"])


class Accident(Enum):
    """What happens at a point."""

    NOTHING = "nothing"
    KILL = "kill"
    REFUSE_ONCE = "refuse once"
    REFUSE_ON = "refuse from there on"


@dataclass(frozen=True)
class Ended:
    """How it ended: how many points there were, and the code of the refusal, "" when it was done, None when killed."""

    points: int
    told: str | None


def run(home: Home, accident: Accident, point: int) -> Ended:
    """Let it happen in a process of its own."""
    ours, theirs = _processes.Pipe(duplex=False)
    child = _processes.Process(target=_remove, args=(home, accident, point, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(READY_SECONDS):
            raise TimeoutError
        points, told = ours.recv()
    except EOFError:
        points, told = point, None
    finally:
        child.kill() if child.is_alive() and accident is Accident.KILL else None
        child.join(READY_SECONDS)
        ours.close()
    if told is None and child.exitcode != -signal.SIGKILL:
        raise AssertionError(f"the process ended by itself: {child.exitcode}")
    return Ended(points, told)


def _remove(home: Home, accident: Accident, point: int, pipe: Connection) -> None:
    session = home.open()
    seen = 0

    def at(event: str, given: tuple[object, ...]) -> None:
        nonlocal seen
        if event not in _POINTS or not _is_change(event, given, str(home.folder)):
            return
        seen += 1
        if accident is Accident.KILL and seen == point:
            os.kill(os.getpid(), signal.SIGKILL)
        if (accident is Accident.REFUSE_ONCE and seen == point) or (accident is Accident.REFUSE_ON and seen >= point):
            raise OSError(errno.ENOSPC, "the disk is full")

    sys.addaudithook(at)
    told = ""
    try:
        remove_officer(session, SECOND)
        close_session(session)
    except TipdeskError as refusal:
        told = refusal.code
    pipe.send((seen, told))


def _is_change(event: str, given: tuple[object, ...], home: str) -> bool:
    path, mode, flags = (*given, None, None)[:3]
    inside = str(os.fsdecode(path) if isinstance(path, bytes) else path).startswith(home)
    if event != "open":
        return inside
    writes = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
    return inside and (writes or (isinstance(mode, str) and any(sign in mode for sign in "wax+")))
