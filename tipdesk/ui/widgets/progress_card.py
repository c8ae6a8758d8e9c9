"""A card for work that takes more than 300 ms: what it is, how far it has come, and Cancel.

It appears only after 300 ms, so that quick work does not flicker. Doing the work, and stopping it, is up to whoever
shows the card.
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
    """A progress bar with a step in words: call `start`, then `tell` as often as there is news, then `finish`.

    `cancelled` is emitted when the officer wants the work stopped.
    """

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
        """Begin with a bar of unknown length; the card appears if the work is not finished within 300 ms."""
        self._cancel.setEnabled(True)
        self._bar.setRange(0, 0)
        self._step.setText("")
        self._wait.start()

    def tell(self, done: int, total: int, step: str = "") -> None:
        """Show that `done` of `total` is done, and the step in the officer's language.

        A total of 0 means that it is unknown.
        """
        scale = max(1, total // 10_000)
        self._bar.setRange(0, total // scale)
        self._bar.setValue(done // scale)
        self._step.setText(step)

    def finish(self) -> None:
        """Hide the card, whether the work succeeded or not."""
        self._wait.stop()
        self.hide()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._step.setText(_("Stopping at the next safe point…"))
        self.cancelled.emit()
