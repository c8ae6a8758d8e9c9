"""Whom to ring at this hour: the numbers under the buttons of the home page, nearest first.

Promises only numbers whose hours hold the hour asked for. They are headquarters' directory and no secret: no look.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk

_DUTY_NUMBER = BY_NAME["DutyNumber"]
_LAST = 1_000


@dataclass(frozen=True)
class DutyLine:
    """One number. `kind`: a code of the list duty_kind; `district`: "" for the whole country."""

    kind: str
    label: str
    phone: str
    district: str
    languages: frozenset[str]


def find_duty_numbers(desk: Desk, hour: int | None = None, *, district: str = "", language: str = "") -> list[DutyLine]:
    """Return the numbers on duty at an hour (0 to 23; now in the officer's zone by default).

    Those of the district come first, then those who speak the language, then by headquarters' order.
    """
    at = moment_now(desk).hour if hour is None else hour
    with desk.read() as reader:
        rows = [row for row in reader.find_rows(_DUTY_NUMBER) if row["phone"] and is_on_duty(row, at)]

    return nearest_first([_line(row) for row in sorted(rows, key=in_order)], district, language)


def in_order(row: Row) -> tuple[int, bytes]:
    """Return by what headquarters' order sorts a duty number."""
    place = row["order"]
    return place if isinstance(place, int) else _LAST, row.id


def nearest_first(lines: Iterable[DutyLine], district: str, language: str) -> list[DutyLine]:
    """Return lines that stand in headquarters' order, those of a district first, then those who speak a language."""
    return sorted(
        lines,
        key=lambda line: (
            bool(district) and line.district != district,
            bool(language) and language not in line.languages,
        ),
    )


def is_on_duty(row: Row, hour: int) -> bool:
    """Tell whether a number is answered at an hour."""
    return is_within(row["hour_from"], row["hour_to"], hour)


def is_within(begins: object, ends: object, hour: int) -> bool:
    """Tell whether an hour lies between two. From 20 until 6 goes through the night; no hours means always."""
    first = begins if isinstance(begins, int) else 0
    last = ends if isinstance(ends, int) else 24
    return first <= hour < last if first < last else hour >= first or hour < last


def _line(row: Row) -> DutyLine:
    spoken = row["languages"]
    return DutyLine(
        kind=str(row["kind"] or ""),
        label=str(row["label"] or ""),
        phone=str(row["phone"] or ""),
        district=str(row["district"] or ""),
        languages=spoken if isinstance(spoken, frozenset) else frozenset(),
    )
