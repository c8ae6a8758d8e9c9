"""Deeds of headquarters: its keys renewed with two cards, a case erased by two persons, and a post that obeys it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.fakes.files import FakeSource
from tests.lab.faults.of_files import CONTENT, GIVEN, attach_to_first
from tests.lab.faults.place import Place
from tests.services.arrived import arrive
from tipdesk.adapters.keys.recovery import Recovery, combine
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.homes.cards import find_shares
from tipdesk.homes.headquarters_keys import rotate_keys
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.directory import officers as directory
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE
from tipdesk.services.headquarters.erasure.erase_case import ask_erasure, decide_erasure
from tipdesk.services.headquarters.erasure.see_erasures import see_erasures
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.ledger import ScopeKey
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from tests.lab.homes import Country
    from tipdesk.services.link_desk import LinkDesk

SECOND = "second"


def carry(country: Country, *, turns: int = 1, at_office: Place | None = None, at_post: Place | None = None) -> None:
    """Carry the stick to headquarters and back so often. Homes that are open are used as they are."""
    office, post = at_office or Place(country, country.headquarters), at_post or Place(country, country.post)
    for _turn in range(turns):
        _sync(post)
        receive_stick(office.session.desk, office.session.stick(country.stick))
    _sync(post)
    for place, given in ((office, at_office), (post, at_post)):
        if given is None:
            place.close()


def _sync(post: Place) -> None:
    with post.session.carrier(stick=post.country.stick) as carrier:
        sync_now(post.session.desk, carrier, no_step, never)


def rotate(place: Place) -> None:
    """Renew headquarters' keys with the same custodians' cards."""
    rotate_keys(place.session, place.country.cards[:2])


def rotate_with_new_cards(place: Place) -> None:
    """Renew them with new cards. The old cards do for as long as nobody was given new ones that do."""
    rotated = rotate_keys(place.session, place.country.cards[:2], new_cards=True)
    words = [" ".join(card.words) for card in rotated.cards[:2]]
    if place.session.desk.keys.fingerprint(Recovery(combine(words)).root.public) != rotated.fingerprint:
        message = "the cards that were handed out are not those of the new keyset"
        raise AssertionError(message)


def has_new_cards(place: Place) -> bool:
    """Tell whether the new keys are in force, and whoever had the cards made can have them shown again."""
    kept = find_shares(place.session.paths, place.session.desk)
    with place.session.desk.read() as reader:
        is_in_force = kept is not None and Recovery(combine(kept[1][:2])).root.public == get_keyset(reader).root
    return is_in_force and is_rotated(place)


def is_rotated(place: Place) -> bool:
    """Tell whether the new keys are in force, the post takes them, and headquarters opens what it seals to them."""
    country = place.country
    carry(country, turns=2, at_office=place)
    with place.session.desk.read() as reader:
        ours = get_keyset(reader)
    post = country.post.open()
    with post.desk.read() as reader:
        theirs = get_keyset(reader)
    with post.desk.work() as work:
        own = work.ledger.own()
    post.close()
    with place.session.desk.work() as work:
        held = work.ledger.get_log(own.log)
    return ours.number > 1 and ours == theirs and held is not None and held.seq == own.seq


def close_case(country: Country) -> bytes:
    """Close one case of the post, with a file, and bring everything to headquarters; return its id."""
    post = Place(country, country.post)
    with post.session.desk.read() as reader:
        row = reader.find_rows(BY_NAME["Case"])[0]
    attach_to_first(post.session, FakeSource(GIVEN, CONTENT))
    arrive(post.session.desk, row.id, status="closed", date_closed="2001", closure_reason="completed")
    carry(country, at_post=post)
    post.close()
    return row.id


def ask_before(country: Country) -> None:
    """The erasure of a case was asked for, and there is a second officer who may agree."""
    case = close_case(country)
    office = country.headquarters.open()
    directory.add_officer(office.desk, SECOND, HEADQUARTERS_CODE, ["coordinator"])
    ask_erasure(office.desk, case, "Kept long enough")
    office.close()


def erase(place: Place) -> None:
    """Let the second officer agree, where it is not decided yet."""
    [asked] = see_erasures(place.session.desk)
    try:
        decide_erasure(_second(place), asked.id, agrees=True)
    except UserError as refusal:
        if refusal.code != "decided-already":
            raise


def _second(place: Place) -> LinkDesk:
    desk = place.session.desk
    with desk.read() as reader:
        [row] = [one for one in reader.find_rows(BY_NAME["Officer"]) if one["login"] == SECOND]
    other = replace(desk.actor, officer=row.id, login=SECOND, roles=frozenset({"coordinator"}))
    return replace(desk, actor=other)


def is_erased(place: Place) -> bool:
    """Tell whether the case is gone with its salt, the post has taken that in, and headquarters knows it has."""
    carry(place.country, turns=3, at_office=place)  # taken down by the second, said by the third
    [erasure] = see_erasures(place.session.desk)
    post = Place(place.country, place.country.post)
    is_gone = is_obeyed(post) and is_obeyed(place)
    post.close()
    return erasure.decision == "approved" and is_gone and not erasure.untold


def erase_before(country: Country) -> None:
    """A case was erased at headquarters, and the stick says so."""
    ask_before(country)
    office = Place(country, country.headquarters)
    erase(office)
    receive_stick(office.session.desk, office.session.stick(country.stick))
    office.close()


def is_obeyed(place: Place) -> bool:
    """Tell whether one case is gone here with its salt and its file."""
    with place.session.desk.work() as work:
        gone = {row["case"] for row in work.find_rows(BY_NAME["Erasure"]) if isinstance(row["case"], bytes)}
        rows = [row.id for row in work.find_rows(BY_NAME["Case"])]
        salts = work.ledger.salts([ScopeKey(int(Scope.CASE), case) for case in gone])
    return len(rows) == 2 and not salts and not [*place.session.desk.files.find_held()]
