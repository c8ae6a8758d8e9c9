"""Paints pills: the words of a table's cell in the colours of their tone, and a row of pills for painters of lists.

A cell whose model answers `ToneRole` with a tone is painted as a pill; any other cell is painted as usual. Which tone
means what is decided by the model.
"""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tipdesk.ui.theme import current

ToneRole = Qt.ItemDataRole.UserRole + 20
PILL_LETTERS, BETWEEN_PILLS, PILL_MARGINS = 11, 6, 18
INK = {"neutral": ("muted", "surface2")}


def paint_pill(painter: QPainter, pill: QRectF, words: str, tone: str, *, is_chosen: bool) -> None:
    """Paint one pill with its words; in a chosen row it is framed, because the ground may be that of a pill."""
    theme = current()
    ink, ground = INK.get(tone, (tone, f"{tone}_soft"))
    painter.setPen(theme.colour(ink) if is_chosen else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setPen(theme.colour(ink))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)


def paint_pills(
    painter: QPainter, rect: QRect, pills: Sequence[tuple[str, str]], *, is_chosen: bool = False
) -> int:  # fmt: skip
    """Paint pills, each its words and its tone, at the right of `rect`, and return the pixels that they take there."""
    right, font = float(rect.right()), current().font(PILL_LETTERS)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    for words, tone in reversed(pills):
        width, height = metrics.horizontalAdvance(words) + PILL_MARGINS, metrics.height() + 4
        pill = QRectF(right - width, rect.center().y() - height / 2, width, height)
        paint_pill(painter, pill, words, tone, is_chosen=is_chosen)
        right -= width + BETWEEN_PILLS
    return int(rect.right() - right)


class PillDelegate(QStyledItemDelegate):
    """A delegate that is set on a table or on one of its columns."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground and the selection as usual, and then the pill over them."""
        tone = index.data(ToneRole)
        if not isinstance(tone, str):
            super().paint(painter, option, index)
            return
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        super().paint(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(current().font(PILL_LETTERS))
        metrics = painter.fontMetrics()
        rect = QRectF(option.rect)
        height = metrics.height() + 6
        width = min(metrics.horizontalAdvance(text) + 18, rect.width() - 8)
        pill = QRectF(rect.x() + 4, rect.center().y() - height / 2, width, height)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width) - 12)
        paint_pill(painter, pill, shown, tone, is_chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Take the words away from a pill's cell, so that they are not painted twice."""
        super().initStyleOption(option, index)
        if isinstance(index.data(ToneRole), str):
            option.text = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a size a little larger than the words, whether they are plain or painted as a pill."""
        size, pill = super().sizeHint(option, index), 0
        if isinstance(index.data(ToneRole), str):
            words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            pill = QFontMetrics(current().font(PILL_LETTERS)).horizontalAdvance(words)
        return QSize(size.width() + pill + 24, max(size.height(), current().pixels(30)))
