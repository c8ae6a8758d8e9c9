"""Reads a saved worry by a look, notes calls and outcomes, and watches for headquarters' receipt.

Every call and every outcome is noted as a row of its own. The state is asked again after every change and, while the
page is open, every few seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.outcomes import last_outcome
from tipdesk.services.case.calls import CallLine, find_calls
from tipdesk.services.case.note_call import CALL, correct_call, note_call
from tipdesk.services.case.note_outcome import note_outcome
from tipdesk.services.desk import Desk
from tipdesk.services.directory.find_duty_numbers import DutyLine, find_duty_numbers
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.drafts import drop_draft, keep_draft
from tipdesk.services.look import CaseView, look
from tipdesk.services.reports.find_reports import find_reports_of
from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.services.results import Changed, Saved
from tipdesk.services.sync.case_receipt import CaseReceipt, case_receipt
from tipdesk.services.sync.push.withdraw_entry import withdraw_worry
from tipdesk.ui.duty.numbers import CHILD, DUTY, in_order
from tipdesk.ui.editors.autosave import AUTOSAVE_MS
from tipdesk.ui.editors.drafted import key_of
from tipdesk.ui.gates.told_with import told_with
from tipdesk.ui.notices import touches
from tipdesk.ui.seat import Seat
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

EVERY_MS = 5_000


@dataclass(frozen=True)
class Shown:
    """What the page shows of one worry; `read_by` says who else has it in hand and since when, in words."""

    reference: str
    title: str
    calls: Sequence[CallLine]
    wording: Wording
    read_by: Sequence[str]
    became: str


class SavedPresenter(QObject):
    """Does for the page what needs the store; its signals carry what the view shows.

    `shown` carries a `Shown`, `waiting` says that headquarters has no receipt for it yet, and `received` carries the
    time of the receipt. `numbers` carries whom to ring. `noted` carries a sentence about what was noted, `call_noted`
    says that a call was, and `call_refused` carries why it was not; `outcome_noted` and `outcome_refused` do so for
    what became of the people. `withdrawable` carries whether the worry can be taken back, `withdrawn` says that it was,
    and `refused` carries why not.
    """

    shown = Signal(object)
    waiting = Signal()
    received = Signal(str)
    numbers = Signal(object)
    noted = Signal(str)
    call_noted = Signal()
    call_refused = Signal(str)
    outcome_noted = Signal()
    outcome_refused = Signal(object)
    withdrawable = Signal(bool)
    withdrawn = Signal()
    refused = Signal(str)

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self.case: bytes | None = None
        self._row: bytes | None = None
        self._report: Row | None = None
        self._view: CaseView | None = None
        self._wording = seat.wording
        self._readers = 0
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self._ask_receipt)
        self._draft: Mapping[str, object] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AUTOSAVE_MS)
        self._pause.timeout.connect(self._keep_draft)
        seat.notices.subscribe(self.hear)

    def turn_to(self, saved: Saved) -> None:
        """Show this worry. A call that was being typed about the one before is kept as a draft in that one's case."""
        self._keep_draft()
        self.case, self._row, self._report, self._view = saved.case, saved.report, None, None
        self.refresh()

    def refresh(self) -> None:
        """Ask for everything that the page shows, and go on asking for the receipt."""
        if self.case is None:
            return
        self._seat.lanes.read(look, self.case, then=self._show, key="saved-look", owner=self)
        self._seat.lanes.read(numbers_for, self.case, then=self._show_numbers, key="saved-numbers", owner=self)
        self._seat.lanes.read(read_names, then=self._name, key="saved-names", owner=self)
        self._ask_receipt()
        self._clock.start()

    def rest(self) -> None:
        """Stop asking because nobody looks, and keep what is typed and not noted."""
        self._clock.stop()
        self._keep_draft()

    def hear(self, changed: Changed) -> None:
        """Ask again where the change may be about this worry."""
        if self.case is None:
            return
        if touches(changed, "Report", "ReportOutcome", "Call", "Acknowledgement", case=self.case):
            self._seat.lanes.read(look, self.case, then=self._show, key="saved-look", owner=self)
        self._ask_receipt()

    def note_call(self, given: Mapping[str, object], corrects: Row | None) -> None:
        """Note a call, or what an earlier one should have said (`corrects`)."""
        if self.case is None:
            return
        done = _("The call is noted.") if corrects is None else _("The correction is noted; the first stays.")
        told = {**given, "report": self._row}
        self._pause.stop()
        write = partial(self._seat.lanes.write, draft=key_of(self.case, CALL, None, {}), owner=self)
        then = partial(self._note_done, done)
        if corrects is None:
            write(note_call, self.case, told, then=then, failed=self._refuse)
        else:
            write(correct_call, corrects, told, then=then, failed=self._refuse)

    def typed(self, draft: Mapping[str, object]) -> None:
        """Keep the note of a call as it is being typed.

        The case's own page offers the draft again where a call is noted there.
        """
        self._draft = draft
        self._pause.start()

    def note_outcome(self, became: object, why: object) -> None:
        """Note what became of them, and why, as a row of its own."""
        if self.case is None or self._row is None:
            return
        given = (became if isinstance(became, str) else None, why if isinstance(why, str) else None)
        then, failed = self._outcome_done, self.outcome_refused.emit
        self._seat.lanes.write(note_outcome, self.case, self._row, *given, then=then, failed=failed, owner=self)

    def withdraw(self, reason: str) -> None:
        """Take the worry back as a whole, with a reason that stays."""
        if self.case is not None:
            self._seat.lanes.write(
                withdraw_worry, self.case, reason, then=self._took_back, failed=self._kept, owner=self
            )

    def _took_back(self, _changed: Changed) -> None:
        self.case = None
        self._clock.stop()
        self.withdrawn.emit()

    def _keep_draft(self) -> None:
        self._pause.stop()
        draft, self._draft = self._draft, None
        if draft is None or self.case is None:
            return
        key = key_of(self.case, CALL, None, {})
        if draft:
            self._seat.lanes.write(keep_draft, key, draft)
        else:
            self._seat.lanes.write(drop_draft, key)

    def _note_done(self, done: str, changed: Changed) -> None:
        self._pause.stop()
        self._draft = None  # it went with the save
        self.call_noted.emit()
        self.noted.emit(told_with(done, changed))

    def _refuse(self, problem: TipdeskError) -> None:
        self._pause.start()
        told = [one.text(_) for one in problem.fields]
        self.call_refused.emit("  ".join(told) or problem.text(_))

    def _kept(self, problem: TipdeskError) -> None:
        self.refused.emit(problem.text(_))

    def _outcome_done(self, _changed: Changed) -> None:
        self.outcome_noted.emit()
        self.noted.emit(_("What became of them is noted."))

    def _show(self, view: CaseView) -> None:
        report = next((row for row in view.of("Report") if row.id == self._row), None)
        if report is None or view.id != self.case:
            return
        self._report = report
        self._view = view
        self._render()

    def _name(self, names: Names) -> None:
        self._wording = self._wording.with_names(names)
        self._render()

    def _render(self) -> None:
        view, report = self._view, self._report
        if view is None or report is None:
            return
        outcome = last_outcome(report, view.of("ReportOutcome"))
        read_by = [self._read_by(row) for row in view.of("Acknowledgement") if row["report"] == report.id]
        self._readers = len(read_by)
        self.shown.emit(
            Shown(
                reference=view.reference,
                title=str(view.case["title"] or ""),
                calls=find_calls(view, report.id),
                wording=self._wording,
                read_by=read_by,
                became=self._seat.label("became_of_them", outcome.became) if outcome is not None else "",
            )
        )

    def _read_by(self, row: Row) -> str:
        at = row["at"]
        now, offset = self._seat.now_ms(), self._seat.offset_minutes()
        when = time_text(int(at.timestamp() * 1000), offset, now) if isinstance(at, datetime) else ""
        return ", ".join(part for part in (self._wording.names.officer(row["by"]), when) if part)

    def _ask_receipt(self) -> None:
        """Ask for the receipt and for who has read the report; another process of this home may have brought either."""
        if self.case is not None:
            self._seat.lanes.read(
                find_reports_of, self.case, then=self._compare_readers, key="saved-readers", owner=self
            )
            self._seat.lanes.read(case_receipt, self.case, then=self._tell, key="saved-receipt", owner=self)

    def _compare_readers(self, lines: Sequence[ReportLine]) -> None:
        count = next((len(line.takers) for line in lines if line.report == self._row), 0)
        if self._view is not None and count > self._readers:
            self._readers = count
            self._seat.lanes.read(read_names, then=self._name, key="saved-names", owner=self)
            self._seat.lanes.read(look, self._view.id, then=self._show, key="saved-look", owner=self)

    def _tell(self, receipt: CaseReceipt) -> None:
        self.withdrawable.emit(receipt.may_withdraw)
        if receipt.is_received:
            now = self._seat.now_ms()
            self.received.emit(time_text(receipt.time, self._seat.offset_minutes(), now))
        else:
            self.waiting.emit()

    def _show_numbers(self, lines: list[DutyLine]) -> None:
        self.numbers.emit(lines)


def numbers_for(desk: Desk, case: bytes) -> list[DutyLine]:
    """Return whom to ring in the order in which the worry page told it: for a child before for danger."""
    reports = find_reports_of(desk, case)
    first = CHILD if any(one.is_child for one in reports) else DUTY if any(one.is_danger for one in reports) else ""
    return in_order(find_duty_numbers(desk), first)
