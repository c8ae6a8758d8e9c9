"""Shows quietly, while one types, the cases in which the same name or number already stands.

An officer should search before making something new. Only references and neutral titles are shown, and the card is
hidden while there is nothing to show.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tipdesk.services.case.find_words import Found
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import small

MOST = 4


class SimilarCard(Card):
    """A card with up to four cases; `pressed` carries the id of the case whose button was pressed."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Perhaps already known"), parent)
        self.setProperty("guise", "inset")
        self.add(small(_("The same name or number stands in these cases. You can still save this page as its own.")))
        box = QWidget()
        self._flow = Flow(box)
        self.add(box)
        self._buttons: list[QPushButton] = []
        self._is_quiet = False

    def show_found(self, found: Sequence[Found]) -> None:
        """Show the cases of what was found, each once."""
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        cases = {one.case: one for one in found}
        self._buttons = [self._button(one) for one in list(cases.values())[:MOST]]
        self._show()

    def show_quiet(self, *, is_quiet: bool) -> None:
        """Keep out of sight while the person can see the screen, or come back."""
        self._is_quiet = is_quiet
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._buttons) and not self._is_quiet)

    def _button(self, found: Found) -> QPushButton:
        words = " · ".join(part for part in (found.reference, found.title or found.post) if part)
        button = quiet(words, icon="folder", pressed=partial(self.pressed.emit, found.case))
        self._flow.addWidget(button)
        button.show()
        return button
