"""What was found of each victim of a case against the elements of trafficking, and what is missing; never a verdict.

It is one audited look. The elements are an account of what was done to somebody, so that whoever may not read that is
refused.
"""

from dataclasses import dataclass

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Sensitivity
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, opens
from tipdesk.domain.rules.childhood import Age
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.elements import Elements, all_elements, elements, episodes_of
from tipdesk.domain.rules.gates.predicates import NotJudgedError, age
from tipdesk.domain.rules.gates.victims import is_victim_for_good
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import NOTES_APART, RefusedError, get_eyes, looking


@dataclass(frozen=True)
class EpisodeElements:
    """What was found in one episode, given as the officer may see it."""

    episode: Row
    elements: Elements


@dataclass(frozen=True)
class PersonElements:
    """What was found of one victim: `together` in all episodes, and in each; `age` is that of today."""

    person: Row
    age: Age
    together: Elements
    episodes: tuple[EpisodeElements, ...]


def read_elements(desk: Desk, case: bytes) -> tuple[PersonElements, ...]:
    """Return the elements of everybody in a case who is, or may have been, a victim.

    Raises the UserErrors of `looking`, `not-allowed` for an officer who may not read accounts, and `not-a-holder` where
    part of what it rests on does not open here.
    """
    with looking(desk, case, permit=_permit, parts=NOTES_APART) as eyes:
        view = freeze(eyes.reader, desk, eyes.case)
        try:
            return elements_in(eyes, view)
        except NotJudgedError:
            raise UserError(
                "not-a-holder", _("Part of what this rests on is sealed to others: ask somebody who can open it.")
            ) from None


def elements_in(eyes: Eyes, view: FrozenCase) -> tuple[PersonElements, ...]:
    """Return the elements of everybody who is, or may have been, a victim, within a look that the caller has opened.

    Raises NotJudgedError where part of what they rest on does not open here.
    """
    people = [row for row in view.of("Person") if is_victim_for_good(view, row.id)]
    return tuple(_of_person(eyes, view, row) for row in people)


def _permit(reader: Reader, desk: Desk, case: bytes) -> Eyes:
    eyes = get_eyes(reader, desk, case, Action.VIEW)
    if not opens(eyes.level, Sensitivity.NARRATIVE):
        refusal = UserError("not-allowed", _("You may not read what was done to people in this case."))
        raise RefusedError.of(case, Action.VIEW.value, refusal)
    return eyes


def _of_person(eyes: Eyes, view: FrozenCase, person: Row) -> PersonElements:
    episodes = episodes_of(view, person.id)
    each = (EpisodeElements(eyes.cut(row), elements(view, person, row)) for row in episodes)
    return PersonElements(eyes.cut(person), age(view, person), all_elements(view, person, episodes), tuple(each))
