"""The right side of the inbox: what is read of the chosen report, and under it what can be done with it.

The buttons (I have it, Assign, Ring the post, Open the case) are always in the same place. Nothing of the report itself
is shown before it has been asked for; where the officer must say first whether they know somebody, the pane leads
there.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.rows import Row
from tipdesk.services.case.calls import find_calls
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.services.look import CaseView
from tipdesk.ui.calls.ring_card import Ringing
from tipdesk.ui.calls.wording import details, headline
from tipdesk.ui.duty.numbers import nearest_first, number_of, packaged, words_of
from tipdesk.ui.gates.answer_form import AnswerForm
from tipdesk.ui.inbox.lines import Told
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.facts import facts_of
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.facts import Fact, Facts
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import heading, muted, number
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.widgets.said_line import said_line
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording

MOST_ON_DUTY = 4
"""How many of those on duty stand below a report."""


class ReportPane(QFrame):
    """The right side of the inbox.

    Its signals say which button was pressed, and that a form was shown (`formed`) or `answered`. `duty_pressed` carries
    the `Ringing` of a number on duty.
    """

    have_pressed = Signal()
    assign_pressed = Signal()
    ring_pressed = Signal()
    case_pressed = Signal()
    duty_pressed = Signal(object)
    answered = Signal()
    formed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "card")
        self.setAccessibleName(_("The report"))
        self._name, self._under = heading(), muted("")
        self._pills = Lines(0)
        self._rule = Banner("", "danger")
        self._state, self._facts, self._calls, self._duty = muted(""), Facts(), Lines(6), Lines(6)
        self._told = QFrame()
        self.have = primary(_("&I have it"), icon="check", pressed=self.have_pressed.emit)
        self.assign = plain(_("&Assign…"), icon="user", pressed=self.assign_pressed.emit)
        self.ring = plain(_("&Ring the post"), icon="phone", pressed=self.ring_pressed.emit)
        self.case = plain(_("Op&en the case"), icon="folder", pressed=self.case_pressed.emit)
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no report is chosen."""
        self._name.setText(_("Choose a report"))
        self._under.setText(_("Danger comes first, then a child, then what waits longest."))
        self._pills.fill(())
        self._rule.setVisible(False)
        self.clear()
        self.show_deeds(None)

    def show_head(self, told: Told) -> None:
        """Show which report it is, and what can be done."""
        self._name.setText(told.reference)
        self._under.setText("   ·   ".join(filter(None, (told.post, told.waits, told.below))))
        holder = QFrame()
        holder.setProperty("guise", "plain")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for words, tone in told.pills:
            row.addWidget(Pill(words, tone))
        self._pills.fill([holder] if told.pills else [])
        report = told.report
        is_child = bool(report and report.is_child)
        child = _("Do not question. Do not let the companion speak for them. Ring child protection.")
        self._rule.say(child if is_child else _("Somebody may be in danger: ring the post."), "danger")
        self._rule.setVisible(told.is_grave and report is not None)
        self.show_deeds(told)

    def show_deeds(self, told: Told | None) -> None:
        """Switch on the buttons that make sense for a report, or none without one."""
        self.case.setEnabled(told is not None)
        has_case = told is not None and told.line is not None and told.line.case is not None
        self.assign.setEnabled(has_case)
        self.ring.setEnabled(has_case)
        self.have.setEnabled(told is not None and told.report is not None and not told.is_taken)

    def clear(self, sentence: str = "") -> None:
        """Show nothing of a report, with a sentence that says why."""
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))
        self._told.hide()

    def show_state(self, sentence: str) -> None:
        """Show a sentence below what is told: why nothing can be answered, or that it was."""
        self._calls.fill([muted(sentence)] if sentence else ())

    def show_form(self, form: AnswerForm) -> None:
        """Show the form in which an approval is answered, below what is asked."""
        self._calls.fill([form])
        self.formed.emit(form)

    def end_form(self, sentence: str) -> None:
        """Take the form away, which was answered, with a sentence that says so."""
        self.show_state(sentence)
        self.answered.emit()

    def show_clock(self, facts: Sequence[Fact]) -> None:
        """Show what is known of a clock or of something asked: what it is, since when, and what stops it."""
        self._state.hide()
        self._told.show()
        self._facts.show_facts(facts)
        self._calls.fill(())
        for part in self._of_reports:
            part.hide()

    def show_report(self, report: Row, view: CaseView, wording: Wording) -> None:
        """Show what was told in the report, and the calls about it."""
        facts, foot = facts_of(report, wording)
        self._state.hide()
        self._told.show()
        for part in self._of_reports:
            part.show()
        self._facts.show_facts(facts, foot)
        lines = find_calls(view, report.id)
        self._calls.fill(said_line(headline(one, wording), details(one, wording)) for one in lines)
        if not lines:
            self._calls.fill([muted(_("No call has been noted."))])

    def show_duty(self, lines: Sequence[DutyLine], wording: Wording) -> None:
        """Show who is on duty now, the nearest first, each with a way to ring them about this report."""
        shown = nearest_first(lines)[:MOST_ON_DUTY] or packaged()
        self._duty.fill(self._on_duty(one, wording) for one in shown)

    def _on_duty(self, line: DutyLine, wording: Wording) -> QFrame:
        told, holder = words_of(line, wording.codes, wording.language), QFrame()
        holder.setProperty("guise", "plain")
        set_name(holder, ". ".join(part for part in told if part))
        ringing = Ringing(told.who, number_of(line), line.kind)
        ring = plain(_("Ring"), icon="phone", pressed=partial(self.duty_pressed.emit, ringing))
        set_name(ring, _("Ring {whom}: {number}").format(whom=told.who, number=told.number))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        who, details = ElidedLabel("strong"), ElidedLabel("muted")
        who.setText(told.who)
        details.setText(told.details)
        for part, stretch in ((who, 2), (number(told.number), 0), (details, 3), (ring, 0)):
            row.addWidget(part, stretch)
        return holder

    def _lay_out(self) -> None:
        self._told.setProperty("guise", "plain")
        read = _stacked(self._told)
        answers, calls, duty = (heading(words) for words in (_("Answers"), _("Calls"), _("On duty now")))
        self._of_reports = (answers, calls, duty, self._duty)
        for part in (answers, self._facts, calls, self._calls, duty, self._duty):
            read.addWidget(part)
        above = QFrame()
        inner = _stacked(above)
        for piece in (self._rule, self._state, self._told):
            inner.addWidget(piece)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._pills)
        column.addLayout(top)
        column.addWidget(self._under)
        column.addWidget(scrolled(above), 1)
        foot = QFrame()
        foot.setProperty("guise", "plain")
        flow = Flow(foot, gap=8)
        for button in (self.have, self.assign, self.ring, self.case):
            flow.addWidget(button)
        column.addWidget(foot)


def _stacked(frame: QFrame) -> QVBoxLayout:
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return column
