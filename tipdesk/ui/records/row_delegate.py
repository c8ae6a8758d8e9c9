"""Paints a row of a list in two lines, and the heading of a group.

Every word stands in its own column at its own place in all rows: tag, title, pills, the letter of the family; below
them what else is known, and at the end, never cut, what is lacking or when it was. Colour never stands alone.
"""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.records.arranging import Group
from tipdesk.ui.records.rows_model import DraftRole, GroupRole, WordsRole
from tipdesk.ui.records.speaker import RowWords
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.painted_rows import paint_focus, write
from tipdesk.ui.widgets.pill_delegate import BETWEEN_PILLS, PILL_LETTERS, PILL_MARGINS, paint_pills

Pills = tuple[tuple[str, str], ...]

ROW, GROUP, LOW = 50, 28, 36
"""The heights of a row in two lines, of a heading, and of a row in one line."""
PAD, TAG, FAMILY, BAR, GAP = 12, 34, 18, 3, 6


class RowDelegate(QStyledItemDelegate):
    """A delegate for the first column of a list of rows.

    `has_tags` keeps the column of the tag and `family_width` that of the family's letter, 0 for none. With `is_low` a
    row is painted in one line, because its answers stand in columns of their own.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_tags = self.is_low = False
        self.family_width = 0

    def keep_families(self, letters: Iterable[str]) -> None:
        """Keep a column in which the letters of these families fit, or none where there are no families."""
        self.family_width = max((_family_width(letter) for letter in letters if letter), default=0)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row or of a heading, and the width that the words of a row want in one line."""
        words, theme = index.data(WordsRole), current()
        height = height_of(is_group=index.data(GroupRole) is not None, is_low=self.is_low)
        if not isinstance(words, RowWords):
            return QSize(0, height)
        title = QFontMetrics(theme.font(14, is_strong=True)).horizontalAdvance(words.title)
        small = QFontMetrics(theme.font(11))
        pills = sum(small.horizontalAdvance(word) + 16 + GAP for word, _tone in words.pills)
        kept = theme.pixels(TAG) * self.has_tags + self._families()
        return QSize(title + pills + kept + 2 * PAD + 4 * GAP, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row or a heading."""
        group, words = index.data(GroupRole), index.data(WordsRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(group, Group):
            paint_group(painter, option.rect, group, has_focus=_has_focus(option))
        elif isinstance(words, RowWords):
            self._paint_ground(painter, option)
            self._paint_row(painter, option, words, has_draft=bool(index.data(DraftRole)))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme, rect = current(), option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.colour("accent_soft" if is_chosen else "surface"))
        if is_chosen:
            painter.fillRect(rect.x(), rect.y(), BAR, rect.height(), theme.colour("accent"))
        else:
            painter.setPen(theme.colour("line"))
            painter.drawLine(rect.x() + PAD, rect.bottom(), rect.right() - PAD, rect.bottom())
        if _has_focus(option):
            paint_focus(painter, rect, lines=2)

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, words: RowWords, *, has_draft: bool
    ) -> None:  # fmt: skip
        theme, is_chosen = current(), bool(option.state & QStyle.StateFlag.State_Selected)
        inner = QRect(option.rect).adjusted(PAD, theme.pixels(5), -PAD, -theme.pixels(5))
        half = inner.height() if self.is_low else inner.height() // 2
        first = QRect(inner.x(), inner.y(), inner.width(), half)
        _paint_family(painter, first, words.family)
        first.setRight(first.right() - self._families())
        pills = fitting(words, first.width() - theme.pixels(TAG) * self.has_tags)
        right = first.right() - paint_pills(painter, first, pills, is_chosen=is_chosen)
        if has_draft:
            size = theme.pixels(14)
            icon = theme.icon("pencil", "accent", 14)
            icon.paint(painter, QRect(right - size, first.center().y() - size // 2, size, size))
            right -= size + GAP
        left = inner.x()
        if self.has_tags:
            write(painter, QRect(left, first.y(), theme.pixels(TAG), half), words.tag, "muted", size=14)
            left += theme.pixels(TAG)
        write(painter, QRect(left, first.y(), right - left - GAP, half), words.title, "text", size=14, is_strong=True)
        if not self.is_low:
            self._paint_below(painter, QRect(left, inner.y() + half, inner.right() - left, half), words)

    def _families(self) -> int:
        return self.family_width + current().pixels(GAP) if self.family_width else 0

    def _paint_below(self, painter: QPainter, rect: QRect, words: RowWords) -> None:
        painter.setFont(current().font(12, has_figures=True))
        aside = visible(words.aside, paragraphs=False)
        width = painter.fontMetrics().horizontalAdvance(aside)
        write(painter, QRect(rect.right() - width, rect.y(), width + 1, rect.height()), aside, words.tone, size=12)
        below = QRect(rect.x(), rect.y(), max(0, rect.width() - width - 2 * GAP), rect.height())
        write(painter, below, words.below, "muted", size=12)


def fitting(words: RowWords, width: int, letters: int = 14) -> Pills:
    """Return the pills that leave the title its room, up to half of the row; the last tells how many more there are.

    `letters` is the size of those of the title.
    """
    theme = current()
    title = QFontMetrics(theme.font(letters, is_strong=True)).horizontalAdvance(words.title)
    room = width - min(title + GAP, width // 2)
    metrics = QFontMetrics(theme.font(PILL_LETTERS))
    for kept in range(len(words.pills), -1, -1):
        more = len(words.pills) - kept
        pills = (*words.pills[:kept], *(((f"+{more}", "neutral"),) if more else ()))
        if sum(metrics.horizontalAdvance(one) + PILL_MARGINS + BETWEEN_PILLS for one, _tone in pills) <= room:
            return pills
    return ()


def height_of(*, is_group: bool, is_low: bool) -> int:
    """Return the height of a heading or of a row, at the size of letters that is shown."""
    return current().pixels(GROUP if is_group else LOW if is_low else ROW)


def paint_group(painter: QPainter, rect: QRect, group: Group, *, has_focus: bool) -> None:
    """Paint the heading of a group, with the sign that it is open or closed, and its count."""
    theme, inner = current(), QRect(rect).adjusted(PAD, 0, -PAD, 0)
    painter.fillRect(rect, theme.colour("surface2"))
    size = theme.pixels(14)
    sign = theme.icon("chevron-right" if group.is_closed else "chevron-down", "muted", 14)
    sign.paint(painter, QRect(inner.x(), inner.center().y() - size // 2, size, size))
    inner.setLeft(inner.x() + size + GAP)
    width = write(painter, inner, group.label, "text", size=12, is_strong=True)
    write(painter, inner.adjusted(width + 10, 0, 0, 0), str(group.count), "muted", size=12)
    if has_focus:
        paint_focus(painter, rect)


def _has_focus(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)


def _family_width(letter: str) -> int:
    theme = current()
    words = QFontMetrics(theme.font(11, is_strong=True)).horizontalAdvance(visible(letter, paragraphs=False))
    return max(theme.pixels(FAMILY), words + 2 * GAP if len(letter) > 1 else 0)


def _paint_family(painter: QPainter, rect: QRect, letter: str) -> None:
    """Paint the letter of a family in its frame, at the end of a line."""
    if not letter:
        return
    theme = current()
    size, width = theme.pixels(FAMILY), _family_width(letter)
    box = QRectF(rect.right() - width, rect.center().y() - size / 2, width, size)
    painter.setPen(theme.colour("line2"))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.colour("text"))
    painter.setFont(theme.font(11, is_strong=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, visible(letter, paragraphs=False))
