"""Invented people with known duplicates that nobody on this project made (FEBRL 1 to 3), brought into a store."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.vectors.conformance import folder
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.new_case import new_case
from tipdesk.services.fields import change_of_new
from tipdesk.services.similar.find_similar import find_all_similar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tipdesk.services.desk import Desk

PERSON = BY_NAME["Person"]
_IN_A_CASE = 500
_DATE_DIGITS = 8
_LIMIT = 5
_ADDRESS = ("street_number", "address_1", "address_2", "suburb", "postcode", "state")


@dataclass(frozen=True)
class Figures:
    """How many were asked, how many of them were found among the first five, and what stood at 0.8 or above."""

    asked: int
    found: int
    right: int
    wrong: int

    @property
    def recall(self) -> float:
        """Return the share that was found."""
        return self.found / self.asked

    @property
    def precision(self) -> float:
        """Return the share of what was worth interrupting for that was right."""
        return self.right / (self.right + self.wrong)


def people_of(number: int) -> list[tuple[str, dict[str, str]]]:
    """Return each row of a set: its id ("rec-7-org", "rec-7-dup-0"), and its answers as this program calls them."""
    path = folder("febrl", "recall and precision of hints") / f"dataset{number}.csv"
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source, skipinitialspace=True))
    return [(row["rec_id"], _answers({name: value.strip() for name, value in row.items()})) for row in rows]


def _answers(row: Mapping[str, str]) -> dict[str, str]:
    born = row["date_of_birth"]
    found = {
        "given_names": row["given_name"],
        "family_name": row["surname"],
        "birth_date": f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == _DATE_DIGITS else "",
        "document_number": row["soc_sec_id"],
        "address": " ".join(row[name] for name in _ADDRESS),
    }
    return {name: value for name, value in found.items() if value}


def measure(desk: Desk, number: int, asked: int) -> Figures:
    """Record the originals of a set, and ask for its duplicates, of which at most about `asked` are taken."""
    people = people_of(number)
    duplicates = [one for one in people if "-dup-" in one[0]]
    duplicates = duplicates[:: max(1, len(duplicates) // asked)]
    originals = _record(desk, [one for one in people if one[0].endswith("-org")])
    answers = find_all_similar(desk, [answers for _id, answers in duplicates], limit=_LIMIT)
    found = right = wrong = 0
    for (name, _answers), answered in zip(duplicates, answers, strict=True):
        meant = originals[name.split("-")[1]]
        found += meant in [hint.person for hint in answered.hints]
        told = [hint.person == meant for hint in answered.hints if hint.interrupts]
        right, wrong = right + sum(told), wrong + len(told) - sum(told)
    return Figures(len(duplicates), found, right, wrong)


def _record(desk: Desk, people: Sequence[tuple[str, dict[str, str]]]) -> dict[str, bytes]:
    """Record people, many in one entry, and return the row of each by the number in its id."""
    rows: dict[str, bytes] = {}
    for begin in range(0, len(people), _IN_A_CASE):
        case = new_case(desk, {"case": {"title": "Public people"}}).id
        changes = []
        for name, answers in people[begin : begin + _IN_A_CASE]:
            rows[name.split("-")[1]] = row = desk.ids.new_id()
            born = _date(answers.get("birth_date", ""))
            changes.append(change_of_new(PERSON, row, {**answers, "birth_date": born}))
        with desk.work() as unit:
            unit.append(Scope.CASE, case, changes)
    return rows


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
