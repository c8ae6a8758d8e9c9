"""A card with one number to ring: who answers, the number in large figures, and *I rang*, which notes the call.

It keeps its place and height whatever it says: being the first to ring, or having been rung, changes only its words and
ground. Which number stands here, and the time of a call, are decided by the column that holds it.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QWidget

from tipdesk.ui.plain import button_text, set_name
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.labels import number
from tipdesk.ui.widgets.one_line import OneLine

FIRST_PIXELS, FIRST_LETTERS = 20, 11


class NumberCard(QFrame):
    """The card of one number.

    `answers` are the outcomes a call may have; there are none where calls are not noted, and then *I rang* is not
    shown. `rang` carries the code of the outcome that was chosen.
    """

    rang = Signal(str)

    def __init__(self, answers: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who, self.phone, self._under, self._first = OneLine("strong"), number(), OneLine(), OneLine()
        self._words, self._plain_words, self._details, self._told = "", "", "", ""
        self._is_first = self._is_quiet = False
        self._menu = QMenu(self)
        self.rings = plain(_("I rang"), icon="phone")
        self.rings.setProperty("guise", "aside")
        self.rings.setMenu(self._menu)
        for code, label in answers:
            self._menu.addAction(button_text(label)).triggered.connect(
                lambda _checked=False, code=code: self.rang.emit(code)
            )
        self._first.setAlignment(Qt.AlignmentFlag.AlignCenter)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 10, 8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.who, 0, 0)
        grid.addWidget(self._first, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.phone, 1, 0)
        grid.addWidget(self.rings, 1, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._under, 2, 0, 1, 2)
        current().changed.connect(self._show)
        self.rings.setVisible(bool(answers))  # only now it has a parent: shown before, it would be a window
        self._show()

    def show_number(self, who: str, phone: str, details: str, neutral: str) -> None:
        """Show who answers and under which number.

        `neutral` is how the number is called while the person can see the screen.
        """
        self._words, self._plain_words, self._details = who, neutral, details
        self.phone.setText(phone)
        self.rings.setEnabled(bool(who))
        self._show()

    def show_first(self, *, is_first: bool) -> None:
        """Say on the card that this number is to be rung first, or no longer."""
        self._is_first = is_first
        self._show()

    def show_told(self, words: str) -> None:
        """Say when it was rung, in place of the details; "" brings the details back."""
        self._told = words
        self._show()

    def show_quiet(self, *, is_quiet: bool) -> None:
        """Say nothing of what the number is for, or say it again."""
        self._is_quiet = is_quiet
        self._show()

    def _show(self) -> None:
        name = self._plain_words if self._is_quiet else self._words
        self.who.setText(name)
        set_name(self.phone, f"{name}: {self.phone.text()}")
        set_name(self.rings, _("I rang: {who}").format(who=name))
        self._under.setText(self._told or ("" if self._is_quiet else self._details))
        is_loud = self._is_first and not self._is_quiet
        dye(self, "tone", "danger" if is_loud else "rest")
        dye(self.who, "guise", "first" if is_loud else "strong")
        dye(self._first, "guise", "ring" if is_loud else "small")
        letters = QFontMetrics(current().font(FIRST_LETTERS, is_strong=True))
        width = letters.horizontalAdvance(_("Ring first")) + current().pixels(26)
        self._first.setFixedSize(width, current().pixels(FIRST_PIXELS))
        self._first.setText(_("Ring first") if is_loud else "")
