"""The words of which gates are made: who has which role, how old somebody is, where there is danger.

Of several live values the safer one counts. What is sealed to this store is no answer and no lack of one: a predicate
that needs it raises `NotJudgedError`, and the gate is judged by those who hold the key.
"""

from collections.abc import Iterator
from datetime import date

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.acknowledging import is_grave
from tipdesk.domain.rules.case_roles import SUSPECT, VICTIMS, lasts
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.childhood import Age, is_child_reported
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Deed, Need
from tipdesk.domain.values import MISSING_BY_CODE, Missing, Sealed

UNSPOKEN: frozenset[Value] = frozenset({"not_yet_spoken_to"})
"""The role of somebody in a group to whom nobody has spoken yet."""
GROUNDS = frozenset({"danger", "child", "medical"})
"""The grounds on which somebody may act before asking (code list `review_ground`)."""
_NO_ANSWER: frozenset[Value] = frozenset(MISSING_BY_CODE) - {Missing.REFUSED.code}
"""The codes common to all lists by which nobody has answered; who refused to has."""
_AGE = ("birth_date", "age_basis", "about_age")


class NotJudgedError(Exception):
    """Something that a gate has to read is sealed to whoever judges."""


def told(row: Row, name: str) -> frozenset[Value]:
    """Return every live answer to a field but the empty one; raises `NotJudgedError` where one is sealed."""
    values = live_values(row, name)
    if any(isinstance(one, Sealed) for one in values):
        raise NotJudgedError
    return values - {None, ""}


def is_told(row: Row, name: str) -> bool:
    """Tell whether a field has an answer of more than blanks; one that is sealed to us is there."""
    return any(not isinstance(one, str) or one.strip() for one in live_values(row, name) - {None})


def is_all_told(row: Row, name: str) -> bool:
    """Tell whether every live value of a field is an answer of more than blanks."""
    return all(one is not None and (not isinstance(one, str) or one.strip()) for one in live_values(row, name))


def is_answered(row: Row, name: str) -> bool:
    """Tell whether a question has an answer by every live value; that it is not known, or was not asked, is none."""
    return is_all_told(row, name) and live_values(row, name).isdisjoint(_NO_ANSWER)


def stages_of(case: Row) -> frozenset[Value]:
    """Return every stage that the case may be at."""
    return live_values(case, "status")


def roles(view: FrozenCase, person: bytes) -> frozenset[Value]:
    """Return the codes of what somebody is in the case today; of roles in dispute each counts."""
    held = (row for row in view.of_person("CaseRole", person) if lasts(row, view.today))
    return frozenset(code for row in held for code in told(row, "role"))


def is_suspect(view: FrozenCase, person: bytes) -> bool:
    """Tell whether somebody is suspected, accused or convicted in this case."""
    return not SUSPECT.isdisjoint(roles(view, person))


def age(view: FrozenCase, person: Row, day: date | None = None) -> Age:
    """Return how old somebody is held to be on a day, today where none is named."""
    for name in _AGE:
        told(person, name)
    for relation in view.of_person("Relationship", person.id):
        told(relation, "signs")
    return view.ages.age(person, day)


def is_child(view: FrozenCase, person: Row) -> bool:
    """Tell whether somebody is protected as a child: everybody is of whom it is not known that they are an adult."""
    return age(view, person) is not Age.ADULT


def children(view: FrozenCase) -> Iterator[Row]:
    """Yield those who are protected as children among the victims and those whom nobody has given a role."""
    for person in view.of("Person"):
        held = roles(view, person.id)
        if (not held or not held.isdisjoint(VICTIMS | UNSPOKEN)) and is_child(view, person):
            yield person


def has_child(view: FrozenCase) -> bool:
    """Tell whether there is, or may be, a child in the case."""
    return is_child_reported(view.of("Report")) or next(children(view), None) is not None


def is_danger_reported(view: FrozenCase) -> bool:
    """Tell whether any report says that somebody is in danger, or may be."""
    return any(is_grave(report, "danger_now") for report in view.of("Report"))


def by_role(deed: Deed, who: frozenset[str], row: Row) -> list[Need]:
    """Return what is needed where the role of whoever does a deed does not carry it: somebody of another role."""
    return [] if deed.doer.roles & who else [Need(row.record.name, (), row.id, roles=tuple(sorted(who)))]
