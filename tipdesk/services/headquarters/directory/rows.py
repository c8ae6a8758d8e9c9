"""The directory as headquarters keeps it by hand: which records and fields people change, and how.

A row may be a duty number, an agency, a post, what an officer may do, or of any other record that is declared for the
directory and has no verbs of its own; people change the fields that its declaration asks them for. Each deed is one
entry, and every refused field is named. Headquarters' own post keeps its code, no code is given twice, and a post that
officers or PCs belong to is not taken away. Keys, login names and devices are never changed by hand. An officer comes
with the enrolment of a PC and is disabled, never deleted, because histories name them.
"""

from collections.abc import Mapping

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.kinds import NAMES, Refer, Referred, Value
from tipdesk.domain.ordering import in_order
from tipdesk.domain.records import BY_NAME, RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.document import fields_of, row_document
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.directory.refer_to_directory import refer_to_directory
from tipdesk.services.fields import (
    change_of_deletion,
    change_of_new,
    change_of_restoring,
    change_of_row,
    find_emptied,
    find_needed,
    read_fields,
    refuse,
)
from tipdesk.services.headquarters.directory.officers import further_given_up, keys_given_up
from tipdesk.services.headquarters.directory.registry import DEVICE, HEADQUARTERS_CODE, OFFICER, POST
from tipdesk.services.headquarters.directory.settings import find_setting_problems, refuse_begun
from tipdesk.services.headquarters.directory.writing import permit_directory, write_directory
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

KEPT = tuple(record for record in RECORDS if record.scope is Scope.DIRECTORY and not record.has_own_verbs)
"""The records that are kept by hand, in the order of the screen."""


def can_be_added(record: RecordType) -> bool:
    """Tell whether rows are added, put away and taken back by hand; officers are enrolled and disabled instead."""
    return record is not OFFICER


def find_directory_record(name: str) -> RecordType:
    """Return the record kept by hand that has this name, whatever its capitals.

    Raises UserError `bad-record` where there is none.
    """
    plain = name.replace("_", "").lower()
    for known in KEPT:
        if known.name.lower() == plain:
            return known
    raise UserError("bad-record", _("“{name}” is not a record of the directory."), name=name[:40])


def list_directory(desk: Desk, record: RecordType, *, with_deleted: bool = False) -> list[Row]:
    """Return the rows of a record in its natural order, those in the trash last."""
    with desk.read() as reader:
        return [*in_order(reader.find_rows(record, with_deleted=with_deleted), desk.codes)]


def _naming_field(record: RecordType) -> str:
    """Return the field by whose answer a row is picked: a post's code, an officer's login; "" where none names it."""
    return next((field.name for field in record.fields if field.required and field.search is NAMES), "")


def pick_directory_row(desk: Desk, record: RecordType, row: str) -> Row:
    """Return one row, deleted or not, by its id, a post by its code, or an officer by login.

    Raises UserError `no-such-row`.
    """
    rows = list_directory(desk, record, with_deleted=True)
    name = _naming_field(record)
    named = [one for one in rows if name and not one.deleted and str(one[name]).casefold() == row.strip().casefold()]
    if named:
        return named[0]
    wanted = parse_id(row)
    for found in rows:
        if found.id == wanted:
            return found
    raise UserError("no-such-row", _("There is no such {record} in the directory."), record=record.name)


def directory_document(row: Row) -> dict[str, object]:
    """Return a row as `record list` writes those of a case, without what no list shows: the keys of an officer."""
    hidden = hidden_fields(row.record)
    return {**row_document(row), "fields": {name: one for name, one in fields_of(row).items() if name not in hidden}}


def hidden_fields(record: RecordType) -> frozenset[str]:
    """Return the fields that no list shows: those that nobody is asked for, but for the one by which a row is named."""
    return frozenset(one.name for one in record.fields if not one.is_asked) - {_naming_field(record)}


_BAD_FIELDS = _("Some answers cannot be saved as they are.")
_FIXED = _("This cannot be changed here.")


def add_directory_row(
    desk: Desk, record: RecordType, given: Mapping[str, object], *, draft: str | None = None
) -> Changed:
    """Store a new row; `Changed.row` is its id. `draft` is dropped in the same unit, as in `deed`.

    Raises UserError `bad-fields`, `bad-record`, `officer-not-added`, and those of `permit_directory`.
    """
    _permit(desk, record)
    if not can_be_added(record):
        raise UserError("officer-not-added", _("An officer is added when their PC is enrolled."))
    with deed(desk, draft) as work:
        values, problems = _read(desk, work, record, given)
        problems += find_needed(record, values, [problem.path for problem in problems], record.name)
        problems += find_setting_problems(desk, record, None, values, problems)
        problems += _unknown_posts(work, record, values)
        refuse([*problems, *_taken_code(work, record, None, values)], "bad-fields", _BAD_FIELDS)
        row = desk.ids.new_id()
        write_directory(desk, work, [change_of_new(record, row, values)])
    return Changed.of(record.name, None, row)


def amend_directory_row(desk: Desk, seen: Row, given: Mapping[str, object], *, draft: str | None = None) -> Changed:
    """Store new values of a row, given as the officer saw it; nothing is written where none differs.

    `draft` is dropped in the same unit, as in `deed`. Raises UserError `bad-fields`, `bad-record`, `last-one`,
    `setting-counts`, and those of `permit_directory`.
    """
    record = seen.record
    _permit(desk, record)
    refuse_begun(desk, seen, given)
    with deed(desk, draft) as work:
        values, problems = _read(desk, work, record, given)
        problems += find_emptied(record, values, record.name)
        if _is_headquarters(seen) and values.get("code", HEADQUARTERS_CODE) != HEADQUARTERS_CODE:
            problems.append(FieldProblem("Post.code", _("Headquarters keeps its code.")))
        problems += find_setting_problems(desk, record, seen, values, problems)
        problems += _unknown_posts(work, record, values)
        refuse([*problems, *_taken_code(work, record, seen, values)], "bad-fields", _BAD_FIELDS)
        further, post = [], values.get("post")
        if record is OFFICER and isinstance(post, bytes) and post != seen["post"]:
            values |= keys_given_up(work, seen, post)
            further = further_given_up(work, seen, post)
        change = change_of_row(seen, values)
        if change is None:
            return Changed(frozenset(), None, seen.id)
        write_directory(desk, work, [change, *further])
    return Changed.of(record.name, None, seen.id)


def delete_directory_row(desk: Desk, seen: Row) -> Changed:
    """Hide a row everywhere; it can be restored.

    Raises UserError `officer-not-deleted`, `post-in-use`, `setting-counts`, and those of `permit_directory`.
    """
    _permit(desk, seen.record)
    if not can_be_added(seen.record):
        raise UserError("officer-not-deleted", _("An officer is disabled, not deleted: histories name them."))
    refuse_begun(desk, seen)
    with desk.work() as work:
        if _is_headquarters(seen) or (seen.record is POST and _is_in_use(work, seen.id)):
            raise UserError("post-in-use", _("This post has officers or PCs. It cannot be deleted."))
        write_directory(desk, work, [change_of_deletion(seen)])
    return Changed.of(seen.record.name, None, seen.id)


def restore_directory_row(desk: Desk, seen: Row) -> Changed:
    """Show a deleted row again.

    Raises UserError `bad-fields` where its code was given to another post since, `setting-counts`, and those of
    `permit_directory`.
    """
    _permit(desk, seen.record)
    refuse_begun(desk, seen)
    with desk.work() as work:
        refuse(_taken_code(work, seen.record, seen, seen.values), "bad-fields", _BAD_FIELDS)
        write_directory(desk, work, [change_of_restoring(seen)])
    return Changed.of(seen.record.name, None, seen.id)


def _permit(desk: Desk, record: RecordType) -> None:
    permit_directory(desk)
    if record not in KEPT:
        raise UserError("bad-record", _("“{name}” is not a record of the directory."), name=record.name)


def _read(
    desk: Desk, reader: Reader, record: RecordType, given: Mapping[str, object]
) -> tuple[dict[str, Value], list[FieldProblem]]:
    fixed = [name for name in given if name in record.by_name and not record.by_name[name].is_asked]
    open_to_change = {name: value for name, value in given.items() if name not in fixed}
    values, problems = read_fields(
        desk.codes, record, open_to_change, record.name, _refer(desk, reader), now=moment_now(desk)
    )
    return values, problems + [FieldProblem(f"{record.name}.{name}", _FIXED) for name in fixed]


def _refer(desk: Desk, reader: Reader) -> Refer:
    """Return how references are found in the directory; a post may be named by its code as well."""

    def refer(name: str, given: object) -> Referred:
        record = BY_NAME[name]
        if record is POST and isinstance(given, str):
            for row in reader.find_rows(POST):
                if str(row["code"]).casefold() == given.strip().casefold():
                    return Referred(name, row.id)
        return Referred(name, refer_to_directory(reader, desk.actor, record, given))

    return refer


def _taken_code(
    work: UnitOfWork, record: RecordType, seen: Row | None, values: Mapping[str, Value]
) -> list[FieldProblem]:
    code = values.get("code")
    if record is not POST or not isinstance(code, str):
        return []
    others = [row for row in work.find_rows(POST) if seen is None or row.id != seen.id]
    if any(str(row["code"]).casefold() == code.casefold() for row in others):
        return [FieldProblem("Post.code", _("There is a post with the code “{post}” already."), (("post", code),))]
    return []


def _unknown_posts(work: UnitOfWork, record: RecordType, values: Mapping[str, Value]) -> list[FieldProblem]:
    """Return a problem for each code to which a post is to hand cases, and that no post has."""
    let = values.get("may_hand_to") if record is POST else None
    known = {str(row["code"]).casefold() for row in work.find_rows(POST)}
    lacking = [code for code in sorted(let) if code.casefold() not in known] if isinstance(let, frozenset) else []
    said = _("There is no post with the code “{post}”. Add it first.")
    return [FieldProblem("Post.may_hand_to", said, (("post", code),)) for code in lacking]


def _is_headquarters(seen: Row) -> bool:
    return seen.record is POST and seen["code"] == HEADQUARTERS_CODE


def _is_in_use(work: UnitOfWork, post: bytes) -> bool:
    return any(work.find_rows(record, where={"post": post}) for record in (OFFICER, DEVICE))
