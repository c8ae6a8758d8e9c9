"""Export what a case holds on one person, to answer that person's request: JSON, signed by the officer.

The look is audited as an export. Nothing of another person's rows is in the document, and what was left out is counted
or named with the reason. What was deleted is still held, so its history is in it. Long texts may name others all the
same: the document lists them, to be read before it is handed over. Which rows are a person's is decided in
`person_rows`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.document import conflicts_of, fields_of, happened_of
from tipdesk.services.case.history import HistoryLine, read_history
from tipdesk.services.case.references import get_case_id
from tipdesk.services.desk import Desk
from tipdesk.services.documents.exported import Exported, sign_document
from tipdesk.services.documents.person_rows import (
    NOT_SETTLED,
    OTHER_PEOPLE,
    REFERS,
    SHUT,
    WHOLE_CASE,
    PersonRows,
    rows_about,
)
from tipdesk.services.look import looking, read_view

REASON = "Access request"
_PERSON = BY_NAME["Person"]
_TOLD = ("at", "record", "row", "field", "before", "after")
"""What the document tells of something that was written: not by whom, nor why."""
SEALED, MASKED, PAST, PRIVATE = "sealed", "masked", "earlier_answers", "private_notes"
WHY = {
    SEALED: _("Sealed: this officer holds no key to it. Ask whoever opens the case to export it."),
    MASKED: _("Not open to the officer who exported it."),
    PAST: _("Earlier answers that are sealed, or not open to the officer who exported it."),
    REFERS: _("It names another person."),
    PRIVATE: _("Private notes of this case, counted without saying whom they are about."),
    SHUT: _("Whom they are about is not open to the officer who exported it."),
    OTHER_PEOPLE: _("They are about other people."),
    WHOLE_CASE: _("They are about the case as a whole. Read them, and copy out what is about this person."),
    NOT_SETTLED: _("It is not settled, or was changed, whom they are about. Settle it first."),
}
"""Why something is not in the document, by code."""


def export_person(desk: Desk, reference: str, person: bytes) -> Exported:
    """Return the signed document of what a case holds on one person, given by id.

    Raises UserError `bad-reference`, `no-such-row` where no person of this case has the id, and those of `look`.
    """
    case = get_case_id(desk, reference)
    with looking(desk, case, Action.EXPORT, reason=REASON) as eyes:
        view = read_view(eyes)
        row = view.get_row(person)
        if row is None or row.record != _PERSON:
            raise UserError("no-such-row", _("There is no such {record} in this case."), record=_PERSON.name)
        about = rows_about(view, read_history(eyes, eyes.reader.find_happenings(case)), person)
    document: dict[str, object] = {
        "reference": view.reference,
        "person": id_text(person),
        "exported_by": id_text(desk.actor.officer),
        "exported_at": moment_now(desk).isoformat(timespec="minutes"),
        "records": [{"record": one.record.name, "key": id_text(one.id), "fields": fields_of(one)} for one in about.own],
        "conflicts": [conflict for one in about.own for conflict in conflicts_of(one)],
        "history": [_told(line) for line in about.past],
        "read_before_handing_over": sorted({name for one in about.own for name in _long_texts(one)}),
        "left_out": [*_fields_left_out(about), *_rows_left_out(about), *_notes_left_out(view.held_back)],
    }
    return sign_document(desk, case, view.reference, document)


def _told(line: HistoryLine) -> dict[str, object]:
    return {name: value for name, value in happened_of(line).items() if name in _TOLD}


def _long_texts(row: Row) -> Iterator[str]:
    for field in row.record.fields:
        if field.is_long and (row[field.name] or field.name in row.siblings):
            yield f"{row.record.name}.{field.name}"


def _fields_left_out(about: PersonRows) -> Iterator[dict[str, object]]:
    shut = {f"{row.record.name}.{name}" for row in about.own for name in row.masked & row.sealed}
    masked = {f"{row.record.name}.{name}" for row in about.own for name in row.masked - row.sealed}
    for why, names in ((SEALED, shut), (MASKED, masked), (REFERS, about.refers), (PAST, about.past_shut)):
        if names:
            yield {"why": why, "text": WHY[why], "fields": sorted(names)}


def _rows_left_out(about: PersonRows) -> Iterator[dict[str, object]]:
    for why, rows in about.others.items():
        for record, count in Counter(row.record.name for row in rows).items():
            yield {"why": why, "text": WHY[why], "record": record, "count": count}


def _notes_left_out(held_back: Mapping[str, int]) -> Iterator[dict[str, object]]:
    for mark, count in sorted(held_back.items()):
        yield {"why": PRIVATE, "text": WHY[PRIVATE], "privacy": mark, "count": count}
