"""The navigation at the left of the window, with one button for each page.

Exactly one page is marked as open. The arrow keys move between the pages without opening them, and Tab enters and
leaves the rail; each page also has a number as Ctrl+digit in the registry of actions, and no access key: the letters
with Alt are those of the open page, and two with one letter would press neither. Where there are many pages or
large letters, they scroll above the lines that say who works here. A narrow rail shows icons alone, with names and
tooltips. Building and showing the pages is done by the shell.
"""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tipdesk.ui.plain import set_name, set_tip, without_access_key
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.labels import PlainLabel
from tipdesk.ui.widgets.push_button import PushButton
from tipdesk.ui.widgets.scrolled import scrolled

NARROW_BELOW, NARROW_TEXT = 1200, 125
"""Pixels of width, and per cent of letters, from which a window has little room."""
COUNT_ROOM, MOST_SHOWN = 30, 999
"""Pixels for a count beside the words, and the largest number that is written out."""
NARROW, NARROW_SIDE, SIDE, UNBOUND = 56, 5, 12, 16_777_215
"""Width of a narrow rail, and what stands empty at each side of the buttons; no bound is Qt's largest number."""


class _PageButton(PushButton):
    """A button that scrolls into sight when it gets the focus; Qt does that for Tab but not for the arrow keys."""

    def __init__(self, label: str, area: QScrollArea, *, counts: bool) -> None:
        super().__init__(label)
        self._area, self.counts, self.count = area, counts, 0

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._area.ensureWidgetVisible(self, 0, 0)

    def sizeHint(self) -> QSize:
        """Ask for the words, and for the count beside them from the start, so that nothing grows when it comes."""
        size = super().sizeHint()
        has_room = self.counts and self.text()
        return QSize(size.width() + current().pixels(COUNT_ROOM), size.height()) if has_room else size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, and over it how much waits; in a narrow rail the count stands above the icon."""
        super().paintEvent(event)
        if not self.count:
            return
        theme, words = current(), str(self.count) if self.count <= MOST_SHOWN else f"{MOST_SHOWN}+"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(11, is_strong=True, has_figures=True))
        metrics = painter.fontMetrics()
        height = metrics.height() + 2
        width = max(metrics.horizontalAdvance(words) + 10, height)
        middle = self.height() / 2 if self.text() else height / 2 + 2
        pill = QRectF(self.width() - width - (8 if self.text() else 1), middle - height / 2, width, height)
        painter.setPen(theme.colour("nav"))
        painter.setBrush(theme.colour("nav_active"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()


class _Pages(QWidget):
    """The column of page buttons, in which the arrow keys go round."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the last page to the first and back with Down and Up; moving between them is done by Qt itself."""
        ends = {int(Qt.Key.Key_Down): 0, int(Qt.Key.Key_Up): -1}
        if event.key() in ends:
            self.findChildren(_PageButton)[ends[event.key()]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class NavRail(QFrame):
    """The rail of page buttons; `chosen` carries the id of the page whose button was pressed."""

    chosen = Signal(str)

    def __init__(self, brand: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "nav")
        self.setAccessibleName(_("Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._buttons: dict[str, _PageButton] = {}
        self._labels: dict[str, str] = {}
        self._lines, self._is_narrow = "", False
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        self._whole = column
        column.setSpacing(4)
        sign, name = PlainLabel(), PlainLabel(brand)
        name.setProperty("guise", "brand")
        self._brand, self._sign = name, sign
        current().dress(sign, "shield", "nav_active", 26)
        row = QHBoxLayout()
        row.addWidget(sign)
        row.addWidget(name, 1)
        column.addLayout(row)
        column.addSpacing(14)
        self._pages = _Pages()
        self._column = QVBoxLayout(self._pages)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._area = scrolled(self._pages)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.verticalScrollBar().rangeChanged.connect(self._fit)
        column.addWidget(self._area, 1)
        column.addSpacing(6)
        self._officer = PlainLabel()
        self._officer.setProperty("guise", "officer")
        self._officer.setWordWrap(True)
        column.addWidget(self._officer)
        current().changed.connect(self._fit)
        self._fit()

    def add_page(self, page_id: str, label: str, icon: str, *, counts: bool = False) -> None:
        """Add a page below the others.

        In `label` "&&" stands for "&", and `icon` is the name of an icon. With `counts` there is room
        for how much waits on the page.
        """
        button = _PageButton(label, self._area, counts=counts)
        button.setProperty("guise", "nav")
        button.setCheckable(True)
        button.setAutoDefault(False)
        set_name(button, without_access_key(label))
        current().dress(button, icon, "nav_text", 20)
        button.clicked.connect(lambda _checked=False: self.chosen.emit(page_id))
        self._group.addButton(button)
        self._buttons[page_id], self._labels[page_id] = button, label
        self._column.insertWidget(self._column.count() - 1, button)
        self._fit()

    def mark(self, page_id: str) -> None:
        """Mark the page that is open, and scroll its button into sight."""
        self._buttons[page_id].setChecked(True)
        self._area.ensureWidgetVisible(self._buttons[page_id], 0, 0)

    def show_count(self, page_id: str, count: int, words: str) -> None:
        """Show how much waits on a page; `words` say it to who hears the screen, and in a tooltip."""
        button = self._buttons[page_id]
        button.count = count
        label = without_access_key(self._labels[page_id])
        set_name(button, f"{label}: {words}" if count else label)
        set_tip(button, button.accessibleName() if self._is_narrow or count else "")
        button.update()

    def show_officer(self, lines: str) -> None:
        """Show at the foot of the rail who works here."""
        self._lines = lines
        self._fit()

    def fit_window(self, pixels: int) -> bool:
        """Become narrow or wide as the window and the size of letters need, and return whether it is narrow now.

        `pixels` is the width of the window.
        """
        self.show_narrow(is_narrow=pixels < NARROW_BELOW or current().text_percent >= NARROW_TEXT)
        return self._is_narrow

    def show_narrow(self, *, is_narrow: bool) -> None:
        """Show icons alone, or icons with words."""
        if self._is_narrow != is_narrow:
            self._is_narrow = is_narrow
            self._fit()

    def _fit(self) -> None:
        """Set the width: that of the longest label, and of the scroll bar where the pages do not fit."""
        side = NARROW_SIDE if self._is_narrow else SIDE
        self._whole.setContentsMargins(side, 18, side, 14)
        self._brand.setVisible(not self._is_narrow)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter if self._is_narrow else Qt.AlignmentFlag.AlignLeft)
        for page_id, button in self._buttons.items():
            button.setText("" if self._is_narrow else self._labels[page_id])
            set_tip(button, button.accessibleName() if self._is_narrow or button.count else "")
        self._officer.setText(_initials(self._lines) if self._is_narrow else self._lines)
        self._officer.setAlignment(Qt.AlignmentFlag.AlignCenter if self._is_narrow else Qt.AlignmentFlag.AlignLeft)
        set_tip(self._officer, self._lines if self._is_narrow else "")
        self._column.setSpacing(1 if self._is_narrow else 4)  # at 700 pixels all pages of headquarters are in sight
        self._column.invalidate()
        bar = self._area.verticalScrollBar()
        inner = self._pages.sizeHint().width() + (bar.sizeHint().width() if bar.maximum() else 0)
        self._area.setMinimumWidth(inner)
        self.setMinimumWidth(max(NARROW, inner + 2 * side) if self._is_narrow else current().pixels(160))
        self.setMaximumWidth(self.minimumWidth() if self._is_narrow else UNBOUND)


def _initials(lines: str) -> str:
    """Return the initials of the first and last word of the first line: "CP" for "Cpl Philbert"."""
    words = lines.partition("\n")[0].split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))
