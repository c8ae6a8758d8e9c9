"""A worry as it is told at a counter: the answers of the report, who is feared for, who is with them, who was rung.

A draft, a sealed report and a JSON document all hold it in one shape: the answers by the field names of Report, and
beside them `people`, `companion` and `calls`. `worry_document` makes a case of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

PEOPLE: Final = "people"
COMPANION: Final = "companion"
CALLS: Final = "calls"
PAPERS: Final = "papers"
"""Beside the answers of a person: the papers of that person, by the field names of IdentityDocument."""
PARTS: Final = (PEOPLE, COMPANION, CALLS)

Answers = Mapping[str, object]


@dataclass(frozen=True)
class Worry:
    """One worry, taken apart into rows.

    `answers` are by the field names of Report, `people` and `companion` by those of Person (`PAPERS` beside them), and
    `calls` by those of Call.
    """

    answers: Answers
    people: Sequence[Answers] = ()
    companion: Answers | None = None
    calls: Sequence[Answers] = ()

    @classmethod
    def of(cls, given: Answers, *, with_calls: bool = True) -> "Worry":
        """Return the worry that its one shape holds.

        A part that is not as it should be stays among the answers, where it is kept as words. `with_calls` is False
        where nobody knows who made the calls.
        """
        people, companion, calls = (given.get(name) for name in PARTS)
        taken = {
            PEOPLE: _are_rows(people),
            COMPANION: isinstance(companion, Mapping),
            CALLS: with_calls and _are_rows(calls),
        }
        answers = {name: value for name, value in given.items() if not taken.get(name) and not _is_empty(name, value)}
        return cls(
            answers,
            people if isinstance(people, list) and taken[PEOPLE] else (),
            companion if isinstance(companion, Mapping) else None,
            calls if isinstance(calls, list) and taken[CALLS] else (),
        )


def _are_rows(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(one, Mapping) for one in given)


def _is_empty(name: str, value: object) -> bool:
    return name in PARTS and not value
