"""Which agency could help: what fits it to a person and a need, and what keeps it from getting anything.

Who offers the service, serves such people, works in the district and speaks the language comes first. An agency that
may not be written to is still listed, with why, so that nobody looks for it elsewhere. Nothing is decided here: the
gate recipient-known judges when something is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import has_ended, live_values
from tipdesk.domain.rules.childhood import Childhood
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate


class Obstacle(Enum):
    """What keeps an agency from getting a letter; the value says so in words."""

    INACTIVE = _("Not active, as the directory says")
    NO_RECORDS = _("May not receive records of persons")
    AGREEMENT_OVER = _("Its agreement has ended")
    NO_AGREEMENT = _("It has no agreement: its promise is written down first")
    NO_CONTACT = _("No contact: somebody asked for that, or a court ordered it")


NEEDS_PROMISE = frozenset({Obstacle.AGREEMENT_OVER, Obstacle.NO_AGREEMENT})
"""What a promise of the recipient in writing takes away."""


@dataclass(frozen=True)
class Wanted:
    """For what, and for whom, an agency is sought; what is not known is empty."""

    service: str
    groups: frozenset[str] = frozenset()
    district: str = ""
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fit:
    """How an agency fits, point by point; None where the directory, or the case, does not say."""

    service: bool | None
    group: bool | None
    district: bool | None
    language: bool | None

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """What fits are sorted by, the best first: what is not said stands between yes and no."""
        return (_rank(self.service), _rank(self.group), _rank(self.district), _rank(self.language))


def fit_of(agency: Row, wanted: Wanted) -> Fit:
    """Return how an agency of the directory fits what is wanted."""
    return Fit(
        _meets(agency, "services_offered", frozenset({wanted.service} - {""})),
        _meets(agency, "serves", wanted.groups),
        _meets(agency, "districts", frozenset({wanted.district} - {""})),
        _meets(agency, "languages", wanted.languages),
    )


def obstacles_of(agency: Row, today: date, barred: Iterable[Row] = ()) -> tuple[Obstacle, ...]:
    """Return what keeps an agency from getting a letter today; `barred` are the live rows of NoContact of the person.

    Of several live values the safer counts.
    """
    found = []
    if live_values(agency, "active") != {True}:
        found.append(Obstacle.INACTIVE)
    if live_values(agency, "may_receive") != {True}:
        found.append(Obstacle.NO_RECORDS)
    ends = live_values(agency, "agreement_until")
    if any(not isinstance(one, PartialDate) for one in ends):
        found.append(Obstacle.NO_AGREEMENT)
    elif any(isinstance(one, PartialDate) and one.last_day < today for one in ends):
        found.append(Obstacle.AGREEMENT_OVER)
    if any(agency.id in live_values(one, "not_agency") and not has_ended(one, today) for one in barred):
        found.append(Obstacle.NO_CONTACT)
    return tuple(found)


def is_offered(agency: Row, service: str) -> bool:
    """Tell whether an agency stands in the list at all: it offers the service, or is one to which cases may be sent."""
    return bool(_codes(agency, "services_offered") & {service}) or True in live_values(agency, "may_receive")


def groups_of(person: Row, childhood: Childhood) -> frozenset[str]:
    """Return of which group (code list served_group) somebody is: a child where it is not known that they are none."""
    pairs = {"female": ("girls", "women"), "male": ("boys", "men")}
    told = [pairs[str(sex)] for sex in live_values(person, "sex") if sex in pairs] or list(pairs.values())
    return frozenset(young if childhood.protects else grown for young, grown in told)


def _meets(agency: Row, name: str, wanted: frozenset[str]) -> bool | None:
    told = _codes(agency, name)
    return bool(told & wanted) if told and wanted else None


def _codes(agency: Row, name: str) -> frozenset[str]:
    told = [one for one in live_values(agency, name) if isinstance(one, frozenset)]
    return frozenset(str(code) for one in told for code in one)


def _rank(fits: bool | None) -> int:  # noqa: FBT001 - one of three answers, not a switch
    return {True: 0, None: 1, False: 2}[fits]
