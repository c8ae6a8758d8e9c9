"""The right side of My work: what the chosen line says, the answers of a dispute, and under it what can be done.

The buttons stand in the foot, in the same order for every line; those that make no sense for it are off, and none ever
moves. The answers of a dispute, and what somebody asks to be approved, are shown when they are asked for, since looking
at them is noted in the audit. Reviews and approvals are answered here, in place: the form has the room of the buttons
as long as it is open, and is scrolled to its end, so that it is answered without scrolling.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tipdesk.ui.at_hand import REGISTERED
from tipdesk.ui.gates.answer_form import AnswerForm
from tipdesk.ui.my_work.actions import DEEDS
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.entry_delegate import Entry
from tipdesk.ui.widgets.facts import Fact, Facts
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, muted, strong
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.widgets.scrolled import scrolled

PILLS_HEIGHT = 26


class WorkPane(QFrame):
    """The pane.

    `deed_pressed` carries the name of what is to be done with the chosen line (`DEEDS`); `answered` is emitted when the
    form of a line has gone, because it was answered.
    """

    deed_pressed = Signal(str)
    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "card")
        self.setAccessibleName(_("The chosen line"))
        self._name, self._under = strong(), muted()
        self._pills, self._state = Lines(0), body()
        self._facts, self.answers, self._foot = Facts(), Lines(12), QFrame()
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no line is chosen."""
        self._name.setText(_("Choose a line"))
        self._under.setText(_("What is overdue comes first. What can be done with a line stands below."))
        self._pills.fill(())
        self._facts.show_facts(())
        self.clear_answers()
        self.show_deeds(())

    def show_entry(self, entry: Entry, facts: Iterable[Fact], deeds: Collection[str]) -> None:
        """Show one line, what is known of it, and what can be done with it."""
        self._name.setText(entry.what)
        self._under.setText("   ·   ".join(filter(None, (entry.when, entry.below))))
        holder = QFrame()
        holder.setProperty("guise", "plain")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for words, tone in entry.pills:
            row.addWidget(Pill(words, tone))  # type: ignore[arg-type] # the tones of entries are those of pills
        row.addStretch(1)
        self._pills.fill([holder])
        self._facts.show_facts(facts)
        self.show_deeds(deeds)

    def show_deeds(self, deeds: Collection[str]) -> None:
        """Switch on the buttons of these deeds, and the others off."""
        for name, button in self.buttons.items():
            button.setEnabled(name in deeds)

    def show_answers(self, advice: str, views: Sequence[QWidget]) -> None:
        """Show the answers of a dispute side by side, and give the focus to the first button that keeps one."""
        self._state.setText(advice)
        self._state.setVisible(bool(advice))
        self.answers.fill(views)
        self._foot.show()
        speak(self, advice)
        buttons = [button for view in views for button in view.findChildren(QPushButton)]
        if buttons:
            buttons[0].setFocus()

    def show_form(self, form: AnswerForm) -> None:
        """Show the form in which a review or an approval is answered, with the focus on its words."""
        self._state.hide()
        self.answers.fill([form])
        self._foot.hide()
        form.take_focus()

    def show_state(self, sentence: str) -> None:
        """Show no form, with a sentence that says why."""
        self.clear_answers(sentence)

    def end_form(self, sentence: str) -> None:
        """Take the form away, which was answered, with a sentence that says so."""
        self.clear_answers(sentence)
        self.answered.emit()

    def form(self) -> AnswerForm | None:
        """Return the form that is shown, or None."""
        return next((one for one in self.answers.widgets if isinstance(one, AnswerForm)), None)

    def clear_answers(self, sentence: str = "") -> None:
        """Show no answers, with a sentence that says why."""
        self.show_answers(sentence, ())

    def _bring_form(self) -> None:
        """Scroll to the end of the form, once it has been laid out."""
        form = self.form()
        if form is not None:
            self._area.ensureWidgetVisible(form.yes, 0, 0)

    def _lay_out(self) -> None:
        self._pills.setMinimumHeight(current().pixels(PILLS_HEIGHT))
        inner = QFrame()
        read = QVBoxLayout(inner)
        read.setContentsMargins(0, 0, 0, 0)
        read.setSpacing(12)
        for part in (self._facts, self._state, self.answers):
            read.addWidget(part)
        read.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        for piece in (self._name, self._under, self._pills):
            column.addWidget(piece)
        self._area = scrolled(inner)
        self._area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._bring_form())
        column.addWidget(self._area, 1)
        self._foot.setProperty("guise", "plain")
        flow = Flow(self._foot, gap=8)
        for name, deed in DEEDS.items():
            made = primary if name == "done" else plain
            button = made(_(deed.button), icon=deed.icon, pressed=partial(self.deed_pressed.emit, name))
            button.setProperty(REGISTERED, True)
            self.buttons[name] = button
            flow.addWidget(button)
        column.addWidget(self._foot)
