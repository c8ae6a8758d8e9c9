"""Enrolment requests that somebody kept: brought again years later, after their answer, or for another post.

Who presents one cannot sign as the PC, and the digits of a PC are always the same: the officer at headquarters hears
the right ones. What must hold is that the PC stays where it is and under the keys of its officer.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from tests.lab.homes import Country, make_country
from tests.lab.strangers.attack import Attack, Outcome
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.directory.registry import DEVICE, POST
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.headquarters.enrolment.requests import DAY_MS, LASTS_DAYS
from tipdesk.services.sync.enrolment import Enrolment, request_enrolment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tipdesk.domain.rows import Row
    from tipdesk.domain.schema import RecordType
    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import UnitOfWork
    from tipdesk.services.link_desk import LinkDesk

KEPT, KEPT_LONG = 4, 100
OFFICER_OF_THE_PC = "officer1"
LATER_MS = (LASTS_DAYS + 1) * DAY_MS


class FakeForgetting:
    """A unit of work of a headquarters that remembers no answer, neither beside the directory nor in it."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def get_setting(self, key: str) -> bytes | None:
        return None if key.startswith("answered:") else self._work.get_setting(key)

    def get_row(self, record: RecordType, row: bytes) -> Row | None:
        found = self._work.get_row(record, row)
        if found is None or record is not DEVICE:
            return found
        return found.with_values({name: one for name, one in found.values.items() if name != "granted_at"}, frozenset())

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the real one has
        return getattr(self._work, name)


@dataclass
class Office:
    """Headquarters and a PC of its first post, both open. `kept`: requests of that PC that a stranger has copied."""

    headquarters: Session
    post: Session
    kept: list[Enrolment]

    @property
    def desk(self) -> LinkDesk:
        """The desk of the officer who answers requests."""
        return self.headquarters.desk

    def ask(self) -> Enrolment:
        """Let the PC make a request, of which the stranger takes a copy."""
        keys = self.post.opened.officer_keys
        made = request_enrolment(self.post.desk, keys.x25519_public, keys.signing_public)
        self.kept.append(made)
        return made

    def places(self) -> str:
        """Return the code of the post at which headquarters has the PC."""
        with self.desk.read() as reader:
            row = reader.get_row(DEVICE, self.post.desk.place.device)
            place = row["post"] if row else None
            post = reader.get_row(POST, place) if isinstance(place, bytes) else None
        return str(post["code"]) if post else ""

    def present(self, desk: LinkDesk, *, move: bool) -> list[str]:
        """Present everything that was kept, for the other post; return what each was refused with, or `answered`."""
        return [_answer(desk, one, "CAS", move=move) for one in self.kept]

    def outcome(self, said: list[str]) -> Outcome:
        """Return whether the PC is where it was, and how often each answer was given."""
        told = ", ".join(f"{said.count(one)} {one}" for one in sorted(set(said)))
        place = self.places()
        held = place == "VFT" and "answered" not in said
        return Outcome(held, f"{len(said)} kept requests presented: {told}; the PC stands at {place}")


def _answer(desk: LinkDesk, request: Enrolment, post: str, *, move: bool) -> str:
    try:
        enrol_device(desk, request.document, post, request.fingerprint, existing=OFFICER_OF_THE_PC, move=move)
    except TipdeskError as refusal:
        return refusal.code
    return "answered"


def forgetting(desk: LinkDesk) -> LinkDesk:
    """Return the desk of a headquarters that remembers no answer."""

    @contextmanager
    def work() -> Iterator[UnitOfWork]:
        with desk.work() as unit:
            yield cast("UnitOfWork", FakeForgetting(unit))

    return replace(desk, work=cast("Callable[[], AbstractContextManager[UnitOfWork]]", work))


@contextmanager
def _office(folder: Path, *, is_long: bool) -> Iterator[Office]:
    """Lend an office whose PC has asked some times, and was answered the last time."""
    country: Country = make_country(folder / "country")
    headquarters, post = country.headquarters.open(), country.post.open()
    made = Office(headquarters, post, [])
    try:
        add_post(made.desk, "CAS", "Castries")
        for _time in range(KEPT_LONG if is_long else KEPT):
            made.ask()
        _answer(made.desk, made.kept[-1], "VFT", move=False)
        yield made
    finally:
        post.close()
        headquarters.close()


def replay(folder: Path, is_long: bool) -> Outcome:
    """Present every request there ever was of an enrolled PC, the answered one too, saying that it is to be moved."""
    with _office(folder, is_long=is_long) as office:
        return office.outcome(office.present(office.desk, move=True))


def replay_to_the_forgetful(folder: Path, is_long: bool) -> Outcome:
    """Present them to a headquarters that remembers no answer."""
    with _office(folder, is_long=is_long) as office:
        return office.outcome(office.present(forgetting(office.desk), move=True))


def _fresh_one(folder: Path, *, is_long: bool, move: bool, later_ms: int = 0) -> Outcome:
    """Present a request that was made after the answer and never brought, so many milliseconds later."""
    with _office(folder, is_long=is_long) as office:
        office.kept.clear()
        for _time in range(KEPT_LONG if is_long else 1):
            office.ask()
        desk = replace(office.desk, clock=SystemClock(later_ms))
        return office.outcome(office.present(desk, move=move))


def wordless(folder: Path, is_long: bool) -> Outcome:
    """Lay a new request of the PC among those of another post: nobody says that it is to be moved."""
    return _fresh_one(folder, is_long=is_long, move=False)


def always_said(folder: Path, is_long: bool) -> Outcome:
    """Lay it there where whoever answers says of every PC that it is to be moved."""
    return _fresh_one(folder, is_long=is_long, move=True)


def late(folder: Path, is_long: bool) -> Outcome:
    """Keep a new request for more than thirty days, then say that the PC is to be moved."""
    return _fresh_one(folder, is_long=is_long, move=True, later_ms=LATER_MS)


def late_by_a_clock_that_stands(folder: Path, is_long: bool) -> Outcome:
    """Do so where the clock of headquarters has stood still meanwhile."""
    return _fresh_one(folder, is_long=is_long, move=True)


ATTACKS = (
    Attack("requests-replayed", replay, replay_to_the_forgetful),
    Attack("requests-without-a-word", wordless, always_said),
    Attack("requests-after-thirty-days", late, late_by_a_clock_that_stands),
)
