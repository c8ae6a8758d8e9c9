"""The JSON document of a case: `case new` takes it and `case show` gives it, in one shape for both.

It is `{"case": {field: value}, "records": [{"record", "key", "fields"}]}`; a document that was shown also has `id`,
`version` and `conflicts`, and row ids as keys. Reading one names every refused field at once and stores nothing. What
was shown can be read again, and two stores that hold the same entries show the same document.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.kinds import Refer, Referred, Value
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rows import DELETED_NAME, Row, Sibling
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.texts import _, counted
from tipdesk.services.case.dots import dot_text, moment_text
from tipdesk.services.case.history import HistoryLine
from tipdesk.services.desk import Ids
from tipdesk.services.fields import find_needed, read_fields, refuse
from tipdesk.services.look import CaseView
from tipdesk.sync.limits import LIMITS

MOST_RECORDS = 5_000
MOST_BYTES = LIMITS.entry * 3 // 4
MOST_PROBLEMS = 500
_LONGEST_KEY = 80
_BYTES_A_RECORD = 64
_SHOWN_KEYS = frozenset({
    "case", "records", "id", "version", "conflicts", "masked", "sealed", "held_back", "history", "signatures",
    "listed_open",
})  # fmt: skip
_RECORD_KEYS = frozenset({"record", "key", "fields"})
_CASE = BY_NAME["Case"]

_OBJECT = _("This must be an object with names and values.")
_LIST = _("This must be a list.")
_UNKNOWN_PART = _("A document has no part of this name.")
_TOO_MANY = counted("A document holds at most {most} record.", "A document holds at most {most} records.")
_TOO_LARGE = _("The document holds too much text for one save. Leave out the longest texts and add them afterwards.")
_RECORD = _("“{name}” is not a record of a case.")
_KEY = counted(
    "A key must be a text of at most {longest} character.", "A key must be a text of at most {longest} characters."
)
_KEY_TWICE = _("The key “{key}” is used twice.")
_NO_KEY = _("No {record} of this document has the key “{key}”.")
_NO_ROW = _("Nothing in this document has the key “{key}”.")


Begun = Callable[[RecordType, Mapping[str, object]], Mapping[str, object]]
"""Returns what is given for a new row, completed with what its fields begin with."""


def _nothing(_record: RecordType, given: Mapping[str, object]) -> Mapping[str, object]:
    return given


@dataclass(frozen=True)
class PlannedRow:
    """One row that a document asks for, read and checked but not stored yet."""

    record: RecordType
    id: bytes
    values: Mapping[str, Value]


@dataclass
class _Draft:
    """One element of `records` on its way to becoming a planned row; `path` is where it stands in the document."""

    record: RecordType
    id: bytes
    given: Mapping[str, object]
    path: str


@dataclass
class _Reading:
    """What reading a document has found so far."""

    ids: Ids
    problems: list[FieldProblem] = field(default_factory=list)
    drafts: list[_Draft] = field(default_factory=list)
    keys: dict[str, _Draft] = field(default_factory=dict)
    case_id: str = ""

    def meant(self, key: str) -> "_Draft | None":
        """Return the row that a key means: the document's own name for it, the id of the case, or “Case”."""
        case = self.drafts[0] if self.drafts else None
        return self.keys.get(key) or (case if key in (self.case_id, _CASE.name) else None)

    def refuse(self, path: str, template: str, **values: object) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(FieldProblem(path, template, tuple(values.items())))


def read_document(
    document: object, codes: CodeBook, ids: Ids, to_directory: Refer, begun: Begun = _nothing
) -> list[PlannedRow]:
    """Return the rows that a document asks for, the Case row first.

    `to_directory` finds the row of the directory to which an answer refers; `begun` adds what a new row has where the
    document gives nothing. Raises UserError `bad-document`, which names every refused field (up to `MOST_PROBLEMS` of
    them).
    """
    reading = _Reading(ids)
    if isinstance(document, Mapping):
        _read_parts(reading, document)
    else:
        reading.refuse("document", _OBJECT)
    for draft in reading.drafts:
        draft.given = begun(draft.record, draft.given)
    rows = [_read_row(reading, draft, codes, to_directory) for draft in reading.drafts]
    if sum(_size(row) for row in rows) > MOST_BYTES:
        reading.refuse("records", _TOO_LARGE)
    refuse(reading.problems, "bad-document", _("The document was refused, and nothing was stored."))
    return rows


def _read_parts(reading: _Reading, document: Mapping[object, object]) -> None:
    for part in document:
        if part not in _SHOWN_KEYS:
            reading.refuse(str(part)[:_LONGEST_KEY], _UNKNOWN_PART)
    reading.case_id = str(document.get("id") or "")
    case = document.get("case", {})
    if isinstance(case, Mapping):
        reading.drafts.append(_Draft(_CASE, reading.ids.new_id(), case, "case"))
    else:
        reading.refuse("case", _OBJECT)
    records = document.get("records", [])
    if not isinstance(records, list):
        reading.refuse("records", _LIST)
    elif len(records) > MOST_RECORDS:
        reading.refuse("records", _TOO_MANY.of(MOST_RECORDS), most=MOST_RECORDS)
    else:
        for place, element in enumerate(records):
            _read_element(reading, element, f"records[{place}]")


def _read_element(reading: _Reading, element: object, path: str) -> None:
    if not isinstance(element, Mapping):
        reading.refuse(path, _OBJECT)
        return
    for part in element:
        if part not in _RECORD_KEYS:
            reading.refuse(f"{path}.{str(part)[:_LONGEST_KEY]}", _UNKNOWN_PART)
    name = element.get("record")
    record = BY_NAME.get(name) if isinstance(name, str) else None
    if record not in PLAIN_RECORDS or record is _CASE:
        reading.refuse(f"{path}.record", _RECORD, name=str(name)[:_LONGEST_KEY])
        return
    given = element.get("fields", {})
    if not isinstance(given, Mapping):
        reading.refuse(f"{path}.fields", _OBJECT)
        return
    draft = _Draft(record, reading.ids.new_id(), given, f"{path}.fields")
    reading.drafts.append(draft)
    _keep_key(reading, draft, element.get("key"), f"{path}.key")


def _keep_key(reading: _Reading, draft: _Draft, key: object, path: str) -> None:
    if key is None:
        return
    if not isinstance(key, str) or not key or len(key) > _LONGEST_KEY:
        reading.refuse(path, _KEY.of(_LONGEST_KEY), longest=_LONGEST_KEY)
    elif key in reading.keys:
        reading.refuse(path, _KEY_TWICE, key=key)
    else:
        reading.keys[key] = draft


def _read_row(reading: _Reading, draft: _Draft, codes: CodeBook, to_directory: Refer) -> PlannedRow:
    def refer(record: str, given: object) -> Referred:
        if record in BY_NAME and BY_NAME[record].scope is not Scope.CASE:
            return to_directory(record, given)
        meant = reading.meant(str(given))
        if meant is None or record not in ("", meant.record.name):
            template = _NO_KEY if record else _NO_ROW
            raise UserError("no-such-key", template, record=record, key=str(given)[:_LONGEST_KEY])
        return Referred(meant.record.name, meant.id)

    values, problems = read_fields(codes, draft.record, draft.given, draft.path, refer)
    if not _is_prepared(draft.record, values):
        problems += find_needed(draft.record, values, [problem.path for problem in problems], draft.path)
    reading.problems += problems[: max(MOST_PROBLEMS - len(reading.problems), 0)]
    return PlannedRow(draft.record, draft.id, values)


def _is_prepared(record: RecordType, values: Mapping[str, Value]) -> bool:
    """Tell whether a row is one that somebody has still to sign, so that what it needs for that may be missing."""
    return record.closed is not None and bool(record.closed.once) and values.get(record.closed.once) is None


def _size(row: PlannedRow) -> int:
    texts = (item for value in row.values.values() for item in (value if isinstance(value, frozenset) else (value,)))
    return _BYTES_A_RECORD + sum(len(str(text).encode()) + 8 for text in texts)


def document_of(view: CaseView) -> dict[str, object]:
    """Return a case as a document, as far as its reader may see it.

    The rows are in the order of their records, then in the order they were made.
    """
    rows = [row for record in PLAIN_RECORDS for row in view.of(record.name)]
    document: dict[str, object] = {
        "case": fields_of(view.case),
        "records": [{"record": row.record.name, "key": id_text(row.id), "fields": fields_of(row)} for row in rows],
        "id": id_text(view.id),
        "version": view.version,
        "conflicts": [conflict for row in (view.case, *rows) for conflict in conflicts_of(row)],
    }
    if view.is_listed_open:
        document["listed_open"] = True
    held_back = [f"{row.record.name}.{name}" for row in (view.case, *rows) for name in row.masked]
    if held_back:
        document["masked"] = sorted(set(held_back))
    shut = {f"{row.record.name}.{name}" for row in (view.case, *rows) for name in row.masked & row.sealed}
    if shut:
        document["sealed"] = sorted(shut)
    if view.held_back:
        document["held_back"] = [{"privacy": mark, "notes": count} for mark, count in sorted(view.held_back.items())]
    return document


def row_document(row: Row) -> dict[str, object]:
    """Return one row as lists print it: its record, its id under "key", its version and its fields."""
    return {"record": row.record.name, "key": id_text(row.id), "version": row.version, "fields": fields_of(row)}


def fields_of(row: Row) -> dict[str, object]:
    """Return the fields of a row that have a value, as JSON holds them and in the order of their declaration."""
    return {field.name: field.to_json(value) for field in row.record.fields if (value := row[field.name]) is not None}


def conflicts_of(row: Row) -> list[dict[str, object]]:
    """Return the open conflicts of a row, each with its values, oldest first: dot, author, device and time."""
    order = {name: place for place, name in enumerate((DELETED_NAME, *row.record.by_name))}
    return [
        {
            "record": row.record.name,
            "row": id_text(row.id),
            "field": name,
            "values": [_sibling_of(row, name, sibling) for sibling in sorted(row.siblings[name], key=_by_time)],
        }
        for name in sorted(row.siblings, key=lambda name: order.get(name, len(order)))
    ]


def happened_of(line: HistoryLine) -> dict[str, object]:
    """Return one line of a case's history as JSON holds it."""
    field = line.record.by_name.get(line.field) if line.record else None
    return {
        "at": moment_text(line.at),
        "dot": dot_text(line.dot),
        "actor": id_text(line.actor),
        "device": id_text(line.device),
        "record": line.record.name if line.record else line.record_number,
        "row": id_text(line.row),
        "field": line.field,
        "before": [field.to_json(value) if field else value for value in line.before],
        "after": field.to_json(line.after) if field else line.after,
        "reason": line.reason,
        "masked": line.masked,
    }


def _by_time(sibling: Sibling) -> tuple[int, bytes, int]:
    return (sibling.at, sibling.dot.log, sibling.dot.seq)


def _sibling_of(row: Row, name: str, sibling: Sibling) -> dict[str, object]:
    known = row.record.by_name.get(name)
    return {
        "dot": dot_text(sibling.dot),
        "value": known.to_json(sibling.value) if known else sibling.value,
        "at": moment_text(sibling.at),
        "actor": id_text(sibling.actor),
        "device": id_text(sibling.device),
    }
