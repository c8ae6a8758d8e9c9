"""A report that was written while the PC was locked becomes a case, exactly once, whatever breaks off in between.

The entry is the unlocking officer's, who brings it in; the report says that its author is not verified, and the name
they gave. The ids of its rows follow from the sealed file, so a file that is met again, after a kill or put back by
somebody, is known. No report is lost for an answer that cannot be read: that answer is kept word for word beside its
question. One that speaks of danger counts as sent from now on, so that the post is told when nobody reads it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Final, TypeGuard

from tipdesk.domain.characters import visible
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import uuid7
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.passing import StoppedByGateError
from tipdesk.services.audit import moment_of
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.read_answers import read_answers
from tipdesk.services.case.worry import Worry
from tipdesk.services.case.worry_document import (
    highest_risk,
    is_in_danger,
    moment_text,
    risk_of,
    tasks_to_ask,
    worry_document,
)
from tipdesk.services.desk import Desk, Ids
from tipdesk.services.locked.report import KeptReport
from tipdesk.services.remembered.here import REPORT_TAKEN

_CASE, _REPORT = BY_NAME["Case"], BY_NAME["Report"]
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
    """Makes ids that follow from the hash of a sealed file, so that the same file always gives the same rows."""

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
    """Make a case of a report, and return it; None where it had become a case before.

    `digest` is the SHA-256 of the sealed file. Raises UserError `not-allowed` where the unlocking officer opens no
    cases; the unlock of another officer will then do it.
    """
    at_ms = min(max(report.at_ms, 0), _LAST_MS)
    with desk.read() as reader:
        is_known = REPORT_TAKEN.of(digest).get(reader) or reader.get_row(
            _CASE, _NamedIds(desk.ids, digest, at_ms).new_id()
        )
    made = None if is_known else _make(desk, digest, report, at_ms)
    with desk.work() as work:
        REPORT_TAKEN.of(digest).keep(work, value=True)
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

    if report.document is None:
        worry = Worry.of(report.answers, with_calls=False)  # who rang is not known: those are kept as words
        is_urgent = _speaks_of_danger(desk, [worry.answers])
        return attempt(worry_document(desk, worry, _sent(desk, stamped, is_urgent=is_urgent)), is_urgent=is_urgent)
    is_urgent = _speaks_of_danger(desk, [_fields(one) for one in _records(report.document) if _is_report(one)])
    try:
        document = _document(desk, report.document, _sent(desk, stamped, is_urgent=is_urgent))
        return attempt(document, is_urgent=is_urgent)
    except UserError as refusal:
        if not refusal.fields and not isinstance(refusal, StoppedByGateError):
            raise
    as_words = Worry({"own_words": _as_text(report.document)})
    return attempt(worry_document(desk, as_words, _sent(desk, stamped, is_urgent=True)), is_urgent=True)


def _sent(desk: Desk, stamped: Mapping[str, object], *, is_urgent: bool) -> dict[str, object]:
    """Return what is stamped on a report.

    An urgent one also gets the moment at which it is sent, so that somebody must read it soon.
    """
    return {**stamped, "sent_at": moment_text(desk)} if is_urgent else dict(stamped)


def _speaks_of_danger(desk: Desk, reports: Iterable[Mapping[str, object]]) -> bool:
    return any(is_in_danger(read_answers(desk.codes, _REPORT, answers)) for answers in reports)


def _document(desk: Desk, given: Mapping[str, object], stamped: Mapping[str, object]) -> dict[str, object]:
    """Return the document that was given, with its reports stamped and their answers sorted.

    A document without any report gets one.
    """
    begun = worry_document(desk, Worry({}), stamped)
    case, records = (given.get(name) or empty for name, empty in (("case", {}), ("records", [])))
    if not isinstance(case, dict) or not isinstance(records, list):
        return dict(given)
    taken: list[object] = []
    risks: list[object] = [case.get("risk_level")]
    for one in records:
        if not _is_report(one):
            taken.append(one)
            continue
        read = read_answers(desk.codes, _REPORT, _fields(one))
        typed = {"as_typed": read.typed} if read.typed else {}
        taken += [{**one, "fields": {**read.kept, **typed, **stamped}}, *tasks_to_ask(desk, read.unread)]
        risks.append(risk_of(read))
    own = begun["records"] if taken == records and isinstance(begun["records"], list) else []
    case_of_it = {**_mapping(begun["case"]), **case, "risk_level": highest_risk(risks)}
    return {"case": case_of_it, "records": [*own, *taken]}


def _records(document: Mapping[str, object]) -> list[object]:
    records = document.get("records")
    return records if isinstance(records, list) else []


def _is_report(one: object) -> TypeGuard[dict[str, object]]:
    return isinstance(one, dict) and one.get("record") == _REPORT.name


def _fields(one: Mapping[str, object]) -> Mapping[str, object]:
    return _mapping(one.get("fields"))


def _mapping(given: object) -> Mapping[str, object]:
    return given if isinstance(given, dict) else {}


def _as_text(given: Mapping[str, object]) -> str:
    """Return everything that was given as readable text, for a document that this release cannot take apart."""
    return visible(json.dumps(given, ensure_ascii=False, indent=1, default=str))


def _moment(at_ms: int, offset: int) -> datetime:
    """Return the time on the clock that the PC had then, to the minute."""
    return moment_of(at_ms, offset if abs(offset) < _MINUTES_A_DAY else 0)
