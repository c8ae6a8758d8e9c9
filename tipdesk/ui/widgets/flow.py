"""A layout that puts widgets side by side and breaks into lines, as a paragraph does with words."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """A layout of lines from left to right, which breaks where the width ends; `gap` is the pixels between widgets.

    With `is_even` every widget gets the width of the widest, so that they stand in columns.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 6, *, is_even: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._is_even = gap, is_even
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end; Qt calls this."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items the layout holds."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at this index, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove the item at this index and return it, or return None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Tell Qt that the layout wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell Qt that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the lines need at this width."""
        return self._arrange(QRect(0, 0, width, 0), is_real=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items inside this rectangle."""
        super().setGeometry(rect)
        self._arrange(rect, is_real=True)

    def sizeHint(self) -> QSize:
        """Return the minimum size: the layout asks for as little as possible."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size that holds the largest of the items."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, is_real: bool) -> int:
        """Go through the items line by line and return the height they use; `is_real` also places them.

        Each item stands in the middle of the height of its line.
        """
        x, y = rect.x(), rect.y()
        line: list[tuple[QLayoutItem, int]] = []
        shown = [item for item in self._items if not item.isEmpty()]  # a hidden widget takes no room
        widest = max((item.sizeHint().width() for item in shown), default=0) if self._is_even else 0
        for item in shown:
            width = max(item.sizeHint().width(), widest)
            if line and x + width > rect.right() + 1:
                y += self._end_line(line, y, is_real=is_real) + self._gap
                x, line = rect.x(), []
            line.append((item, x))
            x += width + self._gap
        return y + self._end_line(line, y, is_real=is_real) - rect.y()

    def _end_line(self, line: list[tuple[QLayoutItem, int]], y: int, *, is_real: bool) -> int:
        height = max((item.sizeHint().height() for item, _x in line), default=0)
        for item, x in line if is_real else ():
            hint = item.sizeHint()
            item.setGeometry(QRect(QPoint(x, y + (height - hint.height()) // 2), hint))
        return height
