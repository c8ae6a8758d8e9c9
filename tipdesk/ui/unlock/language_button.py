"""The button at the foot of the unlock window that says which language the program speaks, and offers the others.

Each language stands under the name that its own speakers give it, since whoever looks for theirs may read no other.
Nothing happens until one is chosen: moving through the menu by keyboard changes nothing.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton

from tipdesk.ui.plain import button_text, set_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet


def language_button(names: Mapping[str, str], spoken: str, chosen: Callable[[str], object]) -> QPushButton:
    """Return the button with its menu of languages.

    `names` has the languages' own names by code, and `spoken` is the code in use. `chosen` is called with the code of
    another language when it is picked.
    """
    name = names.get(spoken, spoken)
    button = quiet(button_text(name))
    button.setProperty("guise", "foot")
    set_name(button, _("Language: {name}").format(name=name))
    menu = QMenu(button)
    for code, own in names.items():
        action = menu.addAction(button_text(own), partial(chosen, code) if code != spoken else lambda: None)
        action.setCheckable(True)
        action.setChecked(code == spoken)
    button.setMenu(menu)
    return button
