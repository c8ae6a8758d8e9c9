"""Records, declared once: the decorator that reads a class of annotated fields into a `RecordType`.

From these declarations come tables, wire numbers, editors, the search index, history texts, PDF sections and the JSON
of the command line; nothing else lists fields. Numbers go on the wire and are never used again
(`tests/domain/frozen_numbers.json` guards them). Field 0 of every record is `deleted`; it is written by deleting and
restoring, never declared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Annotated, TypeVar, dataclass_transform, get_args, get_origin, get_type_hints

from tipdesk.domain.kinds import Kind

DELETED = 0


class Scope(IntEnum):
    """What an entry touches: exactly one of these, so that a case can be shared, moved, sealed and exported whole."""

    CASE = 1
    DIRECTORY = 2
    REGISTER = 3
    AUDIT = 4


@dataclass(frozen=True)
class Closed:
    """When what a row says stands for good: it is added to from then on, never overwritten and never put away.

    `once`: the field whose filling closes the row; "" where saving closes it, so that its rows are only ever added.
    `leaves_open`: fields that may change all the same. `can_fill`: a field that is still empty may be filled, once.
    """

    once: str = ""
    leaves_open: frozenset[str] = frozenset()
    can_fill: bool = False


@dataclass(frozen=True)
class RecordType:
    """What the program knows of one record: `number` on the wire, `name` in documents, and its fields in order.

    `is_inner`: the program's own bookkeeping of a case, which nobody reads or writes as a row.
    `has_own_verbs`: people read it, and no editor, document or general command writes it; verbs made for it do.
    `closed`: when its rows stand for good, None where they may always be changed (`rules/closing`).
    """

    name: str
    number: int
    scope: Scope
    label: str
    plural: str
    parent: str
    fields: tuple[Kind, ...]
    cls: type
    is_inner: bool = False
    has_own_verbs: bool = False
    closed: Closed | None = None

    @cached_property
    def by_name(self) -> dict[str, Kind]:
        """Return the fields by attribute name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def by_number(self) -> dict[int, Kind]:
        """Return the fields by wire number."""
        return {field.number: field for field in self.fields}

    @property
    def table(self) -> str:
        """Return the name of the table: "case_role" for CaseRole."""
        return "".join("_" + letter.lower() if letter.isupper() else letter for letter in self.name).lstrip("_")


T = TypeVar("T")
_declared: dict[type, RecordType] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(
    *,
    number: int,
    scope: Scope,
    label: str,
    plural: str = "",
    parent: str = "",
    is_inner: bool = False,
    has_own_verbs: bool = False,
    closed: Closed | None = None,
) -> Callable[[type[T]], type[T]]:
    """Declare a record. `parent` names the field that refers to the record whose repeated group this is.

    `is_inner`, `has_own_verbs`, `closed`: as in `RecordType`.
    """

    def declare(cls: type[T]) -> type[T]:
        made = dataclass(frozen=True, kw_only=True)(cls)
        declared = _Declared(cls.__name__)
        hints = get_type_hints(cls, include_extras=True)
        fields = tuple(_field_of(name, hint).among(declared) for name, hint in hints.items())
        _check_numbers(cls.__name__, fields)
        _declared[made] = RecordType(
            cls.__name__, number, scope, label, plural or label, parent, fields, made, is_inner, has_own_verbs, closed
        )
        return made

    return declare


def type_of(cls: type) -> RecordType:
    """Return the declaration of a record class. KeyError when it is none."""
    return _declared[cls]


def _field_of(name: str, hint: object) -> Kind:
    kinds = [extra for extra in get_args(hint)[1:] if isinstance(extra, Kind)] if get_origin(hint) is Annotated else []
    if len(kinds) != 1:
        message = f"{name} needs exactly one field kind"
        raise TypeError(message)
    return kinds[0].named(name)


@dataclass(frozen=True)
class _Declared:
    """All records as the kinds of one record may ask about them (`kinds.asked.Declarations`)."""

    record: str

    def label_of(self, path: str) -> str:
        owner, _dot, name = path.rpartition(".")
        for known in _declared.values():
            if known.name == (owner or self.record) and name in known.by_name:
                return known.by_name[name].label
        return path

    def name_of(self, number: int) -> str:
        return next((known.name for known in _declared.values() if known.number == number), "")

    def called(self, number: int) -> str:
        return next((known.label for known in _declared.values() if known.number == number), "")

    def number_in_case(self, name: str) -> int:
        return next((known.number for known in _declared.values() if known.name == name and _is_read(known)), 0)


def _is_read(record: RecordType) -> bool:
    """Tell whether people read rows of this record in a case."""
    return record.scope is Scope.CASE and not record.is_inner


def _check_numbers(name: str, fields: tuple[Kind, ...]) -> None:
    numbers = [field.number for field in fields]
    if len(set(numbers)) != len(numbers) or DELETED in numbers:
        message = f"{name} uses a field number twice, or number 0"
        raise TypeError(message)
