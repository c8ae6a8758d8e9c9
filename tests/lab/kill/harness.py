"""Strikes a working process at a random moment, opens its home again and tells what is not as it was acknowledged.

Promises SIGKILL, which nothing can catch, and the store's own checks afterwards. What else a blow does, as the power
that goes with it, is the `Blow`'s; what the child does is in `child`.
"""

from __future__ import annotations

import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from tests.lab.kill.child import (
    PUSH,
    RECEIVE,
    SAVE,
    Acknowledged,
    Plant,
    document,
    receive,
    record,
    until_the_disk_is_gone,
)
from tests.lab.processes import PROCESSES
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.new_case import new_case
from tipdesk.services.files.let_go import let_go
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    from tests.lab.homes import Country, Home
    from tipdesk.homes.sessions import Session

LEAST_MS, MOST_MS = 5, 60
READY_SECONDS = 60
CASES_ON_A_STICK = 5
MOST_WAITED_FOR = 6


class Blow(Protocol):
    """What happens besides the death of the process.

    `silences`: nothing that the process tells after it can have been heard: a PC without power tells nobody anything.
    """

    silences: bool

    def strike(self) -> None:
        """Do it while the process works; it is killed at once afterwards."""

    def recover(self) -> None:
        """Make the home reachable again, as the next start of the PC does."""


class JustDeath:
    """Nothing but the kill."""

    silences = False

    def strike(self) -> None:
        """Leave the world as it is."""

    def recover(self) -> None:
        """Nothing has gone."""


@dataclass
class Harness:
    """One country whose processes are struck. `plant`: a fault of ours; `problems`: what was found broken."""

    country: Country
    dice: random.Random
    plant: Plant = Plant.NONE
    blow: Blow = field(default_factory=JustDeath)
    problems: list[str] = field(default_factory=list)
    kills: int = 0
    acknowledged: int = 0

    def kill_a_save(self) -> None:
        """Kill the post while it saves and pushes, and check it; then carry the stick to headquarters."""
        told = self._run(record, self.country.post)
        saved = max((one.seq for one in told if one.deed == SAVE), default=0)
        pushed = max((one.seq for one in told if one.deed == PUSH), default=0)
        self._check(self.country.post, saved)
        if pushed:
            self._is_on_the_stick(pushed)

    def kill_a_receive(self) -> None:
        """Kill headquarters while it takes in a stick, and check it."""
        self._fill_stick()
        told = self._run(receive, self.country.headquarters)
        received = max((one.seq for one in told if one.deed == RECEIVE), default=0)
        session = self.country.headquarters.open()
        try:
            held = _post_log(session, self.country)
            if held < received:
                self.problems.append(f"headquarters acknowledged entry {received} and holds {held}")
        finally:
            session.close()
        self._check(self.country.headquarters, 0)

    def _fill_stick(self) -> None:
        """Leave something on the stick that headquarters does not have."""
        session = self.country.post.open()
        try:
            for number in range(CASES_ON_A_STICK):
                new_case(session.desk, document(number))
            with session.carrier(stick=self.country.stick) as carrier:
                sync_now(session.desk, carrier, no_step, never)
        finally:
            session.close()

    def _run(self, job: Callable[[Home, Path, Connection, Plant], None], home: Home) -> list[Acknowledged]:
        """Start a child, kill it at a random moment of its work, and return what it acknowledged."""
        ours, theirs = PROCESSES.Pipe(duplex=False)
        child = PROCESSES.Process(
            target=until_the_disk_is_gone, args=(job, home, self.country.stick, theirs, self.plant), daemon=True
        )
        child.start()
        theirs.close()
        told: list[Acknowledged] = []
        try:
            if ours.poll(READY_SECONDS):
                told.append(ours.recv())
            if self.dice.randrange(2):
                child.join(self.dice.uniform(LEAST_MS, MOST_MS) / 1000)
            else:
                told += self._wait_for(ours)
            if child.exitcode is not None:
                self.problems.append(f"the child ended by itself with {child.exitcode}")
            told += _rest(ours)
            self.blow.strike()
        finally:
            child.kill()
            child.join()
        if isinstance(self.blow, JustDeath) and child.exitcode != -signal.SIGKILL:
            self.problems.append("the child was not killed")
        if not self.blow.silences:
            told += _rest(ours)
        ours.close()
        self.blow.recover()
        self.kills += 1
        self.acknowledged += len(told)
        return told

    def _wait_for(self, pipe: Connection) -> list[Acknowledged]:
        """Wait for some acknowledgements: the moment after one is the most telling to die at."""
        told: list[Acknowledged] = []
        for _number in range(self.dice.randint(1, MOST_WAITED_FOR)):
            if not pipe.poll(READY_SECONDS):
                break
            told.append(pipe.recv())
        return told

    def _check(self, home: Home, saved: int) -> None:
        session = home.open()
        try:
            with session.desk.work() as work:
                own = work.ledger.own().seq
            if own < saved:
                self.problems.append(f"entry {saved} was acknowledged and the log ends at {own}")
            self.problems += [
                f"{finding.check}: {problem}" for finding in session.check() for problem in finding.problems
            ]
            self.problems += halves(session)
        finally:
            session.close()

    def _is_on_the_stick(self, pushed: int) -> None:
        """What was pushed is whole on the stick: headquarters takes it in up to the last entry pushed."""
        session = self.country.headquarters.open()
        try:
            receive_stick(session.desk, session.stick(self.country.stick))
            held = _post_log(session, self.country)
            if held < pushed:
                self.problems.append(f"entry {pushed} was pushed and headquarters finds {held}")
        finally:
            session.close()


def _rest(pipe: Connection) -> list[Acknowledged]:
    """Return what stands in the pipe by now; the last message of a dead child may be cut."""
    told = []
    try:
        while pipe.poll():
            told.append(pipe.recv())
    except (EOFError, OSError):
        pass
    return told


def halves(session: Session) -> list[str]:
    """Every case has all the records that were saved with it in one entry."""
    with session.desk.read() as reader:
        found = {name: reader.find_rows(BY_NAME[name]) for name in ("Case", "Person", "Note")}
    people: dict[bytes, int] = {}
    for row in (*found["Person"], *found["Note"]):
        people[row.case or b""] = people.get(row.case or b"", 0) + 1
    wrong = [case for case, number in people.items() if number != 3]
    cases = {row.id for row in found["Case"]}
    half = ["half an entry stands in the store"] if wrong or cases != set(people) else []
    return half + half_files(session)


def half_files(session: Session) -> list[str]:
    """Tell which sealed files no row names once an unlock has let go; that each row has its file, the store checks."""
    let_go(session.desk)
    with session.desk.read() as reader:
        named = {row["content_id"] for row in reader.find_rows(BY_NAME["Attachment"], with_deleted=True)}
    folder = session.paths.files
    here = {path.name for path in folder.iterdir() if path.is_file()} if folder.is_dir() else set()
    strays = here - {one.hex() for one in named if isinstance(one, bytes)}
    return [f"{one} lies there, and no row names it" for one in sorted(strays)]


def _post_log(session: Session, country: Country) -> int:
    """Return how far headquarters holds the post's log."""
    with session.desk.work() as work:
        return max((log.seq for log in work.ledger.find_logs() if log.log != work.ledger.own().log), default=0)
