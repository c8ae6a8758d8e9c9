"""What a consent needs to be complete, beside being given: explained, understood, answered by whoever may, witnessed.

It is read anew each time, so that an interpreter or a guardian who is found out later undoes it, and what is mended
mends it.
"""

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.childhood import Age
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.beside import (
    best_interest,
    is_apart,
    is_companion,
    is_never_guardian,
    languages_of,
    people_of,
    speaks,
    unchecked,
)
from tipdesk.domain.rules.gates.predicates import age, is_all_told, is_answered, is_told, told
from tipdesk.domain.rules.gates.standing_beside import GIVEN, is_guardian, named
from tipdesk.domain.values import PartialDate

TO_AN_AGENCY, TO_A_STATE = "share_with_agency", "foreign_authority"
NAMING = frozenset({TO_AN_AGENCY, TO_A_STATE})
"""The scopes (code list `consent_scope`) in which a consent names to whom; it goes for nobody else."""
SERVICES = "services"
"""The scope in which a child is helped before anybody was asked."""
OF_CHILD = "child-consent"
"""The id of the gate of what is agreed to for a child."""
ACT_NOW = frozenset({"danger", "medical"})
"""The grounds on which somebody helps a child at once."""
INTEREST = "best interest"
"""Stands for a signed finding of what is best for the child, which is a row of its own."""
_FOR_A_CHILD: frozenset[Value] = frozenset({"guardian", "court", "best_interest"})
"""Who agrees for a child (code list `consent_given_by`): anybody but the child itself."""
_RECIPIENT = ("agency", "country")
_WITNESSED = frozenset({"thumb", "verbal_witness"})
_QUESTIONS = {
    "interview": "interview",
    "return": "return",
    "age_assessment": "age_assessment",
    TO_A_STATE: "foreign_contact",
}
POINTS = frozenset({
    "agrees_to_interview", "purpose", "actual_and_potential_use", "non_identifying_research", "own_data_any_time",
    "how_long_stored", "how_to_withdraw",
})  # fmt: skip
"""The codes of consent_point: what has to be explained before anybody agrees (HTCDS con_Consent)."""


def lacks(view: FrozenCase, row: Row) -> tuple[str, ...]:
    """Return what a consent lacks to be complete, as the fields that say it."""
    missing = [name for name in ("points", "language", "form", "given_by") if not is_all_told(row, name)]
    if any(not (isinstance(one, frozenset) and one >= POINTS) for one in live_values(row, "points")):
        missing.append("points")
    if not NAMING.isdisjoint(told(row, "scope")) and not any(is_all_told(row, name) for name in _RECIPIENT):
        missing.append("agency" if TO_AN_AGENCY in told(row, "scope") else "country")
    if not _WITNESSED.isdisjoint(told(row, "form")) and not is_told(row, "witness"):
        missing.append("witness")
    person = person_of(view, row)
    if person is not None and not is_own_language(person, row):
        missing.append("language")
    if not _is_understood(view, row):
        missing.append("interpreter")
    if "self" in told(row, "given_by") and (person is None or not is_adult_for(view, person, row)):
        missing.append("given_by")
    return tuple(dict.fromkeys(missing))


def is_own_language(person: Row, row: Row) -> bool:
    """Tell whether a consent was asked for in a language of the person."""
    return told(row, "language") <= languages_of(person)


def is_adult_for(view: FrozenCase, person: Row, row: Row) -> bool:
    """Tell whether a person is an adult, and was not a child when this consent was given."""
    days = (day_of(at) for one in live_values(row, "given_at") if (at := moment_ms(one)) is not None)
    return age(view, person) is Age.ADULT and all(age(view, person, day) is not Age.CHILD for day in days)


def is_given_by_companion(view: FrozenCase, row: Row) -> bool:
    """Tell whether somebody who is kept apart interpreted, witnessed or gave a consent."""
    return (
        is_apart(view, row, ("witness",))
        or any(is_companion(view, one) for one in named(view, row, "Interpreter", "interpreter"))
        or any(is_never_guardian(view, one) for one in named(view, row, "Guardian", "guardian"))
    )


def lacks_of_child(view: FrozenCase, row: Row) -> tuple[str, ...]:
    """Return what the consent of somebody who may be a child lacks, as its fields; `INTEREST` is no field of it.

    A child never consents alone: a guardian, a court or a signed finding of what is best for it does, and the child is
    asked as well. Where it says no, or nothing, that finding weighs it.
    """
    person = person_of(view, row)
    if person is None:
        return ()
    givers, is_child, missing = told(row, "given_by"), not is_adult_for(view, person, row), list[str]()
    if is_child and not (givers and givers <= _FOR_A_CHILD):
        missing.append("given_by")
    if is_child and not is_answered(row, "assent"):
        missing.append("assent")
    if "guardian" in givers and not _is_by_guardian(view, row, person):
        missing.append("guardian")
    is_no = is_child and not told(row, "assent").isdisjoint({"no", "refused"})
    is_weighed = "best_interest" in givers or is_no
    day = day_of(given_at(view, row))
    if is_weighed and best_interest(view, person.id, *questions_of(row), day=day) is None:
        missing.append(INTEREST)
    return tuple(missing)


def questions_of(row: Row) -> tuple[str, ...]:
    """Return the questions (code list `interest_question`) whose finding may stand for this consent."""
    return ("consent", *(_QUESTIONS[str(one)] for one in told(row, "scope") if one in _QUESTIONS))


def _is_by_guardian(view: FrozenCase, row: Row, person: Row) -> bool:
    """Tell whether the guardian whom a consent names counts as one of this person, and was one when it was given."""
    guardians = named(view, row, "Guardian", "guardian")
    return bool(guardians) and all(
        live_values(one, "person") == {person.id}
        and is_guardian(view, one)
        and not any(
            isinstance(end, PartialDate) and end.last_day < day_of(given_at(view, row))
            for end in live_values(one, "ended")
        )
        for one in guardians
    )


def _is_understood(view: FrozenCase, row: Row) -> bool:
    """Tell whether a consent was explained in its language: by who speaks it, by a recording, or by an interpreter."""
    languages, person = told(row, "language"), person_of(view, row)
    if told(row, "how") == {"played"}:
        return True
    explained = people_of(row, "explained_by")
    if explained and all(speaks(view, one, languages) for one in explained):
        return True
    used = named(view, row, "Interpreter", "interpreter")
    return (
        person is not None
        and bool(used)
        and all(not unchecked(view, one, person.id) and languages <= _of_several(one, "languages") for one in used)
    )


def given_at(view: FrozenCase, row: Row) -> int:
    """Return when somebody agreed or refused: the earliest that is told of a consent, the latest of what is none."""
    told_at = [at for one in live_values(row, "given_at") if (at := moment_ms(one)) is not None]
    wrote = view.made(row)
    latest = min(view.now_ms, wrote.at if wrote is not None else view.now_ms)
    if not told_at:
        return latest
    return min(min(told_at) if live_values(row, "status") == {GIVEN} else max(told_at), latest)


def person_of(view: FrozenCase, row: Row) -> Row | None:
    """Return the person whom a row is about, None where that is in dispute or they are not there any more."""
    people = people_of(row, "person")
    return view.get_row("Person", next(iter(people))) if len(people) == 1 else None


def _of_several(row: Row, name: str) -> frozenset[Value]:
    return frozenset(code for one in told(row, name) if isinstance(one, frozenset) for code in one)
