"""The focus while something is shown anew: where what had it is gone, Qt would hand it to whatever comes next.

That may be far outside, as the search box at the head. Whoever shows something anew says where it goes instead.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


@contextmanager
def focus_kept(holder: QWidget, otherwise: Callable[[], object]) -> Iterator[None]:
    """Call `otherwise` where the focus was inside `holder`, and is on nothing there any more afterwards."""
    window = holder.window()
    before: QWidget | None = window.focusWidget()
    was_here = before is not None and holder.isAncestorOf(before)
    yield
    now: QWidget | None = window.focusWidget()
    is_here = now is not None and holder.isAncestorOf(now) and now.isVisibleTo(window) and now.isEnabled()
    if was_here and not is_here:
        otherwise()
