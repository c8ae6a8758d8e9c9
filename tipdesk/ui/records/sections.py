"""The sections in which a record is read and written: those of its declaration, with codes last.

What stands for a thing in place of its name, such as the code of a person, is never asked for first. A new row begins
with the sections in which something is needed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from tipdesk.domain.kinds import Field, Kind
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import find_frozen
from tipdesk.domain.schema import RecordType, Scope


@dataclass(frozen=True)
class Section:
    """One heading of a record, a message id or "", and the fields that are read or written under it."""

    heading: str
    fields: tuple[Kind, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the fields that people answer here."""
        return tuple(field.name for field in self.fields if field.is_asked)


def is_read(record: RecordType, field: Field) -> bool:
    """Tell whether people read a field where its row is read: what they answer, and in a register what is filled in."""
    return field.is_asked or field.keeps_typed or (record.scope is Scope.REGISTER and field.is_typed_in)


@cache
def sections_of(record: RecordType) -> tuple[Section, ...]:
    """Return the sections of a record: in each the codes last, and one that has nothing but codes after all others."""
    found = []
    for heading, fields in record.sections:
        shown = [field for field in fields if is_read(record, field)]
        if shown:
            found.append(Section(heading or record.label, tuple(sorted(shown, key=lambda field: field.is_code))))
    return tuple(sorted(found, key=lambda section: all(field.is_code for field in section.fields)))


def first_names(record: RecordType, known: Collection[str]) -> tuple[str, ...]:
    """Return the fields that a new row is begun with: the sections in which something is needed that is not `known`.

    Where nothing is needed it is the first section.
    """
    sections = sections_of(record)
    begun = [one for one in sections if any(field.required and field.name not in known for field in one.fields)]
    return tuple(name for one in begun or sections[:1] for name in one.names if name not in known)


def open_names(row: Row, names: Sequence[str]) -> tuple[str, ...]:
    """Return which of these fields may still be written: what stands for good and is not in dispute may not."""
    frozen = frozenset(find_frozen(row, names))
    return tuple(name for name in names if name not in frozen or name in row.siblings)
