"""The kinds whose answers are chosen from a list of codes: one code, or several.

The lists themselves are in the code book. A kind reads any well-formed code; whether its list has that code is checked
by the services, which hold the book.
"""

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
    """A field whose answer is one code of the list `codes`.

    The reserved codes (unknown, refused, …) belong to every list.
    """

    width: ClassVar[float] = 2.4

    codes: str = ""

    def read(self, given: object) -> Value:
        """Return the value as every field does, but a reason for absence as its reserved code.

        So an absence that is given in either form is kept in one form only.
        """
        value = super().read(given)
        return value.code if isinstance(value, Missing) else value

    def read_value(self, given: object) -> Value:
        """Return the code that was given; whether the list has it is checked with the code book by the services."""
        return _code(given)

    def shown_one(self, value: Value, label_of: LabelOf, _translate: Translate) -> str:
        """Return the code's label."""
        return label_of(self.codes, str(value))

    def within(self, words: str) -> str:
        """Return the words of an answer as they stand inside a sentence: ours begin with a small letter there."""
        first, _space, _rest = words.partition(" ")
        return words if first.isupper() and len(first) > 1 else words[:1].lower() + words[1:]


@dataclass(frozen=True)
class Codes(Field):
    """A field whose answer is several codes of the list `codes`. A reserved code stands among them like any other."""

    is_several: ClassVar[bool] = True
    width: ClassVar[float] = 2.4

    codes: str = ""

    def read(self, given: object) -> Value:
        """Return the value as every field does, but a reason for absence as its reserved code.

        So an absence that is given in either form is kept in one form only.
        """
        value = super().read(given)
        return frozenset({value.code}) if isinstance(value, Missing) else value

    def read_value(self, given: object) -> Value:
        """Return a set of codes from a list, or from one text with semicolons between them.

        The semicolon is the delimiter of the HTCDS workbook.
        """
        parts = given.split(";") if isinstance(given, str) else given
        if not isinstance(parts, Iterable) or isinstance(parts, (bytes, dict)):
            raise UserError("bad-list", _("This must be a list of codes."))
        return frozenset(_code(part) for part in parts if not (isinstance(part, str) and not part.strip())) or None

    def shown_one(self, value: Value, label_of: LabelOf, _translate: Translate) -> str:
        """Return the label of one of the codes."""
        return label_of(self.codes, str(value))


def _code(given: object) -> str:
    if not isinstance(given, str) or not given.strip() or len(given) > 80 or not given.isprintable():  # noqa: PLR2004 - no code is longer
        raise UserError("bad-code", _("This must be a code of the list."))
    return given.strip()
