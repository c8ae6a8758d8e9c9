"""What stands between the officer and saving, in one line that has its room from the start; it leads to the field.

When it is shown it takes the focus and is spoken, with all problems in the words that stand beside each field. It is
for a part of a page that is small enough to be seen whole; a page of many fields has an `ErrorSummary`.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tipdesk.ui.plain import button_text, set_description, set_name, set_tip
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import plural
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.push_button import PushButton
from tipdesk.ui.widgets.scrolled import come_into_view

LINE = 28


class ErrorLine(PushButton):
    """A line with the problems, hidden while nothing is wrong; pressed, it goes to the first field that has one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setProperty("guise", "link")
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._listed: tuple[Sequence[FieldFrame], Sequence[str]] = ((), ())
        self._words = ""
        self.clicked.connect(lambda _checked=False: self._go())
        current().changed.connect(self.updateGeometry)
        self.hide()

    def sizeHint(self) -> QSize:
        """Return the height of one line, whatever stands in it."""
        return QSize(0, current().pixels(LINE))

    def minimumSizeHint(self) -> QSize:
        """Return the same height, so that a crowded page cannot squeeze it."""
        return self.sizeHint()

    def show_problems(self, fields: Sequence[FieldFrame], others: Sequence[str] = ()) -> bool:
        """Tell of the fields that have a problem, and of what belongs to no field; return whether there was any."""
        self._listed = (fields, others)
        has_any = self._tell()
        if has_any:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            for field in [field for field in fields if field.problem()][:1]:
                come_into_view(field)
            speak(self, f"{self.accessibleName()}. {self.accessibleDescription()}")
        return has_any

    def refresh(self) -> None:
        """Drop the problems that no longer stand beside their fields; the focus stays where it is."""
        if not self.isHidden():
            self._tell()

    def check(self, fields: Sequence[FieldFrame]) -> bool:
        """Let every field check itself and tell what is wrong; return whether all of them can be read."""
        results = [field.check() for field in fields]
        self.show_problems(fields)
        return all(results)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as fit."""
        super().resizeEvent(event)
        self._fit()

    def _tell(self) -> bool:
        fields, others = self._listed
        told = [*(field.told_problem() for field in fields if field.problem()), *others]
        head = plural("There is a problem", "There are {count} problems", len(told))
        self._words = f"{head}: {'  ·  '.join(told)}" if told else ""
        set_name(self, head)
        set_description(self, ". ".join(told))
        set_tip(self, "\n".join(told))
        self._fit()
        self.setVisible(bool(told))
        return bool(told)

    def _fit(self) -> None:
        room = max(0, self.width() - 16)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(button_text(shown))

    def _go(self) -> None:
        for field in self._listed[0]:
            if field.problem():
                field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
                come_into_view(field)
                return
