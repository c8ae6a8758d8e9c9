"""The focus while something is shown anew: where what had it is gone, Qt would hand it to whatever comes next.

That may be far outside, as the search box at the head. Whoever shows something anew says where it goes instead.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


@contextmanager
def focus_kept(holder: QWidget, otherwise: Callable[[], object]) -> Iterator[None]:
    """Call `otherwise` where the focus was inside `holder`, and what had it cannot have it any more afterwards."""
    window = holder.window()
    had: QWidget | None = window.focusWidget()
    was_here = had is not None and holder.isAncestorOf(had)
    yield
    if was_here and had is not None and not (isValid(had) and had.isVisibleTo(window) and had.isEnabled()):
        otherwise()
