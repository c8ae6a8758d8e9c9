"""A question with two or three short answers side by side, as buttons that touch each other.

Pressing the chosen answer again takes it back, because no answer is not the same as "no". The digits 1, 2, 3 … choose
as a press does. Tab comes to the row once, to the chosen answer or else to the one it left, and then goes on to the
next question; the arrows go from answer to answer. An answer changes no size, so nothing moves.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from tipdesk.domain.values import Missing
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.editor import CodedEditor
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.push_button import PushButton

MOST_IN_A_ROW, MOST_LETTERS, APART = 4, 36, 6
"""More answers than this, or longer ones, stand apart and flow into lines, so that they never widen the page."""
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Segment(PushButton):
    """One answer of the row; `left_for` carries by how many places an arrow goes on from it."""

    left_for = Signal(int)
    focused, left = Signal(), Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the answer beside this one on an arrow; Qt would go to whatever Tab reaches next."""
        by = ARROWS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.left_for.emit(by)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus came here."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus went."""
        super().focusOutEvent(event)
        self.left.emit()


class YesNoUnsure(CodedEditor):
    """A row of segments, one for each of `choices`, or yes, no and not sure where none are given.

    With `is_joined` the segments touch each other however many there are; otherwise many or long ones stand apart.
    """

    def __init__(
        self, choices: Sequence[Choice] = (), parent: QWidget | None = None, *, is_joined: bool = False
    ) -> None:
        super().__init__(parent)
        pairs = choices or (Choice("yes", _("Yes")), Choice("no", _("No")), Choice("unsure", _("Not sure")))
        self._buttons: dict[str, Segment] = {}
        self._labels = dict(pairs)
        self._box = QWidget()
        is_long = len(pairs) > MOST_IN_A_ROW or sum(len(label) for _code, label in pairs) > MOST_LETTERS
        flows = is_joined or is_long
        row: QLayout = Flow(self._box, gap=0 if is_joined else APART) if flows else QHBoxLayout(self._box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, (code, label) in enumerate(pairs):
            button = Segment(label)
            button.setProperty("guise", "segment")
            button.setProperty("edge", "alone" if flows and not is_joined else _edge(index, len(pairs)))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, code=code: self._press(code))
            button.left_for.connect(lambda by, at=index: self._go(at + by))
            button.focused.connect(lambda button=button: self._stop_at(button))
            button.left.connect(lambda button=button: self._stop_at(self._chosen() or button))
            row.addWidget(button)
            self._buttons[code] = button
        if flows:
            self._row.addWidget(self._box, 1)
        else:
            self._row.addWidget(self._box)
            self._row.addStretch(1)
        self.faces = list(self._buttons.values())
        self._stop_at(self._buttons[pairs[0].code])

    def value(self) -> object:
        """Return the code that was chosen, or None."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), None)

    def set_value(self, value: object) -> None:
        """Show the answer with this code, or none."""
        for code, button in self._buttons.items():
            button.setChecked(code == value)
        here = next((button for button in self._buttons.values() if button.hasFocus()), self._chosen())
        if here is not None:
            self._stop_at(here)

    def missing_in(self, value: object) -> Missing | None:
        """Return the missing answer in `value`, or None.

        A reserved code that is one of the segments is an ordinary answer and not a missing one.
        """
        return None if value in self._buttons else super().missing_in(value)

    def set_name(self, name: str) -> None:
        """Name the question and its segments for screen readers; each segment says both question and answer."""
        set_name(self, name)
        for code, button in self._buttons.items():
            set_name(button, f"{name}: {self._labels[code]}")

    def show_tight(self, *, is_tight: bool) -> None:
        """Take less room beside the question's words, or the ordinary room."""
        for button in self._buttons.values():
            dye(button, "tight", "true" if is_tight else "false")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the answer at the place of the digit that was pressed."""
        at = int(event.text()) if event.text().isdecimal() else 0
        if 0 < at <= len(self.faces) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go(at - 1)
            list(self._buttons.values())[at - 1].click()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> Segment | None:
        return next((button for button in self._buttons.values() if button.isChecked()), None)

    def _go(self, to: int) -> None:
        self.faces[to % len(self.faces)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _stop_at(self, here: Segment) -> None:
        """Have Tab come to this answer only."""
        for button in self._buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is here else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(here)

    def _press(self, code: str) -> None:
        for other, button in self._buttons.items():
            if other != code:
                button.setChecked(False)
        self.changed.emit()


def _edge(index: int, count: int) -> str:
    return "first" if index == 0 else "last" if index == count - 1 else "middle"
