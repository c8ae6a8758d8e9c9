"""Whom to ring at this hour: the telephone numbers under the buttons of the home page, nearest first.

Only numbers that are answered at the hour are given. They are of headquarters' directory and no secret, so reading them
is no look.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, Reader

_DUTY_NUMBER, _DEVICE, _POST = (BY_NAME[name] for name in ("DutyNumber", "Device", "Post"))
_LAST = 1_000


@dataclass(frozen=True)
class DutyLine:
    """One telephone number. `kind` is a code of the list duty_kind; `district` is "" for the whole country."""

    kind: str
    label: str
    phone: str
    district: str
    languages: frozenset[str]


def find_duty_numbers(
    desk: Desk, hour: int | None = None, *, district: str | None = None, language: str = "", need: str = ""
) -> list[DutyLine]:
    """Return the numbers on duty at an hour from 0 to 23, by default the present one in the officer's time zone.

    First come those who do what is needed (`need`, a code of the list duty_kind). Then come those of the district, by
    default that of this post, then those for the whole country; then those of people who speak the language, then the
    others, in headquarters' order.
    """
    at = moment_now(desk).hour if hour is None else hour
    with desk.read() as reader:
        rows = [row for row in reader.find_rows(_DUTY_NUMBER) if row["phone"] and is_on_duty(row, at)]
        where = own_district(reader, desk) if district is None else district
    lines = nearest_first([_line(row) for row in sorted(rows, key=in_order)], where, language)
    return sorted(lines, key=lambda line: bool(need) and line.kind != need)


def own_district(reader: Reader, desk: Desk) -> str:
    """Return the district of this post, "" where the directory has none."""
    device = reader.get_row(_DEVICE, desk.place.device)
    post = device["post"] if device is not None else None
    row = reader.get_row(_POST, post) if isinstance(post, bytes) else None
    return str(row["district"] or "") if row is not None else ""


def in_order(row: Row) -> tuple[int, bytes]:
    """Return the key that sorts duty numbers in headquarters' order."""
    place = row["order"]
    return place if isinstance(place, int) else _LAST, row.id


def nearest_first(lines: Iterable[DutyLine], district: str, language: str) -> list[DutyLine]:
    """Return lines, given in headquarters' order, with the nearest first.

    Those of a district stand first, then those for the whole country, then those of other districts; of each, those who
    speak a language.
    """
    return sorted(
        lines,
        key=lambda line: (
            bool(district) and line.district != district,
            bool(district) and line.district not in ("", district),
            bool(language) and language not in line.languages,
        ),
    )


def is_on_duty(row: Row, hour: int) -> bool:
    """Tell whether a number is answered at an hour."""
    return is_within(row["hour_from"], row["hour_to"], hour)


def is_within(begins: object, ends: object, hour: int) -> bool:
    """Tell whether an hour lies between two others.

    From 20 until 6 goes through the night; without hours it is always true.
    """
    first = begins if isinstance(begins, int) else 0
    last = ends if isinstance(ends, int) else 24
    return first <= hour < last if first < last else hour >= first or hour < last


def hours_shown(begins: int | None, ends: int | None, translate: Callable[[str], str]) -> str:
    """Return when a number answers, as papers say it: as "08:00" to "16:00", or all day."""
    if begins is None and ends is None:
        return translate(_("all day"))
    return f"{begins or 0:02}:00\u2013{ends or 24:02}:00"


def _line(row: Row) -> DutyLine:
    spoken = row["languages"]
    return DutyLine(
        kind=str(row["kind"] or ""),
        label=str(row["label"] or ""),
        phone=str(row["phone"] or ""),
        district=str(row["district"] or ""),
        languages=spoken if isinstance(spoken, frozenset) else frozenset(),
    )
