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
    was_here = _is_in(holder, before)
    yield
    if was_here and not _is_in(holder, window.focusWidget()):
        otherwise()


def _is_in(holder: QWidget, focused: QWidget | None) -> bool:
    """Tell whether what has the focus is in sight within a widget, and can have it."""
    is_in = focused is not None and holder.isAncestorOf(focused)
    return is_in and focused is not None and focused.isVisibleTo(holder.window()) and focused.isEnabled()
