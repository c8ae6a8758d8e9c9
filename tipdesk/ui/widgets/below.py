"""Room for what may appear below the scrolling part of a page: a refusal, a draft that came back, work under way.

It takes its room from the part that scrolls and never more than half of the page; beyond that it scrolls itself. So no
field and no button at the foot of the page moves when something appears. What appears, and when, is decided by whoever
adds the parts: they only show and hide them.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.widgets.scrolled import scrolled

MOST = 0.5
GAP = 10
_COMES_OR_GOES = frozenset({QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest})


class Below(QWidget):
    """A column of parts that is itself hidden while all of its parts are hidden."""

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._area: QScrollArea = scrolled(self._inner, is_low=True)
        self._area.setParent(self)
        self._parts: list[QWidget] = []
        self._inner.installEventFilter(self)
        for part in parts:
            self.add(part)
        current().changed.connect(self._fit)

    def add(self, part: QWidget) -> None:
        """Put a part below the others, and follow when it is shown, hidden or resized."""
        self._parts.append(part)
        self._column.addWidget(part)
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the height again as soon as a part comes, goes or changes its size."""
        if event.type() in _COMES_OR_GOES:
            self._fit()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Fit the height for the first time when the widget is put into its page."""
        if event.type() == QEvent.Type.ParentChange:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height again when the width has changed, because the words then break into other lines."""
        super().resizeEvent(event)
        self._area.setGeometry(self.rect())
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        page = self.parentWidget()
        if page is None:
            return  # shown now it would be a window
        seen = [part for part in self._parts if not part.isHidden()]
        self.setVisible(bool(seen))
        if seen:
            self.setFixedHeight(min(self._wanted(), int(page.height() * MOST)))
            self._area.setGeometry(self.rect())  # while it is being shown Qt tells of its first size alone

    def _wanted(self) -> int:
        column, width = self._column, self.width()
        needed = column.totalHeightForWidth(width) if column.hasHeightForWidth() else column.totalSizeHint().height()
        return max(needed, column.totalMinimumSize().height())
