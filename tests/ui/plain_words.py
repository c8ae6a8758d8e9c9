"""Reading a window as Qt would show it: every label, tooltip, cell and name, and which of them is not plain.

Used over windows in which everything that a person can be called is hostile. `rich_words` finds what Qt would take for
markup, `hidden_words` what nobody sees; both name the widget and the words. What is typed into (lines and boxes that
may be edited) shows marks, too.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtGui import Qt as Guessing
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

W = TypeVar("W", bound=QWidget)
MOST_ROWS = 300
ROLES = [role for role in Qt.ItemDataRole if role.value <= Qt.ItemDataRole.AccessibleDescriptionRole.value]
TIPS = {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole}
HIDING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
HONEST = "\n\t"


def rich_words(window: QWidget) -> list[str]:
    """Return every text that Qt would take for markup, where it guesses."""
    found = [
        f"{place}: {text!r}"
        for place, text, is_guessed in _texts(window)
        if is_guessed and Guessing.mightBeRichText(text)
    ]
    labels = [
        label for label in _widgets(window, QLabel) if label.text() and label.textFormat() != Qt.TextFormat.PlainText
    ]
    found += [f"{_place(label)} guesses its format: {label.text()!r}" for label in labels]
    return found + [f"{_place(box)} shows documents" for box in _widgets(window, QTextEdit)]


def hidden_words(window: QWidget) -> list[str]:
    """Return every text in which something stands that nobody sees."""
    return [
        f"{place}: {text!r}"
        for place, text, _is_guessed in _texts(window)
        if any(unicodedata.category(sign) in HIDING and sign not in HONEST for sign in text)
    ]


def all_words(window: QWidget) -> str:
    """Return all of it, for a test to see that the hostile words came this far."""
    return "\n".join(text for _place, text, _is_guessed in _texts(window))


def _texts(window: QWidget) -> Iterator[tuple[str, str, bool]]:
    """Yield where a text stands, the text, and whether Qt guesses there what it is."""
    for widget in _widgets(window, QWidget):
        place = _place(widget)
        for text in (widget.toolTip(), widget.statusTip(), widget.whatsThis()):
            yield f"{place} tip", text, True
        yield f"{place} title", widget.windowTitle(), False
        interface = QAccessible.queryAccessibleInterface(widget)
        for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
            yield f"{place} {kind.name}", interface.text(kind), False
        yield from ((f"{place} words", text, False) for text in _own_words(widget))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _cells(place, widget.model())
        if isinstance(widget, QComboBox):
            yield from _cells(place, widget.model())
    for action in window.findChildren(QAction):
        yield "action", action.text(), False
        yield from (("action tip", text, True) for text in (action.statusTip(), action.whatsThis()))


def _own_words(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        yield widget.text()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QTabWidget):
        yield from (widget.tabText(place) for place in range(widget.count()))


def _cells(place: str, model: QAbstractItemModel) -> Iterator[tuple[str, str, bool]]:
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
    rows = range(min(model.rowCount(), MOST_ROWS))
    for role in ROLES:
        heads = [model.headerData(column, Qt.Orientation.Horizontal, role) for column in columns]
        cells = [model.index(row, column, QModelIndex()).data(role) for row in rows for column in columns]
        for text in (*heads, *cells):
            if isinstance(text, str):
                yield f"{place} {role.name}", text, role in TIPS


def _widgets(window: QWidget, kind: type[W]) -> Iterator[W]:
    yield from window.findChildren(kind)
    if isinstance(window, kind):
        yield window


def _place(widget: QWidget) -> str:
    return f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
