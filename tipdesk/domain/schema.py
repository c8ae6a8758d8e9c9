"""Records, declared once: the decorator that reads a class of annotated fields into a `RecordType`.

From these declarations come tables, wire numbers, editors, the search index, history texts, PDF sections and the JSON
of the command line; nothing else lists fields. Numbers go on the wire and are never used again (`frozen_numbers.json`
guards them). Field 0 of every record is `deleted`; it is written by deleting and restoring, never declared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import cached_property
from typing import Annotated, TypedDict, TypeVar, Unpack, dataclass_transform, get_args, get_origin, get_type_hints

from tipdesk.domain.kinds import Kind
from tipdesk.domain.title_pattern import names_in

DELETED = 0


class Scope(IntEnum):
    """What an entry touches: exactly one of these, so that a case can be shared, moved, sealed and exported whole."""

    CASE = 1
    DIRECTORY = 2
    REGISTER = 3
    AUDIT = 4


class Paper(Enum):
    """How the rows of a record stand in the case file, under the heading of their record unless it says otherwise.

    One below the other; side by side in a table, as far as their answers are short; or each inside the row to which it
    belongs by `parent`, and under the heading of its own record where that row is not in the file, or in a table.
    """

    BELOW = "below"
    BESIDE = "beside"
    INSIDE = "inside"


@dataclass(frozen=True)
class Closed:
    """When what a row says stands for good: from then on it is added to, never overwritten and never put away.

    `once` is the field whose filling closes the row; "" means that saving closes it, so that its rows are only ever
    added. The fields of `leaves_open` may change all the same. With `can_fill`, any field that is still empty may be
    filled, once; `fills_once` are the fields of which that is so where it is not so of all. `by_signature` says that
    nothing but the verb that signs fills `once`: no editor, no command, no document. `with_row` is the field that names
    the row with which this one closes, and after whose signing none is added: what a decision rests on is part of it.
    """

    once: str = ""
    leaves_open: frozenset[str] = frozenset()
    can_fill: bool = False
    fills_once: frozenset[str] = frozenset()
    by_signature: bool = False
    with_row: str = ""

    @property
    def is_at_once(self) -> bool:
        """Tell whether saving closes the row."""
        return not self.once and not self.with_row


class Choices(TypedDict, total=False):
    """What `record` may be told beyond number, scope and label; `RecordType` says what each of these means."""

    plural: str
    parent: str
    is_inner: bool
    has_own_verbs: bool
    closed: Closed | None
    page: str
    icon: str
    help: str
    title: str
    sorted_by: tuple[str, ...]
    rank: int
    paper: Paper
    is_begun_beside: bool


@dataclass(frozen=True, eq=False)  # one object a record: found by identity, without a look at its fields
class RecordType:
    """What the program knows of one record: `number` on the wire, `name` in documents, and its fields in order.

    `is_inner` marks the program's own bookkeeping of a case, which nobody reads or writes as a row. `has_own_verbs`
    means that people read it, but no editor, document or general command writes it; verbs made for it do. `closed` says
    when its rows stand for good; None means that they may always be changed (`rules/closing`). `parent` is the field
    that refers to the record whose repeated group this is, "" where it is none. `page` is the tab of a case, or the
    register, on which its rows live. `icon` is the file of `resources/icons`, without its ending. `help` is a sentence
    on what its rows are for, which stands above a list of them. `title` is what a row is called, a pattern of field
    names (`title_pattern`). `sorted_by` are the fields by which its rows stand in lists, with "-" before one whose
    largest answer comes first; with none they stand as they were made. `rank` says where the record stands among those
    of its scope; 0 means where its number puts it. `paper` says how its rows stand in the case file. `is_begun_beside`
    says that a row can be begun from a field that refers to it, while another row is written.
    """

    name: str
    number: int
    scope: Scope
    label: str
    fields: tuple[Kind, ...]
    cls: type
    plural: str = ""
    parent: str = ""
    is_inner: bool = False
    has_own_verbs: bool = False
    closed: Closed | None = None
    page: str = ""
    icon: str = ""
    help: str = ""
    title: str = ""
    sorted_by: tuple[str, ...] = ()
    rank: int = 0
    paper: Paper = Paper.BELOW
    is_begun_beside: bool = False

    @cached_property
    def by_name(self) -> dict[str, Kind]:
        """Return the fields by attribute name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def by_number(self) -> dict[int, Kind]:
        """Return the fields by wire number."""
        return {field.number: field for field in self.fields}

    @cached_property
    def stored_fields(self) -> tuple[Kind, ...]:
        """Return the fields by number, as they lie in the store, wherever they stand in the class and on the screen.

        The sum of a store's rows, and what its search index holds, go by this order.
        """
        return tuple(sorted(self.fields, key=lambda field: field.number))

    @cached_property
    def title_fields(self) -> tuple[Kind, ...]:
        """Return the fields that a row's title shows, so that a line beside the title need not tell them again."""
        return tuple(self.by_name[name] for name in names_in(self.title))

    @cached_property
    def columns(self) -> tuple[Kind, ...]:
        """Return the fields that stand in lists."""
        return tuple(field for field in self.fields if field.column)

    @cached_property
    def pointing(self) -> tuple[Kind, ...]:
        """Return the fields that name another row, but for the one that names the row to which this one belongs."""
        return tuple(field for field in self.fields if field.refers and field.name != self.parent)

    @cached_property
    def dates(self) -> tuple[Kind, ...]:
        """Return the fields that belong on the timeline."""
        return tuple(field for field in self.fields if field.timeline)

    @cached_property
    def times(self) -> tuple[tuple[Kind, Kind | None], ...]:
        """Return the dates of the timeline, each with the date on which ended what began on it, or None."""
        ends = {field.until for field in self.dates}
        return tuple((field, self.by_name.get(field.until)) for field in self.dates if field.name not in ends)

    @cached_property
    def sections(self) -> tuple[tuple[str, tuple[Kind, ...]], ...]:
        """Return the headings in order, each with the fields under it; "" heads the fields before the first heading."""
        found: list[tuple[str, list[Kind]]] = []
        for field in self.fields:
            if not found or field.section not in ("", found[-1][0]):
                found.append((field.section, []))
            found[-1][1].append(field)
        return tuple((heading, tuple(fields)) for heading, fields in found)

    @property
    def table(self) -> str:
        """Return the name of the table in the store, such as "case_role" for CaseRole."""
        return "".join("_" + letter.lower() if letter.isupper() else letter for letter in self.name).lstrip("_")


T = TypeVar("T")
_declared: dict[type, RecordType] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(*, number: int, scope: Scope, label: str, **choices: Unpack[Choices]) -> Callable[[type[T]], type[T]]:
    """Declare a record: the decorated class becomes a frozen dataclass whose fields the program knows.

    `choices` are as in `RecordType`; a record without a plural is called by its label. Raises TypeError, which names
    what does not fit: a number given twice, or a name that is no field.
    """

    def declare(cls: type[T]) -> type[T]:
        made = dataclass(frozen=True, kw_only=True)(cls)
        known = _Declared(cls.__name__)
        hints = get_type_hints(cls, include_extras=True)
        fields = tuple(_field_of(name, hint).among(known) for name, hint in hints.items())
        chosen: Choices = {"plural": label, **choices}
        declared = RecordType(cls.__name__, number, scope, label, fields, made, **chosen)
        _check_numbers(cls.__name__, fields)
        _check_names(declared)
        _declared[made] = declared
        return made

    return declare


def declared_within(package: str) -> list[RecordType]:
    """Return the records that the modules of a package have declared."""
    return [declared for cls, declared in _declared.items() if cls.__module__.startswith(f"{package}.")]


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


def _check_names(declared: RecordType) -> None:
    try:
        titled = names_in(declared.title)
    except ValueError as problem:
        raise TypeError(f"{declared.name}: {problem} of its title") from problem
    named = {"title": titled, "sorted_by": tuple(name.removeprefix("-") for name in declared.sorted_by)}
    named["parent"] = (declared.parent,) if declared.parent else ()
    for where, names in named.items():
        for name in names:
            if name not in declared.by_name:
                raise TypeError(f"{declared.name}: {name!r} stands in its {where} and is no field of it")
    if declared.paper is Paper.INSIDE and not declared.parent:
        raise TypeError(f"{declared.name}: it is to stand inside another row on paper, and has no parent")
    for field in declared.dates:
        if not field.is_date:
            raise TypeError(f"{declared.name}: {field.name!r} is marked for the timeline and is no date")
    for field in declared.fields:
        if field.until and not {field.name, field.until} <= {one.name for one in declared.dates}:
            raise TypeError(f"{declared.name}: {field.name!r} until {field.until!r} are not both on the timeline")
