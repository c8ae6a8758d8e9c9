"""What can be done on the page in front with what is chosen there, found by its buttons and menus.

Whatever an officer may press is offered by its words in the palette (Ctrl+K), so that a new page needs no word for
that: first what is in sight, then what has to be scrolled to, as the end of a long pane. Buttons that are off or
without words are left out, and so are those of deeds that are in the registry of actions by themselves (`REGISTERED`).
A part of a page that has places of its own, as a case its pages and lists, offers the way to each.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QScrollArea, QToolButton, QWidget
from shiboken6 import isValid

from tipdesk.ui.actions import Action
from tipdesk.ui.plain import without_access_key
from tipdesk.ui.translate import _

REGISTERED = "registered"
"""The property of a button whose deed is an action of the registry."""
ICON, GOES = "bolt", "chevron-right"
MOST = 200


@runtime_checkable
class HasPlaces(Protocol):
    """A part of a page that one can go about in."""

    def places(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield what each place is called, and what leads there."""


def find_at_hand(page: QWidget) -> list[Action]:
    """Return what the buttons and menus of a page do, each once, in their order on the page, those in sight first."""
    found: dict[str, Action] = {}
    buttons = [one for one in page.findChildren(QAbstractButton) if _is_at_hand(one, page)]
    for button in sorted(buttons, key=lambda one: one.visibleRegion().isEmpty()):
        if isinstance(button, QPushButton | QToolButton):
            for action in _deeds_of(button):
                found.setdefault(action.text, action)
    for part in page.findChildren(QWidget):
        if isinstance(part, HasPlaces) and part.isVisibleTo(page):
            for called, lead in part.places():
                told = _("Go to: {place}").format(place=called)
                found.setdefault(told, Action(f"here-{told}", told, lead, icon=GOES))
    return list(found.values())[:MOST]


def _is_at_hand(button: QAbstractButton, page: QWidget) -> bool:
    is_there = button.isEnabled() and button.isVisibleTo(page) and not button.size().isEmpty()
    return is_there and not button.property(REGISTERED)


def _deeds_of(button: QPushButton | QToolButton) -> Iterator[Action]:
    words, menu = _words(button), button.menu()
    if isinstance(menu, QMenu):
        for entry in menu.actions():
            if _is_deed(entry):
                told = f"{words}: {without_access_key(entry.text()).strip()}"
                yield Action(f"here-{told}", told, partial(_choose, menu, entry.text()), icon=ICON)
    elif words:
        yield Action(f"here-{words}", words, partial(_press, button), icon=ICON)


def _is_deed(entry: QAction) -> bool:
    """Tell whether an entry of a menu does something itself, and does not only open further entries."""
    is_there = entry.isEnabled() and entry.isVisible() and bool(entry.text())
    return is_there and not entry.isSeparator() and entry.menu() is None


def _words(button: QAbstractButton) -> str:
    """Return what a button is called: the name that is read out says more than the words on it."""
    return button.accessibleName() or without_access_key(button.text()).strip()


def _choose(menu: QMenu, text: str) -> None:
    """Choose what is called so in a menu now: it may have been filled anew since its entries were found."""
    entries = menu.actions() if isValid(menu) else []
    entry = next((one for one in entries if one.text() == text and _is_deed(one)), None)
    if entry is not None:
        entry.trigger()


def _press(button: QAbstractButton) -> None:
    if isValid(button) and button.isEnabled():
        room = button.parentWidget()
        while room is not None and not isinstance(room, QScrollArea):
            room = room.parentWidget()
        if room is not None:
            room.ensureWidgetVisible(button)
        button.setFocus()
        button.click()
