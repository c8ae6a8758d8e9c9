"""Makes the buttons of every page, ranked by weight so that an officer sees at once what a page is for.

A page has at most one `primary` button; beside it stand `plain` ones, `quiet` ones for asides, and `danger` ones for
what is grave. Each function sets the look (the guise of the style sheet), the icon and the accessible name, and
connects `pressed`, which is called without arguments when the button is pressed.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.push_button import PushButton


def primary(text: str, *, icon: str = "", pressed: Callable[[], object] | None = None) -> QPushButton:
    """Return the button for the one thing its page is there for."""
    return _made(text, "primary", icon, "on_accent", pressed)


def plain(text: str, *, icon: str = "", pressed: Callable[[], object] | None = None) -> QPushButton:
    """Return a button for anything else that is often used."""
    return _made(text, "button", icon, "text", pressed)


def quiet(text: str, *, icon: str = "", pressed: Callable[[], object] | None = None) -> QPushButton:
    """Return a button for an aside, which shows a border only while it is hovered over or focused."""
    return _made(text, "quiet", icon, "accent", pressed)


def danger(text: str, *, icon: str = "", pressed: Callable[[], object] | None = None) -> QPushButton:
    """Return a button for a deed that destroys something or gives it away."""
    return _made(text, "danger", icon, "danger", pressed)


def chip(text: str, *, is_checked: bool = False, pressed: Callable[[], object] | None = None) -> QPushButton:
    """Return a filter that can be switched on and off."""
    button = _made(text, "chip", "", "text", pressed)
    button.setCheckable(True)
    button.setChecked(is_checked)
    return button


def icon_only(name: str, icon: str, *, pressed: Callable[[], object] | None = None) -> QPushButton:
    """Return a button without words; `name` is its accessible name and its tooltip."""
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
