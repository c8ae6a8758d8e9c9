"""Paints a row of the inbox: a red bar for danger or a child, post and wait, reference and pills, what else is known.

Colour never stands alone: each pill is a word, and what is late is red and says how long it waits.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tipdesk.ui.inbox.lines import Told
from tipdesk.ui.inbox.model import ToldRole
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.painted_rows import RIGHT, paint_focus, paint_heading, write
from tipdesk.ui.widgets.pill_delegate import paint_pills

HEADING_HEIGHT, ROW_HEIGHT, ROOMY = 30, 76, 290
BAR, PAD = 4, 14


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
            paint_heading(painter, option.rect, f"{told.post}   {told.reference}")
        else:
            _paint_row(painter, option, told)
        painter.restore()


def _paint_row(painter: QPainter, option: QStyleOptionViewItem, told: Told) -> None:
    theme, rect = current(), QRect(option.rect)
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(rect, theme.colour("accent_soft" if is_chosen else "surface"))
    if told.is_grave:
        painter.fillRect(rect.x(), rect.y() + 6, BAR, rect.height() - 12, theme.colour("danger"))
    if is_chosen and option.state & QStyle.StateFlag.State_HasFocus:
        paint_focus(painter, rect)
    inner = rect.adjusted(PAD, theme.pixels(7), -PAD, -theme.pixels(7))
    third = inner.height() // 3
    first, second, last = (QRect(inner.x(), inner.y() + third * at, inner.width(), third) for at in range(3))
    late = "danger" if told.is_late else "muted"
    write(painter, first, told.waits, late, size=12, is_strong=told.is_late, side=RIGHT)
    room = painter.fontMetrics().horizontalAdvance(told.waits) + PAD // 2  # how long it waits is never cut
    write(painter, first.adjusted(0, 0, -room, 0), told.post, "muted", size=12, is_strong=True)
    write(painter, second, told.reference, "muted" if told.is_taken else "text", size=14, is_strong=True)
    named = painter.fontMetrics().horizontalAdvance(told.reference)
    beside = second if inner.width() >= theme.pixels(ROOMY) else last  # a reference is never cut
    paint_pills(painter, beside, told.pills, is_chosen=is_chosen)
    if beside is last:  # there the people stand beside the reference, so that no pill cuts them
        second.setLeft(second.left() + named + PAD // 2)
        write(painter, second, told.below, "muted", size=12, side=RIGHT)
    else:
        write(painter, last, told.below, "muted", size=12)
    painter.setPen(theme.colour("line"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
