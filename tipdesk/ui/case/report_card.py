"""The first report of a case on its summary: every question with its answer, and what was not asked says so.

An answer that makes somebody act stands out. Of several answers the more cautious one is shown, as in dispute.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.acknowledging import is_grave
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.domain.rules.outcomes import last_outcome
from tipdesk.domain.texts import _ as mark
from tipdesk.services.case.calls import find_calls, uncorrected_calls
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.calls.wording import headline
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.lines import typed_of
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import body, muted, small
from tipdesk.ui.wording import Wording

COLUMN = ("where_now", "danger_now", "under_18", "persons_count")
BESIDE = ("travel", "who_is_with_them", "rung", "became_of_them")
"""What stands in the left and in the right of two columns; "rung" is the first call about the report."""
LABELS = {
    "where_now": mark("Where they are"),
    "danger_now": mark("In danger now"),
    "under_18": mark("Anybody under 18"),
    "persons_count": mark("How many"),
    "travel": mark("Came by"),
    "who_is_with_them": mark("With them"),
    "rung": mark("Rung"),
    "became_of_them": mark("What became of them"),
}
TWO_FROM, LABEL = 560, 118


class Told(NamedTuple):
    """One answer as it stands on the card; `tone` is its colour."""

    name: str
    words: str
    tone: str = ""


class ReportCard(Card):
    """The card; `opened` is emitted with the report, and `add_pressed` where there is none and one is to be added."""

    opened = Signal(object)
    add_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("First report"), parent)
        self._report: Row | None = None
        self._by = small()
        self._by.setWordWrap(False)
        self._open = quiet(_("Open"), icon="chevron-right", pressed=self._press)
        self.add_beside(self._by)
        self.add_beside(self._open)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(7)
        self._values: dict[str, QLabel] = {}
        self._labels: dict[str, QLabel] = {}
        for name in (*COLUMN, *BESIDE):
            self._labels[name], self._values[name] = muted(_(LABELS[name])), body()
            self._values[name].setProperty("guise", "answer")
            self._values[name].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addLayout(self._grid)
        self._arrange(columns=2)
        current().changed.connect(self._fit)

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the first report of a case, or that there is none."""
        self._report = report = next(iter(workspace.reports), None)
        self._open.setText(_("Open") if report is not None else _("Add report"))
        set_name(self._open, _("Open the first report") if report is not None else _("Add report"))
        self._by.setText(_by(report, workspace, wording) if report is not None else _("Nobody has reported it yet"))
        for one in told_of(report, workspace, wording):
            self._values[one.name].setText(one.words)
            dye(self._values[one.name], "ink", one.tone)

    def texts(self) -> list[str]:
        """Return what is shown, each answer with its label, for tests."""
        return [f"{self._labels[name].text()}: {value.text()}" for name, value in self._values.items()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._arrange(columns=2 if self.width() >= current().pixels(TWO_FROM) else 1)

    def _arrange(self, columns: int) -> None:
        for number, name in enumerate((*COLUMN, *BESIDE)):
            row, column = (number % len(COLUMN), number // len(COLUMN)) if columns > 1 else (number, 0)
            self._grid.addWidget(self._labels[name], row, column * 2, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._values[name], row, column * 2 + 1, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            is_used = column < columns
            self._grid.setColumnMinimumWidth(column * 2, current().pixels(LABEL) if is_used else 0)
            self._grid.setColumnStretch(column * 2 + 1, 1 if is_used else 0)

    def _press(self) -> None:
        if self._report is not None:
            self.opened.emit(self._report)
        else:
            self.add_pressed.emit()


def told_of(report: Row | None, workspace: Workspace, wording: Wording) -> Sequence[Told]:
    """Return what the card says, one answer for each question."""
    if report is None:
        return [Told(name, "—", "muted") for name in (*COLUMN, *BESIDE)]
    return [_told(name, report, workspace, wording) for name in (*COLUMN, *BESIDE)]


def _told(name: str, report: Row, workspace: Workspace, wording: Wording) -> Told:
    if name == "rung":
        calls = uncorrected_calls(find_calls(workspace.view, report.id))
        return Told(name, headline(calls[0], wording)) if calls else Told(name, _("Nobody yet"), "warn")
    if name == "became_of_them" and name not in report.siblings:
        outcome = last_outcome(report, workspace.view.of("ReportOutcome"))
        if outcome is not None and outcome.became is not None:
            return Told(name, wording.code(name, outcome.became))
    field = report.record.by_name[name]
    if name in report.masked:
        return Told(name, _("Sealed: these people only") if name in report.sealed else _("Hidden"), "muted")
    words = wording.value(field, cautious_value(report, name))
    typed = typed_of(report, field)
    if not words and typed:
        words = _("as typed: {words}").format(words=typed)
    if name in report.siblings:
        words = _("Disputed: {answer}").format(answer=words or _("no answer"))
    tone = "danger" if name in ("danger_now", "under_18") and is_grave(report, name) else ""
    return Told(name, words, tone) if words else Told(name, _("Not answered yet"), tone or "muted")


def _by(report: Row, workspace: Workspace, wording: Wording) -> str:
    """Return when the report was written and by whom, as far as it tells that."""
    when = next((wording.value(report.record.by_name[name], report[name]) for name in _TIMES if report[name]), "")
    author = (workspace.authors or {}).get(report.id)
    who = wording.names.officer(author.actor) if author is not None else str(report["author_claimed"] or "")
    return "   ·   ".join(part for part in (when, who) if part)


_TIMES = ("written_at", "received_at", "sent_at")
