"""The card of what headquarters has not received yet: how much, how long it will take, and each entry of it.

It shows references and kinds of records alone: the queue names nobody.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.services.sync.see_link import Queue, Waiting
from tipdesk.ui.sync.words import held_words, joined, kinds_words, size_words, time_left_words
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable

HEADS = (mark("Written"), mark("Case"), mark("What"), mark("Goes by itself"))
WIDTHS = (80, 100, 0, 130)


class QueueCard(Card):
    """A table of entries, or a sentence where nothing waits; `withdraw_pressed` carries the chosen line (`Waiting`)."""

    withdraw_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What waits"), parent)
        self._sum, self._files = muted(), muted()
        empty = EmptyState(
            "cloud-check", _("No entry waits"), _("What is saved here stands in this list until headquarters has it.")
        )
        self.lines = LineTable(_("Entries that wait"), HEADS, WIDTHS, empty, wide=2)
        self._queue = Queue()
        self._button = plain(_("Withdraw…"), icon="arrow-back-up", pressed=self._ask)
        self.lines.chosen.connect(lambda _seq: self._show_button())
        self.add(self._sum)
        self.add(self._files)
        self.add(self.lines, 1)
        bar = Flow()
        bar.addWidget(self._button)
        self.column.addLayout(bar)
        self.show_queue(Queue(), 0, 0)
        self.show_files("")

    def show_files(self, words: str) -> None:
        """Say which files wait, "" for none; they go after the entries."""
        self._files.setText(words)
        self._files.setVisible(bool(words))

    def show_queue(self, queue: Queue, speed: int, now_ms: int) -> None:
        """Show what waits. `speed` is the bytes a second of the last sync by wire, 0 while none was measured."""
        self._queue = queue
        self.lines.show_lines(
            [
                Line(
                    (
                        time_text(line.at, line.offset, now_ms),
                        line.reference or _("(none)"),
                        kinds_words(line),
                        held_words(line.held_ms),
                    ),
                    line.seq,
                )
                for line in queue.lines
            ]
        )
        left = time_left_words(queue.size, speed)
        hidden = queue.count - len(queue.lines)
        parts = [
            plural("{count} entry", "{count} entries", queue.count),
            size_words(queue.size),
            _("{time} by wire at the last speed").format(time=left) if left else "",
            plural("{count} more is not listed", "{count} more are not listed", hidden) if hidden > 0 else "",
        ]
        self._sum.setText(joined(parts))
        self._sum.setVisible(queue.count > 0)
        self._show_button()

    def chosen(self) -> Waiting | None:
        """Return the chosen line where the officer may still withdraw it, else None."""
        seq = self.lines.subject()
        return next((line for line in self._queue.lines if line.seq == seq and line.may_withdraw), None)

    def _show_button(self) -> None:
        self._button.setVisible(any(line.may_withdraw for line in self._queue.lines))
        self._button.setEnabled(self.chosen() is not None)

    def _ask(self) -> None:
        line = self.chosen()
        if line is not None:
            self.withdraw_pressed.emit(line)
