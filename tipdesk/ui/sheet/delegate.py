"""Paints the cells of the sheet, and opens their editors: a tag in a frame, pills, a bracket beside each family.

Colour never stands alone: what is refused has a triangle, what is in dispute a question mark, what waits to be saved a
dot. An editor tells the grid how it was left (`left_by`), so that Enter, Tab and the arrows go on from there.
"""

from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.sheet.painted import CellRole, Frame, Painted
from tipdesk.ui.theme import BASE_PIXELS, Scheme, current
from tipdesk.ui.widgets.pill_delegate import INK, PILL_LETTERS
from tipdesk.ui.widgets.table_model import Index

PAD, SIGN, LONGEST = 7, 13, 2_000
LEAVING = frozenset(
    {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down}
)
"""The keys that leave an editor and keep what was typed."""
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SheetDelegate(QStyledItemDelegate):
    """The delegate of both tables of the sheet; `left_by` carries the key that left an editor."""

    left_by = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor: QLineEdit | None = None
        """The editor that was opened last."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open a line without a frame of its own, named like its column."""
        line = QLineEdit(parent)
        line.setProperty("guise", "cell")
        line.setMaxLength(LONGEST)
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        set_name(line, str(heading))
        self.editor = line
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Give the editor the whole cell, whose padding would leave too little for the letters."""
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the words of the cell in its editor."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        """Hand what was typed to the sheet."""
        if isinstance(editor, QLineEdit):
            index.model().setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leave the editor on the keys of a sheet: what was typed is kept, but on Escape."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not isinstance(editor, QWidget):
            return super().eventFilter(editor, event)
        if event.key() not in LEAVING:
            return super().eventFilter(editor, event)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left_by.emit(event)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        painted = index.data(CellRole)
        if not isinstance(painted, Painted):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect)
        _paint_ground(painter, option, painted, rect)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if painted.frame is Frame.FAMILY:
            _paint_bracket(painter, rect, painted.bracket)
            inner.setLeft(rect.left() + current().pixels(22))
        inner = _paint_signs(painter, inner, painted)
        if painted.frame is Frame.TAG:
            _paint_tag(painter, inner, painted)
        else:
            _paint_words(painter, inner, painted, is_chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, painted: Painted, rect: QRect) -> None:
    """Paint ground, grid and the frame of the cell that has the cursor."""
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    ground = "accent_soft" if is_chosen else "surface2" if painted.is_family else "surface"
    if painted.cell.is_refused:
        ground = "danger_soft"
    painter.fillRect(rect, _colour(ground))
    painter.setPen(_colour("line"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.drawLine(rect.topRight(), rect.bottomRight())
    if option.state & QStyle.StateFlag.State_HasFocus:
        pen = painter.pen()
        pen.setColor(_colour("focus"))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))


def _paint_bracket(painter: QPainter, rect: QRect, bracket: str) -> None:
    """Paint the part of a family's bracket that a row has."""
    if bracket in ("", "alone"):
        return
    left, right = rect.left() + current().pixels(8), rect.left() + current().pixels(15)
    top = rect.top() + 6 if bracket == "first" else rect.top()
    bottom = rect.bottom() - 6 if bracket == "last" else rect.bottom()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    pen = painter.pen()
    pen.setColor(_colour("accent"))
    pen.setWidth(2)
    painter.setPen(pen)
    painter.drawLine(left, top, left, bottom)
    if bracket == "first":
        painter.drawLine(left, top, right, top)
    if bracket == "last":
        painter.drawLine(left, bottom, right, bottom)


def _paint_signs(painter: QPainter, inner: QRect, painted: Painted) -> QRect:
    """Paint at the right of a cell that it is refused, in dispute or not saved; return what room is left."""
    theme, cell = current(), painted.cell
    if cell.is_refused:
        size = theme.pixels(SIGN)
        theme.icon("alert-triangle", "danger", SIGN).paint(
            painter, QRect(inner.right() - size + 1, inner.center().y() - size // 2, size, size)
        )
        return inner.adjusted(0, 0, -size - 3, 0)
    told = (("?", "danger", cell.is_disputed), ("2\u00d7", "danger", cell.is_twice), ("•", "accent", cell.is_waiting))
    sign, colour = next(((sign, colour) for sign, colour, is_so in told if is_so), ("", ""))
    if not sign:
        return inner
    painter.setFont(_font(is_strong=True))
    painter.setPen(_colour(colour))
    painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, sign)
    return inner.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(sign) - 3, 0)


def _paint_tag(painter: QPainter, inner: QRect, painted: Painted) -> None:
    """Paint a tag as the paper one looks: a frame with a hole and a number; a grey one is what comes next."""
    theme = current()
    words = painted.cell.words or painted.ghost
    if not words:
        return
    painter.setFont(_font(is_strong=True))
    ink = "text" if painted.cell.words else "muted"
    width = min(painter.fontMetrics().horizontalAdvance(words) + theme.pixels(21), inner.width())
    frame = QRectF(inner.left(), inner.top() + 3.5, width, inner.height() - 7)
    painter.setPen(_colour("line2"))
    painter.setBrush(_colour("surface"))
    painter.drawRoundedRect(frame, 4, 4)
    painter.drawEllipse(QRectF(frame.left() + 5, frame.center().y() - 1.5, 3, 3))
    painter.setPen(_colour(ink))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(width) - theme.pixels(15))
    painter.drawText(frame.adjusted(theme.pixels(13), 0, 0, 0), _MIDDLE, shown)


def _paint_words(painter: QPainter, inner: QRect, painted: Painted, *, is_chosen: bool) -> None:
    """Paint the words of a cell, and its pills after them."""
    cell = painted.cell
    painter.setFont(_font(is_struck=painted.is_gone))
    if cell.words:
        colour = "danger" if cell.is_refused or cell.is_disputed else "muted" if cell.is_hidden else "text"
        painter.setPen(_colour(colour))
        shown = painter.fontMetrics().elidedText(cell.words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _MIDDLE, shown)
        inner = inner.adjusted(painter.fontMetrics().horizontalAdvance(shown) + 8, 0, 0, 0)
    for words, tone in cell.pills:
        inner = _paint_pill(painter, inner, words, tone, is_chosen=is_chosen)


def _paint_pill(painter: QPainter, inner: QRect, words: str, tone: str, *, is_chosen: bool) -> QRect:
    """Paint a pill, or what fits of it, and return what room is left."""
    theme = current()
    painter.setFont(_font(PILL_LETTERS))
    metrics = painter.fontMetrics()
    width, height = min(metrics.horizontalAdvance(words) + 14, inner.width()), metrics.height() + 3
    if width < theme.pixels(SIGN):
        return inner
    pill = QRectF(inner.left(), inner.center().y() - height / 2 + 1, width, height)
    ink, ground = ("muted", "") if tone == "plain" else INK.get(tone, (tone, f"{tone}_soft"))
    if ground:
        painter.setPen(_colour(ink) if is_chosen else Qt.PenStyle.NoPen)
        painter.setBrush(_colour(ground))
        painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(_colour(ink))
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(width) - 8)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)
    return inner.adjusted(int(width) + 5, 0, 0, 0)


def _font(base: int = BASE_PIXELS, *, is_strong: bool = False, is_struck: bool = False) -> QFont:
    return _kept_font(current().text_percent, base, is_strong, is_struck)


def _colour(name: str) -> QColor:
    return _kept_colour(current().scheme, name)


@lru_cache(maxsize=64)
def _kept_font(_percent: int, base: int, is_strong: bool, is_struck: bool) -> QFont:  # noqa: FBT001 - keys of a cache
    """Return a font, made once for each size of letters: a screenful of cells asks for it a thousand times."""
    font = current().font(base, is_strong=is_strong, has_figures=True)
    font.setStrikeOut(is_struck)
    return font


@lru_cache(maxsize=128)
def _kept_colour(_scheme: Scheme, name: str) -> QColor:
    """Return a colour; it is made once for each scheme."""
    return current().colour(name)
