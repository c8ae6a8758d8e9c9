"""What the window is called where the system shows it: in the task bar, on other screens, to people at the counter.

Promises: the page, and the reference of the open case only where the officer of this PC allows it; no other word of a
case ever. Leaves to others: remembering what is allowed (bootstrap), hiding it under the cover (`cover`).
"""

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tipdesk.ui.plain import set_title

BRAND = "TIPdesk"


class WindowName:
    """The name of one window, for as long as there is that window: its pages still speak while it is taken down."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._page = self._case = ""
        self._is_case_allowed = False
        self._name()

    def show_page(self, label: str) -> None:
        """Name the page in front."""
        self._page = label
        self._name()

    def show_case(self, reference: str) -> None:
        """Know which case is in front, "" for none."""
        self._case = reference
        self._name()

    def allow_case(self, *, is_allowed: bool) -> None:
        """Let the name say which case is in front, or not."""
        self._is_case_allowed = is_allowed
        self._name()

    def _name(self) -> None:
        if not isValid(self._window):
            return
        case = self._case if self._is_case_allowed else ""
        set_title(self._window, " · ".join(part for part in (case, self._page, BRAND) if part))
