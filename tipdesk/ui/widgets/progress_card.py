"""Work that takes more than 300 ms: what it is, how far, and Cancel.

Promises: appears only after 300 ms, so that quick work does not flicker. Leaves to others: the work and stopping it.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import muted

PATIENCE_MS = 300


class ProgressCard(Card):
    """`start`, `tell` as often as news comes, `finish`. `cancelled` when the officer wants it stopped."""

    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._bar, self._step = QProgressBar(), muted()
        set_name(self._bar, name)
        self._bar.setTextVisible(False)
        self._cancel = plain(_("Cancel"), icon="x", pressed=self._stop)
        self.add_beside(self._cancel)
        self.add(self._bar)
        self.add(self._step)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE_MS)
        self._wait.timeout.connect(self.show)
        self.hide()

    def start(self) -> None:
        """Begin: length unknown."""
        self._cancel.setEnabled(True)
        self._bar.setRange(0, 0)
        self._step.setText("")
        self._wait.start()

    def tell(self, done: int, total: int, step: str = "") -> None:
        """Show `done` of `total` (0: unknown) and the step in the officer's language."""
        scale = max(1, total // 10_000)
        self._bar.setRange(0, total // scale)
        self._bar.setValue(done // scale)
        self._step.setText(step)

    def finish(self) -> None:
        """End, one way or the other."""
        self._wait.stop()
        self.hide()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._step.setText(_("Stopping at the next safe point…"))
        self.cancelled.emit()
