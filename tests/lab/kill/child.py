"""The process that is killed: it saves and pushes at a post, or receives at headquarters, and acknowledges each deed.

An acknowledgement goes through the pipe when the deed is durable. Faults can be planted, which the harness must find:
an acknowledgement before the COMMIT, a store that does not wait for its disk, a file that comes after its row.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from tests.fakes.files import FakeSource
from tipdesk.adapters.files.sealed_files import SealedFiles
from tipdesk.adapters.store import engine
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.case.new_case import new_case
from tipdesk.services.file_store import untold
from tipdesk.services.files.attach import attach
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from multiprocessing.connection import Connection
    from pathlib import Path

    from sqlcipher3 import dbapi2

    from tests.lab.homes import Home
    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import UnitOfWork
    from tipdesk.services.file_store import Source, TakenIn, Told

SAVE, PUSH, RECEIVE = "save", "push", "receive"
SAVES_A_PUSH, SAVES_A_FILE = 4, 3


class Plant(Enum):
    """A fault of ours that must show: the control of the harness."""

    NONE = "none"
    EARLY = "acknowledged before the commit"
    CARELESS = "synchronous=OFF"
    LATE = "a file that is there after its row"


class Acknowledged(NamedTuple):
    """One deed: what it was, and the last entry of the log concerned."""

    deed: str
    seq: int


@dataclass
class Acknowledging:
    """Units of work that acknowledge the last entry of the own log, after the commit or, planted, before it."""

    session: Session
    pipe: Connection
    plant: Plant
    work: Callable[[], AbstractContextManager[UnitOfWork]]

    @contextmanager
    def __call__(self) -> Iterator[UnitOfWork]:
        """Run one unit of work."""
        with self.work() as unit:
            yield unit
            seq = unit.ledger.own().seq
            if self.plant is Plant.EARLY:
                self.pipe.send(Acknowledged(SAVE, seq))
        if self.plant is not Plant.EARLY:
            self.pipe.send(Acknowledged(SAVE, seq))


class LateFiles(SealedFiles):
    """The planted fault: each file is in its place only when the next one is taken in."""

    def take_in(self, source: Source, told: Told = untold) -> TakenIn:
        """Bring the last one to its place, and leave this one beside its own."""
        for late in self.folder.glob("*.late"):
            late.rename(late.with_suffix(""))
        taken = super().take_in(source, told)
        path = self.folder / taken.content_id.hex()
        path.rename(path.with_suffix(".late"))
        return taken


def until_the_disk_is_gone(job: Callable[..., None], *given: object) -> None:
    """Do a job that may end only because its disk no longer answers: with one word, not with a traceback."""
    try:
        job(*given)
    except (TipdeskError, OSError) as error:
        sys.exit(f"{job.__name__} ended: {getattr(error, 'code', type(error).__name__)}")


def record(home: Home, stick: Path, pipe: Connection, plant: Plant) -> None:
    """Save cases and push them to the stick until the power goes."""
    if plant is Plant.CARELESS:
        _wait_for_no_disk()
    session = home.open()
    desk = session.desk
    files = LateFiles(**vars(desk.files)) if plant is Plant.LATE else desk.files
    saving = replace(desk, work=Acknowledging(session, pipe, plant, desk.work), files=files)
    for number in count(1):
        made = new_case(saving, document(number))
        if number % SAVES_A_FILE == 0:
            attach(saving, made.id, FakeSource("scan.png", b"an invented scan " * 9_000), {})
        if number % SAVES_A_PUSH == 0:
            with session.carrier(stick=stick) as carrier:
                sent = sync_now(desk, carrier, no_step, never).sent
            pipe.send(Acknowledged(PUSH, max((one.last for one in sent), default=0)))


def receive(home: Home, stick: Path, pipe: Connection, plant: Plant) -> None:
    """Take in what is on the stick, again and again, until the power goes."""
    session = home.open()
    while True:
        pipe.send(Acknowledged(RECEIVE, 0))
        for received in receive_stick(session.desk, session.stick(stick)):
            if received.device is not None:
                with session.desk.work() as work:
                    seq = max(log.seq for log in work.ledger.find_logs(received.device))
                pipe.send(Acknowledged(RECEIVE, seq))


def _wait_for_no_disk() -> None:
    """Plant the fault in this process alone: its connections do not wait for the disk."""
    careful = engine.set_pragmas

    def careless(link: dbapi2.Connection, key: bytes, *, read_only: bool = False) -> None:
        careful(link, key, read_only=read_only)
        link.execute("PRAGMA synchronous = OFF").fetchall()

    engine.set_pragmas = careless


def document(number: int) -> dict[str, object]:
    """Return a case of several records that belong together: a half of it would show."""
    return {
        "case": {"title": f"Blue heron {number}"},
        "records": [
            {"record": "Person", "key": "p1", "fields": {"given_names": "Example"}},
            {"record": "Person", "key": "p2", "fields": {"given_names": "Another"}},
            {"record": "Note", "fields": {"text": "Invented for the lab.", "person": "p1"}},
        ],
    }
