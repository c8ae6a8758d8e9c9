"""The deeds that an officer does while the disk fails, and what must hold afterwards.

Each deed is done in a process of its own on real homes; in another one, without faults, `problems_after` opens them
again: a deed that said it was done must be there whole, one that told the officer of a failure is there whole or not at
all, what was there before is there still, and the deed can be done again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.lab.faults import at_headquarters, at_lock, of_files, of_homes, of_officers
from tests.lab.faults.place import Place
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
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.lab.homes import Country, Home

AMENDED, OTHER = "Amended", "another quiet lantern over six harbours"
WAY_BEFORE, ON_THE_WAY = 3, 5


def _nothing(_country: Country) -> None:
    """Nothing besides some cases at the post."""


def _holds(_place: Place) -> list[str]:
    """Everything that is asked of it is asked of every deed."""
    return []


def _at_post(country: Country) -> Home:
    return country.post


def _at_headquarters(country: Country) -> Home:
    return country.headquarters


@dataclass(frozen=True)
class Deed:
    """One deed at one of the homes. `do` may be done again; `is_done` looks whether it stands.

    `prepare`: what is done before, besides some cases at the post; `opens`: whether the officer has unlocked before the
    disk fails; `begin`: what the process is made to be first; `rest`: what else does not hold, asked before anything is
    opened; `cases`: how many must be there whatever happens; `is_done_once`: it cannot be done again where it was done;
    `parts`: rounds of the laboratory that it takes.
    """

    name: str
    home: Callable[[Country], Home]
    do: Callable[[Place], object]
    is_done: Callable[[Place], bool]
    prepare: Callable[[Country], None] = _nothing
    opens: bool = True
    begin: Callable[[], None] = lambda: None
    rest: Callable[[Place], list[str]] = _holds
    cases: int = WAY_BEFORE
    is_done_once: bool = False
    parts: int = 1


def _save(place: Place) -> None:
    new_case(place.session.desk, document(ON_THE_WAY))


def _is_saved(place: Place) -> bool:
    with place.session.desk.read() as reader:
        return any(row["title"] == "Blue heron 5" for row in reader.find_rows(BY_NAME["Case"]))


def _amend(place: Place) -> None:
    with place.session.desk.read() as reader:
        person = reader.find_rows(BY_NAME["Person"])[0]
    amend_record(place.session.desk, person, {"occupation": AMENDED})


def _is_amended(place: Place) -> bool:
    with place.session.desk.read() as reader:
        return any(row["occupation"] == AMENDED for row in reader.find_rows(BY_NAME["Person"]))


def _push(place: Place) -> None:
    with place.session.carrier(stick=place.country.stick) as carrier:
        sync_now(place.session.desk, carrier, no_step, never)


def _is_pushed(place: Place) -> bool:
    return any(path.suffix == ".tdb" and path.stat().st_size > 0 for path in place.country.stick.rglob("*"))


def _receive(place: Place) -> None:
    receive_stick(place.session.desk, place.session.stick(place.country.stick))


def _is_received(place: Place) -> bool:
    with place.session.desk.read() as reader:
        return len(reader.find_rows(BY_NAME["Case"])) == WAY_BEFORE


def _change_passphrase(place: Place) -> None:
    path, opened = place.session.paths.slots, place.session.opened
    keep_slot(path, opened, prepare_slot(path, opened, opened, OTHER, cost=FLOOR))


def _is_changed(place: Place) -> bool:
    """One of the two passphrases always opens; which one tells whether it was changed."""
    slots, login = place.session.paths.slots, place.home.login
    try:
        open_slot(slots, login, OTHER)
    except UserError:
        open_slot(slots, login, PASSPHRASE)
        return False
    return True


def _push_before(country: Country) -> None:
    place = Place(country, country.post)
    _push(place)
    place.close()


def _receive_before(country: Country) -> None:
    at_headquarters.carry(country)


DEEDS: tuple[Deed, ...] = (
    Deed("save", _at_post, _save, _is_saved),
    Deed("amend", _at_post, _amend, _is_amended),
    Deed("take in", _at_post, of_files.take_in, of_files.is_taken_in, of_files.lay_on_stick, parts=2),
    Deed(
        "export",
        _at_post,
        of_files.export,
        of_files.is_exported,
        of_files.take_in_before,
        rest=of_files.half_exported,
    ),
    Deed("push", _at_post, _push, _is_pushed),
    Deed("receive", _at_headquarters, _receive, _is_received, _push_before, cases=0),
    Deed("passphrase", _at_post, _change_passphrase, _is_changed),
    Deed("admit", _at_post, of_officers.admit, of_officers.is_admitted, of_officers.name_second),
    Deed("remove", _at_post, of_officers.remove, of_officers.is_removed, of_officers.admit_second),
    Deed("rekey", _at_post, of_officers.rekey, of_officers.is_rekeyed, of_officers.remove_second, parts=12),
    Deed(
        "back up",
        _at_post,
        of_homes.back_up,
        of_homes.is_backed_up,
        of_homes.back_up_before,
        rest=of_homes.backups,
        parts=8,
    ),
    Deed(
        "put back", _at_post, of_homes.put_back, of_homes.is_put_back, of_homes.save_after_backup, opens=False, parts=10
    ),
    Deed(
        "migrate",
        _at_post,
        of_homes.migrate,
        of_homes.is_migrated,
        of_homes.make_older,
        opens=False,
        begin=of_homes.become_newer,
        rest=of_homes.half_migrated,
        parts=10,
    ),
    Deed("lock", _at_post, at_lock.lock, at_lock.is_locked, rest=at_lock.list_of_sealed),
    Deed("unlock", _at_post, at_lock.unlock, at_lock.is_settled, at_lock.send_while_locked, opens=False),
    Deed("rotate keys", _at_headquarters, at_headquarters.rotate, at_headquarters.is_rotated, _receive_before),
    Deed(
        "new cards",
        _at_headquarters,
        at_headquarters.rotate_with_new_cards,
        at_headquarters.has_new_cards,
        _receive_before,
        is_done_once=True,
    ),
    Deed(
        "erase", _at_headquarters, at_headquarters.erase, at_headquarters.is_erased, at_headquarters.ask_before, cases=2
    ),
    Deed("obey an erasure", _at_post, _push, at_headquarters.is_obeyed, at_headquarters.erase_before, cases=2),
)


def _save_blindly(place: Place) -> None:
    with suppress(Trouble):
        _save(place)


BLIND = Deed("blind", _at_post, _save_blindly, _is_saved)
"""The control: it says that it is done whatever the disk said."""


def deed_of(name: str) -> Deed:
    """Return a deed by its name, the control too."""
    return next(one for one in (*DEEDS, BLIND) if one.name == name)


def prepare(country: Country, deed: Deed) -> None:
    """Bring the homes to where the deed begins: some cases at the post, and what the deed needs besides."""
    post = Place(country, country.post)
    try:
        for number in range(WAY_BEFORE):
            new_case(post.session.desk, document(number))
    finally:
        post.close()
    deed.prepare(country)


def problems_after(country: Country, deed: Deed, said: str) -> list[str]:
    """Open the home again and tell what is not as it must be. `said`: what the deed answered."""
    place = Place(country, deed.home(country))
    found = deed.rest(place)
    try:
        session = place.session
    except TipdeskError as error:
        return [*found, f"the home does not open any more: {error.code}"]
    try:
        found += [f"{finding.check}: {problem}" for finding in session.check() for problem in finding.problems]
        found += halves(session)
        with session.desk.read() as reader:
            count = len(reader.find_rows(BY_NAME["Case"]))
        if count < deed.cases:
            found.append(f"{count} cases are left of {deed.cases}")
        if said == "done" and not deed.is_done(place):
            found.append("it said that it was done, and it is not there")
        if not (deed.is_done_once and deed.is_done(place)):  # a failure may have been told of what stands whole
            deed.do(place)  # nothing that was typed is lost: it is done again, or done once more
        if not deed.is_done(place):
            found.append("it cannot be done afterwards")
        return found
    finally:
        place.close()
