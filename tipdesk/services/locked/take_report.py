"""A report that was written while the PC was locked becomes a case, once, whatever breaks off in between.

Its entry is the unlocking officer's, who brings it in; the report says that its author is not verified, and the name
they gave. Its rows are named after the sealed file, so that a file met again, after a kill or put back by somebody, is
known. Promises that no report is lost for an answer that a code list does not know: it is kept as text; nor for one in
which something is hidden: it is kept with marks.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Final

from tipdesk.domain.characters import visible
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import uuid7
from tipdesk.domain.records import BY_NAME
from tipdesk.services.audit import moment_of
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.record_worry import is_in_danger, worry_document
from tipdesk.services.desk import Desk, Ids
from tipdesk.services.locked.report import KeptReport

_TAKEN: Final = "report:"
_CASE = BY_NAME["Case"]
_MINUTES_A_DAY: Final = 24 * 60
_LAST_MS: Final = 253_402_300_799_000


@dataclass(frozen=True)
class TakenReport:
    """A report that has become a case."""

    reference: str
    case: bytes
    author: str
    finished: bool


@dataclass
class _NamedIds:
    """Ids that follow from a sealed file's hash."""

    dice: Ids
    digest: bytes
    at_ms: int
    numbers: "count[int]" = field(default_factory=count)

    def new_id(self) -> bytes:
        number = next(self.numbers).to_bytes(2, "big")
        return uuid7(self.at_ms, number + hashlib.sha256(self.digest + number).digest()[:8])

    def noise(self, count: int) -> bytes:
        return self.dice.noise(count)


def take_report(desk: Desk, digest: bytes, report: KeptReport) -> TakenReport | None:
    """Make the case. `digest`: SHA-256 of the sealed file. None where it has been made before.

    UserError `not-allowed` where the unlocking officer opens no cases: another one's unlock will.
    """
    at_ms = min(max(report.at_ms, 0), _LAST_MS)
    key = _TAKEN + digest.hex()[:32]
    with desk.read() as reader:
        is_known = reader.get_setting(key) or reader.get_row(_CASE, _NamedIds(desk.ids, digest, at_ms).new_id())
    made = None if is_known else _make(desk, digest, report, at_ms)
    with desk.work() as work:
        work.put_setting(key, b"1")
    return made


def _make(desk: Desk, digest: bytes, report: KeptReport, at_ms: int) -> TakenReport:
    stamped = {
        "received_at": _moment(at_ms, report.offset).isoformat(timespec="minutes"),
        "author_verified": False,
        "author_claimed": visible(report.author, paragraphs=False) or None,
    }

    def attempt(document: dict[str, object], *, is_urgent: bool) -> TakenReport:
        made = new_case(replace(desk, ids=_NamedIds(desk.ids, digest, at_ms)), document, urgent=is_urgent)
        return TakenReport(made.reference, made.id, report.author, report.finished)

    try:
        return attempt(_document(desk, report, stamped), is_urgent=is_in_danger(report.answers))
    except UserError as refusal:
        if not refusal.fields:
            raise
    return attempt(worry_document(desk, {"own_words": _as_text(report), **stamped}), is_urgent=True)


def _document(desk: Desk, report: KeptReport, stamped: Mapping[str, object]) -> dict[str, object]:
    """Return a worry; or the whole document that was given, its first report stamped, or with one that is."""
    if report.document is None:
        answers = {name: visible(one) if isinstance(one, str) else one for name, one in report.answers.items()}
        return worry_document(desk, {**answers, **stamped})
    begun = worry_document(desk, stamped)
    case, records = (report.document.get(name) or empty for name, empty in (("case", {}), ("records", [])))
    if not isinstance(case, dict) or not isinstance(records, list):
        return dict(report.document)
    stamped_ones = [
        {**one, "fields": {**_fields(one), **stamped}}
        if isinstance(one, dict) and one.get("record") == "Report"
        else one
        for one in records
    ]
    own = begun["records"] if stamped_ones == records and isinstance(begun["records"], list) else []
    title = begun["case"] if isinstance(begun["case"], dict) else {}
    return {"case": {**title, **case}, "records": [*own, *stamped_ones]}


def _fields(one: Mapping[str, object]) -> Mapping[str, object]:
    fields = one.get("fields")
    return fields if isinstance(fields, dict) else {}


def _as_text(report: KeptReport) -> str:
    """Return everything that was given, readable, for a report that this release cannot take apart."""
    given = report.answers if report.document is None else report.document
    return visible(json.dumps(given, ensure_ascii=False, indent=1, default=str))


def _moment(at_ms: int, offset: int) -> datetime:
    """Return the time on the clock of the PC as it was then, to the minute."""
    return moment_of(at_ms, offset if abs(offset) < _MINUTES_A_DAY else 0)
