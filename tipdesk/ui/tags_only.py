"""The one switch that hides names in the lists of a window (F4), so that nobody reads them over an officer's shoulder.

Every `Wording` of the window asks it, so no screen has a switch of its own: lists, search hits, My work, the inbox and
Ctrl+K show the tag or the code of a person. A reading pane hides names too until the officer presses *Show names* in an
open case, which is written into the audit (`lists/tags_only`) and holds until that case is left. Editors show what they
edit. The switch changes nobody's rights, and ends with the window.
"""

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.kinds import Field, Sensitivity
from tipdesk.domain.texts import _ as mark

SENTENCE = mark("Tags only: names are hidden in lists (F4)")


class NamesSwitch(QObject):
    """Whether lists hide names. `turned` is emitted when that changes, and when names of a case are shown or not."""

    turned = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_on = False
        self._shown: bytes | None = None

    def turn(self, *, is_on: bool) -> None:
        """Hide names in lists from now on, or show them."""
        if is_on != self.is_on:
            self.is_on, self._shown = is_on, None
            self.turned.emit()

    def show_case(self, case: bytes | None) -> None:
        """Show the names of one case where it is read, None for no case any more."""
        if case != self._shown:
            self._shown = case
            self.turned.emit()

    def hides_in(self, case: bytes | None) -> bool:
        """Tell whether names are hidden where a case is read."""
        return self.is_on and (case is None or case != self._shown)


def is_name(field: Field) -> bool:
    """Tell whether an answer says who somebody is, so that it is hidden with the names."""
    return field.sensitivity is Sensitivity.IDENTITY
