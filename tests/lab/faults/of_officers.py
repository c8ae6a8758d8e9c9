"""Officers let in and removed at a post, and the store's next key: the deeds that change slots and store together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.faults.place import Place
from tests.lab.homes import PASSPHRASE
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import has_slot
from tipdesk.adapters.store.peek import peek
from tipdesk.domain.errors import TipdeskError
from tipdesk.homes.officers import add_officer, find_officers, remove_officer
from tipdesk.homes.opening import close_session, open_session
from tipdesk.services.headquarters.directory import officers as directory
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.remembered.here import DEVICE_KEYS
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from tests.lab.homes import Country

SECOND, WORDS = "officer2", "seven pelican lanterns under quiet sky"


def name_second(country: Country) -> None:
    """Headquarters names a second officer of the post, and the post hears of it."""
    office, post = country.headquarters.open(), country.post.open()
    directory.add_officer(office.desk, SECOND, "VFT", ["frontline"])
    for _turn in range(3):
        with post.carrier(stick=country.stick) as carrier:
            sync_now(post.desk, carrier, no_step, never)
        receive_stick(office.desk, office.stick(country.stick))
    post.close()
    office.close()


def admit_second(country: Country) -> None:
    """The second officer has a slot."""
    name_second(country)
    place = Place(country, country.post)
    admit(place)
    place.close()


def remove_second(country: Country) -> None:
    """The second officer was removed; the store is due another key."""
    admit_second(country)
    place = Place(country, country.post)
    remove(place)
    place.close()


def admit(place: Place) -> None:
    """Give the second officer a slot, unless it is there."""
    if not is_admitted(place):
        add_officer(place.session, SECOND, WORDS, cost=FLOOR)


def is_admitted(place: Place) -> bool:
    """Tell whether the second officer has a slot, and the post knows it."""
    return _is_known(place) and _has_slot(place)


def remove(place: Place) -> None:
    """Take the second officer's slot away, unless it is gone."""
    if _is_known(place):
        remove_officer(place.session, SECOND)


def is_removed(place: Place) -> bool:
    """Tell whether the post has withdrawn the officer: from then on the store refuses them, slot or none."""
    return not _is_known(place)


def rekey(place: Place) -> None:
    """Close the store, which gives it the key that is due; where that failed, the next unlock does."""
    if place.is_open or _old_key_opens(place):
        session = place.session
        place.forget()
        close_session(session)
    else:
        open_session(place.home.folder, place.home.login, PASSPHRASE).close()


def is_rekeyed(place: Place) -> bool:
    """Tell whether the old key opens the store no more, and the removed officer has no slot."""
    return not _old_key_opens(place) and not _has_slot(place)


def _old_key_opens(place: Place) -> bool:
    try:
        peek(place.home.folder, place.home.store_key, DEVICE_KEYS.name)
    except TipdeskError:
        return False
    return True


def _is_known(place: Place) -> bool:
    return any(line.login == SECOND and line.has_slot for line, _digits, _tries in find_officers(place.session))


def _has_slot(place: Place) -> bool:
    """Tell whether a slot of the second officer stands here."""
    return has_slot(place.home.folder / "slots", SECOND)
