"""Questions a test may put to any window: has every widget a name, does Tab reach every one, how does it look.

Used by the tests of every screen: `unnamed_widgets(window)`, `tab_order(window)`, `unreached_widgets(window)`,
`grab(widget, name)`.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QScrollArea, QWidget

ROOT = Path(__file__).parents[2]
HOLDERS_TOLD = 6
NAMED_ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
    QAccessible.Role.List,
    QAccessible.Role.Table,
    QAccessible.Role.Tree,
    QAccessible.Role.PageTab,
    QAccessible.Role.ProgressBar,
    QAccessible.Role.Dialog,
}


class FolderResources:
    """Reads the resources where they lie in the source tree."""

    def read_bytes(self, name: str) -> bytes:
        """Return a file's content."""
        return (ROOT / "resources" / name).read_bytes()


def _interfaces(root: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield root
    for index in range(root.childCount()):
        child = root.child(index)
        if child.isValid():
            yield from _interfaces(child)


def unnamed_widgets(window: QWidget) -> list[str]:
    """Return the visible controls under `window` that a screen reader could not name."""
    found = []
    for interface in _interfaces(QAccessible.queryAccessibleInterface(window)):
        widget = interface.object()
        if not isinstance(widget, QWidget) or not widget.isVisible() or interface.role() not in NAMED_ROLES:
            continue
        inner = widget.objectName().startswith("qt_") or _is_inside_editor(widget)
        if not inner and not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{_place_of(widget)}: {interface.role().name}")
    return found


def _place_of(widget: QWidget) -> str:
    """Return where a widget stands, from itself outwards to the fifth widget that holds it."""
    kinds, above = [type(widget).__name__], widget.parentWidget()
    while above is not None and len(kinds) < HOLDERS_TOLD:
        kinds.append(type(above).__name__)
        above = above.parentWidget()
    return " in ".join(kinds)


def _is_inside_editor(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and parent.focusProxy() is None and isinstance(parent, QComboBox)


def focusable(window: QWidget) -> list[QWidget]:
    """Return the visible, enabled widgets that Tab should reach."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]


def tab_order(window: QWidget, limit: int = 500) -> list[QWidget]:
    """Press Tab until focus comes round; return the widgets in the order they had it."""
    window.activateWindow()
    window.focusNextPrevChild(True)
    seen: list[QWidget] = []
    for _step in range(limit):
        here = QApplication.focusWidget()
        if here is None or here in seen:
            break
        seen.append(here)
        window.focusNextPrevChild(True)
    return seen


def unreached_widgets(window: QWidget) -> list[str]:
    """Return the focusable widgets that Tab never reaches."""
    reached = tab_order(window)
    return [f"{type(w).__name__} {w.accessibleName()!r}" for w in focusable(window) if w not in reached]


def doubled_keys(window: QWidget, *, labels: bool = False) -> list[str]:
    """Return the access keys that two visible buttons (and labels of fields) share: Alt with it would press neither."""
    named: list[QPushButton | QLabel] = list(window.findChildren(QPushButton))
    named += [label for label in window.findChildren(QLabel) if labels and label.buddy() is not None]
    texts = [one.text().replace("&&", "") for one in named if one.isVisible()]
    counted = Counter(text[text.index("&") + 1].lower() for text in texts if "&" in text)
    return sorted(key for key, count in counted.items() if count > 1)


def words(widget: QWidget) -> str:
    """Return every word shown in a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


Places = dict[QWidget, tuple[QWidget, QRect]]


def places(page: QWidget) -> Places:
    """Return where every control of a page stands in what scrolls with it: what an officer may be about to press."""
    found = {}
    for control in page.findChildren(QWidget):
        if not control.isVisible() or not control.focusPolicy() or _is_part_of_control(control):
            continue
        ground = _ground_of(control, page)
        found[control] = (ground, QRect(control.mapTo(ground, QPoint(0, 0)), control.size()))
    return found


def moved(before: Places, after: Places) -> list[str]:
    """Return the controls that stand higher or lower than before, or elsewhere altogether."""
    return [
        f"{type(control).__name__} {control.accessibleName()!r}: {rect.y()} -> {after[control][1].y()}"
        for control, (ground, rect) in before.items()
        if control in after and (after[control][0] is not ground or after[control][1].y() != rect.y())
    ]


def _ground_of(control: QWidget, page: QWidget) -> QWidget:
    """Return what a control scrolls with: the widget of the innermost area that holds it, else the page."""
    above = control.parentWidget()
    while above is not None and above is not page:
        holder = above.parentWidget()
        area = holder.parentWidget() if holder is not None else None
        if isinstance(area, QScrollArea) and area.widget() is above:
            return above
        above = holder
    return page


def _is_part_of_control(control: QWidget) -> bool:
    parent = control.parentWidget()
    return isinstance(parent, QComboBox) or control.objectName().startswith("qt_") or isinstance(control, QScrollArea)


def in_sight(widget: QWidget) -> bool:
    """Tell whether the whole of a widget is seen: in no area that holds it, and by no window, is any of it cut off."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def grab(widget: QWidget, name: str) -> Path | None:
    """Keep a picture of `widget` in the folder TIPDESK_GRABS, when it is set, for a person to look at."""
    folder = os.environ.get("TIPDESK_GRABS")
    if folder is None:
        return None
    path = Path(folder) / f"{name}.png"
    widget.grab().save(str(path))
    return path
