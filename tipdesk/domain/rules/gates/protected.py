"""The words of the gates that protect a person: what they were told, want and agreed to, and how great the danger is.

Of several answers the safer one counts, and the newest deed: a refusal or a withdrawal that is as new as a consent goes
before it. A consent that is not complete is none, so that an interpreter or a guardian who is found out later undoes
it. What is sealed to whoever judges raises `NotJudgedError` (`predicates`).
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.determinations import signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.beside import is_due_ahead, people_of
from tipdesk.domain.rules.gates.complete import (
    ACT_NOW,
    NAMING,
    OF_CHILD,
    SERVICES,
    given_at,
    is_given_by_companion,
    lacks,
    lacks_of_child,
)
from tipdesk.domain.rules.gates.predicates import told
from tipdesk.domain.rules.gates.standing_beside import GIVEN, is_guardian
from tipdesk.domain.values import NamedRow, PartialDate

_LEAVING = NAMING | {"law_enforcement", "statistics", "research"}
_UNDONE: frozenset[Value] = frozenset({"not_upheld"})
_RESTS = frozenset({"refused", "expired", "revoked"})


def find_told(view: FrozenCase, person: bytes, kind: str) -> Row | None:
    """Return the newest row that says that a person was told of something, and not that they did not understand."""
    return _newest(tellings(view, person, kind), "at")


def tellings(view: FrozenCase, person: bytes, kind: str) -> Iterator[Row]:
    """Yield each row that says so and was not corrected."""
    for row in uncorrected(view.of("InformationGiven")):
        if row["person"] == person and told(row, "kind") == {kind} and "no" not in told(row, "understood"):
            yield row


def wish(view: FrozenCase, person: bytes) -> Row | None:
    """Return the newest of what a person said that they want, None where they said nothing."""
    return _newest((row for row in uncorrected(view.of("VictimWish")) if row["person"] == person), "at")


def newest_risk(view: FrozenCase, person: bytes) -> Row | None:
    """Return the newest signed assessment of the danger for a person, however old it is."""
    return next((row for row in signed_first(view.of("RiskAssessment")) if person in people_of(row, "person")), None)


def risk(view: FrozenCase, person: bytes, day: date | None = None) -> Row | None:
    """Return the newest signed assessment of the danger for a person.

    None where it was to be looked at again before this day, which is today where none is named.
    """
    newest = newest_risk(view, person)
    return newest if newest is not None and is_due_ahead(newest, day or view.today) else None


def is_recovering(view: FrozenCase, person: bytes) -> bool:
    """Tell whether a person has a time to recover that runs today, by any answer; one that was refused is none."""
    return any(person in people_of(row, "person") for row in recoveries(view, view.today))


def recoveries(view: FrozenCase, day: date) -> Iterator[Row]:
    """Yield the times to recover that run on a day, by any answer."""
    for row in view.of("ProtectionStatus"):
        is_refused = told(row, "result") and told(row, "result") <= _RESTS
        is_open = "recovery_period" in told(row, "kind") and None in live_values(row, "ended_early")
        if is_open and not is_refused and _runs(row, day):
            yield row


def guardian_of(view: FrozenCase, person: bytes) -> Row | None:
    """Return a guardian of a person who is independent, was not ended and counts as one; None where there is none."""
    rows = (row for row in view.of("Guardian") if row["person"] == person)
    return next((row for row in rows if not _has_ended(view, row) and is_guardian(view, row)), None)


def consent(
    view: FrozenCase, person: bytes, scope: str, agency: bytes | None = None, country: str | None = None
) -> Row | None:
    """Return the consent of a person that is live for a scope, and for this agency or State; None where there is none.

    For what leaves the service it is asked to whom: a consent that names somebody goes for nobody else, and a refusal
    that names nobody goes for all. What was refused or withdrawn last goes before every older consent.
    """
    rows = tuple(row for row in view.of("Consent") if person in people_of(row, "person"))
    about = tuple(row for row in rows if scope in told(row, "scope"))
    states = frozenset({country} - {None}) | _states_of(view, agency)
    last_no = max((at for row in about if _denies(row, agency, states) for at in _denials(view, row)), default=0)
    given = (row for row in about if _goes_to(row, scope, agency, country) and given_at(view, row) > last_no)
    newest = max(given, key=lambda row: (given_at(view, row), row.id), default=None)
    return newest if newest is not None and is_live(view, newest) else None


def is_live(view: FrozenCase, row: Row) -> bool:
    """Tell whether a consent was given, was not withdrawn, still runs, and is complete."""
    is_given = live_values(row, "status") == {GIVEN} and live_values(row, "withdrawn_at") == {None}
    if not is_given or any(_is_past(view, one) for one in live_values(row, "valid_until")):
        return False
    if lacks(view, row) or is_given_by_companion(view, row):
        return False
    return not lacks_of_child(view, row) or _is_acted_on(view, row)


def _is_acted_on(view: FrozenCase, row: Row) -> bool:
    """Tell whether somebody went on to help a child at once, as is allowed for services, and nobody has undone that."""
    if live_values(row, "scope") != {SERVICES}:
        return False
    return any(
        isinstance(about := review["subject"], NamedRow)
        and (about.id, review["gate"]) == (row.id, OF_CHILD)
        and review["ground"] in ACT_NOW
        and not live_values(review, "decision") & _UNDONE
        for review in view.of("Review")
    )


def _states_of(view: FrozenCase, agency: bytes | None) -> frozenset[Value]:
    """Return the State of an agency abroad, as the directory has it: what is refused to a State is refused to it."""
    rows = (row for row in view.directory("Agency") if row.id == agency)
    return frozenset(one for row in rows for one in live_values(row, "country") - {None})


def _denies(row: Row, agency: bytes | None, states: frozenset[Value]) -> bool:
    """Tell whether what a row refuses is refused to this recipient too: one that names nobody is refused to all."""
    agencies, countries = people_of(row, "agency"), told(row, "country")
    if agencies and agency is not None:
        return agency in agencies
    is_named = bool(agencies or countries)
    is_asked = agency is not None or bool(states)
    return not (is_named and is_asked) or not countries.isdisjoint(states)


def _denials(view: FrozenCase, row: Row) -> Iterator[int]:
    """Yield when something was refused or withdrawn by a row, in ms since 1970."""
    at = given_at(view, row)
    if live_values(row, "status") != {GIVEN}:
        yield at
    for one in live_values(row, "withdrawn_at") - {None}:
        said = moment_ms(one) or at
        wrote = (that.since for that in view.standing(row, "withdrawn_at")) if said > view.now_ms else ()
        yield max(at, min(said, *wrote, view.now_ms))


def _goes_to(row: Row, scope: str, agency: bytes | None, country: str | None) -> bool:
    """Tell whether a consent, if it is one, is for this recipient."""
    agencies, countries = people_of(row, "agency"), told(row, "country")
    if len(told(row, "scope")) > 1 or len(people_of(row, "person")) > 1:
        return False
    if not agencies and not countries:
        return scope not in NAMING
    if agency is None and country is None:
        return scope not in _LEAVING
    if agencies:
        return agencies == {agency} and (country is None or countries <= {country})
    return countries == {country}


def _runs(row: Row, day: date) -> bool:
    begins, ends = live_values(row, "began"), live_values(row, "ended")
    is_begun = any(not isinstance(one, PartialDate) or one.first_day <= day for one in begins)
    return is_begun and any(not isinstance(one, PartialDate) or one.last_day >= day for one in ends)


def _has_ended(view: FrozenCase, row: Row) -> bool:
    return any(_is_past(view, one) for one in live_values(row, "ended"))


def _is_past(view: FrozenCase, value: Value) -> bool:
    return isinstance(value, PartialDate) and value.last_day < view.today


def _newest(rows: Iterable[Row], name: str) -> Row | None:
    def at(row: Row) -> tuple[float, bytes]:
        told_at = [one.timestamp() for one in live_values(row, name) if isinstance(one, datetime)]
        return (max(told_at, default=0.0), row.id)

    return max(rows, key=at, default=None)
