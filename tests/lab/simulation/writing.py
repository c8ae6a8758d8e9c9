"""What officers write in the simulation, and the book in which the lab notes every write beside the program.

The book is the independent oracle: which write saw which is known here from what was on the screen, not from a merge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tests.fakes.files import FakeSource
from tipdesk.domain.changes import Change, Deletion, Dot, Written
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import DELETED, RecordType, Scope
from tipdesk.domain.values import NamedRow, Sealed
from tipdesk.services.fields import change_of_new

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from tests.lab.simulation.sites import Site
    from tipdesk.domain.kinds import Value, Wire
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Reader

CASE, PERSON, NOTE, FILE = (BY_NAME[name] for name in ("Case", "Person", "Note", "Attachment"))
KEY, AUDIT, CALL = BY_NAME["OfficerKey"], BY_NAME["AuditEvent"], BY_NAME["HotlineCall"]
WORDS = ("heron", "maple", "quartz", "river")
SEALED = tuple(Sealed(bytes([key]) * 8, bytes([number]) * 60) for key, number in ((1, 1), (1, 2), (2, 1)))
"""Sealed answers, as opaque as they are to every store: no key is needed to merge them."""
VALUES: dict[RecordType, dict[str, tuple[Wire, ...]]] = {
    CASE: {"title": WORDS, "risk_level": ("low", "medium", "high", None), "status": ("reported", "closed")},
    PERSON: {
        "family_name": (*WORDS, *SEALED, None),
        "given_names": WORDS,
        "citizenships": (["LC"], ["GY", "LC"], ["VE"], *SEALED, None),
        "whereabouts": (*SEALED, None),
        "sex": ("female", "male"),
    },
    NOTE: {"text": (*WORDS, *SEALED)},
    FILE: {"description": (*WORDS, None)},
}
"""What is written to a row once it is there: of a file nothing but what is said of it."""
MOST_BYTES = 300
"""How large a file is at most: some parts."""


class Place(NamedTuple):
    """One field of one row."""

    record: int
    row: bytes
    number: int


@dataclass(frozen=True)
class Wrote:
    """One write of one field, and the dots that its author saw. `site`: who wrote it."""

    dot: Dot
    place: Place
    value: Written
    replaces: frozenset[Dot]
    site: str


@dataclass
class Book:
    """Every write, and of every file its SHA-256 by its content id.

    `excused`: writes that a restore destroyed everywhere; they may be gone. So may `lost` files, which nobody has whole
    any more. `kept`: the files that each PC took in, and has no reason to miss. `took`: the entries that took them in.
    """

    wrote: list[Wrote] = field(default_factory=list)
    excused: set[Dot] = field(default_factory=set)
    files: dict[bytes, bytes] = field(default_factory=dict)
    lost: set[bytes] = field(default_factory=set)
    kept: set[tuple[str, bytes]] = field(default_factory=set)
    took: dict[bytes, Dot] = field(default_factory=dict)

    def note(self, dot: Dot, changes: list[Change], site: str) -> None:
        """Enter one save."""
        self.wrote += [
            Wrote(dot, Place(one.record, one.row, number), value, frozenset(one.replaces.get(number, ())), site)
            for one in changes
            for number, value in one.fields.items()
        ]


def case_rows(reader: Reader) -> list[Row]:
    """Return every case row that a store holds, hidden ones too."""
    return [row for record in VALUES for row in reader.find_rows(record, with_deleted=True)]


def save(site: Site, book: Book, scope: Scope, case: bytes | None, changes: list[Change]) -> Dot | None:
    """Write one entry and note it; return its dot, None where the case was forgotten since it was on the screen."""
    try:
        with site.desk().work() as work:
            entry = work.append(scope, case, changes)
    except UserError as refusal:
        if refusal.code != "no-such-case":
            raise
        return None
    if scope is Scope.CASE:
        book.note(entry.dot, changes, site.name)
    return entry.dot


def open_case(site: Site, book: Book, dice: Random) -> None:
    """A new case with a person."""
    case, person = site.ids.new_id(), site.ids.new_id()
    save(site, book, Scope.CASE, case, [first(CASE, case, dice), first(PERSON, person, dice)])


def first(record: RecordType, row: bytes, dice: Random) -> Change:
    """Return the first write of a row."""
    fields = {record.by_name[name].number: dice.choice(values) for name, values in VALUES[record].items()}
    return Change(record.number, row, fields)


def add_note(site: Site, book: Book, dice: Random) -> None:
    """A note in some case."""
    with site.desk().read() as reader:
        cases = [row.case for row in case_rows(reader)]
    if cases:
        save(site, book, Scope.CASE, dice.choice(cases), [first(NOTE, site.ids.new_id(), dice)])


def attach(site: Site, book: Book, dice: Random) -> None:
    """A file comes into some case."""
    desk = site.desk()
    with desk.read() as reader:
        cases = [row.case for row in case_rows(reader)]
    if cases:
        case = dice.choice(cases)
        taken = desk.files.take_in(FakeSource("scan.png", dice.randbytes(dice.randint(1, MOST_BYTES))))
        values: dict[str, Value] = {
            "of_row": NamedRow(CASE.number, case or b""),
            "name": "scan.png",
            "digest": taken.digest,
            "content_id": taken.content_id,
            "file_key": taken.key,
            "size": taken.size,
        }
        dot = save(site, book, Scope.CASE, case, [change_of_new(FILE, site.ids.new_id(), values)])
        if dot is not None:
            book.files[taken.content_id] = taken.digest
            book.kept.add((site.name, taken.content_id))
            book.took[taken.content_id] = dot


def look(site: Site, dice: Random) -> Row | None:
    """Return a row as it stands now, or as it stood on the screen some time ago."""
    if site.looked and dice.randrange(4) == 0:
        return dice.choice(site.looked)
    with site.desk().read() as reader:
        rows = case_rows(reader)
    if not rows:
        return None
    row = dice.choice(rows)
    site.looked = [*site.looked[-3:], row]
    return row


def amend(site: Site, book: Book, dice: Random) -> None:
    """One or two fields of a row that the officer looks at."""
    row = look(site, dice)
    if row is None:
        return
    names = dice.sample(sorted(VALUES[row.record]), k=min(dice.randint(1, 2), len(VALUES[row.record])))
    fields = {row.record.by_name[name].number: dice.choice(VALUES[row.record][name]) for name in names}
    save(site, book, Scope.CASE, row.case, [_change(row, fields)])


def settle(site: Site, book: Book, dice: Random) -> None:
    """A conflict is settled by an ordinary write that names all."""
    with site.desk().read() as reader:
        rows = [row for row in case_rows(reader) if row.siblings]
    if rows:
        row = dice.choice(rows)
        numbers = [row.record.by_name[name].number for name in row.siblings if name in row.record.by_name]
        fields: dict[int, Written] = {
            number: dice.choice(VALUES[row.record][row.record.by_number[number].name]) for number in numbers
        }
        if not fields:
            fields = {DELETED: None}
        save(site, book, Scope.CASE, row.case, [_change(row, fields)])


def delete(site: Site, book: Book, dice: Random) -> None:
    """A row goes to the trash, or comes out of it."""
    row = look(site, dice)
    if row is not None:
        mark = None if row.deleted else Deletion(row.all_dots)
        save(site, book, Scope.CASE, row.case, [_change(row, {DELETED: mark})])


def write_beside(site: Site, book: Book, dice: Random) -> None:
    """Something that is no case: a key for the register, a look for the audit."""
    record, scope = dice.choice(((KEY, Scope.REGISTER), (AUDIT, Scope.AUDIT)))
    save(site, book, scope, None, [Change(record.number, site.ids.new_id(), {2: None})])


def write_register(site: Site, dice: Random) -> None:
    """A call to the hotline is noted, or one that stands in the register is written again or put away."""
    with site.desk().read() as reader:
        rows = reader.find_rows(CALL, with_deleted=True)
    field = CALL.by_name["about"].number
    value = dice.choice(("information", "labour_rights", "other"))
    if rows and dice.randrange(3):
        row = dice.choice(rows)
        fields: dict[int, Written] = {field: value}
        if dice.randrange(6) == 0:
            fields = {DELETED: None if row.deleted else Deletion(row.all_dots)}
        change = _change(row, fields)
    else:
        change = Change(CALL.number, site.ids.new_id(), {field: value})
    with site.desk().work() as work:
        work.append(Scope.REGISTER, None, [change])


def _change(row: Row, fields: Mapping[int, Written]) -> Change:
    replaces = {number: row.replaced_by_write(number) for number in fields}
    return Change(row.record.number, row.id, fields, replaces)
