"""The process that is killed: it saves and pushes at a post, or receives at headquarters, and acknowledges each deed.

An acknowledgement goes through the pipe when the deed is durable; with `early` it goes before the COMMIT, which is the
planted fault that the harness must find.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from tipdesk.services.case.new_case import new_case
from tipdesk.services.headquarters.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from multiprocessing.connection import Connection
    from pathlib import Path

    from tests.lab.homes import Home
    from tipdesk.bootstrap.sessions import Session
    from tipdesk.services.desk import UnitOfWork

SAVE, PUSH, RECEIVE = "save", "push", "receive"
SAVES_A_PUSH = 4


class Acknowledged(NamedTuple):
    """One deed: what it was, and the last entry of the log concerned."""

    deed: str
    seq: int


@dataclass
class Acknowledging:
    """Units of work that acknowledge the last entry of the own log, after the commit or, planted, before it."""

    session: Session
    pipe: Connection
    early: bool
    work: Callable[[], AbstractContextManager[UnitOfWork]]

    @contextmanager
    def __call__(self) -> Iterator[UnitOfWork]:
        """Run one unit of work."""
        with self.work() as unit:
            yield unit
            seq = unit.ledger.own().seq
            if self.early:
                self.pipe.send(Acknowledged(SAVE, seq))
        if not self.early:
            self.pipe.send(Acknowledged(SAVE, seq))


def record(home: Home, stick: Path, pipe: Connection, early: bool) -> None:
    """Save cases and push them to the stick until the power goes."""
    session = home.open()
    desk = session.desk
    saving = replace(desk, work=Acknowledging(session, pipe, early, desk.work))
    for number in count(1):
        new_case(saving, document(number))
        if number % SAVES_A_PUSH == 0:
            with session.carrier(stick=stick) as carrier:
                sent = sync_now(desk, carrier, no_step, never).sent
            pipe.send(Acknowledged(PUSH, max((one.last for one in sent), default=0)))


def receive(home: Home, stick: Path, pipe: Connection, early: bool) -> None:
    """Take in what is on the stick, again and again, until the power goes."""
    session = home.open()
    while True:
        pipe.send(Acknowledged(RECEIVE, 0))
        for received in receive_stick(session.desk, session.stick(stick)):
            if received.device is not None:
                with session.desk.work() as work:
                    seq = max(log.seq for log in work.ledger.find_logs(received.device))
                pipe.send(Acknowledged(RECEIVE, seq))


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
