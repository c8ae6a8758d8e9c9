"""The sheet of a worry: ten questions, and beside them what danger or youth ask for. It works with or without a login.

No answer is needed and none is refused. An answer changes words and ground and moves nothing. What follows from danger
or youth is said at once in the column beside. What can be pressed below, keeping and saving are up to the page that
holds the sheet.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.moments import clock_shown
from tipdesk.domain.rules.acknowledging import GRAVE
from tipdesk.domain.values import parse_moment
from tipdesk.services.case.worry import PEOPLE
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.duty.numbers import CHILD, DUTY
from tipdesk.ui.passport.opening import open_over_draft
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.labels import rule, small
from tipdesk.ui.widgets.number_edit import NumberEdit
from tipdesk.ui.widgets.one_line import OneLine
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording
from tipdesk.ui.worry.numbers_column import NumbersColumn
from tipdesk.ui.worry.paper import FromPaper
from tipdesk.ui.worry.question import Question
from tipdesk.ui.worry.questions import Questions
from tipdesk.ui.worry.rule_slot import Rule

LEAST_PIXELS, TIGHT_BELOW, STACKED_BELOW, MOST_BESIDE = 220, 1150, 760, 0.4
"""Widths below which answers have less room, and stand under their questions; the most that the numbers take of it."""


class WorrySheet(QWidget):
    """The questions, with the column of numbers beside them.

    `changed` is emitted when an answer changes; `rang` carries the line that was rung and what came of it. `above` are
    widgets over the questions, and `foot` is what can be pressed below them. `now` returns the officer's local time.
    `notes_calls` says whether *I rang* is offered.
    """

    changed = Signal()
    rang = Signal(object, str)

    def __init__(
        self,
        codes: CodeBook,
        language: str,
        now: Callable[[], datetime],
        above: Sequence[QWidget] = (),
        foot: QWidget | None = None,
        *,
        notes_calls: bool = True,
    ) -> None:
        super().__init__()
        self.paper = FromPaper(now)
        self.questions = Questions(codes, language, self.paper)
        self.problems = OneLine("error")
        self.problems.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.ring = NumbersColumn(codes, language, notes_calls=notes_calls)
        self._count_note = small(_("about is enough"))
        self.is_urgent = self.is_quiet = self._is_stacked = False
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self._left(above, foot), 1)
        whole.addWidget(self.ring)
        self._wording = Wording(codes, language, now_ms=lambda: round(now().timestamp() * 1000))
        self._now = now
        people, companion = self.questions.people, self.questions.companion
        people.scan_pressed.connect(lambda: self._scan(people.front(), people.show_front))
        companion.scan_pressed.connect(lambda: self._scan(companion.values(), companion.show_scanned))
        self.questions.on_change(self._hear)
        self.ring.rang.connect(self.rang)
        current().changed.connect(self._fit)
        self._show_all()

    def show_numbers(self, lines: Sequence[DutyLine]) -> None:
        """Show whom to ring."""
        self.ring.show_lines(lines)
        self._show_all()

    def show_refusal(self, problem: TipdeskError) -> None:
        """Say why the worry could not be kept, in the place that is there for it."""
        told = [problem.text(_), *(one.text(_) for one in problem.fields)]
        self.problems.setText(" ".join(dict.fromkeys(told)))
        self.problems.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, draft: Mapping[str, object], *, is_urgent: bool) -> None:
        """Show a draft, or an empty page where the draft is empty."""
        self.is_urgent = is_urgent
        self.questions.fill(draft)
        self.problems.setText("")
        self._show_all()

    def note_call(self, call: Mapping[str, object]) -> None:
        """Add a call to what the page holds."""
        self.questions.calls.append(dict(call))
        self._hear()

    def drop_call(self, call: Mapping[str, object]) -> None:
        """Take back a call that was noted by mistake, before anything is saved."""
        self.questions.calls = [one for one in self.questions.calls if one != dict(call)]
        self._hear()

    def show_quiet(self, *, is_quiet: bool) -> None:
        """Show only what the person may read, or everything again; nothing moves."""
        self.is_quiet = is_quiet
        dye(self.problems, "guise", "small" if is_quiet else "error")
        self.questions.show_quiet(is_quiet=is_quiet)
        self.ring.show_quiet(is_quiet=is_quiet)
        self._show_all()

    def focus_first(self) -> None:
        """Give the first question the focus."""
        self.questions.fields["where_now"].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit questions and column to the new width."""
        super().resizeEvent(event)
        self._fit()

    @property
    def is_tight(self) -> bool:
        """Whether the window leaves little room."""
        return self.width() < current().pixels(TIGHT_BELOW)

    def _fit(self) -> None:
        is_stacked = self.width() < current().pixels(STACKED_BELOW)
        self.questions.fit(is_tight=self.is_tight, is_stacked=is_stacked)
        self.ring.fit(is_tight=self.is_tight, most=round(self.width() * MOST_BESIDE))
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            self._arrange()

    def _scan(self, known: Mapping[str, object], fill: Callable[[dict[str, object]], object]) -> None:
        """Read a passport for somebody of whom this is known."""
        offset = self._now().utcoffset()
        zone = round(offset.total_seconds() / 60) if offset is not None else 0
        open_over_draft(replace(self._wording, zone_minutes=zone), known, self, fill)

    def _hear(self) -> None:
        self.questions.agree()
        self._show_all()
        self.changed.emit()

    def _show_all(self) -> None:
        """Show all that follows from the answers: rule, whom to ring first, calls, names, count."""
        is_child = self.questions.value("under_18") in GRAVE
        is_danger = self.is_urgent or self.questions.value("danger_now") in GRAVE
        rules = {(True, True): Rule.BOTH, (True, False): Rule.CHILD, (False, True): Rule.DANGER}
        self.ring.show_rule(rules.get((is_child, is_danger), Rule.REST))
        self.ring.show_first(CHILD if is_child else DUTY if is_danger else "")
        self.ring.show_calls((str(one.get("number") or one.get("whom")), _when(one)) for one in self.questions.calls)
        self.questions.show_names()
        is_read = self.questions.is_count_read()
        self._count_note.setText(_("about is enough") if is_read else _("kept as you typed it"))

    def _left(self, above: Sequence[QWidget], foot: QWidget | None) -> QFrame:
        frame, inner = QFrame(), QWidget()
        frame.setProperty("guise", "card")
        column = QVBoxLayout(inner)
        column.setContentsMargins(10, 4, 4, 2)  # at 150 % each pixel counts: the longest sign does not wrap
        column.setSpacing(5)
        for part in above:
            column.addWidget(part)
        column.addLayout(self._grid())
        self._end = column
        for block, opener in (
            (self.questions.signs.more, self.questions.signs.opener),
            (self.paper, self.paper.opener),
        ):
            column.addWidget(block)
            opener.clicked.connect(lambda _checked=False, block=block: self._put_last(block))
        column.addStretch(1)
        area = scrolled(inner)  # its own, so that the buttons stay in sight
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        area.setMinimumHeight(current().pixels(LEAST_PIXELS))
        self._area = area
        outer = QVBoxLayout(frame)
        outer.setContentsMargins(1, 1, 1, 6)
        outer.setSpacing(4)
        outer.addWidget(area, 1)
        outer.addWidget(rule())
        if foot is not None:
            outer.addWidget(foot)
        return frame

    def _grid(self) -> QGridLayout:
        self._rows = grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 1)
        beside = {"persons_count": self._count_note}
        self._answers = [_beside(one, beside.get(one.name)) for one in self.questions.fields.values()]
        self._arrange()
        self.questions.fields[PEOPLE].add_below(self.questions.people.scans)
        self.questions.fields["who_is_with_them"].add_below(self.questions.companion.scans)
        self.questions.fields["what_seen"].add_below(self.questions.signs.opener)
        self.questions.fields["own_words"].add_below(self.paper.opener)
        return grid

    def _arrange(self) -> None:
        """Put each answer beside its question, or under it where the width is too small for that."""
        grid, is_stacked = self._rows, self._is_stacked
        for at, question in enumerate(self.questions.fields.values()):
            answer = self._answers[at]
            for widget in (question.sign, question.words, answer):
                grid.removeWidget(widget)
            grid.addWidget(question.sign, 2 * at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(question.words, 2 * at, 1, 1, 2 if is_stacked else 1)
            if is_stacked:
                grid.addWidget(answer, 2 * at + 1, 1, 1, 2)
            else:
                grid.addWidget(answer, 2 * at, 2)

    def _put_last(self, block: QWidget) -> None:
        """Move a block that opens under everything that stands there already, and scroll it into sight."""
        self._end.removeWidget(block)
        self._end.insertWidget(self._end.count() - 1, block)
        self._end.activate()
        self._area.ensureWidgetVisible(block, 0, 0)


def _beside(question: Question, widget: QWidget | None) -> QFrame:
    frame = QFrame()
    frame.setProperty("guise", "plain")
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    is_short = isinstance(question.editor, NumberEdit)
    row.addWidget(question.editor, 0 if is_short else 1)
    if widget is not None:
        row.addWidget(widget, 1 if is_short else 0)
    return frame


def _when(call: Mapping[str, object]) -> str:
    """Return the time of day at which a call was noted, or "" where it cannot be read."""
    try:
        return clock_shown(parse_moment(str(call.get("at") or "")))
    except UserError:
        return ""
