"""What the chosen event of a timeline is: its words, its date and how well it is known, some answers of its row.

The bar has its height from the start, and says what to do while no event is chosen.
"""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.services.case.timeline import Event, known_to
from tipdesk.ui.records.lines import cell_of
from tipdesk.ui.theme import current
from tipdesk.ui.timeline.event_marks import colour_of
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import PlainLabel
from tipdesk.ui.wording import Wording

HEIGHT = 76
_FACTS = 3


class DetailBar(QFrame):
    """The bar under the chart. `opened` is emitted with the event whose row is to be opened."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._event: Event | None = None
        self._icon = PlainLabel()
        self.title, self.when = ElidedLabel("strong"), ElidedLabel("small")
        self.facts = [(ElidedLabel("small"), ElidedLabel("body")) for _place in range(_FACTS)]
        self.open = plain(_("Open"), icon="chevron-right", pressed=self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(_pair(self.title, self.when), 5)
        for label, value in self.facts:
            row.addLayout(_pair(label, value), 3)
        row.addWidget(self.open)
        current().changed.connect(self._restyle)
        self._restyle()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that an event may be chosen."""
        self._event = None
        current().dress(self._icon, "timeline", "muted", 18)
        self.title.setText(_("Choose an event"))
        self.when.setText(_("Press one, or use the arrow keys."))
        for label, value in self.facts:
            label.setText("")
            value.setText("")
        self.open.setEnabled(False)

    def show_event(self, event: Event, wording: Wording, recorded_by: str) -> None:
        """Show an event; its row was `recorded_by` an officer, "" where the history does not tell."""
        self._event = event
        current().dress(self._icon, event.row.record.icon or "calendar", colour_of(event.page), 18)
        self.title.setText(event.label)
        told = [event.when, known_to(event, _)]
        if event.disputed:
            told = [_("In dispute: {answers}").format(answers="; ".join(event.disputed))]
        self.when.setText(" · ".join(filter(None, told)))
        found = list(_answers(event, wording))[: _FACTS - bool(recorded_by)]
        found += [(_("Recorded by"), recorded_by)] if recorded_by else []
        found += [("", "")] * (_FACTS - len(found))
        for (label, value), (name, words) in zip(self.facts, found, strict=True):
            label.setText(name)
            value.setText(words)
        self.open.setEnabled(True)

    def _open(self) -> None:
        if self._event is not None:
            self.opened.emit(self._event)

    def _restyle(self) -> None:
        self.setFixedHeight(current().pixels(HEIGHT))


def _answers(event: Event, wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield what a list would show of the row, apart from its title and its dates."""
    record = event.row.record
    told = {*(one.name for one in record.title_fields), *(one.name for one in record.dates)}
    for one in record.columns:
        words = cell_of(event.row, one, wording)[0] if one.name not in told else ""
        if words:
            yield _(one.label), words


def _pair(above: QWidget, below: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addStretch(1)
    column.addWidget(above)
    column.addWidget(below)
    column.addStretch(1)
    return column
