"""The kinds whose answers are chosen from a list of codes: one code, or several. Lists are in the code book."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds.asked import Translate
from tipdesk.domain.kinds.field import Field, LabelOf
from tipdesk.domain.texts import _
from tipdesk.domain.values import Missing, Value


@dataclass(frozen=True)
class Code(Field):
    """One code of the list `codes`. The reserved codes (unknown, refused, …) are codes of every list."""

    begins_small: ClassVar[bool] = True
    width: ClassVar[float] = 2.4

    codes: str = ""

    def read(self, given: object) -> Value:
        """Read as every field, but a reason for absence as its reserved code, so that it has one form only."""
        value = super().read(given)
        return value.code if isinstance(value, Missing) else value

    def read_value(self, given: object) -> Value:
        """Read a code; whether the list has it is asked of the code book (`services`)."""
        return _code(given)

    def shown_one(self, value: Value, label_of: LabelOf, _translate: Translate) -> str:
        """Return the code's label."""
        return label_of(self.codes, str(value))


@dataclass(frozen=True)
class Codes(Field):
    """Several codes of the list `codes`. A reserved code stands in the list like any other."""

    is_several: ClassVar[bool] = True
    width: ClassVar[float] = 2.4

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

    def shown_one(self, value: Value, label_of: LabelOf, _translate: Translate) -> str:
        """Return one code's label."""
        return label_of(self.codes, str(value))


def _code(given: object) -> str:
    if not isinstance(given, str) or not given.strip() or len(given) > 80 or not given.isprintable():  # noqa: PLR2004 - no code is longer
        raise UserError("bad-code", _("This must be a code of the list."))
    return given.strip()
