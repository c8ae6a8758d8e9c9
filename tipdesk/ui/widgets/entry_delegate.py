"""Paints the rows of an `EntryList`: a heading with its count, or an entry with an icon, two lines, time and pills.

Words that were searched for are bold and underlined, so that colour never says it alone. What is late has a red bar and
says so in a pill; what is done stays in its place, in muted letters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tipdesk.domain.characters import visible
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.painted_rows import LEFT, RIGHT, paint_focus, paint_heading
from tipdesk.ui.widgets.pill_delegate import paint_pills

EntryRole = Qt.ItemDataRole.UserRole + 41
HEAD_HEIGHT, ENTRY_HEIGHT = 30, 54
BAR, PAD, ICON, GAP = 4, 14, 18, 10
Marks = Sequence[tuple[int, int]]
"""Where marked words begin and end in a text."""


@dataclass(frozen=True)
class Head:
    """The heading of a group, with how many entries stand under it."""

    words: str
    count: int

    @property
    def spoken(self) -> str:
        """What a screen reader says of the heading."""
        return f"{self.words}  {self.count}"


@dataclass(frozen=True)
class Entry:
    """One entry of a list, known by its `key`; `subject` is what it is about.

    `marks` and `below_marks` say which words of the first and the second line were searched for. What `is_late` has a
    red bar, and what `is_gone` is done and stands there until the list is shown anew.
    """

    key: object
    what: str
    below: str = ""
    when: str = ""
    icon: str = ""
    pills: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    below_marks: tuple[tuple[int, int], ...] = ()
    is_late: bool = False
    is_gone: bool = False
    subject: object = None

    @property
    def spoken(self) -> str:
        """What a screen reader says of the entry."""
        return ". ".join(filter(None, (*(words for words, _tone in self.pills), self.what, self.when, self.below)))


class EntryDelegate(QStyledItemDelegate):
    """The delegate of an `EntryList`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a low height for headings and a higher one for entries."""
        return QSize(200, current().pixels(HEAD_HEIGHT if isinstance(index.data(EntryRole), Head) else ENTRY_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row, which is a heading or an entry."""
        row = index.data(EntryRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Head):
            paint_heading(painter, option.rect, row.spoken)
        elif isinstance(row, Entry):
            _paint_entry(painter, option, row)
        painter.restore()


def segments(text: str, marks: Marks) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, each with whether it is marked; invisible characters stand as marks of their own."""
    at = 0
    for begin, end in sorted(marks):
        if begin > at:
            yield visible(text[at:begin], paragraphs=False), False
        if end > max(begin, at):
            yield visible(text[max(begin, at) : end], paragraphs=False), True
        at = max(at, end)
    if at < len(text):
        yield visible(text[at:], paragraphs=False), False


def _paint_entry(painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
    theme, rect = current(), QRect(option.rect)
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(rect, theme.colour("accent_soft" if is_chosen else "surface"))
    if is_chosen or entry.is_late:
        colour = "danger" if entry.is_late and not entry.is_gone else "accent"
        painter.fillRect(rect.x(), rect.y() + 6, BAR, rect.height() - 12, theme.colour(colour))
    painter.setPen(theme.colour("line"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if is_chosen and option.state & QStyle.StateFlag.State_HasFocus:
        paint_focus(painter, rect)
    inner, side = rect.adjusted(PAD, theme.pixels(6), -PAD, -theme.pixels(6)), theme.pixels(ICON)
    if entry.icon:
        icon = theme.icon(entry.icon, "muted", ICON)
        icon.paint(painter, inner.x(), inner.y() + (inner.height() // 2 - side) // 2, side, side)
        inner.setLeft(inner.left() + side + GAP)
    first, second = QRect(inner), QRect(inner)
    first.setHeight(inner.height() // 2)
    second.setTop(first.bottom() + 1)
    first.setRight(first.right() - _paint_when(painter, first, entry))
    taken = paint_pills(painter, second, entry.pills, is_chosen=is_chosen)
    second.setRight(second.right() - taken - (GAP if entry.pills else 0))
    painter.setPen(theme.colour("muted" if entry.is_gone else "text"))
    _write(painter, first, entry.what, entry.marks, theme.font(14, has_figures=True))
    painter.setPen(theme.colour("muted"))
    _write(painter, second, entry.below, entry.below_marks, theme.font(12, has_figures=True))


def _write(painter: QPainter, rect: QRect, text: str, marks: Marks, font: QFont) -> None:
    """Write a line whose marked parts are bold and underlined, and cut it where the room ends."""
    at, marked = rect.x(), QFont(font)
    marked.setBold(True)
    marked.setUnderline(True)
    for part, is_marked in segments(text, marks):
        painter.setFont(marked if is_marked else font)
        metrics = painter.fontMetrics()
        room = rect.right() - at
        shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(at, rect.y(), room, rect.height()), LEFT, shown)
        at += metrics.horizontalAdvance(shown)
        if shown != part or at >= rect.right():
            return


def _paint_when(painter: QPainter, rect: QRect, entry: Entry) -> int:
    theme = current()
    painter.setFont(theme.font(12, is_strong=entry.is_late, has_figures=True))
    painter.setPen(theme.colour("danger" if entry.is_late and not entry.is_gone else "muted"))
    painter.drawText(rect, RIGHT, entry.when)
    return painter.fontMetrics().horizontalAdvance(entry.when) + GAP if entry.when else 0
