"""Paints a row of the inbox: a red bar for danger or a child, post and wait, reference and pills, what else is known.

Colour never stands alone: each pill is a word, and what is late is red and says how long it waits.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tipdesk.domain.characters import visible
from tipdesk.ui.inbox.lines import Told
from tipdesk.ui.inbox.model import ToldRole
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.pill_delegate import paint_pills

HEADING_HEIGHT, ROW_HEIGHT, ROOMY = 30, 76, 290
BAR, PAD = 4, 14
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class InboxDelegate(QStyledItemDelegate):
    """A delegate that is set on the list of the inbox."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a low height for headings and a higher one for reports."""
        told = index.data(ToldRole)
        is_heading = isinstance(told, Told) and told.line is None
        return QSize(200, current().pixels(HEADING_HEIGHT if is_heading else ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row, which is a heading or a report."""
        told = index.data(ToldRole)
        if not isinstance(told, Told):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if told.line is None:
            _paint_heading(painter, option.rect, told)
        else:
            _paint_row(painter, option, told)
        painter.restore()


def _paint_heading(painter: QPainter, rect: QRect, told: Told) -> None:
    theme = current()
    painter.fillRect(rect, theme.colour("surface2"))
    painter.setFont(theme.font(12, is_strong=True))
    painter.setPen(theme.colour("text"))
    painter.drawText(rect.adjusted(PAD, 0, -PAD, 0), _LEFT, f"{told.post}   {told.reference}")


def _paint_row(painter: QPainter, option: QStyleOptionViewItem, told: Told) -> None:
    theme, rect = current(), QRect(option.rect)
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(rect, theme.colour("accent_soft" if is_chosen else "surface"))
    if told.is_grave:
        painter.fillRect(rect.x(), rect.y() + 6, BAR, rect.height() - 12, theme.colour("danger"))
    if is_chosen and option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(theme.colour("focus"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
    inner = rect.adjusted(PAD, theme.pixels(7), -PAD, -theme.pixels(7))
    third = inner.height() // 3
    first, second, last = (QRect(inner.x(), inner.y() + third * at, inner.width(), third) for at in range(3))
    _write(painter, first, told.waits, _RIGHT, "danger" if told.is_late else "muted", 12, is_strong=told.is_late)
    room = painter.fontMetrics().horizontalAdvance(told.waits) + PAD // 2  # how long it waits is never cut
    _write(painter, first.adjusted(0, 0, -room, 0), told.post, _LEFT, "muted", 12, is_strong=True)
    _write(painter, second, told.reference, _LEFT, "muted" if told.is_taken else "text", 14, is_strong=True)
    beside = second if inner.width() >= theme.pixels(ROOMY) else last  # a reference is never cut
    taken = paint_pills(painter, beside, told.pills, is_chosen=is_chosen)
    if beside is last:
        last.setRight(last.right() - taken)
    _write(painter, last, told.below, _LEFT, "muted", 12)
    painter.setPen(theme.colour("line"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _write(
    painter: QPainter, rect: QRect, words: str, side: Qt.AlignmentFlag, colour: str, size: int, *,
    is_strong: bool = False,
) -> None:  # fmt: skip
    theme = current()
    painter.setFont(theme.font(size, is_strong=is_strong, has_figures=True))
    painter.setPen(theme.colour(colour))
    painter.drawText(
        rect,
        side,
        painter.fontMetrics().elidedText(visible(words, paragraphs=False), Qt.TextElideMode.ElideRight, rect.width()),
    )
