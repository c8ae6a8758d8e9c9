"""The field kinds: text, codes, dates, numbers and the rest. A field is one line: `Text(3, _("Family name"), …)`.

A kind adds to `Field` only how it reads and shows its values. Whatever declares or serves fields imports from here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tipdesk.domain.errors import UserError
from tipdesk.domain.field import (
    ACTOR,
    HIGHEST,
    IDENTITY,
    LOCATION,
    NAMES,
    NARRATIVE,
    NOW,
    ORDINARY,
    REFUGE,
    SOURCE,
    STRICTEST,
    UNION,
    WORDS,
    Field,
    Merge,
    Search,
    Sensitivity,
    Value,
    Wire,
)
from tipdesk.domain.ids import parse_id
from tipdesk.domain.texts import _
from tipdesk.domain.values import (
    Coordinates,
    Duration,
    Missing,
    Money,
    PartialDate,
    parse_email,
    parse_moment,
    parse_phone,
    phone_text,
)

# fmt: off
__all__ = [
    "ACTOR", "HIGHEST", "IDENTITY", "LOCATION", "NAMES", "NARRATIVE", "NOW", "ORDINARY", "REFUGE", "SOURCE",
    "STRICTEST", "UNION", "WORDS",
    "Attachment", "Code", "Codes", "CoordinatesField", "DateTimeField", "DurationField", "Email", "Field",
    "Flag", "LongText", "Merge", "MoneyField", "Number", "Octets", "Parsed", "PartialDateField", "Phone",
    "Reference", "Search", "Sensitivity", "Text", "Texts", "Value", "Wire",
]
# fmt: on


_MOST_DIGITS = 16  # as many as the largest whole number that every JSON reader keeps exactly (2⁵³)


@dataclass(frozen=True)
class Text(Field):
    """One line, at most `longest` characters. A line break that was pasted in becomes a space."""

    longest: int = 200

    def read_value(self, given: object) -> Value:
        """Refuse text that is too long."""
        text = "\n".join(str(super().read_value(given)).replace("\r\n", "\n").split("\r"))
        text = text if self.paragraphs else text.replace("\n", " ").replace("\t", " ")
        if len(text) > self.longest:
            raise UserError("too-long", _("This must be at most {longest} characters."), longest=self.longest)
        return text


@dataclass(frozen=True)
class LongText(Text):
    """Paragraphs, at most 50,000 characters."""

    paragraphs: ClassVar[bool] = True
    longest: int = 50_000


@dataclass(frozen=True)
class Phone(Field):
    r"""A telephone number, E.164 (HTCDS: `^\+?[1-9]\d{1,14}$`)."""

    def read_value(self, given: object) -> Value:
        """Read a number as people write it."""
        return parse_phone(str(super().read_value(given)))

    def shown_one(self, value: Value, _label_of: Callable[[str, str], str]) -> str:
        """Return a number in the groups in which it is dialled."""
        return phone_text(str(value))


@dataclass(frozen=True)
class Email(Field):
    """An e-mail address."""

    def read_value(self, given: object) -> Value:
        """Read an address."""
        return parse_email(str(super().read_value(given)))


@dataclass(frozen=True)
class Texts(Field):
    """Several short texts without order, such as other names."""

    merge: Merge = UNION
    most: int = 100

    def read_value(self, given: object) -> Value:
        """Read a list, or one text with semicolons between."""
        parts = given.split(";") if isinstance(given, str) else given
        if not isinstance(parts, Iterable) or isinstance(parts, (bytes, dict)):
            raise UserError("bad-list", _("This must be a list of texts."))
        one = Text(self.number, self.label)
        texts = {str(one.read_value(part)) for part in parts} - {""}
        if len(texts) > self.most:
            raise UserError("too-many", _("These must be at most {most} texts."), most=self.most)
        return frozenset(texts) or None

    def read_wire(self, wire: Wire) -> Value:
        """Read each text for itself: one that would be refused today is kept as the log holds it."""
        texts = map(Text(self.number, self.label).from_wire, wire if isinstance(wire, list) else str(wire).split(";"))
        return frozenset(text for text in texts if isinstance(text, str) and text) or None


@dataclass(frozen=True)
class Code(Field):
    """One code of the list `codes`. The reserved codes (unknown, refused, …) are codes of every list."""

    codes: str = ""

    def read(self, given: object) -> Value:
        """Read as every field, but a reason for absence as its reserved code, so that it has one form only."""
        value = super().read(given)
        return value.code if isinstance(value, Missing) else value

    def read_value(self, given: object) -> Value:
        """Read a code; whether the list has it is asked of the code book (`services`)."""
        return _code(given)

    def shown_one(self, value: Value, label_of: Callable[[str, str], str]) -> str:
        """Return the code's label."""
        return label_of(self.codes, str(value))


@dataclass(frozen=True)
class Codes(Field):
    """Several codes of the list `codes`. A reserved code stands in the list like any other."""

    codes: str = ""

    def read(self, given: object) -> Value:
        """Read as every field, but a reason for absence as its reserved code, so that it has one form only."""
        value = super().read(given)
        return frozenset({value.code}) if isinstance(value, Missing) else value

    def read_value(self, given: object) -> Value:
        """Read a list of codes, or one text with semicolons between (the delimiter of the HTCDS workbook)."""
        parts = given.split(";") if isinstance(given, str) else given
        if not isinstance(parts, Iterable) or isinstance(parts, (bytes, dict)):
            raise UserError("bad-list", _("This must be a list of codes."))
        return frozenset(_code(part) for part in parts if not (isinstance(part, str) and not part.strip())) or None

    def shown_one(self, value: Value, label_of: Callable[[str, str], str]) -> str:
        """Return one code's label."""
        return label_of(self.codes, str(value))


def _code(given: object) -> str:
    if not isinstance(given, str) or not given.strip() or len(given) > 80 or not given.isprintable():  # noqa: PLR2004 - no code is longer
        raise UserError("bad-code", _("This must be a code of the list."))
    return given.strip()


@dataclass(frozen=True)
class Parsed(Field):
    """Base of kinds whose values read themselves: `kept` is the class of the value."""

    kept: ClassVar[type[PartialDate | Money | Duration | Coordinates]]

    def read_value(self, given: object) -> Value:
        """Read what `kept.parse` reads."""
        return given if isinstance(given, self.kept) else self.kept.parse(str(super().read_value(given)))


@dataclass(frozen=True)
class PartialDateField(Parsed):
    """A date that keeps its precision: "27 3 2007", "March 2007", "2007" or an ISO prefix."""

    kept = PartialDate


@dataclass(frozen=True)
class DateTimeField(Field):
    """A time with the offset of the zone in which it was noted."""

    def read_value(self, given: object) -> Value:
        """Read ISO 8601 with offset."""
        return given if isinstance(given, datetime) else parse_moment(str(super().read_value(given)))


@dataclass(frozen=True)
class Number(Field):
    """A whole number from `low` to `high`."""

    low: int = 0
    high: int = 1_000_000

    def read_value(self, given: object) -> Value:
        """Read digits."""
        plain = given.strip() if isinstance(given, str) else given
        digits = plain.removeprefix("-") if isinstance(plain, str) else ""
        number = int(str(plain)) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else plain
        if not isinstance(number, int) or isinstance(number, bool) or not self.low <= number <= self.high:
            raise UserError(
                "bad-number", _("This must be a whole number from {low} to {high}."), low=self.low, high=self.high
            )
        return number


@dataclass(frozen=True)
class MoneyField(Parsed):
    """An amount with its currency: "1250.50 XCD"."""

    kept = Money


@dataclass(frozen=True)
class DurationField(Parsed):
    """A length of time in years, months and days: "1y 6m"."""

    kept = Duration


@dataclass(frozen=True)
class CoordinatesField(Parsed):
    """A point in WGS 84: "13.7333, -60.9527"."""

    kept = Coordinates


@dataclass(frozen=True)
class Flag(Field):
    """Yes or no."""

    def read_value(self, given: object) -> Value:
        """Read true / false or yes / no."""
        word = given.strip().lower() if isinstance(given, str) else given
        if word in (True, "true", "yes"):
            return True
        if word in (False, "false", "no"):
            return False
        raise UserError("bad-flag", _("This must be yes or no."))


@dataclass(frozen=True)
class Reference(Field):
    """A row of the record `record`, by id.

    No foreign key: a dangling reference is a review item, never a failed merge.
    """

    record: str = ""

    def read_value(self, given: object) -> Value:
        """Read an id."""
        return given if isinstance(given, bytes) else parse_id(str(super().read_value(given)))


@dataclass(frozen=True)
class Octets(Field):
    """A public key, or the id of something that is no record: bytes, as hexadecimal digits in documents."""

    def read_value(self, given: object) -> Value:
        """Read hexadecimal digits."""
        if isinstance(given, bytes):
            return given
        try:
            return bytes.fromhex(str(given))
        except ValueError:
            raise UserError("bad-octets", _("This must be hexadecimal digits.")) from None

    def to_json(self, value: Value) -> object:
        """Return hexadecimal digits."""
        return value.hex() if isinstance(value, bytes) else super().to_json(value)

    def shown_one(self, value: Value, _label_of: Callable[[str, str], str]) -> str:
        """Return the first digits."""
        return value.hex()[:16] if isinstance(value, bytes) else str(value)


@dataclass(frozen=True)
class Attachment(Reference):
    """A file kept beside the store, by the id of its record."""

    record: str = "Attachment"
