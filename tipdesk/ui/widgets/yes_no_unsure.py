"""A question with two or three short answers side by side, as buttons that touch each other.

Pressing the chosen answer again takes it back, because no answer is not the same as "no". The digits 1, 2, 3 … choose
as a press does. An answer changes no size, so nothing moves.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from tipdesk.domain.values import Missing
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.editor import CodedEditor
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.push_button import PushButton

MOST_IN_A_ROW, MOST_LETTERS, APART = 4, 36, 6
"""More answers than this, or longer ones, stand apart: beside a column of labels they break into lines at 1024."""


class YesNoUnsure(CodedEditor):
    """A row of segments, one for each of `choices`, or yes, no and not sure where none are given.

    They break into lines where there is no room, so that they never widen the page. With `is_joined` they touch each
    other however many there are; otherwise many or long ones stand apart.
    """

    def __init__(
        self, choices: Sequence[Choice] = (), parent: QWidget | None = None, *, is_joined: bool = False
    ) -> None:
        super().__init__(parent)
        pairs = choices or (Choice("yes", _("Yes")), Choice("no", _("No")), Choice("unsure", _("Not sure")))
        self._buttons: dict[str, QPushButton] = {}
        self._labels = dict(pairs)
        self._box = QWidget()
        is_long = len(pairs) > MOST_IN_A_ROW or sum(len(label) for _code, label in pairs) > MOST_LETTERS
        is_apart = is_long and not is_joined
        row = Flow(self._box, gap=APART if is_apart else 0)
        for index, (code, label) in enumerate(pairs):
            button = PushButton(label)
            button.setProperty("guise", "segment")
            button.setProperty("edge", "alone" if is_apart else _edge(index, len(pairs)))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, code=code: self._press(code))
            row.addWidget(button)
            self._buttons[code] = button
        self._row.addWidget(self._box, 1)
        self.faces = list(self._buttons.values())
        self.setFocusProxy(self.faces[0])

    def value(self) -> object:
        """Return the code that was chosen, or None."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), None)

    def set_value(self, value: object) -> None:
        """Show the answer with this code, or none."""
        for code, button in self._buttons.items():
            button.setChecked(code == value)

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
            button = list(self._buttons.values())[at - 1]
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.click()
        else:
            super().keyPressEvent(event)

    def _press(self, code: str) -> None:
        for other, button in self._buttons.items():
            if other != code:
                button.setChecked(False)
        self.changed.emit()


def _edge(index: int, count: int) -> str:
    return "first" if index == 0 else "last" if index == count - 1 else "middle"
