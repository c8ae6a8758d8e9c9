"""Check what was given for the fields of one record, and turn values into the changes of an entry.

Every problem is found at once, each under the path of its field, and no value passes that a code list, a limit or a
missing row speaks against. Only services validate; applying an entry never does. The verbs know where the values came
from (a document, an editor, a line of the command line), and say how a reference is found.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tipdesk.domain.changes import Change, Deletion, Written
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Field, Refer, Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.setting_sense import find_too_far
from tipdesk.domain.schema import DELETED, RecordType
from tipdesk.domain.texts import _
from tipdesk.domain.values import Missing

_UNKNOWN_FIELD = _("{record} has no field named {name}.")
_NEEDED = _("{label} is needed.")
_SHORT = 12
"""A list of so many codes is named in the refusal of another one."""


def read_fields(
    codes: CodeBook,
    record: RecordType,
    given: Mapping[str, object],
    path: str,
    refer: Refer,
    *,
    now: datetime | None = None,
) -> tuple[dict[str, Value], list[FieldProblem]]:
    """Return the values of what was given, by field name, and a problem for each field that is refused.

    `now` is the officer's time, for "today" and for a year that was left out. It is None where what is read was written
    at some other time, as a document was: a date in it names its year.
    """
    values: dict[str, Value] = {}
    problems: list[FieldProblem] = []
    for name, answer in given.items():
        field = record.by_name.get(name)
        where = f"{path}.{name}"
        if field is None:
            named = (("record", record.name), ("name", str(name)[:40]))
            problems.append(FieldProblem(where, _UNKNOWN_FIELD, named))
            continue
        try:
            values[name] = _read(codes, field, answer if now is None else field.told(answer, now), refer)
        except UserError as error:
            problems.append(error.beside(where))
    if now is not None:
        told = find_too_far(record.name, values, now.date())
        problems += [one._replace(path=f"{path}.{one.path.rpartition('.')[2]}") for one in told]
    return values, problems


def find_needed(
    record: RecordType, values: Mapping[str, Value], refused: Iterable[str], path: str
) -> list[FieldProblem]:
    """Return a problem for each required field of a new row without a value, unless its value was refused already."""
    known = {problem.rsplit(".", 1)[-1] for problem in refused}
    return [
        FieldProblem(f"{path}.{field.name}", _NEEDED, (("label", field.label),))
        for field in record.fields
        if field.required and field.name not in known and _is_absent(values.get(field.name))
    ]


def find_emptied(record: RecordType, values: Mapping[str, Value], path: str) -> list[FieldProblem]:
    """Return a problem for each required field that a change would empty."""
    return [
        FieldProblem(f"{path}.{name}", _NEEDED, (("label", record.by_name[name].label),))
        for name, value in values.items()
        if _is_absent(value) and record.by_name[name].required
    ]


def _is_absent(value: Value) -> bool:
    return value is None or isinstance(value, Missing)


def _read(codes: CodeBook, field: Field, answer: object, refer: Refer) -> Value:
    value = field.read_in(answer, refer)
    if field.codes:
        chosen = value if isinstance(value, frozenset) else {value} if isinstance(value, str) else ()
        for code in sorted(str(item) for item in chosen):
            if not codes.is_known(field.codes, code):
                raise _unknown_code(codes, field.codes, code)
    return value


def _unknown_code(codes: CodeBook, name: str, code: str) -> UserError:
    """Return the refusal of a code, with what a short list has instead."""
    offered = [one.code for one in codes.list_of(name).offered()] if name in codes.lists else []
    if not 0 < len(offered) <= _SHORT:
        return UserError("unknown-code", _("“{value}” is not in the list {list}."), value=code, list=name)
    sentence = _("“{value}” is not in the list {list}, which has: {codes}.")
    return UserError("unknown-code", sentence, value=code, list=name, codes=", ".join(offered))


def change_of_new(record: RecordType, row: bytes, values: Mapping[str, Value]) -> Change:
    """Return the change that makes a row; an empty field is not written."""
    fields: dict[int, Written] = {
        field.number: field.to_wire(value) for field in record.fields if (value := values.get(field.name)) is not None
    }
    return Change(record.number, row, fields)


def change_of_row(seen: Row, values: Mapping[str, Value]) -> Change | None:
    """Return the change that writes what differs from the row its author saw; None where nothing does.

    A field in conflict is written even when the value equals the displayed one, because that settles it.
    """
    record = seen.record
    written = {
        record.by_name[name]: value for name, value in values.items() if value != seen[name] or name in seen.siblings
    }
    if not written:
        return None
    fields: dict[int, Written] = {field.number: field.to_wire(value) for field, value in written.items()}
    return Change(record.number, seen.id, fields, {number: seen.replaced_by_write(number) for number in fields})


def change_of_deletion(seen: Row) -> Change:
    """Return the change that puts a row, as its author saw it, into the trash."""
    marks: dict[int, Written] = {DELETED: Deletion(seen.all_dots)}
    return Change(seen.record.number, seen.id, marks, {DELETED: seen.replaced_by_write(DELETED)})


def change_of_restoring(seen: Row) -> Change:
    """Return the change that takes a row out of the trash."""
    return Change(seen.record.number, seen.id, {DELETED: None}, {DELETED: seen.replaced_by_write(DELETED)})


def refuse(problems: Iterable[FieldProblem], code: str, template: str) -> None:
    """Raise one UserError that names every refused field; do nothing where there is none."""
    found = tuple(problems)
    if found:
        raise UserError(code, template, fields=found)
