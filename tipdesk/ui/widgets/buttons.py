"""Buttons by weight: one primary a page, plain beside it, quiet for asides, danger for what is grave.

Promises: guise, icon, accessible name. Leaves to others: what happens when pressed (`pressed`).
"""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.push_button import PushButton


def primary(text: str, *, icon: str = "", pressed: Callable[[], object] | None = None) -> QPushButton:
    """The one thing this page is for."""
    return _made(text, "primary", icon, "on_accent", pressed)


def plain(text: str, *, icon: str = "", pressed: Callable[[], object] | None = None) -> QPushButton:
    """Anything else that is often used."""
    return _made(text, "button", icon, "text", pressed)


def quiet(text: str, *, icon: str = "", pressed: Callable[[], object] | None = None) -> QPushButton:
    """An aside: without border until hovered or focused."""
    return _made(text, "quiet", icon, "accent", pressed)


def danger(text: str, *, icon: str = "", pressed: Callable[[], object] | None = None) -> QPushButton:
    """What destroys or gives away."""
    return _made(text, "danger", icon, "danger", pressed)


def chip(text: str, *, is_checked: bool = False, pressed: Callable[[], object] | None = None) -> QPushButton:
    """A filter that is on or off."""
    button = _made(text, "chip", "", "text", pressed)
    button.setCheckable(True)
    button.setChecked(is_checked)
    return button


def icon_only(name: str, icon: str, *, pressed: Callable[[], object] | None = None) -> QPushButton:
    """A button without words: `name` is its accessible name and tooltip."""
    button = _made("", "button", icon, "text", pressed)
    set_name(button, name)
    set_tip(button, name)
    return button


def _made(text: str, guise: str, icon: str, colour: str, pressed: Callable[[], object] | None) -> QPushButton:
    button = PushButton(text)
    button.setProperty("guise", guise)
    button.setAutoDefault(False)
    if icon:
        current().dress(button, icon, colour)
    if pressed is not None:
        button.clicked.connect(lambda _checked=False: pressed())
    return button
