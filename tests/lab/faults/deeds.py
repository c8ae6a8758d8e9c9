"""The deeds that an officer does while the disk fails, and what must hold afterwards.

Each deed is done in a process of its own on real homes. `check` opens them again without faults: a deed that said it
was done must be there whole, one that told the officer of a failure is there whole or not at all.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.lab.homes import PASSPHRASE
from tests.lab.kill.child import document
from tests.lab.kill.harness import halves
from tipdesk.adapters.keys.slot_deeds import keep_slot, prepare_slot
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import open_slot
from tipdesk.domain.errors import TipdeskError, Trouble, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.headquarters.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.lab.homes import Country, Home
    from tipdesk.bootstrap.sessions import Session

AMENDED, OTHER = "Amended", "another quiet lantern over six harbours"
WAY_BEFORE, ON_THE_WAY = 3, 5


@dataclass(frozen=True)
class Deed:
    """One deed at one of the homes. `do` may be done again; `is_done` looks whether it stands."""

    name: str
    home: Callable[[Country], Home]
    do: Callable[[Session, Path], object]
    is_done: Callable[[Session, Path], bool]


def _save(session: Session, _stick: Path) -> None:
    new_case(session.desk, document(ON_THE_WAY))


def _is_saved(session: Session, _stick: Path) -> bool:
    with session.desk.read() as reader:
        return any(row["title"] == "Blue heron 5" for row in reader.find_rows(BY_NAME["Case"]))


def _amend(session: Session, _stick: Path) -> None:
    with session.desk.read() as reader:
        person = reader.find_rows(BY_NAME["Person"])[0]
    amend_record(session.desk, person, {"occupation": AMENDED})


def _is_amended(session: Session, _stick: Path) -> bool:
    with session.desk.read() as reader:
        return any(row["occupation"] == AMENDED for row in reader.find_rows(BY_NAME["Person"]))


def _push(session: Session, stick: Path) -> None:
    with session.carrier(stick=stick) as carrier:
        sync_now(session.desk, carrier, no_step, never)


def _is_pushed(_session: Session, stick: Path) -> bool:
    return any(path.suffix == ".tdb" and path.stat().st_size > 0 for path in stick.rglob("*"))


def _receive(session: Session, stick: Path) -> None:
    receive_stick(session.desk, session.stick(stick))


def _is_received(session: Session, _stick: Path) -> bool:
    with session.desk.read() as reader:
        return len(reader.find_rows(BY_NAME["Case"])) == WAY_BEFORE


def _change_passphrase(session: Session, _stick: Path) -> None:
    path, opened = session.paths.slots, session.opened
    keep_slot(path, opened, prepare_slot(path, opened, opened, OTHER, cost=FLOOR))


def _is_changed(session: Session, _stick: Path) -> bool:
    """One of the two passphrases always opens; which one tells whether it was changed."""
    try:
        open_slot(session.paths.slots, session.opened.login, OTHER)
    except UserError:
        open_slot(session.paths.slots, session.opened.login, PASSPHRASE)
        return False
    return True


DEEDS: tuple[Deed, ...] = (
    Deed("save", lambda country: country.post, _save, _is_saved),
    Deed("amend", lambda country: country.post, _amend, _is_amended),
    Deed("push", lambda country: country.post, _push, _is_pushed),
    Deed("receive", lambda country: country.headquarters, _receive, _is_received),
    Deed("passphrase", lambda country: country.post, _change_passphrase, _is_changed),
)


def _save_blindly(session: Session, stick: Path) -> None:
    with suppress(Trouble):
        _save(session, stick)


BLIND = Deed("blind", lambda country: country.post, _save_blindly, _is_saved)
"""The control: it says that it is done whatever the disk said."""


def prepare(country: Country, deed: Deed) -> None:
    """Bring the homes to where the deed begins: some cases at the post, for `receive` on the stick."""
    post = country.post.open()
    try:
        for number in range(WAY_BEFORE):
            new_case(post.desk, document(number))
        if deed.name == "receive":
            _push(post, country.stick)
    finally:
        post.close()


def problems_after(country: Country, deed: Deed, said: str) -> list[str]:
    """Open the home again and tell what is not as it must be. `said`: what the deed answered."""
    try:
        session = deed.home(country).open()
    except TipdeskError as error:
        return [f"the home does not open any more: {error.code}"]
    try:
        found = [f"{finding.check}: {problem}" for finding in session.check() for problem in finding.problems]
        found += halves(session)
        if said == "done" and not deed.is_done(session, country.stick):
            found.append("it said that it was done, and it is not there")
        deed.do(session, country.stick)  # nothing that was typed is lost: it is done again, or done once more
        if not deed.is_done(session, country.stick):
            found.append("it cannot be done afterwards")
        return found
    finally:
        session.close()
