"""One entry from a line of text: `FIELD=VALUE …` on a row of a case, as the command line says it.

This only finds case, record and row, and takes the text apart; the checks are those of the editors. Several values are
separated by semicolons, `FIELD=` empties a field, and `FIELD=?refused` (or unknown, not_asked, not_applicable) says why
it is empty.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _, counted
from tipdesk.domain.values import MISSING_BY_CODE
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.move_told_earlier import move_told_earlier
from tipdesk.services.case.references import get_case_id
from tipdesk.services.case.titles import title_of
from tipdesk.services.desk import Desk
from tipdesk.services.look import CaseView, look
from tipdesk.services.results import Changed

_WHICH = counted(
    "This case has {count} row of {record}: say which, by its id.",
    "This case has {count} rows of {record}: say which, by its id.",
)


def set_fields(
    desk: Desk,
    reference: str,
    record: str,
    row: str | None,
    pairs: Sequence[str],
    reason: str | None = None,
    override: Override | None = None,
) -> Changed:
    """Change fields of one row of the case with this reference.

    `row` is the id of the row, and may be None where the case has only one row of the record. Raises the UserErrors of
    `read_pairs`, `pick_row` and `amend_record`.
    """
    view, kind = _open(desk, reference, record)
    return amend_record(desk, _pick(view, kind, row), read_pairs(pairs), reason, override=override)


def add_fields(
    desk: Desk,
    reference: str,
    record: str,
    pairs: Sequence[str],
    reason: str | None = None,
    override: Override | None = None,
) -> Changed:
    """Add a row to the case with this reference; raises the UserErrors of `read_pairs` and `add_record`."""
    kind = find_record(record)
    case = get_case_id(desk, reference)
    return add_record(desk, case, kind, read_pairs(pairs), reason=reason, override=override)


def move_fields(
    desk: Desk,
    reference: str,
    record: str,
    row: str,
    pairs: Sequence[str],
    *,
    only: str = "",
    override: Override | None = None,
) -> Changed:
    """Move what a row told earlier to where it is told now; `only` is the name of a record, "" for all of it.

    Raises the UserErrors of `read_pairs`, `pick_row` and `move_told_earlier`.
    """
    view, kind = _open(desk, reference, record)
    home = find_record(only).name if only else ""
    given = read_pairs(pairs)
    return move_told_earlier(desk, _pick(view, kind, row), given, only=home, override=override).changed


def delete_row(desk: Desk, reference: str, record: str, row: str, reason: str | None = None) -> Changed:
    """Put a row, given by its id, into the trash; raises the UserErrors of `pick_row` and `delete_record`."""
    view, kind = _open(desk, reference, record)
    return delete_record(desk, _pick(view, kind, row), reason)


@dataclass(frozen=True)
class Listed:
    """The rows of a record as the officer may see them, and by their ids what all rows of the case are called."""

    rows: tuple[Row, ...]
    titles: Mapping[bytes, str]


def list_rows(desk: Desk, reference: str, record: str, translate: Callable[[str], str] = str) -> Listed:
    """Return the rows of a record in a look; raises the UserErrors of `pick_row`."""
    view, kind = _open(desk, reference, record)
    every = (view.case, *(row for rows in view.rows.values() for row in rows))
    return Listed(tuple(_rows(view, kind)), {row.id: title_of(row, desk.codes, translate) for row in every})


def pick_row(desk: Desk, reference: str, record: str, row: str | None) -> Row:
    """Return one row as the officer may see it, as an audited look, for commands that settle or restore.

    Raises UserError `bad-record`, `no-such-row`, `which-row` where `row` is None and there are several, and those of
    `look`.
    """
    view, kind = _open(desk, reference, record)
    return _pick(view, kind, row)


def read_pairs(pairs: Sequence[str]) -> dict[str, object]:
    """Return what `FIELD=VALUE` texts give, by field name.

    Raises UserError `bad-pair` for a text that is none, or that names a field a second time.
    """
    given: dict[str, object] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise UserError("bad-pair", _("“{pair}” is not FIELD=VALUE."), pair=name[:40])
        if name.strip() in given:
            raise UserError("bad-pair", _("{name} is given twice."), name=name.strip()[:40])
        is_reason = value.startswith("?") and value[1:] in MISSING_BY_CODE
        given[name.strip()] = {"missing": value[1:]} if is_reason else value
    return given


def find_record(name: str) -> RecordType:
    """Return the record of case scope with this name, whatever its capitals; raises UserError `bad-record` for none."""
    plain = name.replace("_", "").lower()
    for record in PLAIN_RECORDS:
        if record.name.lower() == plain:
            return record
    raise UserError("bad-record", _("“{name}” is not a record of a case."), name=name[:40])


def _open(desk: Desk, reference: str, record: str) -> tuple[CaseView, RecordType]:
    kind = find_record(record)
    return look(desk, get_case_id(desk, reference)), kind


def _rows(view: CaseView, kind: RecordType) -> tuple[Row, ...]:
    return (view.case,) if kind is view.case.record else view.of(kind.name)


def _pick(view: CaseView, kind: RecordType, row: str | None) -> Row:
    rows = _rows(view, kind)
    if row is None and len(rows) == 1:
        return rows[0]
    if row is None:
        raise UserError(
            "which-row",
            _WHICH.of(len(rows)),
            count=len(rows),
            record=kind.name,
        )
    wanted = parse_id(row)
    for found in rows:
        if found.id == wanted:
            return found
    raise UserError("no-such-row", _("There is no such {record} in this case."), record=kind.name)
