"""Reading a window in the pseudo-language: which of the program's own words no translation reached, and what is cut.

`untranslated` finds words outside the brackets that the pseudo-language puts round every text of the catalogue. Left
out is what is nobody's to translate: what people wrote, references, logins, keys of the keyboard, numbers. `cut` finds
what does not fit the window as it is laid out now; a text that ends in dots is whole where its tooltip has all of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

INNERMOST = re.compile(r"\[[^\[\]]*(?:\]|…)")
"""What stands in brackets, or begins in one and ends in dots."""
WORD = re.compile(r"[^\W\d_]{2,}")
NOT_WORDS = re.compile(
    r"""\b[A-Z0-9]{3}-[A-Z0-9]{2}-?[A-Z0-9]{2,6}\b   # references
    |\b[0-9a-f]{8,}\b|https?://\S+|\S+/\S+           # ids, addresses, folders
    |\b(?:Ctrl|Alt|Shift)\+\S+|\bF\d+\b              # keys
    |\b\w+\.(?:pdf|tip\w+|csv|json|tdb)\b            # names of files
    |\*\.\w+
    |‹U\+[0-9A-F]+›""",
    re.VERBOSE,
)
NOBODYS = frozenset(
    ("TIPdesk", "English", "Ctrl", "Shift", "Alt", "Esc", "Enter", "Tab", "Space", "Del", "PgUp", "PgDown")
)
"""Words of no catalogue: the program, languages as they call themselves, and keys as they stand on a keyboard."""
QT_NAMES = frozenset({"QToolButton in QTabBar"})
"""Widgets that Qt makes, and names from its own catalogue (`bootstrap/speaking`)."""
SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
MOST_ROWS = 40
SLACK, BESIDE_TYPED = 2, 20
"""Pixels that may be missing by rounding; that a line keeps free beside what is typed."""


def untranslated(window: QWidget, written: Collection[str] = ()) -> list[str]:
    """Return each text with words that are neither translated, nor written by people (`written`), with its place."""
    found: dict[str, None] = {}
    for widget in (window, *window.findChildren(QWidget)):
        place = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        if place in QT_NAMES:
            continue
        for text in _texts(widget):
            words = [word for word in WORD.findall(_outside(text)) if word not in NOBODYS and word not in written]
            if words:
                found[f"{place}: {text!r} ({', '.join(words)})"] = None
    return list(found)


def _texts(widget: QWidget) -> Iterator[str]:
    """Yield every text of a widget that is seen or heard, now or after a press."""
    yield from (widget.toolTip(), widget.windowTitle(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield from (widget.placeholderText(), widget.text())
    elif isinstance(widget, QPlainTextEdit):
        yield from (widget.placeholderText(), widget.toPlainText())
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())
    elif isinstance(widget, (QComboBox, QAbstractItemView)) and not isinstance(widget, QHeaderView):
        yield from _cells(widget.model())


def _cells(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        heads = [model.headerData(column, Qt.Orientation.Horizontal, role) for role in SAID]
        cells = [
            model.index(row, column, QModelIndex()).data(role)
            for row in range(min(model.rowCount(), MOST_ROWS))
            for role in SAID
        ]
        yield from (text for text in (*heads, *cells) if isinstance(text, str))


def _outside(text: str) -> str:
    """Return what of a text stands outside all brackets."""
    left = text
    while (shorter := INNERMOST.sub(" ", left)) != left:
        left = shorter
    return NOT_WORDS.sub(" ", left.replace("&", ""))


def cut(window: QWidget) -> list[str]:
    """Return each text of a shown window for which there is no room, with its place."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    shown = [widget for widget in (window, *window.findChildren(QWidget)) if widget.isVisible()]
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}: {words!r}"
        for widget in shown
        for words in (*_cut_words(widget), *_hidden_words(widget))
    ]


def _hidden_words(widget: QWidget) -> Iterator[str]:
    """Yield the words of a label or button that reach past the side of what holds it, where nothing scrolls."""
    if not isinstance(widget, (QLabel, QAbstractButton)) or not widget.text() or widget.toolTip():
        return
    left, holder = widget.x(), widget.parentWidget()
    right = left + min(widget.width(), max(widget.sizeHint().width(), widget.minimumSizeHint().width()))
    while holder is not None and not widget.isWindow():
        if left < -SLACK or right > holder.width() + SLACK:
            yield widget.text()
            return
        if holder.isWindow():
            return
        left, right, holder = left + holder.x(), right + holder.x(), holder.parentWidget()


def _cut_words(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _cut_label(widget)
    elif isinstance(widget, (QPushButton, QCheckBox, QRadioButton)):
        yield from _cut_button(widget)
    elif isinstance(widget, QLineEdit):
        is_whole = _fits(widget, widget.placeholderText(), widget.width() - BESIDE_TYPED)
        if not is_whole and widget.placeholderText() not in widget.toolTip():
            yield widget.placeholderText()
    elif isinstance(widget, QTabBar):
        yield from _cut_tabs(widget)
    elif isinstance(widget, QTableView):
        yield from _cut_heads(widget)
    if isinstance(widget, QAbstractScrollArea) and not isinstance(widget.parentWidget(), QComboBox):
        bar = widget.horizontalScrollBar()
        is_sheet = widget.property("guise") == "sheet"  # a sheet is wider than the window, as in a spreadsheet
        if bar.isVisible() and bar.maximum() > 0 and not is_sheet:
            yield f"scrolls sideways by {bar.maximum()} pixels"


def _cut_label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text or not label.pixmap().isNull() or label.toolTip():
        return
    if label.wordWrap():
        longest = max(text.split() or [""], key=lambda word: label.fontMetrics().horizontalAdvance(word))
        if not _fits(label, longest, label.width()) or label.heightForWidth(label.width()) > label.height() + SLACK:
            yield text
    elif label.sizeHint().width() > label.width() + SLACK or label.sizeHint().height() > label.height() + SLACK:
        yield text


def _cut_button(button: QAbstractButton) -> Iterator[str]:
    hint = button.sizeHint()
    if button.text() and not button.toolTip() and not _holds(button.size(), hint):
        yield button.text()


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    if any(button.isVisible() for button in bar.findChildren(QToolButton)):
        yield f"{bar.count()} tabs"
    for place in range(bar.count()):
        if not bar.tabToolTip(place) and bar.tabRect(place).width() + SLACK < bar.tabSizeHint(place).width():
            yield bar.tabText(place)


def _cut_heads(table: QTableView) -> Iterator[str]:
    model, head = table.model(), table.horizontalHeader()
    if not head.isVisible():
        return
    for column in range(model.columnCount()):
        text = model.headerData(column, Qt.Orientation.Horizontal)
        tip = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        if text and not tip and head.sectionSize(column) + SLACK < head.sectionSizeHint(column):
            yield str(text)


def _holds(size: QSize, wanted: QSize) -> bool:
    return size.width() + SLACK >= wanted.width() and size.height() + SLACK >= wanted.height()


def _fits(widget: QWidget, text: str, width: int) -> bool:
    return widget.fontMetrics().horizontalAdvance(text) <= width + SLACK
