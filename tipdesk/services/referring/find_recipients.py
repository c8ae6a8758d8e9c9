"""Who could help: the agencies of the directory for one person and one service, those that fit best first.

Each is given with what keeps it from getting a letter and with how it stands with the person's agreement, so that a
page asks once. It is an audited look at the case, since sex, age, district and language of the person decide.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.agreement import Agreed, agreement_with
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.referring.recipients import Fit, Obstacle, Wanted, fit_of, groups_of, is_offered, obstacles_of
from tipdesk.domain.values import PartialDate
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import looking
from tipdesk.services.relation import post_of_device

_POST = BY_NAME["Post"]


@dataclass(frozen=True)
class Recipient:
    """One agency: `phone` is its number in the directory, by which a caller is checked."""

    agency: bytes
    name: str
    phone: str
    focal_point: str
    hours: str
    fit: Fit
    obstacles: tuple[Obstacle, ...]
    agreement_until: PartialDate | None
    agreed: Agreed


def find_recipients(desk: Desk, case: bytes, person: bytes, service: str) -> list[Recipient]:
    """Return the agencies, those to which a letter may go before those to which none may.

    Raises the UserErrors of `look`.
    """
    with looking(desk, case) as eyes:
        view = freeze(eyes.reader, desk, eyes.case)
        wanted = _wanted(eyes.reader, desk, view, person, service)
        barred = [row for row in view.of("NoContact") if row["person"] == person]
        found = [
            _line(view, agency, wanted, barred, _seen(eyes, agreement_with(view, person, agency.id)))
            for agency in view.directory("Agency")
            if is_offered(agency, service)
        ]
    return sorted(found, key=lambda one: (bool(one.obstacles), one.fit.rank, one.name.casefold(), one.agency))


def _line(view: FrozenCase, agency: Row, wanted: Wanted, barred: list[Row], agreed: Agreed) -> Recipient:
    until = agency["agreement_until"]
    return Recipient(
        agency.id,
        str(agency["name"] or ""),
        str(agency["phone"] or ""),
        str(agency["focal_point"] or agency["contact"] or ""),
        str(agency["hours"] or ""),
        fit_of(agency, wanted),
        obstacles_of(agency, view.today, barred),
        until if isinstance(until, PartialDate) else None,
        agreed,
    )


def _seen(eyes: Eyes, agreed: Agreed) -> Agreed:
    """Return how it stands with an agreement, with the consent as far as it is open to the officer."""
    return agreed._replace(consent=eyes.cut(agreed.consent) if agreed.consent is not None else None)


def _wanted(reader: Reader, desk: Desk, view: FrozenCase, person: bytes, service: str) -> Wanted:
    row = view.get_row("Person", person)
    if row is None:
        return Wanted(service)
    spoken = frozenset(map(str, live_values(row, "main_language") - {None}))
    told = row["languages"]
    also = frozenset(map(str, told)) if isinstance(told, frozenset) and not spoken else frozenset[str]()
    district = next(_districts(view, person), "") or _district_here(reader, desk)
    return Wanted(service, groups_of(row, view.ages.childhood(row)), district, spoken | also)


def _districts(view: FrozenCase, person: bytes) -> Iterator[str]:
    """Yield where the person lives by the addresses that are told, the newest first."""
    for row in reversed(view.of("Address")):
        if row["person"] == person and row["ended"] is None and row["district"]:
            yield str(row["district"])


def _district_here(reader: Reader, desk: Desk) -> str:
    post = post_of_device(reader, desk.place.device)
    row = reader.get_row(_POST, post) if isinstance(post, bytes) else None
    return str(row["district"] or "") if row is not None else ""
