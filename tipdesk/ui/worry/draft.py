"""Keeps a worry that is not saved yet: under which key, and each second while somebody types.

What was typed is on its way to the store at most one second later, and at once when the page is left. The presenter
hands in `keep`, which writes it.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

DRAFT_KEY = "worry"
EVERY_MS = 1_000

Answers = Mapping[str, object]


class Autosave(QObject):
    """Calls `keep` with the latest answers, at most once in `every_ms` milliseconds."""

    def __init__(self, keep: Callable[[Answers], object], parent: QObject, every_ms: int = EVERY_MS) -> None:
        super().__init__(parent)
        self._keep = keep
        self._latest: Answers | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(every_ms)
        self._clock.timeout.connect(self.flush)

    def change(self, answers: Answers) -> None:
        """Note what the page holds now, and keep it within a second."""
        self._latest = answers
        if not self._clock.isActive():
            self._clock.start()

    def flush(self) -> None:
        """Keep at once what has not been kept yet."""
        self._clock.stop()
        answers, self._latest = self._latest, None
        if answers is not None:
            self._keep(answers)

    def forget(self) -> None:
        """Keep nothing more of the page, because it was saved or emptied."""
        self._clock.stop()
        self._latest = None
