"""The approvals that are asked of the officer at the desk, and all that were asked in one case.

A line says what is asked, by whom and since when, but nothing of the people in the case, so no audit row is written;
opening the case writes one. A supervisor owes those of their post, a coordinator at headquarters those of every post,
as far as the gate names their role and they have no part in it themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.records import BY_NUMBER
from tipdesk.domain.rows import CaseSummary, Row
from tipdesk.domain.rules.access import Action
from tipdesk.domain.rules.clocks.clock import Clock, State
from tipdesk.domain.rules.clocks.decisions import approval_owed
from tipdesk.domain.rules.clocks.due import measures_of
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import approved_of
from tipdesk.domain.rules.gates.spoken import is_spoken
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.values import NamedRow
from tipdesk.services.access.deciding import CASE
from tipdesk.services.case.find_case_lines import read_lines
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.eyes import Eyes
from tipdesk.services.gates.answer_approval import may_answer
from tipdesk.services.gates.asked import APPROVAL, is_stale
from tipdesk.services.look import NOTES_APART, looking


@dataclass(frozen=True)
class ApprovalLine:
    """One question, as a list shows it, by the id of its row.

    `label` is the message id of what the gate is called, and `basis` a code of the list override_reason. `subject` is
    the row that it is about, of which the `fields` are approved, and the rows `covered` beside it while nobody has
    answered. `decision` is one of approval_decision, "" while nobody has answered, which the `clock` says by when.
    `is_stale` says that what it is about has changed since, and `is_mine` that the officer at the desk may answer it.
    It `is_spoken` while an answer by telephone holds.
    """

    id: bytes
    case: bytes
    reference: str
    title: str
    gate: str
    label: str
    ask: str
    basis: str
    asked_by: bytes
    asked_at: datetime | None
    clock: Clock | None
    is_overdue: bool
    subject: bytes = b""
    fields: tuple[str, ...] = ()
    decision: str = ""
    decided_by: bytes | None = None
    decided_at: datetime | None = None
    words: str = ""
    valid_until: datetime | None = None
    is_stale: bool = False
    is_mine: bool = False
    is_spoken: bool = False
    covered: tuple[NamedRow, ...] = ()


def find_approvals(desk: Desk) -> list[ApprovalLine]:
    """Return the approvals that the officer at the desk may answer and nobody has answered, the oldest first."""
    with desk.read() as reader:
        return read_approvals(reader, desk)


def read_approvals(reader: Reader, desk: Desk) -> list[ApprovalLine]:
    """Return the approvals as `find_approvals` does, within a read that the caller has opened."""
    lines = []
    for row in reader.find_rows(APPROVAL, where={"decision": None}):
        case = reader.get_row(CASE, row.case) if row.case else None
        if case is None or row["decided_at"] is not None:
            continue
        eyes = Eyes(reader, desk, case)
        if eyes.may(Deed.APPROVE):
            view = freeze(reader, desk, case)
            line = _line(eyes, row, view, _clocks(view))
            lines += [line] if line is not None and line.is_mine else []
    return sorted(lines, key=_order)


@dataclass(frozen=True)
class AskedLine:
    """An approval that is asked, with the line of its case, for headquarters' inbox."""

    approval: ApprovalLine
    case: CaseSummary

    @property
    def key(self) -> bytes:
        """What names this line among all."""
        return self.approval.id


def find_asked(desk: Desk) -> list[AskedLine]:
    """Return the approvals as `find_approvals` does, each with the line of its case."""
    with desk.read() as reader:
        found = read_approvals(reader, desk)
        cases = list(dict.fromkeys(one.case for one in found))
        known = {line.summary.id: line.summary for line in read_lines(reader, desk, cases)}
    return [AskedLine(one, known[one.case]) for one in found if one.case in known]


def find_case_approvals(desk: Desk, case: bytes) -> list[ApprovalLine]:
    """Return all that was asked in a case, the latest first, as an audited look; raises the UserErrors of `look`."""
    with looking(desk, case, Action.VIEW, parts=NOTES_APART) as eyes:
        return read_case_approvals(eyes, freeze(eyes.reader, desk, eyes.case))


def read_case_approvals(eyes: Eyes, view: FrozenCase) -> list[ApprovalLine]:
    """Return what was asked in a case as `find_case_approvals` does, within a look that was audited.

    `view` is the case as it was frozen in the same state of the store.
    """
    rows, clocks = eyes.reader.find_rows(APPROVAL, case=eyes.case.id), _clocks(view)
    lines = [line for row in rows if (line := _line(eyes, row, view, clocks)) is not None]
    return sorted(lines, key=_order, reverse=True)


def _order(line: ApprovalLine) -> tuple[float, bytes]:
    return (line.asked_at.timestamp() if line.asked_at else 0.0, line.id)


def _line(eyes: Eyes, held: Row, view: FrozenCase, clocks: Mapping[bytes, Clock]) -> ApprovalLine | None:
    row = eyes.see(held)
    if row is None:
        return None
    case, gate = eyes.case, str(row["gate"] or "")
    decision = str(row["decision"] or "")
    asked_at = _time(row, "asked_at")
    clock = None if decision else clocks.get(row.id)
    return ApprovalLine(
        id=row.id,
        case=case.id,
        reference=str(case["reference"] or ""),
        title=str(case["title"] or ""),
        gate=gate,
        label=GATES[gate].label if gate in GATES else "",
        ask=str(row["ask"] or ""),
        basis=str(row["basis"] or ""),
        asked_by=_id(row, "asked_by") or b"",
        asked_at=asked_at,
        clock=clock,
        is_overdue=clock is not None and clock.state(view.now_ms) is State.OVERDUE,
        subject=about.id if isinstance(about := row["subject"], NamedRow) else b"",
        fields=_fields(view, gate, row["subject"]),
        decision=decision,
        decided_by=_id(row, "decided_by"),
        decided_at=_time(row, "decided_at"),
        words=str(row["conditions"] or ""),
        valid_until=_time(row, "valid_until"),
        is_stale=is_stale(view, held),
        is_mine=not decision and may_answer(eyes, view, held),
        is_spoken=is_spoken(view, held),
        covered=() if decision else tuple(_covered(view, gate, row["subject"])),
    )


def _fields(view: FrozenCase, gate: str, about: object) -> tuple[str, ...]:
    """Return the fields of the row that is asked about of which the answer is one."""
    if gate not in GATES or not isinstance(about, NamedRow) or about.record not in BY_NUMBER:
        return ()
    subject = view.get_row(BY_NUMBER[about.record].name, about.id)
    return approved_of(GATES[gate], subject) if subject is not None else ()


def _covered(view: FrozenCase, gate: str, about: object) -> Iterator[NamedRow]:
    """Yield the rows that are approved beside the one that is asked about, as the findings of a decision are."""
    if gate not in GATES or not isinstance(about, NamedRow) or about.record not in BY_NUMBER:
        return
    subject = view.get_row(BY_NUMBER[about.record].name, about.id)
    for row in GATES[gate].covers(view, subject) if subject is not None else ():
        yield NamedRow(row.record.number, row.id)


def _clocks(view: FrozenCase) -> dict[bytes, Clock]:
    """Return the clocks by which questions are to be answered, by the row of each."""
    return {one.subject.id: one for one in approval_owed(view, measures_of(view))}


def _id(row: Row, name: str) -> bytes | None:
    value = row[name]
    return value if isinstance(value, bytes) else None


def _time(row: Row, name: str) -> datetime | None:
    value = row[name]
    return value if isinstance(value, datetime) else None
