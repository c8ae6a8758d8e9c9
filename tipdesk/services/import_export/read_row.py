"""One row of a sheet, read and checked by a map, and not compared with anything that is here yet.

Every cell that cannot be taken is told, each beside its column. What a row says of two days that cannot both be, such
as a birth after an end, is told as well.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Field, Refer, Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.fields import read_fields
from tipdesk.services.import_export.cell_words import CellWords
from tipdesk.services.import_export.heading import Heading
from tipdesk.services.import_export.maps import MapColumn, Slot

_BORN = ("Person", "birth_date")
_BORN_LATER = _("This is later than {label} in the same row. Look which of them is wrong.")
_DIGEST_BYTES = 16


@dataclass(frozen=True)
class CellProblem:
    """One thing that is wrong with a row: the place of its column, counted from 0, None for the whole row, and why."""

    place: int | None
    why: FieldProblem


@dataclass
class RowTold:
    """What one row says: by slot the values of its fields, and `kept`, what stays words, by what its column is called.

    `at` is the row of the file, counted from 1, `places` where each field of a slot stands, and `digest` tells the
    row's words from those of any other. `day` is the latest day of what dates the row, None where nothing does.
    """

    at: int
    slots: dict[Slot, dict[str, Value]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    places: dict[tuple[Slot, str], int] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    digest: bytes = b""
    key: str = ""
    case_key: str = ""
    day: date | None = None

    def refuse(self, place: int | None, why: FieldProblem) -> None:
        """Note something that is wrong."""
        self.problems.append(CellProblem(place, why))

    def value(self, record: str, name: str) -> Value:
        """Return what the row says of a field, in the first slot of this record."""
        return next((told[name] for slot, told in self.slots.items() if slot.record == record and name in told), None)


@dataclass(frozen=True)
class RowReading:
    """Reads rows. `refer` finds what a cell names in the directory; `known` has ids of it by name, by record."""

    words: CellWords
    heading: Heading
    refer: Refer
    known: Mapping[str, Mapping[str, bytes]]
    now: datetime

    def read(self, at: int, cells: Sequence[str], merged: Sequence[int] = ()) -> RowTold | None:
        """Return what a row says, None for one in which nothing that has a column is said.

        `merged` are the places of cells that are merged with others, of which nobody can tell whose they are.
        """
        told = RowTold(at)
        texts: dict[str, str] = {}
        for place, column in self.heading.places.items():
            text = self._text(told, place, cells)
            if place in merged:
                told.refuse(place, _problem(column, _("This cell is merged with another one. Unmerge them.")))
            elif text:
                texts[column.name] = text
                self._take(told, place, column, text)
        if not texts and not told.problems:
            return None
        told.digest = digest_of(texts)
        sheet_map = self.words.sheet_map
        told.key, told.case_key = texts.get(sheet_map.key, ""), texts.get(sheet_map.case, "")
        if sheet_map.key and not told.key:
            told.refuse(None, FieldProblem("key", _("This row has no key in the column “{name}”."),
                                           (("name", sheet_map.key),)))  # fmt: skip
        self._check(told)
        self._date(told, texts)
        return told

    def digest(self, at: int, cells: Sequence[str], merged: Sequence[int] = ()) -> bytes:
        """Return the digest that `read` notes of a row, without a look at what its words mean."""
        told = RowTold(at)
        found = {
            column.name: text
            for place, column in self.heading.places.items()
            if place not in merged and (text := self._text(told, place, cells))
        }
        return digest_of(found)

    def _text(self, told: RowTold, place: int, cells: Sequence[str]) -> str:
        try:
            return self.words.text_of(cells[place]) if place < len(cells) else ""
        except UserError as refusal:
            told.refuse(place, refusal.beside(self.heading.places[place].name))
            return ""

    def _take(self, told: RowTold, place: int, column: MapColumn, text: str) -> None:
        target = column.target
        if target is None:
            if column.name not in (self.words.sheet_map.key, self.words.sheet_map.case):
                told.kept[column.called] = text
            return
        slot, meant = target.slot, target.field
        named = self._named(meant)
        if named is not None and text.casefold() not in named:
            told.kept[column.called] = text  # the name of somebody who is not here stays words
            return
        try:
            given = self.words.answer_of(column, meant, text)
        except UserError as refusal:
            told.refuse(place, refusal.beside(column.name))
            return
        given = named[text.casefold()] if named is not None else given
        values, problems = read_fields(
            self.words.codes, slot.type, {meant.name: given}, slot.record, self.refer, now=self.now
        )
        for one in problems:
            told.refuse(place, one)
        for name, value in values.items():
            told.slots.setdefault(slot, {})[name] = value
            told.places[slot, name] = place

    def _named(self, meant: Field) -> Mapping[str, bytes] | None:
        """Return the ids by name of the rows of the directory to which a field refers, None where it refers to none."""
        referred = meant.referred(bytes(16))
        return self.known.get(referred.record) if referred is not None else None

    def _check(self, told: RowTold) -> None:
        """Note days that cannot both be: an end before its beginning, and anything before a birth."""
        born = told.value(*_BORN)
        for slot, values in told.slots.items():
            for begun, ended in slot.type.times:
                first, last = values.get(begun.name), values.get(ended.name) if ended is not None else None
                if ended is not None and _is_before(last, first):
                    place = told.places[slot, ended.name]
                    told.refuse(place, FieldProblem(f"{slot.record}.{ended.name}",
                                                    _("It cannot end before it begins.")))  # fmt: skip
            for name, value in values.items():
                if (slot.record, name) != _BORN and _is_before(value, born):
                    _refuse_birth(told, _BORN_LATER, label=slot.type.by_name[name].label)
        if isinstance(born, PartialDate) and born.first_day > self.now.date():
            _refuse_birth(told, _("This day has not come yet."))

    def _date(self, told: RowTold, texts: Mapping[str, str]) -> None:
        """Note on which day the row happened, from the columns that say so."""
        columns = {column.name: (place, column) for place, column in self.heading.places.items()}
        for name in self.words.sheet_map.dated:
            text, (place, column) = texts.get(name), columns.get(name, (0, None))
            if text is None or column is None:
                continue
            try:
                day = PartialDate.parse(
                    str(self.words.answer_of(column, BY_NAME["Case"].by_name["date_reported"], text))
                )
            except UserError as refusal:
                if column.target is None:  # what fills a field was refused there
                    told.refuse(place, refusal.beside(name))
                continue
            told.day = max(filter(None, (told.day, day.last_day)))
            born = told.value(*_BORN)
            if column.target is None and _is_before(day, born):
                _refuse_birth(told, _BORN_LATER, label=column.called)


def digest_of(texts: Mapping[str, str]) -> bytes:
    """Return what tells the words of a row from those of any other, whatever order its columns have."""
    lines = sorted(f"{name}\x1f{' '.join(text.split())}" for name, text in texts.items() if text)
    return hashlib.sha256("\x1e".join(lines).encode("utf-8", "surrogatepass")).digest()[:_DIGEST_BYTES]


def _problem(column: MapColumn, template: str) -> FieldProblem:
    return FieldProblem(column.name, template)


def _refuse_birth(told: RowTold, template: str, **values: object) -> None:
    place = next((place for (slot, name), place in told.places.items() if (slot.record, name) == _BORN), None)
    told.refuse(place, FieldProblem(".".join(_BORN), template, tuple(values.items())))


def _is_before(later: Value, earlier: Value) -> bool:
    """Tell whether a day surely lies before another, of which each may be known in part."""
    if isinstance(later, datetime):
        later = PartialDate.of(later.date())
    if isinstance(earlier, datetime):
        earlier = PartialDate.of(earlier.date())
    if not (isinstance(later, PartialDate) and isinstance(earlier, PartialDate)):
        return False
    return later.last_day < earlier.first_day
