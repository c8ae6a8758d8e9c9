"""One of the two tables of a sheet: how it looks, and where its focus is seen while it has no row yet."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current

ROW = 26


class SheetTable(QTableView):
    """A table whose cells are gone through by the keys of the grid, and whose frame its delegate paints."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_name(self, name)
        self.setProperty("guise", "sheet")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells; where there is none, paint the frame of the focus where the first one would stand."""
        super().paintEvent(event)
        if self.hasFocus() and self.model().rowCount() == 0:
            room = QRect(0, 0, self.viewport().width(), current().pixels(ROW))
            painter = QPainter(self.viewport())
            painter.setPen(QPen(current().colour("focus"), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))
            painter.end()
