"""Paints a pill inside a table cell: the cell's words in the colours of its tone.

A cell whose model answers `ToneRole` with a tone is painted as a pill; any other cell is painted as usual. Which tone
means what is decided by the model.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tipdesk.ui.theme import current

ToneRole = Qt.ItemDataRole.UserRole + 20
PILL_LETTERS = 11
INK = {"neutral": ("muted", "surface2")}


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
        theme = current()
        ink, ground = INK.get(tone, (tone, f"{tone}_soft"))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(PILL_LETTERS))
        metrics = painter.fontMetrics()
        rect = QRectF(option.rect)
        height = metrics.height() + 6
        width = min(metrics.horizontalAdvance(text) + 18, rect.width() - 8)
        pill = QRectF(rect.x() + 4, rect.center().y() - height / 2, width, height)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # the ground of a chosen row may be the pill's
        painter.setPen(theme.colour(ink) if is_chosen else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.colour(ink))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width) - 12)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)
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
