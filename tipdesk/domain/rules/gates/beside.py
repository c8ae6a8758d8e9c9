"""Who may stand beside a person: a guardian who is independent, and an interpreter who was checked for them.

Whoever came with a victim, or has power over one, is neither, by whatever name. What is written here are the words of
which the gates are made (`standing_beside`); an interpreter or a guardian who is found out later is none any more.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from tipdesk.domain.folding import words_of
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.determinations import signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.predicates import is_all_told, is_told, told
from tipdesk.domain.rules.gates.victims import is_kept_apart
from tipdesk.domain.values import PartialDate

_NAMES = ("given_names", "family_name")
_FEWEST_WORDS = 2
OF_SERVICE = "eng"
"""The language (code list `languages`) of an officer of whom the directory names none."""
CHECKS = ("code_name", "languages", "independent", "knows_anybody", "accepted", "undertaking_on")
"""The fields by which an interpreter is checked for a person."""
_YES: frozenset[Value] = frozenset({"yes"})
_NO: frozenset[Value] = frozenset({"no"})


def people_of(row: Row, name: str) -> frozenset[bytes]:
    """Return every row that a reference may name."""
    return frozenset(one for one in live_values(row, name) if isinstance(one, bytes))


def is_apart(view: FrozenCase, row: Row, names: tuple[str, ...] = (), people: tuple[str, ...] = ()) -> bool:
    """Tell whether some field of a row names somebody who is kept apart: `people` by reference, `names` in words.

    Words name somebody where they have every word of their first and family name. What is sealed here names nobody.
    """
    if any(is_kept_apart(view, one) for name in people for one in people_of(row, name)):
        return True
    said = {word for name in names for one in live_values(row, name) for word in _words(one)}
    return len(said) >= _FEWEST_WORDS and any(known <= said for known in _names_apart(view))


def _names_apart(view: FrozenCase) -> Iterator[set[str]]:
    """Yield the words of the whole name of each who is kept apart."""
    for person in view.of("Person"):
        words = {word for name in _NAMES for one in live_values(person, name) for word in _words(one)}
        if len(words) >= _FEWEST_WORDS and is_kept_apart(view, person.id):
            yield words


def _words(value: Value) -> tuple[str, ...]:
    return words_of(value) if isinstance(value, str) else ()


def is_companion(view: FrozenCase, interpreter: Row) -> bool:
    """Tell whether an interpreter is somebody who is kept apart, or the person for whom they speak."""
    return is_companion_by_row(view, interpreter) or is_apart(view, interpreter, ("name",))


def is_companion_by_row(view: FrozenCase, interpreter: Row) -> bool:
    """Tell so of an interpreter who is a person of the case."""
    is_same = not people_of(interpreter, "person").isdisjoint(people_of(interpreter, "of_person"))
    return is_same or is_apart(view, interpreter, people=("person",))


def unchecked(view: FrozenCase, interpreter: Row, person: bytes, *, under_oath: bool = False) -> tuple[str, ...]:
    """Return which checks of an interpreter for a person are missing, as the fields that say them; none if it passed.

    `under_oath` is for a statement and for a court.
    """
    wanted = {"independent": _YES, "knows_anybody": _NO, "accepted": _YES}
    missing = [name for name, answer in wanted.items() if told(interpreter, name) != answer]
    dates = ("undertaking_on", "oath_on") if under_oath else ("undertaking_on",)
    missing += [name for name in dates if not is_all_told(interpreter, name)]
    asked_for = told(interpreter, "sex_asked_for")
    if asked_for and told(interpreter, "sex") != asked_for:
        missing.append("sex")
    if live_values(interpreter, "of_person") != {person}:
        missing.append("of_person")
    if is_companion(view, interpreter):
        missing.append("person")
    return tuple(missing)


def is_independent(view: FrozenCase, guardian: Row) -> bool:
    """Tell whether a guardian is independent by what is written, and not kept apart, nor the person themselves."""
    return not is_never_guardian(view, guardian) and told(guardian, "independent") == _YES and is_said(guardian)


def is_said(guardian: Row) -> bool:
    """Tell whether it is said in words why a guardian is independent."""
    return is_told(guardian, "independence") and is_all_told(guardian, "independence")


def is_never_guardian(view: FrozenCase, guardian: Row) -> bool:
    """Tell whether somebody can be no guardian of a person, whoever agrees: kept apart, or the person themselves."""
    is_same = not people_of(guardian, "who").isdisjoint(people_of(guardian, "person"))
    return is_same or is_apart(view, guardian, people=("who",))


def best_interest(view: FrozenCase, person: bytes, *questions: str, day: date | None = None) -> Row | None:
    """Return the newest signed finding of what is best for a child in one of these questions.

    None where it says nothing of what the child says, or was to be looked at again before this day (today if none).
    """
    rows = (row for row in signed_first(view.of("BestInterest")) if row["person"] == person)
    newest = next((row for row in rows if told(row, "question") and told(row, "question") <= set(questions)), None)
    if newest is None or not is_told(newest, "child_says") or not is_told(newest, "decision"):
        return None
    is_open = live_values(newest, "review_due") == {None}
    return newest if is_open or is_due_ahead(newest, day or view.today) else None


def languages_of(person: Row) -> frozenset[Value]:
    """Return every language of a person."""
    several = (one for one in told(person, "languages") if isinstance(one, frozenset))
    return told(person, "main_language") | frozenset(code for one in several for code in one)


def speaks(view: FrozenCase, officer: bytes, languages: Iterable[Value]) -> bool:
    """Tell whether an officer speaks each of these languages; the directory says which they speak, else English."""
    rows = [row for row in view.directory("Officer") if row.id in view.same_person(officer)]
    spoken = {code for row in rows if isinstance(told_of := row["languages"], frozenset) for code in told_of}
    return set(languages) <= (spoken or {OF_SERVICE})


def is_due_ahead(row: Row, day: date) -> bool:
    """Tell whether the day on which a row is looked at again had not gone by on a day; no day is none."""
    return all(isinstance(one, PartialDate) and one.last_day >= day for one in live_values(row, "review_due"))
