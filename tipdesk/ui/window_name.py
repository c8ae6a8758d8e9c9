"""What the window is called where the system shows it: in the task bar, on other screens, to people at the counter.

The name says which page is open, and the reference of the open case only where the officer of this PC allows it; no
other word of a case is ever in it. What is allowed is remembered by bootstrap, and the cover (`cover`) hides the name.
"""

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tipdesk.ui.plain import set_title

BRAND = "TIPdesk"


class WindowName:
    """Keeps the name of one window while there is that window: its pages still speak when it has been taken down."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._page = self._case = ""
        self._is_case_allowed = False
        self._name()

    def show_page(self, label: str) -> None:
        """Put the label of the page in front into the name."""
        self._page = label
        self._name()

    def show_case(self, reference: str) -> None:
        """Note the reference of the case in front, "" for none; it shows only where `allow_case` allows it."""
        self._case = reference
        self._name()

    def allow_case(self, *, is_allowed: bool) -> None:
        """Allow or forbid that the name says which case is in front."""
        self._is_case_allowed = is_allowed
        self._name()

    def _name(self) -> None:
        if not isValid(self._window):
            return
        case = self._case if self._is_case_allowed else ""
        set_title(self._window, " · ".join(part for part in (case, self._page, BRAND) if part))
