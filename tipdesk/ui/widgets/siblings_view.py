"""Shows two or more answers that were given to one field apart from each other, side by side, for an officer to settle.

Every answer stands in letters of the same size with who gave it, where and when, and how it was known, and with a
button of its own; none is preselected. The card says what counts until it is settled. Settling itself is done by
whoever listens to `kept`; where all answers may stand, `both_kept` says so.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import heading, small, strong

LONG = 60
"""Characters from which an answer is a text, which is not written in the letters of a heading."""


class Sibling(NamedTuple):
    """One of the answers in dispute.

    `key` identifies it in `SiblingsView.kept`, `shown` is how it reads, `origin` says where it comes from ("Vieux
    Fort · 24 Nov 2026"), and `how` by what it was known, where that was told.
    """

    key: str
    shown: str
    origin: str
    how: str = ""


class SiblingsView(Card):
    """The card for one field in dispute; `kept` carries the key of the answer that the officer keeps.

    `meanwhile` says what counts until it is settled. With `both` and `whole` there are buttons of these words, and
    `both_kept` and `whole_pressed` are emitted when they are pressed: to let all answers stand, and to see the whole
    record.
    """

    kept = Signal(str)
    both_kept = Signal()
    whole_pressed = Signal()

    def __init__(
        self,
        field: str,
        siblings: Sequence[Sibling],
        meanwhile: str = "",
        both: str = "",
        whole: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("{field}: the answers differ").format(field=field), parent)
        self._heading.setWordWrap(True)
        self._head.setStretch(0, 1)
        dye(self, "tone", "warn")
        self._field = field
        self._buttons: dict[str, QPushButton] = {}
        self._siblings = {one.key: one for one in siblings}
        self._meanwhile = strong(meanwhile)
        self.add(self._meanwhile)
        self._meanwhile.setVisible(bool(meanwhile))
        row = QHBoxLayout()
        row.setSpacing(12)
        is_long = any(len(one.shown) > LONG for one in siblings)
        for sibling in siblings:
            row.addWidget(self._side(sibling, is_long=is_long), 1)
        self.column.addLayout(row)
        self._both: QPushButton | None = None
        foot = QHBoxLayout()
        if both:
            self._both = plain(both, pressed=self.both_kept.emit)
            foot.addWidget(self._both)
        if whole:
            link = quiet(whole, pressed=self.whole_pressed.emit)
            set_name(link, _("{field}: {deed}").format(field=field, deed=whole))
            foot.addWidget(link)
        foot.addStretch(1)
        if both or whole:
            self.column.addLayout(foot)

    def show_settled(self, key: str, sentence: str) -> None:
        """Say that it is settled, with all answers where they stand, so that another can be kept after all.

        `key` is that of the answer which was kept.
        """
        dye(self, "tone", "ok")
        for label in (self._heading, self._meanwhile):
            label.setMinimumHeight(label.height())  # shorter words move nothing
        self.set_title(_("{field}: settled").format(field=self._field))
        self._meanwhile.setText(sentence)
        self._meanwhile.show()
        for other, button in self._buttons.items():
            is_kept = other == key
            button.setText(_("Kept") if is_kept else _("Keep this instead"))
            button.setEnabled(not is_kept)
        if self._both is not None:
            self._both.setEnabled(False)

    def _side(self, sibling: Sibling, *, is_long: bool) -> QFrame:
        side = QFrame()
        side.setProperty("guise", "card")
        row = QHBoxLayout(side)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(10)
        told = QVBoxLayout()
        told.setSpacing(2)
        words = strong(sibling.shown or _("(empty)")) if is_long else heading(sibling.shown or _("(empty)"))
        words.setWordWrap(True)
        told.addWidget(words)
        told.addWidget(small(sibling.origin))
        if sibling.how:
            told.addWidget(small(sibling.how))
        told.addStretch(1)
        row.addLayout(told, 1)
        button = plain(_("Keep this"), icon="check", pressed=partial(self.kept.emit, sibling.key))
        set_name(button, _("{field}: keep {answer}").format(field=self._field, answer=sibling.shown))
        button.setMinimumWidth(_widest(button, (_("Keep this instead"), _("Kept"), _("Keep this"))))
        self._buttons[sibling.key] = button
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return side


def _widest(button: QPushButton, words: Sequence[str]) -> int:
    """Return the width of a button with the longest of the words that it will have; the last ones stay on it."""
    button.ensurePolished()
    widths = []
    for one in words:
        button.setText(one)
        widths.append(button.sizeHint().width())
    return max(widths)
