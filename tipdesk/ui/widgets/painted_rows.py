"""What the painters of all lists paint in the same way: words in a rectangle, the heading of a group, the focus."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from tipdesk.domain.characters import visible
from tipdesk.ui.theme import current

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
HEADING_PAD = 14


def write(
    painter: QPainter, rect: QRect, words: str, colour: str, *, size: int, is_strong: bool = False,
    side: Qt.AlignmentFlag = LEFT,
) -> int:  # fmt: skip
    """Write words into a rectangle, cut where they do not fit, and return how wide they are."""
    theme = current()
    painter.setFont(theme.font(size, is_strong=is_strong, has_figures=True))
    painter.setPen(theme.colour(colour))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(visible(words, paragraphs=False), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side, shown)
    return metrics.horizontalAdvance(shown)


def paint_heading(painter: QPainter, rect: QRect, words: str) -> None:
    """Paint the heading of a group, which is read and never chosen."""
    theme = current()
    painter.fillRect(rect, theme.colour("surface2"))
    painter.setFont(theme.font(12, is_strong=True))
    painter.setPen(theme.colour("text"))
    painter.drawText(rect.adjusted(HEADING_PAD, 0, -HEADING_PAD, 0), LEFT, words)


def paint_focus(painter: QPainter, rect: QRect, *, lines: int = 1) -> None:
    """Paint the frame of the row that has the focus, so many lines thick."""
    painter.setPen(current().colour("focus"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in range(1, lines + 1):
        painter.drawRect(rect.adjusted(line, line, -line - 1, -line - 1))
