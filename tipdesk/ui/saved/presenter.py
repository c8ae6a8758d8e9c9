"""Reads a saved worry through the gate, notes calls and outcomes, and watches for headquarters' receipt.

Promises: a note is written against the report as it was seen; the state is asked again after every change and, while
the page is open, every few seconds. Leaves to others: showing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.services.case.note_call import note_call
from tipdesk.services.case.note_outcome import note_outcome
from tipdesk.services.directory.find_duty_numbers import DutyLine, find_duty_numbers
from tipdesk.services.look import CaseView, look
from tipdesk.services.results import Changed, Saved
from tipdesk.services.sync.case_receipt import CaseReceipt, case_receipt
from tipdesk.services.sync.withdraw_worry import withdraw_worry
from tipdesk.ui.notices import touches
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.workplace import Workplace

EVERY_MS = 5_000


@dataclass(frozen=True)
class Shown:
    """What the page shows of one worry. `call`: the latest call in words."""

    reference: str
    title: str
    call: str
    became: object
    why: object
    became_label: str


class SavedPresenter(QObject):
    """Signals carry what the view shows. `received` carries the time of the receipt."""

    shown = Signal(object)
    waiting = Signal()
    received = Signal(str)
    numbers = Signal(object)
    noted = Signal(str)
    withdrawable = Signal(bool)
    withdrawn = Signal()
    refused = Signal(str)

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self.case: bytes | None = None
        self._row: bytes | None = None
        self._report: Row | None = None
        self._early: list[Callable[[], None]] = []
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self._ask_receipt)
        place.notices.subscribe(self.hear)

    def turn_to(self, saved: Saved) -> None:
        """Show this one."""
        self.case, self._row, self._report = saved.case, saved.report, None
        self._early.clear()
        self.refresh()

    def refresh(self) -> None:
        """Ask for everything."""
        if self.case is None:
            return
        self._place.lanes.look(look, self.case, then=self._show, key="saved-look", owner=self)
        self._place.lanes.read(find_duty_numbers, then=self._show_numbers, key="saved-numbers", owner=self)
        self._ask_receipt()
        self._clock.start()

    def rest(self) -> None:
        """Nobody looks: stop asking."""
        self._clock.stop()

    def hear(self, changed: Changed) -> None:
        """Ask again where the change may be ours."""
        if self.case is None:
            return
        if touches(changed, "Report", case=self.case):
            self._place.lanes.look(look, self.case, then=self._show, key="saved-look", owner=self)
        self._ask_receipt()

    def note_call(self, whom: str, answer: object) -> None:
        """Write whom the officer rang."""
        code = answer if isinstance(answer, str) else None
        self._note(note_call, _("The call is noted."), whom, code)

    def note_outcome(self, became: object, why: object) -> None:
        """Write what became of them."""
        given = (became if isinstance(became, str) else None, why if isinstance(why, str) else None)
        self._note(note_outcome, _("What became of them is noted."), *given)

    def withdraw(self, reason: str) -> None:
        """Take the worry back as a whole."""
        if self.case is not None:
            self._place.lanes.write(
                withdraw_worry, self.case, reason, then=self._took_back, failed=self._kept, owner=self
            )

    def _took_back(self, _changed: Changed) -> None:
        self.case = None
        self._clock.stop()
        self.withdrawn.emit()

    def _kept(self, problem: TipdeskError) -> None:
        self.refused.emit(problem.text(_))

    def _note(self, verb: Callable[..., Changed], done: str, *given: str | None) -> None:
        """Write into the report as it was seen; what is pressed before it has been read is written when it has."""
        report = self._report
        if report is None:
            self._early.append(partial(self._note, verb, done, *given))
            return
        self._place.lanes.write(verb, report, *given, then=lambda _changed: self.noted.emit(done), owner=self)

    def _show(self, view: CaseView) -> None:
        report = next((row for row in view.of("Report") if row.id == self._row), None)
        if report is None or view.id != self.case:
            return
        self._report = report
        early, self._early = self._early, []
        for write in early:
            write()
        became = report["became_of_them"]
        self.shown.emit(
            Shown(
                reference=view.reference,
                title=str(view.case["title"] or ""),
                call=self._call(report),
                became=became,
                why=report["became_why"],
                became_label=self._place.label("became_of_them", became),
            )
        )

    def _call(self, report: Row) -> str:
        whom, at = report["rung_whom"], report["rung_at"]
        if not whom:
            return ""
        parts = [_("Rang {whom}").format(whom=whom)]
        if isinstance(at, datetime):
            parts.append(f"{at:%H:%M}")
        parts.append(self._place.label("call_answer", report["rung_answer"]))
        return " · ".join(part for part in parts if part)

    def _ask_receipt(self) -> None:
        if self.case is not None:
            self._place.lanes.read(case_receipt, self.case, then=self._tell, key="saved-receipt", owner=self)

    def _tell(self, receipt: CaseReceipt) -> None:
        self.withdrawable.emit(receipt.may_withdraw)
        if receipt.is_received:
            now = self._place.now_ms()
            self.received.emit(time_text(receipt.time, self._place.offset_minutes(), now))
        else:
            self.waiting.emit()

    def _show_numbers(self, lines: list[DutyLine]) -> None:
        self.numbers.emit(lines)
