"""A process that does one deed on a home, and to which something happens on the way.

Every file or folder of the home, or beside it under a longer name, that it opens for writing, makes, renames or deletes
is a point at which it is killed, or the disk refuses, once or from there on. What the database does inside its files is
not seen here: those are read again before anything is put in place.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from tests.lab.processes import PROCESSES
from tests.stretching import AsHere
from tipdesk.domain.errors import TipdeskError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

READY_SECONDS = 120
_POINTS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"})


class Accident(Enum):
    """What happens at a point."""

    NOTHING = "nothing"
    KILL = "kill"
    REFUSE_ONCE = "refuse once"
    REFUSE_ON = "refuse from there on"


@dataclass(frozen=True)
class Ended:
    """How it ended: what each point was, and the code of the refusal, "" when it was done, None when killed.

    A point is the event and the path, as seen from beside the home: "os.rename post".
    """

    events: tuple[str, ...]
    told: str | None

    @property
    def points(self) -> int:
        """Return how many points there were."""
        return len(self.events)


def run(begin: Callable[[], Callable[[], object]], home: Path, accident: Accident, point: int) -> Ended:
    """Let it happen in a process of its own. `begin`: makes everything ready, in peace, and returns the deed."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    child = PROCESSES.Process(target=AsHere(_do), args=(begin, str(home), accident, point, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(READY_SECONDS):
            raise TimeoutError
        events, told = ours.recv()
    except EOFError:
        events, told = (), None
    finally:
        child.kill() if child.is_alive() and accident is Accident.KILL else None
        child.join(READY_SECONDS)
        ours.close()
    if told is None and child.exitcode != -signal.SIGKILL:
        raise AssertionError(f"the process ended by itself: {child.exitcode}")
    return Ended(events, told)


def _do(begin: Callable[[], Callable[[], object]], home: str, accident: Accident, point: int, pipe: Connection) -> None:
    deed = begin()
    seen: list[str] = []

    def at(event: str, given: tuple[object, ...]) -> None:
        if event not in _POINTS or not _is_change(event, given, home):
            return
        seen.append(f"{event} {os.path.relpath(str(given[0]), Path(home).parent)}")
        if accident is Accident.KILL and len(seen) == point:
            os.kill(os.getpid(), signal.SIGKILL)
        if (accident is Accident.REFUSE_ONCE and len(seen) == point) or (
            accident is Accident.REFUSE_ON and len(seen) >= point
        ):
            raise OSError(errno.ENOSPC, "the disk is full")

    sys.addaudithook(at)
    told = ""
    try:
        deed()
    except TipdeskError as refusal:
        told = refusal.code
    pipe.send((tuple(seen), told))


def _is_change(event: str, given: tuple[object, ...], home: str) -> bool:
    path, mode, flags = (*given, None, None)[:3]
    inside = str(os.fsdecode(path) if isinstance(path, bytes) else path).startswith(home)
    if event != "open":
        return inside
    writes = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
    return inside and (writes or (isinstance(mode, str) and any(sign in mode for sign in "wax+")))
