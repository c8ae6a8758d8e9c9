"""The same events as a table: for the keyboard, for a screen reader, and for whoever wants to sort them.

A press on a heading sorts by it, a second one the other way round; by keyboard the menu of the table (menu key) does
the same. A hidden date is shown as dots, and comes last whichever way the table is sorted.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.services.case.timeline import Event
from tipdesk.ui.theme import current
from tipdesk.ui.timeline.event_list import due_words
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.line_model import Line, LineModel
from tipdesk.ui.widgets.pill_delegate import PillDelegate
from tipdesk.ui.widgets.tables import fit_columns, plain_table

HEADS = (mark("When"), mark("What"), mark("Kind"), mark("Page"), mark("Who"), mark("State"))
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STATE = 5
_SAMPLED = 60
"""So many lines say how wide a column is to be: with thousands, asking all of them would take a second."""


class EventTable(QFrame):
    """The table. `chose` is emitted with the event under the cursor, and `opened` with one that is to be opened."""

    chose = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.model = LineModel(HEADS, self)
        self.table = plain_table(_("Events of the timeline"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(PillDelegate(self.table))
        self.table.doubleClicked.connect(lambda index: self.opened.emit(self.model.subject(index.row())))
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setResizeContentsPrecision(_SAMPLED)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self.sort_by)
        for watched in (self.table, self.table.viewport()):
            watched.installEventFilter(self)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for at, head in enumerate(HEADS):
            action = QAction(_("Sort by {column}").format(column=_(head)), self.table)
            action.triggered.connect(partial(self._sort_asked, at))
            self.table.addAction(action)
        self._sorted, self._is_falling = 0, False
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table)
        current().changed.connect(self._restyle)

    def show_events(self, events: Sequence[Event], pages: Mapping[str, str], people: Mapping[bytes, str]) -> None:
        """Show these events; `pages` are called by their names, `people` by their ids."""
        self._show([self._line(event, pages, people) for event in events])
        fit_columns(self.table)

    def choose(self, event: Event | None) -> None:
        """Put the cursor on an event, if it is listed."""
        wanted = event.id if event is not None else None
        found = (at for at in range(self.model.count()) if _event(self.model.lines[at]).id == wanted)
        self.table.setCurrentIndex(self.model.index(next(found, -1), 0))

    def sort_by(self, column: int) -> None:
        """Sort by a column, and the other way round where the table is sorted by it already."""
        self._is_falling = column == self._sorted and not self._is_falling
        self._sorted = column
        order = Qt.SortOrder.DescendingOrder if self._is_falling else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        chosen = self._current()
        self._show(self.model.lines)
        self.choose(chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the event under the cursor on Enter, and share the width anew when there is more or less of it."""
        if watched is self.table.viewport():
            if event.type() == QEvent.Type.Resize and self.isVisible():
                fit_columns(self.table)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            chosen = self._current()
            if chosen is not None:
                self.opened.emit(chosen)
            return True
        return super().eventFilter(watched, event)

    def _sort_asked(self, column: int, _is_on: object = None) -> None:
        self.sort_by(column)

    def _show(self, lines: Sequence[Line]) -> None:
        key: Callable[[Line], tuple[object, ...]] = _in_time if self._sorted == 0 else self._by_words
        ordered = sorted(lines, key=key, reverse=self._is_falling)
        hidden = [line for line in ordered if _event(line).span is None]
        self.model.show_lines([*(line for line in ordered if _event(line).span is not None), *hidden])

    def _by_words(self, line: Line) -> tuple[object, ...]:
        return (line.cells[self._sorted].casefold(), *_in_time(line))

    def _line(self, event: Event, pages: Mapping[str, str], people: Mapping[bytes, str]) -> Line:
        who = ", ".join(people[one] for one in event.people if one in people)
        state, tone = _state(event)
        kind, page = _(event.row.record.label), pages.get(event.page, "")
        cells = (event.when, event.label, kind, page, who, state)
        return Line(
            cells,
            event,
            {_STATE: tone} if tone else {},
            tips={_STATE: "\n".join(event.disputed)},
        )

    def _current(self) -> Event | None:
        row = self.table.currentIndex().row()
        return _event(self.model.lines[row]) if row >= 0 else None

    def _moved(self) -> None:
        chosen = self._current()
        if chosen is not None and self.isVisible():
            self.chose.emit(chosen)

    def _restyle(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(current().pixels(36))
        fit_columns(self.table)


def _state(event: Event) -> tuple[str, str]:
    if event.span is None:
        return _("Hidden"), "neutral"
    if event.disputed:
        return _("In dispute"), "danger"
    if event.is_due:
        return due_words(event)
    return ("", "")


def _event(line: Line) -> Event:
    if not isinstance(line.subject, Event):
        raise TypeError(type(line.subject).__name__)
    return line.subject


def _in_time(line: Line) -> tuple[object, ...]:
    event = _event(line)
    return (event.span.start if event.span else 0, *event.id)
