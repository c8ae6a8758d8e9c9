"""What the words of one cell of a sheet mean for the field that its column fills.

A code is told by its own name, by what the standard calls it or by its label in any language. Some labels of the
standard have a semicolon in them, which also stands between several answers: the longest words that mean something are
taken. Dates are read as people write them, with the day first unless the map says otherwise. Nothing is guessed: what
is not understood is refused, and a cell that a spreadsheet would calculate is refused as well.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tipdesk.domain.codes import RESERVED, Code, CodeBook
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Field
from tipdesk.domain.texts import _
from tipdesk.domain.values import MISSING_BY_CODE
from tipdesk.services.import_export.htcds import SPELLINGS
from tipdesk.services.import_export.maps import MONTH_FIRST, MapColumn, SheetMap
from tipdesk.services.registers.answers import plain_name
from tipdesk.services.registers.sheets import is_formula, unguarded

_NUMBERS = re.compile(r"(\d{1,2})([ ./-])(\d{1,2})\2(\d{4})")
_PREFIX = re.compile(r"^[A-U]_")
_LETTERS = re.compile(r"[^\w]|_")


@dataclass
class CellWords:
    """Reads cells by one map; `language` is that of the officer. What codes are called is gathered once a list."""

    codes: CodeBook
    sheet_map: SheetMap
    _names: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def text_of(self, cell: str) -> str:
        """Return the text of a cell, "" for an empty one; raises UserError `formula` for one that is calculated."""
        if is_formula(cell.strip()) and cell.strip() != "-":
            raise UserError(
                "formula", _("This cell is a formula. Write the value itself, with an apostrophe before it.")
            )
        return unguarded(cell).strip()

    def answer_of(self, column: MapColumn, told: Field, text: str) -> object:
        """Return what the text of a cell gives for a field; raises UserError `unknown-word` and `one-answer`."""
        if text.startswith("?") and text[1:] in MISSING_BY_CODE:
            return {"missing": text[1:]}
        if told.codes:
            found = [self._code_of(column, told, part) for part in self._parts(column, told, text)]
            if told.is_several:
                return found
            if len(set(found)) > 1:
                raise UserError("one-answer", _("One answer stands here, not several."))
            return found[0]
        if told.is_date and self.sheet_map.dates == MONTH_FIRST:
            return _NUMBERS.sub(r"\3 \1 \4", text)
        if told.is_several:
            return [part for part in map(str.strip, text.split(self.sheet_map.between)) if part]
        return text

    def _parts(self, column: MapColumn, told: Field, text: str) -> Iterator[str]:
        """Yield the answers of a cell, each as long as it can be and still mean one code."""
        parts = [part for part in re.split(rf"{re.escape(self.sheet_map.between)}|\n", text) if part.strip()]
        while parts:
            for count in range(len(parts), 0, -1):
                words = f"{self.sheet_map.between}".join(parts[:count]).strip()
                if count == 1 or self._find(column, told, words) is not None:
                    yield words
                    parts = parts[count:]
                    break

    def _code_of(self, column: MapColumn, told: Field, words: str) -> str:
        code = self._find(column, told, words)
        if code is None:
            raise UserError(
                "unknown-word",
                _("“{words}” is no answer to this question. Write one of its answers, or leave the cell empty."),
                words=words[:40],
            )
        return code

    def _find(self, column: MapColumn, told: Field, words: str) -> str | None:
        own = column.codes.get(plain_name(words))
        if own is not None:
            return own
        if told.codes not in self._names:
            self._names[told.codes] = self._names_of(told.codes)
        return self._names[told.codes].get(squashed(words))

    def _names_of(self, name: str) -> Mapping[str, str]:
        """Return the codes of a list by every word for them; the words of the standard go before all others."""
        standard = self.sheet_map.standard
        codes = sorted(self.codes.list_of(name), key=lambda one: one.mappings.get(standard) != one.code)
        values = {one.mappings[standard]: one.code for one in reversed(codes) if one.mappings.get(standard)}
        found = {squashed(_PREFIX.sub("", value)): code for value, code in values.items()}
        found |= {squashed(label): values[value] for label, value in SPELLINGS.items() if value in values}
        for code in codes:
            for words in _called(code):
                found.setdefault(squashed(words), code.code)
        for reserved in RESERVED:
            found.setdefault(squashed(reserved), reserved)
        return found


def _called(code: Code) -> Iterator[str]:
    yield from (code.code, _PREFIX.sub("", code.code), code.label, *code.labels.values())


def squashed(words: str) -> str:
    """Return words without capitals, spaces and signs, so that spellings of one name are equal."""
    return _LETTERS.sub("", words.casefold())
