"""Values that a field can hold beyond plain text and numbers.

Each is immutable, compares by content and has one text form. What a person typed is parsed here (`PartialDate.parse`,
`parse_phone`, …) and refused with a sentence. Nothing here knows which field a value serves.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import total_ordering
from typing import Self

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.texts import _


class Missing(Enum):
    """Why there is no answer, apart from an empty field (SADC NA / NK, CTDC -99). The numbers go on the wire."""

    UNKNOWN = 1
    REFUSED = 2
    NOT_ASKED = 3
    NOT_APPLICABLE = 4

    @property
    def code(self) -> str:
        """Return the reserved code as coded fields write it, such as "not_asked"."""
        return self.name.lower()


class Sealed:
    """An answer that only holders of one key of its case can read: ciphertext, and never another kind of value.

    `key` is the eight bytes that name the key; `box` is nonce, ciphertext and tag (`sync/sealing`). Two seals of one
    answer differ, so merging takes them for different values until a holder settles them.
    """

    __slots__ = ("box", "key")

    def __init__(self, key: bytes, box: bytes) -> None:
        self.key = key
        self.box = box

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and (self.key, self.box) == (other.key, other.box)

    def __hash__(self) -> int:
        return hash((self.key, self.box))

    def __repr__(self) -> str:
        """Return one word alone, so that nothing of the answer stands in a message or a list."""
        return "sealed"


MISSING_BY_CODE = {missing.code: missing for missing in Missing}

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[ ./-]+)?(\d{1,2}|[a-z]{3,9})[ ./,-]+(\d{4})$")
_YEARS = range(1850, 2200)
_LONGEST_EMAIL = 254


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date of which the day, or day and month, may be unknown (None); it sorts before whatever lies within it."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Raise UserError `bad-date` for what is in no calendar."""
        real = self.year in _YEARS and (self.day is None or self.month is not None)
        try:
            date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError:
            real = False
        if not real:
            raise UserError(
                "bad-date", _("This must be a real date, like 27 3 2007, or part of one, like 3 2007 or 2007.")
            )

    def __lt__(self, other: "PartialDate") -> bool:
        return self._place < other._place

    @property
    def _place(self) -> tuple[int, int, int]:
        return (self.year, self.month or 0, self.day or 0)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return a day as a date of which nothing is unknown."""
        return cls(day.year, day.month, day.day)

    @property
    def first_day(self) -> date:
        """Return the earliest day that the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """Return the latest day that the date can mean."""
        month = self.month or 12
        if self.day:
            return date(self.year, month, self.day)
        return date(self.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

    def __str__(self) -> str:
        """Return the ISO 8601 prefix: "2007", "2007-03" or "2007-03-27"."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the date from "27 3 2007", "27/03/2007", "March 2007", "2007" or an ISO prefix.

        Raises UserError `bad-date` for anything else.
        """
        plain = unicodedata.normalize("NFKC", text).strip().lower()
        iso = _ISO.match(plain)
        if iso:
            return cls(*(int(part) if part else None for part in iso.groups()))  # type: ignore[arg-type] # year is never None
        worded = _DAY_FIRST.match(plain)
        month = _month_number(worded.group(2)) if worded else None
        if worded is None or month is None:
            raise UserError(
                "bad-date", _("This must be a real date, like 27 3 2007, or part of one, like 3 2007 or 2007.")
            )
        return cls(int(worded.group(3)), month, int(worded.group(1)) if worded.group(1) else None)


def _month_number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS else None


@dataclass(frozen=True)
class Money:
    """An amount in cents of `currency` (ISO 4217, "XCD" = Eastern Caribbean dollar)."""

    cents: int
    currency: str = "XCD"

    def __str__(self) -> str:
        """Return the amount with its currency, such as "1250.00 XCD"."""
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02d} {self.currency}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the amount from "1250" or "1,250.50 XCD"; without a currency it is in XCD.

        Raises UserError `bad-money`.
        """
        match = re.fullmatch(r"(-?\d{1,12})(?:\.(\d{1,2}))?(?: ?([A-Z]{3}))?", text.strip().upper().replace(",", ""))
        if match is None:
            raise UserError("bad-money", _("This must be an amount, like 1250.50 or 1250 USD."))
        whole, part, currency = match.groups()
        cents = abs(int(whole)) * 100 + int((part or "0").ljust(2, "0"))
        return cls(-cents if whole.startswith("-") else cents, currency or "XCD")


@dataclass(frozen=True)
class Duration:
    """A length of time as people state it: years, months and days, not converted into each other."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        """Return the ISO 8601 form, such as "P1Y6M", or "P0D" for no time at all."""
        parts = [f"{count}{unit}" for count, unit in ((self.years, "Y"), (self.months, "M"), (self.days, "D")) if count]
        return "P" + ("".join(parts) or "0D")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the length of time from "P1Y6M" or "1y 6m 3d". Raises UserError `bad-duration` for anything else."""
        plain = text.strip().upper().removeprefix("P").replace(" ", "")
        match = re.fullmatch(r"(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?", plain)
        if match is None or not plain:
            raise UserError("bad-duration", _("This must be a length of time, like 1y 6m or 10d."))
        return cls(*(int(part or 0) for part in match.groups()))


@dataclass(frozen=True)
class Coordinates:
    """A point in WGS 84, in ten-millionths of a degree."""

    latitude_e7: int
    longitude_e7: int

    def __str__(self) -> str:
        """Return latitude and longitude in degrees, such as "13.7333000, -60.9527000"."""
        return f"{self.latitude_e7 / 1e7:.7f}, {self.longitude_e7 / 1e7:.7f}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the point from "13.7333, -60.9527".

        Raises UserError `bad-coordinates` when it is no point on Earth.
        """
        match = re.fullmatch(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*", text)
        latitude, longitude = (float(part) for part in match.groups()) if match else (99.0, 0.0)
        if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 - the poles and the date line
            raise UserError("bad-coordinates", _("This must be a latitude and a longitude, like 13.7333, -60.9527."))
        return cls(round(latitude * 1e7), round(longitude * 1e7))


_RECORD_BYTES = 4


@dataclass(frozen=True)
class NamedRow:
    """A row of any record: the number of the record, as it goes on the wire, and the id of the row."""

    record: int
    id: bytes

    def __str__(self) -> str:
        """Return the number and the id, by which such values are sorted alike everywhere."""
        return f"{self.record} {id_text(self.id)}"

    @property
    def octets(self) -> bytes:
        """Return what wire and column hold: the number in four bytes, the most significant first, then the id."""
        return self.record.to_bytes(_RECORD_BYTES, "big") + self.id

    @classmethod
    def from_octets(cls, octets: bytes) -> Self | None:
        """Return the row that such bytes name, or None where they are too few to name one."""
        if len(octets) <= _RECORD_BYTES:
            return None
        return cls(int.from_bytes(octets[:_RECORD_BYTES], "big"), octets[_RECORD_BYTES:])


Value = (
    str
    | bytes
    | int
    | bool
    | frozenset[str]
    | PartialDate
    | datetime
    | Money
    | Duration
    | Coordinates
    | NamedRow
    | Missing
    | Sealed
    | None
)
"""The types of everything that a field can hold."""


def parse_email(text: str) -> str:
    """Return the address, trimmed. Raises UserError `bad-email` when it has no name, no single @ or no domain."""
    plain = text.strip()
    known = re.fullmatch(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+", plain)
    if known is None or len(plain) > _LONGEST_EMAIL or not plain.isprintable():
        raise UserError("bad-email", _("This must be an e-mail address, like name@example.org."))
    return plain


def parse_moment(text: str) -> datetime:
    """Return an aware time, to the minute, from ISO 8601 ("2026-11-24T15:10-04:00").

    Raises UserError `bad-time` without a date, a time and an offset.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UserError("bad-time", _("This must be a date and time with its zone, like 2026-11-24T15:10-04:00."))
    return moment.replace(second=0, microsecond=0)
