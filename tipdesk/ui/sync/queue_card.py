"""What waits to be received by headquarters: how much, how long it will take, and each entry of it."""

from PySide6.QtWidgets import QWidget

from tipdesk.services.sync.see_link import Queue
from tipdesk.ui.sync.model import QueueModel
from tipdesk.ui.sync.words import joined, size_words, time_left_words
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.tables import plain_table

WIDTHS = (110, 130, 180)
LEAST_HEIGHT = 230


class QueueCard(Card):
    """A table, or a sentence where nothing waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What waits"), parent)
        self._sum = muted()
        self._model = QueueModel(self)
        self.table = plain_table(_("Entries that wait"))
        self.table.setModel(self._model)
        self._empty = EmptyState(
            "cloud-check", _("Nothing waits"), _("What is saved here stands in this list until headquarters has it.")
        )
        for widget, stretch in ((self._sum, 0), (self.table, 1), (self._empty, 1)):
            self.add(widget, stretch)
        current().changed.connect(self._fit)
        self._fit()
        self.show_queue(Queue(), 0, 0)

    def show_queue(self, queue: Queue, speed: int, now_ms: int) -> None:
        """Show what waits. `speed`: bytes a second of the last sync by wire, 0 while none was measured."""
        self._model.show_lines(queue.lines, now_ms)
        has_lines = queue.count > 0
        left = time_left_words(queue.size, speed)
        parts = [
            plural("{count} entry", "{count} entries", queue.count),
            size_words(queue.size),
            _("{time} by wire at the last speed").format(time=left) if left else "",
        ]
        hidden = queue.count - len(queue.lines)
        parts += [_("{count} more are not listed").format(count=hidden)] if hidden > 0 else []
        self._sum.setText(joined(parts))
        for widget, is_shown in ((self._sum, has_lines), (self.table, has_lines), (self._empty, not has_lines)):
            widget.setVisible(is_shown)

    def _fit(self) -> None:
        for column, width in enumerate(WIDTHS):
            self.table.setColumnWidth(column, current().pixels(width))
        self.setMinimumHeight(current().pixels(LEAST_HEIGHT))
