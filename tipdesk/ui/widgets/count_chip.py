"""A filter chip with the number of lines that the list shows when it is pressed.

The number has its room from the start, so that nothing moves when it comes or changes.
"""

from collections.abc import Callable

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from tipdesk.ui.plain import button_text, set_name
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.push_button import PushButton

ROOM = "9,999"
BESIDE = 32
"""How many pixels a chip has beside its words."""


class CountChip(PushButton):
    """A chip that can be switched on and off; `pressed` is called when that is done by hand."""

    def __init__(self, words: str, pressed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words = words
        self.setProperty("guise", "chip")
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.clicked.connect(lambda _checked=False: pressed())
        current().changed.connect(self._fit)
        self.show_count(None)
        self._fit()

    def show_count(self, count: int | None) -> None:
        """Show how many lines there are, None while that is not known."""
        told = self._words if count is None else f"{self._words}  {count:,}"
        self.setText(button_text(told))
        set_name(self, told)

    def _fit(self) -> None:
        metrics = QFontMetrics(current().font(is_strong=True))
        self.setMinimumWidth(metrics.horizontalAdvance(f"{self._words}  {ROOM}") + current().pixels(BESIDE))
