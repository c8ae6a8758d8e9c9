"""What a case asks of others, on its summary: approvals and how they stand, reviews that wait, and breaches of rules.

Each line has its button: to answer, to judge, to take a question back. The words are typed below the lines, and what is
answered stands. The card has its place in every case, so that nothing moves when something is asked.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from tipdesk.domain.moments import datetime_shown
from tipdesk.domain.rules.gates.spoken import NEVER_SPOKEN
from tipdesk.services.access.find_reviews import ReviewLine
from tipdesk.services.gates.find_approvals import ApprovalLine
from tipdesk.services.gates.review_breach import BreachLine, Owed
from tipdesk.ui.case.missing_items import came_words
from tipdesk.ui.gates.answer_form import AnswerForm
from tipdesk.ui.gates.told_line import told_line
from tipdesk.ui.gates.waiting import state_words
from tipdesk.ui.plain import set_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.kept_focus import focus_kept
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.scrolled import come_into_view
from tipdesk.ui.wording import Wording

MOST_ANSWERED = 4
"""How many questions that were answered are told; all of them stand in the history."""


class OwedCard(Card):
    """The card. `answer_pressed` carries an `ApprovalLine`, a `ReviewLine` or a `BreachLine` that is to be answered.

    `withdraw_pressed` carries the id of a question that its author takes back, `spoken_pressed` that of one to which
    somebody agreed by telephone. `emptied` says that the last thing was answered: the focus has to go elsewhere.
    """

    answer_pressed = Signal(object)
    withdraw_pressed = Signal(object)
    spoken_pressed = Signal(object)
    emptied = Signal()

    def __init__(self, officer: bytes = b"", parent: QWidget | None = None) -> None:
        super().__init__(_("Agreed and reviewed"), parent)
        self._officer = officer
        self._lines, self._forms = Lines(10), Lines(0)
        self.buttons: dict[bytes, QPushButton] = {}
        self.add(self._lines)
        self.add(self._forms)
        self.begin()

    def begin(self) -> None:
        """Show nothing, because another case is coming."""
        self.buttons = {}
        self.close_form()
        self._fill(())

    def show_owed(self, owed: Owed, wording: Wording) -> None:
        """Show what is asked and owed; a form that is being filled in stays, and so does the focus while it can."""
        held = next((key for key, button in self.buttons.items() if button.hasFocus()), b"")
        answered = [one for one in owed.asked if one.decision][:MOST_ANSWERED]
        waiting = [one for one in owed.asked if not one.decision]
        with focus_kept(self, partial(self._focus_again, held)):
            self.buttons = {}
            self._fill(
                [
                    *(self._breach(one, wording) for one in owed.breaches),
                    *(self._review(one, wording) for one in owed.reviews),
                    *(self._asked(one, wording) for one in (*waiting, *answered)),
                ]
            )

    def open_form(self, form: AnswerForm) -> None:
        """Show the form in which something is answered, with the focus on its words."""
        self._forms.fill([form])
        form.take_focus()
        come_into_view(form)

    def take_focus(self) -> bool:
        """Give the focus to the first button, and tell whether there is one."""
        first = next(iter(self.buttons.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is not None

    def close_form(self) -> None:
        """Take the form away, because it was answered or another case comes."""
        with focus_kept(self, self.take_focus):
            self._forms.fill(())

    def form(self) -> AnswerForm | None:
        """Return the form that is shown, or None."""
        return next((one for one in self._forms.widgets if isinstance(one, AnswerForm)), None)

    def _fill(self, lines: Sequence[QFrame]) -> None:
        self._lines.fill(lines or [muted(_("Nothing is asked of anybody here."))])
        for line in lines:
            line.show()  # at once, so that the focus can go there

    def _focus_again(self, held: bytes) -> None:
        """Give the focus back to the line that had it, or to the first that waits."""
        if held in self.buttons:
            self.buttons[held].setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.take_focus():
            self.emptied.emit()

    def _asked(self, line: ApprovalLine, wording: Wording) -> QFrame:
        state, tone = state_words(line, wording)
        who = wording.names.officer(line.asked_by)
        asked = _("Asked by {who}: {words}").format(who=who, words=line.ask)
        icon = "circle-check" if tone == "ok" else "clock" if tone == "warn" else "alert-triangle"
        buttons: list[tuple[str, Callable[[], object]]] = []
        if line.is_mine and not line.is_stale:
            buttons.append((_("Approve or refuse"), partial(self.answer_pressed.emit, line)))
        elif not line.decision and line.asked_by == self._officer:
            if not line.is_spoken and line.gate not in NEVER_SPOKEN:
                buttons.append((_("Agreed by telephone…"), partial(self.spoken_pressed.emit, line.id)))
            buttons.append((_("Take it back"), partial(self.withdraw_pressed.emit, line.id)))
        return self._line(line.id, (icon, tone), _(line.label) or line.gate, (state, asked), buttons)

    def _review(self, line: ReviewLine, wording: Wording) -> QFrame:
        what = _(line.label) if line.label else wording.label("review_rule", line.rule)
        who, ground = wording.names.officer(line.officer), wording.label("review_ground", line.ground)
        due = _("To be reviewed by {time}").format(time=datetime_shown(line.due, _)) if line.due else ""
        told = " · ".join(part for part in (who, ground, line.reason) if part)
        judge = (_("Review"), partial(self.answer_pressed.emit, line))
        return self._line(line.id, ("eye", "danger" if line.is_overdue else "warn"), what, (due, told), [judge])

    def _breach(self, line: BreachLine, wording: Wording) -> QFrame:
        failed = line.breach.failed
        since = _("{came}, {time}").format(came=came_words(line), time=wording.moment(line.since))
        buttons = [(_("Review"), partial(self.answer_pressed.emit, line))] if line.can_review else []
        tone = "muted" if line.is_older else "danger"
        return self._line(line.row, ("alert-triangle", tone), _(line.label), (failed.text(_), since), buttons)

    def _line(
        self,
        key: bytes,
        sign: tuple[str, str],
        title: str,
        below: Sequence[str],
        buttons: Sequence[tuple[str, Callable[[], object]]],
    ) -> QFrame:
        line, row = told_line(sign, title, *below)
        column = QVBoxLayout()
        column.setSpacing(4)
        row.addLayout(column)
        for words, pressed in buttons:
            button = (plain if words != _("Take it back") else quiet)(words, pressed=pressed)
            set_name(button, f"{words}: {title}")
            self.buttons.setdefault(key, button)
            column.addWidget(button)
        column.addStretch(1)
        return line
