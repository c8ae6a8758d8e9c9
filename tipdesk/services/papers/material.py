"""What a paper is made of: rows as far as this copy may show them, names, numbers, and the language of the paper.

The one rule of all papers stands here: a value that says where somebody is safe, how to reach them or who told us is
cut out of every row before a builder sees it. The letter that names a safe place alone gets it by itself
(`refuge_alone`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tipdesk.domain.errors import UserError
from tipdesk.domain.moments import NO_TIME, datetime_shown, day_shown, in_zone, wall_clock
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.directory.own_number import OwnNumber
from tipdesk.services.documents.answers import Reading
from tipdesk.services.documents.build_case_file import Printed
from tipdesk.services.documents.tongue import Tongue
from tipdesk.services.voice import translated
from tipdesk.sync.outside import Number


@dataclass(frozen=True)
class Refuge:
    """The one answer of a letter that names where somebody is safe: its label and its text."""

    label: str
    text: str


@dataclass(frozen=True)
class Material:
    """What the builder of a paper is given.

    `rows` are bare. `numbers` are the duty numbers of the store, in their order, and `own_number` is that on which an
    agency reaches us, None where the directory has none. `refuges` has the answer of each
    transfer that names a safe place alone, by its id. `with_names` says that this copy tells who people are, and
    `is_whole` that it stays with us and may therefore say more than one that is carried.
    """

    case: Row
    rows: tuple[Row, ...]
    reading: Reading
    printed: Printed
    tongue: Tongue
    numbers: tuple[Number, ...] = ()
    own_number: OwnNumber | None = None
    refuges: Mapping[bytes, Refuge] = field(default_factory=dict)
    with_names: bool = False
    is_whole: bool = False

    def of(self, record: str, whose: bytes | None = None) -> tuple[Row, ...]:
        """Return the rows of a record; with `whose`, those that belong to this row."""
        found = (row for row in self.rows if row.record.name == record)
        return tuple(row for row in found if whose is None or row.parent == whose)

    def find(self, row: object) -> Row | None:
        """Return a row by its id, None where this copy has none."""
        return next((one for one in self.rows if one.id == row), None)

    def get(self, row: bytes) -> Row:
        """Return a row that this copy has, by its id."""
        return next(one for one in self.rows if one.id == row)

    def person_of(self, row: Row) -> Row | None:
        """Return the person that a row is about: itself, or its parent, or for whom somebody interprets."""
        if row.record.name == "Person":
            return row
        named = row["of_person"] if row.record.name == "Interpreter" else row.parent
        return self.find(named)

    @property
    def reference(self) -> str:
        """Return the neutral reference of the case."""
        return str(self.case["reference"] or "")

    def code_of(self, person: Row | None) -> str:
        """Return the neutral code of a person, or the reference of the case where they have none."""
        return str((person["person_code"] if person else None) or self.reference)

    def text(self, row: Row, name: str) -> str:
        """Return what a field of a row says; every live value where they differ, and "" where nothing is said."""
        shown = self.reading.shown(row, row.record.by_name[name])
        return "; ".join(shown.texts)

    def fact(self, row: Row, label: str, name: str) -> tuple[str, str]:
        """Return a label in the language of the paper, with what a field says."""
        return self.tongue.translate(label), self.text(row, name)

    def day(self, value: object) -> str:
        """Return a day, or the day of a moment, in the language of the paper."""
        if isinstance(value, datetime):
            return day_shown(in_zone(value, self.reading.offset_minutes).date(), self.tongue.translate)
        return day_shown(value, self.tongue.translate) if isinstance(value, PartialDate) else ""

    def moment(self, value: object) -> str:
        """Return a moment in the language of the paper, "" for none."""
        if not isinstance(value, datetime):
            return ""
        return datetime_shown(in_zone(value, self.reading.offset_minutes), self.tongue.translate)

    @property
    def printed_on(self) -> str:
        """Return the day of this print."""
        moment = wall_clock(self.printed.at_ms, self.printed.offset_minutes)
        return NO_TIME if moment is None else day_shown(moment.date(), self.tongue.translate)

    def label(self, codes: str, code: object) -> str:
        """Return the label of a code in the language of the paper, "" for none."""
        return self.reading.codes.label_of(codes, str(code)) if code else ""

    def agency(self, row: object) -> str:
        """Return the name of an agency, "" for none."""
        return self.reading.names.agency(row)

    def fields(self, names: object) -> str:
        """Return what fields are called, each given as "Record.field"; one that is not declared keeps that name."""
        named = sorted(names) if isinstance(names, frozenset) else []
        return ", ".join(dict.fromkeys(self.tongue.translate(label_of(name) or name) for name in named))

    def translate(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return texts in the language of the paper."""
        return tuple(map(self.tongue.translate, texts))


def field_of(name: str) -> tuple[str, str] | None:
    """Return the record and the field that "Record.field" names, None where neither is declared."""
    record, _dot, field_name = name.partition(".")
    return (record, field_name) if record in BY_NAME and field_name in BY_NAME[record].by_name else None


def label_of(name: str) -> str:
    """Return the label of the field that "Record.field" names, "" where none is declared."""
    found = field_of(name)
    return BY_NAME[found[0]].by_name[found[1]].label if found else ""


def refuse_masked(row: Row, names: Iterable[str]) -> None:
    """Refuse a paper that would lack what it is for, because this officer may not read it; raises `not-open-here`."""
    closed = sorted(row.masked.intersection(names))
    if closed:
        sentence = _(
            "You may not read everything this paper must say ({names}). Ask the officer in charge to print it."
        )
        said = ", ".join(translated(row.record.by_name[name].label) for name in closed)
        raise UserError("not-open-here", sentence, names=said)
