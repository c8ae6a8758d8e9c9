"""The way round a window with one key: from the rail to the head, the list, the pane and the foot, and on to the rail.

Each part gets the focus where it had it last, unless that has been scrolled away; what gets it is brought into sight.
A page may say what its parts are (`HasParts`); of another its two sides are taken where it has two, else the page as a
whole. A part in which nothing takes the focus is passed over.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QSplitter, QWidget

Part = Sequence[QWidget]
"""The widgets that make one part together; the focus goes to the first that takes it."""


@runtime_checkable
class HasParts(Protocol):
    """A page that says what its parts are, from its head to its foot."""

    def parts(self) -> Sequence[Part]:
        """Return the parts that are in sight, at least one: the first is the page's own head, which may be empty."""


def sides_of(page: QWidget) -> list[Part]:
    """Return the list and the pane of a page that has both side by side, else the page as its only part."""
    splitter = next((one for one in page.findChildren(QSplitter) if one.isVisible()), None)
    if splitter is None:
        return [[page]]
    return [[side] for at in range(splitter.count()) if (side := splitter.widget(at)) is not None]


def go_round(parts: Sequence[Part], step: int = 1) -> None:
    """Give the focus to the next part, or with a step of -1 to the one before."""
    open_parts = [(part, target) for part in parts if (target := _target(part)) is not None]
    if not open_parts:
        return
    focused = QApplication.focusWidget()
    here = next((at for at, (part, _to) in enumerate(open_parts) if focused and _holds(part, focused)), None)
    to = (0 if step > 0 else -1) if here is None else (here + step) % len(open_parts)
    target = open_parts[to][1]
    target.setFocus(Qt.FocusReason.TabFocusReason)
    _bring_into_sight(target)


def _holds(part: Part, widget: QWidget) -> bool:
    return any(one is widget or one.isAncestorOf(widget) for one in part)


def _target(part: Part) -> QWidget | None:
    """Return what gets the focus in a part: what had it last there and is in sight, else the first that takes it."""
    for widget in part:
        last: QWidget | None = widget.focusWidget()
        if last is not None and last is not widget and _takes_focus(last) and not last.visibleRegion().isEmpty():
            return last
    return next((one for widget in part for one in (widget, *widget.findChildren(QWidget)) if _takes_focus(one)), None)


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll whatever the widget stands in, so that the focus is seen."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, 0)
        above = above.parentWidget()


def _takes_focus(widget: QWidget | None) -> bool:
    if widget is None:
        return False
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return takes and widget.isVisible() and widget.isEnabled()
