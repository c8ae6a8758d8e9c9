"""What is said of somebody who is still being typed, and of a person known here: it waits until there is a row.

It holds for whoever was typed when it was said: as long as one of the answers of then still stands. What is to be
written then is checked at once, so that the officer hears of a refusal while the words are in front of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tipdesk.domain.folding import fold
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.domain.rules.access import Action
from tipdesk.domain.similar.likeness import SOURCES, Told
from tipdesk.services.desk import Desk
from tipdesk.services.look import get_eyes
from tipdesk.services.results import Changed
from tipdesk.services.same_person.link_person import (
    NOT_SAME,
    case_of_person,
    get_person,
    link_person,
    refuse_no_words,
    refuse_unseen,
)
from tipdesk.services.similar.say_not_same import say_not_same

Answers = frozenset[tuple[str, str]]
"""Answers that tell who somebody is, folded, by the names of their fields."""


@dataclass(frozen=True)
class Said:
    """That somebody who is typed is, likely is, or is not a person of another case.

    `of` are the answers that stood there when it was said. One press of *Not the same* has no `words`.
    """

    case: bytes
    person: bytes
    of: Answers
    result: str = NOT_SAME
    basis: frozenset[str] = frozenset()
    words: str = ""

    def to_json(self) -> dict[str, object]:
        """Return it as a draft holds it."""
        return {
            "case": id_text(self.case),
            "person": id_text(self.person),
            "of": sorted(map(list, self.of)),
            "result": self.result,
            "basis": sorted(self.basis),
            "words": self.words,
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, object]) -> "Said":
        """Return what a draft holds. Raises KeyError, TypeError, ValueError or UserError where it is none."""
        of, basis = kept["of"], kept["basis"]
        if not isinstance(of, list) or not isinstance(basis, list):
            raise TypeError
        return cls(
            parse_id(str(kept["case"])),
            parse_id(str(kept["person"])),
            frozenset((str(name), str(words)) for name, words in of),
            str(kept["result"]),
            frozenset(map(str, basis)),
            str(kept["words"]),
        )


def answers_told(record: str, typed: Mapping[str, object]) -> Answers:
    """Return what half-typed answers tell of who somebody is; a sex tells of half the world."""
    told = SOURCES[record]
    return frozenset(
        (name, folded)
        for name, words in typed.items()
        if isinstance(words, str) and told.get(name) not in (None, Told.SEX) and (folded := fold(words).strip())
    )


def check_said(desk: Desk, said: Said) -> None:
    """Raise the UserErrors with which `link_person` would refuse what the officer says of the other person."""
    refuse_no_words(said.words)
    with desk.read() as reader:
        other = get_eyes(reader, desk, said.case, Action.VIEW)
        refuse_unseen(other, Action.VIEW)
        get_person(other, said.person)


def write_said(desk: Desk, person: bytes, said: Said) -> Changed:
    """Write what was said, now that the person who was typed has this row; raises the UserErrors of `link_person`."""
    if not said.words:
        return say_not_same(desk, person, said.person)
    with desk.read() as reader:
        case = case_of_person(reader, person)
    return link_person(desk, case, person, said.case, said.person, said.words, result=said.result, basis=said.basis)
