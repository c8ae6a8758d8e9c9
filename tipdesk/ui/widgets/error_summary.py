"""The list of problems that stand between the officer and saving; each is a link to its field.

When it is shown it takes the focus, scrolls into view and is spoken, in the same words that stand beside each field. It
is put where its coming moves nothing: at the foot of a page outside the part that scrolls, or, with `keeps_room`, in
room that is there from the start. More problems than fit scroll inside it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.ui.plain import button_text, set_description, set_name, set_tip
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import heading
from tipdesk.ui.widgets.push_button import PushButton
from tipdesk.ui.widgets.room import take_away
from tipdesk.ui.widgets.scrolled import come_into_view, scrolled

LINKS_SEEN = 3
LINK, FRAME = 26, 46


class ErrorSummary(QFrame):
    """A red frame with a link for each problem, hidden while nothing is wrong.

    With `keeps_room` it takes its height from the start, also while it is hidden.
    """

    def __init__(self, parent: QWidget | None = None, *, keeps_room: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("guise", "problems")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(keeps_room)
        self.setSizePolicy(policy)
        self._keeps_room = keeps_room
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(2)
        self._head = heading()
        column.addWidget(self._head)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        column.addWidget(scrolled(inner, is_low=True), 1)
        self._links: list[QPushButton] = []
        self._listed: tuple[Sequence[FieldFrame], Sequence[str]] = ((), ())
        current().changed.connect(self.updateGeometry)
        self.hide()

    def sizeHint(self) -> QSize:
        """Return the height of up to `LINKS_SEEN` links, or of two links always where the room is kept."""
        seen = 2 if self._keeps_room else min(max(len(self._links), 1), LINKS_SEEN)
        return QSize(super().sizeHint().width(), current().pixels(FRAME + LINK * seen))

    def minimumSizeHint(self) -> QSize:
        """Return the height of `sizeHint`, so that a crowded page cannot squeeze the problems."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def show_problems(self, fields: Sequence[FieldFrame], others: Sequence[str] = ()) -> bool:
        """List the fields that have a problem, and the sentences that belong to no field; return whether there was any.

        Where there is one, the summary takes the focus and is spoken.
        """
        self._listed = (fields, others)
        has_any = self._list()
        if has_any:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            come_into_view(self)
            speak(self, f"{self.accessibleName()}. {self.accessibleDescription()}")
        return has_any

    def refresh(self) -> None:
        """Drop the problems that no longer stand beside their fields; the focus stays where it is."""
        if not self.isHidden():
            self._list()

    def _list(self) -> bool:
        fields, others = self._listed
        for link in self._links:
            take_away(self._column, link)
        wrong = [field for field in fields if field.problem()]
        self._links = []
        told = [*((field.told_problem(), field) for field in wrong), *((text, None) for text in others)]
        for sentence, field in told:
            self._links.append(self._link(sentence, field))
        count = len(self._links)
        self._head.setText(plural("There is a problem", "There are {count} problems", count))
        set_name(self, self._head.text())
        set_description(self, ". ".join(sentence for sentence, _field in told))
        self.updateGeometry()
        self.setVisible(count > 0)
        return count > 0

    def check(self, fields: Sequence[FieldFrame]) -> bool:
        """Let every field check itself and list what is wrong; return whether all of them can be read."""
        results = [field.check() for field in fields]
        self.show_problems(fields)
        return all(results)

    def _link(self, text: str, field: FieldFrame | None) -> QPushButton:
        link = PushButton(button_text(text))
        link.setProperty("guise", "link")
        link.setAutoDefault(False)
        set_tip(link, text)
        link.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed
        )  # a long sentence never widens the page
        set_description(link, _("Go to the field") if field else "")
        if field is not None:
            link.clicked.connect(lambda _checked=False: _go_to(field))
        self._column.insertWidget(self._column.count() - 1, link)
        self.setTabOrder(self._links[-1] if self._links else self, link)
        return link


def _go_to(field: FieldFrame) -> None:
    field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
    come_into_view(field)
