"""Whether a letter pressed alone does something in lists: E changes, I says *I have it*, H ticks *Hurt*.

Whoever speaks to the PC, or rests a hand on the keys, would do by accident what a letter does, so it can be turned off;
a letter then only leads to the row that begins with it, or begins a word. Every deed has a button besides. It holds for
the whole program; what was chosen on this PC is remembered by bootstrap.
"""

from PySide6.QtWidgets import QApplication

_NAME = "tipdesk-letters-off"


def are_letters_keys() -> bool:
    """Tell whether a letter pressed alone in a list does something."""
    app = QApplication.instance()
    return app is None or not app.property(_NAME)


def let_letters(*, be_keys: bool) -> None:
    """Let letters pressed alone do something in lists from now on, or not."""
    app = QApplication.instance()
    if app is not None:
        app.setProperty(_NAME, not be_keys)
