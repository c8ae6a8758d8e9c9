"""What a screen reader finds in the chart of a timeline: a list, and in it each event with its words, date and place.

The interfaces of the events are made when they are asked for, so that thousands cost nothing. Python keeps those that
were given out for as long as the chart lives, because Qt holds them without owning them.
"""

from functools import cache
from typing import Protocol, cast

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from tipdesk.domain.characters import visible
from tipdesk.services.case.timeline import Event, known_to
from tipdesk.ui.translate import _


class Listed(Protocol):
    """A widget whose events are read as a list, in their order; one of them may be chosen."""

    events: list[Event]
    chosen: Event | None

    def rect_of(self, event: Event) -> QRect:
        """Return where an event is on the widget; an empty rectangle where it is not seen."""


_widgets: dict[int, Listed] = {}
"""The widgets that are lists, by what tells the object from others: Qt asks about any object at all."""
_made: dict[int, "EventList"] = {}


def listed(widget: QWidget, events: Listed) -> None:
    """Let a screen reader find the events of this widget."""
    _install()
    key = id(widget)
    _widgets[key] = events
    widget.destroyed.connect(lambda: _forget(key))


def words_of_event(event: Event) -> str:
    """Return everything that is said of an event: what, when, how well that is known, and what is in dispute."""
    disputed = _("In dispute: {answers}").format(answers="; ".join(event.disputed)) if event.disputed else ""
    due = due_words(event)[0] if event.is_due else ""
    return visible(". ".join(filter(None, (event.label, event.when, known_to(event, _), due, disputed))))


def due_words(event: Event) -> tuple[str, str]:
    """Return how a day stands by which something is due, with its tone: what is late is red, as on every page."""
    if event.is_met:
        return _("Done"), "ok"
    return (_("Late"), "danger") if event.is_late else (_("Due"), "warn")


class EventList(QAccessibleWidget):
    """The list that a screen reader finds in place of the chart."""

    def __init__(self, widget: QWidget, events: Listed) -> None:
        super().__init__(widget, QAccessible.Role.List)
        self._widget, self._events = widget, events
        self._items: dict[int, _Item] = {}

    def childCount(self) -> int:
        """Return how many events there are."""
        return len(self._events.events)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override] # None says that there is none
        """Return an event of the list."""
        if not 0 <= index < self.childCount():
            return None
        if index not in self._items:
            self._items[index] = _Item(self._widget, self._events, index)
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return which event of the list this is, or -1."""
        return next((number for number, item in self._items.items() if item is child), -1)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override] # None says that there is none
        """Return the event that is chosen."""
        chosen = self._events.chosen
        known = [event.id for event in self._events.events]
        return self.child(known.index(chosen.id)) if chosen is not None and chosen.id in known else None


class _Item(QAccessibleInterface):
    """One event of the list."""

    def __init__(self, widget: QWidget, events: Listed, number: int) -> None:
        super().__init__()
        self._widget, self._events, self._number = widget, events, number

    @property
    def _event(self) -> Event | None:
        events = self._events.events
        return events[self._number] if self._number < len(events) else None

    def isValid(self) -> bool:
        return self._event is not None

    def object(self) -> QObject | None:  # type: ignore[override] # an event is no object of Qt's
        return None

    def window(self) -> QWindow | None:  # type: ignore[override] # there is none before it is shown
        return self._widget.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._widget)

    def child(self, index: int) -> None:  # type: ignore[override] # an event has nothing in it
        return None

    def childAt(self, x: int, y: int) -> None:  # type: ignore[override] # as above
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def rect(self) -> QRect:
        event = self._event
        here = self._events.rect_of(event) if event is not None else QRect()
        return QRect(self._widget.mapToGlobal(here.topLeft()), here.size()) if here.isValid() else QRect()

    def state(self) -> QAccessible.State:
        state, event = QAccessible.State(), self._event
        if event is None:
            return state
        chosen = self._events.chosen
        is_chosen = chosen is not None and chosen.id == event.id
        for name, holds in {
            "focusable": True,
            "selectable": True,
            "selected": is_chosen,
            "focused": is_chosen and self._widget.hasFocus(),
            "offscreen": not self._events.rect_of(event).isValid(),
        }.items():
            setattr(state, name, int(holds))
        return state

    def text(self, kind: QAccessible.Text) -> str:
        event = self._event
        return words_of_event(event) if event is not None and kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Do nothing: nobody writes here."""

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        return 0


@cache
def _install() -> None:
    QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, asked: QObject) -> QAccessibleInterface | None:
    key = id(asked)
    events = _widgets.get(key)
    if events is None or asked is not cast("QObject", events):
        return None
    if key not in _made:
        _made[key] = EventList(cast("QWidget", asked), events)
    return _made[key]


def _forget(key: int) -> None:
    _widgets.pop(key, None)
    _made.pop(key, None)
