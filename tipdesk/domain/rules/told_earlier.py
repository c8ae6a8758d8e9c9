"""What rows of older releases tell in fields that went elsewhere: each group of answers that makes one row today.

A field says itself where it is told nowadays (`Field.later`). Answers that go to the same record, and are there of the
same kind, belong to one new row: document, number and country make one paper, the telephone and whether it is safe one
way to reach somebody. The old answers stand as *told earlier* until somebody moves them (`services/case`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.schema import RecordType
from tipdesk.domain.values import Missing

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Kind, Value

WITHOUT_WORD: Mapping[tuple[str, str], str] = {
    ("IdentityDocument", "kind"): "other",
    ("ContactPoint", "safe"): "not_safe",
}
"""What a new row says where it has to say something and nobody was asked: the careful answer, by record and field."""


@dataclass(frozen=True)
class Home:
    """Where a group of answers is told nowadays: a row of `record`, which is besides as `having` says.

    It names the one whose answers they are in the field `whose`, and belongs to them where that is "".
    """

    record: RecordType
    having: tuple[tuple[str, str], ...]
    whose: str = ""


@dataclass(frozen=True)
class Earlier:
    """What a row tells that belongs into one row of another record: the fields that hold something."""

    row: Row
    home: Home
    fields: tuple["Kind", ...]

    @property
    def is_hidden(self) -> bool:
        """Tell whether some of it is hidden from whoever reads the row."""
        return any(field.name in self.row.masked for field in self.fields)

    @property
    def is_disputed(self) -> bool:
        """Tell whether some of it has several live values."""
        return any(field.name in self.row.siblings for field in self.fields)

    @property
    def parent(self) -> tuple[str, bytes | None]:
        """Return the field of the new row that says whose it is, and the row that it names."""
        record, own = self.home.record, self.row
        if self.home.whose:
            return self.home.whose, own.parent
        if record.by_name[record.parent].may_name(own.record.name):
            return record.parent, own.id
        return record.parent, own.parent

    def values(self) -> dict[str, "Value"]:
        """Return what the new row says, by the names of its fields."""
        answers = {field.name: self.row[field.name] for field in self.fields}
        name, parent = self.parent
        return {name: parent, **moved(self.home, answers, self.row.record)}


def find_earlier(row: Row) -> tuple[Earlier, ...]:
    """Return what a row tells of what belongs elsewhere, one for each row that it would make; hidden answers count."""
    found = []
    for home, fields in homes_of(row.record).items():
        held = tuple(field for field in fields if field.name in row.masked or _tells(row, field))
        if held:
            found.append(Earlier(row, home, held))
    return tuple(found)


def _tells(row: Row, field: "Kind") -> bool:
    return field.later is not None and any(field.later.answer(one) is not None for one in live_values(row, field.name))


@cache
def homes_of(record: RecordType) -> Mapping[Home, tuple["Kind", ...]]:
    """Return where the fields of a record are told that went elsewhere, with the fields that make one row there."""
    found: dict[Home, tuple[Kind, ...]] = {}
    for field in record.fields:
        if field.later is not None:
            home = Home(BY_NAME[field.later.record], field.later.having, field.later.whose)
            found[home] = (*found.get(home, ()), field)
    return found


def moved(home: Home, answers: Mapping[str, "Value"], record: RecordType) -> dict[str, "Value"]:
    """Return answers of old fields, given by name, under the names and codes of the row in which they are told."""
    told: dict[str, Value] = dict(home.having)
    for name, value in answers.items():
        later = record.by_name[name].later
        if later is not None and (answer := later.answer(value)) is not None:
            told[later.field] = answer
    return told


def with_careful(home: Home, values: Mapping[str, "Value"]) -> dict[str, "Value"]:
    """Return the values of a new row, with the careful answer where it has to say something and says nothing."""
    careful: dict[str, Value] = {
        name: answer
        for (record, name), answer in WITHOUT_WORD.items()
        if record == home.record.name and (values.get(name) is None or isinstance(values.get(name), Missing))
    }
    return {**values, **careful}


def find_lacking(home: Home, values: Mapping[str, "Value"]) -> list[str]:
    """Return the names of the fields that the new row needs and that nothing was told about."""
    return [
        field.name
        for field in home.record.fields
        if field.required
        and not field.begins
        and (values.get(field.name) is None or isinstance(values.get(field.name), Missing))
    ]


def went_elsewhere(record: RecordType, names: Iterable[str]) -> frozenset[str]:
    """Return those of these fields of a record that are told elsewhere nowadays."""
    return frozenset(name for name in names if name in record.by_name and record.by_name[name].later is not None)
