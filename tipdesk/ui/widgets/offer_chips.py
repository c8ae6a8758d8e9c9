"""Choices as chips in one or two lines: what does not fit stands behind *More*, so that the room never changes.

Each chip says how many rows it has, and the one that is chosen is always in sight. Which that is, and what passes, is
decided by the list.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from tipdesk.ui.plain import button_text, set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import chip

LINE, GAP, BROAD_FROM, WIDE_FROM = 30, 6, 340, 640


class OfferChips(QFrame):
    """A strip of chips, one line high until `show_lines`; `chosen` carries the key of the chip that was pressed.

    A strip that is narrower than `BROAD_FROM` has one line, and so has one that is wider than `WIDE_FROM`.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._lines = self._most = 1
        self._chips: dict[str, QPushButton] = {}
        self._order: tuple[str, ...] = ()
        self._after: QWidget | None = None
        self._more = chip(_("More"))
        self._more.setParent(self)
        self._more.setCheckable(False)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._more.hide()
        current().changed.connect(self._fit)
        self._fit()

    def show_offers(self, offers: Sequence[tuple[str, str, int | None]], chosen: str) -> None:
        """Show a chip for each key, label and count, None for no number; the one whose key is `chosen` is marked."""
        for key in [key for key in self._chips if key not in {one[0] for one in offers}]:
            gone = self._chips.pop(key)
            gone.hide()
            gone.deleteLater()
        before = self._after
        for key, label, count in offers:
            made = self._chips.get(key) or self._made(key)
            made.setText(button_text(label if count is None else f"{label} {count}"))
            set_name(made, label if count is None else f"{label}: {count}")
            made.setChecked(key == chosen)
            if before is not None:
                self.setTabOrder(before, made)
            before = made
        if before is not None:
            self.setTabOrder(before, self._more)
        self._order = tuple(key for key, _label, _count in offers)
        self._arrange()

    def show_lines(self, lines: int) -> None:
        """Have at most this many lines from now on."""
        self._most = lines
        self._fit()

    def come_after(self, widget: QWidget) -> None:
        """Let Tab go from a widget to the chips: Qt would put them, which come later, after all that is there."""
        self._after = widget

    def texts(self) -> list[str]:
        """Return the words of all chips, also of those behind *More*."""
        return [self._chips[key].text() for key in self._order]

    def press(self, key: str) -> None:
        """Choose the chip of a key, wherever it stands."""
        self._pressed(key)

    def sizeHint(self) -> QSize:
        """Return the height of the lines, and no width."""
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many chips into the lines as fit."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _made(self, key: str) -> QPushButton:
        made = self._chips[key] = chip("")
        made.setParent(self)
        made.clicked.connect(lambda _checked=False: self._pressed(key))
        return made

    def _pressed(self, key: str) -> None:
        for other, button in self._chips.items():
            button.setChecked(other == key)
        self._arrange()
        self.chosen.emit(key)

    def _arrange(self) -> None:
        """Fill line after line; what is left over stands behind *More*, but for the one that is chosen."""
        height, left, end = current().pixels(LINE), list(self._order), (0, 0)
        for key, x, line in self._places():
            size = self._chips[key].sizeHint()
            self._chips[key].setGeometry(x, line * height, size.width(), size.height())
            self._chips[key].show()
            left.remove(key)
            end = (x + size.width() + GAP, line)
        self._menu.clear()
        for key in left:
            self._chips[key].hide()
            self._menu.addAction(self._chips[key].text(), partial(self._pressed, key))
        more = self._more.sizeHint()
        self._more.setGeometry(end[0], end[1] * height, more.width(), more.height())
        self._more.setVisible(bool(left))

    def _places(self) -> Iterator[tuple[str, int, int]]:
        """Yield where the chips stand that fit, each with its line; the last line keeps room for what must be there."""
        order, most, last = self._order, self.width() + GAP, self._lines - 1
        wide = {key: self._chips[key].sizeHint().width() + GAP for key in order}
        is_whole = not last and sum(wide.values()) <= most
        more = 0 if is_whole else self._more.sizeHint().width() + GAP
        chosen = next((key for key in order if self._chips[key].isChecked()), "")
        x = line = 0
        for at, key in enumerate(order):
            kept = wide[chosen] if chosen in order[at + 1 :] else 0
            must = kept + (more if at + 1 < len(order) else 0)
            if x and line < last and x + wide[key] > most:
                x, line = 0, line + 1
            if x and x + wide[key] > most - (must if line == last else 0):
                if kept or key == chosen:
                    yield chosen, x, line
                return
            yield key, x, line
            x += wide[key]

    def _fit(self) -> None:
        is_broad = current().pixels(BROAD_FROM) <= self.width() < current().pixels(WIDE_FROM)
        self._lines = self._most if is_broad else 1
        self.setFixedHeight(current().pixels(LINE) * self._lines)
        self._arrange()
