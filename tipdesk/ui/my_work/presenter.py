"""Fetches the officer's own work and turns it into lines of words.

It asks again when the page comes to the front and after every change.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.moments import day_shown
from tipdesk.domain.records import BY_NAME
from tipdesk.services.access.find_reviews import ReviewLine
from tipdesk.services.case.find_case_lines import CaseLine
from tipdesk.services.case.my_work import ConflictLine, MyWork, TaskLine, my_work
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.reports.find_reports import find_own_reports
from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.services.results import Changed
from tipdesk.ui.access.deciding import decide
from tipdesk.ui.disputes import risk_of, stage_of
from tipdesk.ui.my_work.view import Work
from tipdesk.ui.seat import Seat
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.wording import NO_NAMES


class MyWorkPresenter(QObject):
    """Asks for the officer's work; `fetched` carries the `Work`."""

    fetched = Signal(object)

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._names = NO_NAMES
        self._reviews: dict[bytes, ReviewLine] = {}
        seat.notices.subscribe(self.hear)

    def hear(self, _changed: Changed) -> None:
        """Ask again, because something was saved or has come."""
        self.refresh()

    def refresh(self) -> None:
        """Ask for the officer's work."""
        self._seat.lanes.read(_read, then=self._show, key="my-work", owner=self)

    def decide(self, review: object) -> None:
        """Show the dialog in which a review, given by its id, is decided."""
        one = self._reviews.get(review) if isinstance(review, bytes) else None
        parent = self.parent()
        if one is not None and isinstance(parent, QWidget):
            decide(self._seat, one, self._names, parent.window())

    def _show(self, found: tuple[MyWork, list[ReportLine], Names]) -> None:
        work, reports, self._names = found
        self._reviews = {one.id: one for one in work.reviews}
        self.fetched.emit(
            Work(
                reviews=[self._review(line) for line in work.reviews],
                tasks=[self._task(line) for line in work.tasks],
                conflicts=[self._conflict(line) for line in work.conflicts],
                cases=[self._case(line) for line in work.cases],
                reports=[self._report(line) for line in reports],
            )
        )

    def _report(self, line: ReportLine) -> Line:
        now, offset = self._seat.now_ms(), self._seat.offset_minutes()
        read = "; ".join(
            ", ".join(
                filter(None, (self._names.officer(one.officer), (one.at and time_text(one.at, offset, now)) or ""))
            )
            for one in line.takers
        )
        nobody = _("Nobody yet: ring") if line.is_late else _("Nobody yet")
        tasks = plural("{count} task", "{count} tasks", line.tasks) if line.tasks else ""
        came = " · ".join(filter(None, (self._seat.label("became_of_them", line.became), tasks)))
        cells = (time_text(line.since, offset, now), f"{line.case.reference} {line.case.title}", read or nobody, came)
        return Line(cells, line.case.id, {2: "ok" if read else "danger" if line.is_late else "warn"})

    def _review(self, line: ReviewLine) -> Line:
        at = int(line.due.timestamp() * 1000) if line.due else 0
        due = time_text(at, self._seat.offset_minutes(), self._seat.now_ms())
        what = f"{self._seat.label('review_rule', line.rule)}: {self._names.officer(line.officer)}"
        state = _("Overdue") if line.is_overdue else self._seat.label("review_ground", line.ground)
        cells = (due, what, f"{line.reference} {line.title}", state)
        return Line(cells, line.id, {3: "danger" if line.is_overdue else "warn"})

    def _task(self, line: TaskLine) -> Line:
        due = day_shown(line.due, _) if line.due else _("no day")
        cells = (due, str(line.task["title"] or ""), f"{line.reference} {line.title}", self._state(line))
        tone = "danger" if line.is_overdue else "warn" if line.is_unowned else "neutral"
        return Line(cells, line.task.case or b"", {3: tone})

    def _state(self, line: TaskLine) -> str:
        if line.is_unowned:
            return _("Overdue, nobody has this yet") if line.is_overdue else _("Nobody has this yet")
        return _("Overdue") if line.is_overdue else self._seat.label("task_status", line.status) or _("Open")

    def _conflict(self, line: ConflictLine) -> Line:
        record = line.row.record
        names = [record.by_name[name].label for name in line.fields if name in record.by_name]
        labels = ", ".join(_(name) for name in names) or _("Deleted or kept")
        what = f"{_(BY_NAME[record.name].label)}: {self._seat.wording.title(line.row)}"
        return Line((f"{line.reference} {line.title}", what, labels), line.row.case or line.row.id, {})

    def _case(self, line: CaseLine) -> Line:
        summary = line.summary
        updated = time_text(summary.updated, self._seat.offset_minutes(), self._seat.now_ms())
        shown = {2: stage_of(summary, self._seat.label), 3: risk_of(summary, self._seat.label)}
        cells = (summary.reference, summary.title, shown[2].words, shown[3].words, updated)
        tones = {column: one.tone for column, one in shown.items() if one.words}
        return Line(cells, summary.id, tones, tips={column: one.tip for column, one in shown.items()})


def _read(desk: Desk) -> tuple[MyWork, list[ReportLine], Names]:
    return my_work(desk), find_own_reports(desk), read_names(desk)
