"""What stands above the rows of a list: the search line, the menu, filters with their counts, and how many there are.

All of it has its room from the start. What has come in since the list was put in order is counted here, with the button
that shows it in its place.
"""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.rows import Row
from tipdesk.ui.records.arranging import ALL, Arrangement
from tipdesk.ui.records.list_menu import ListMenu
from tipdesk.ui.records.speaker import Offer, Speaker
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.offer_chips import BROAD_FROM, OfferChips
from tipdesk.ui.widgets.search_box import SearchBox

STATE_LINE = 26
SEVERAL = "?"
"""What stands for the key of a chip where several filters hold at once: no chip has it."""


class ListHead(QWidget):
    """The head of a list; `fresh_pressed` is emitted when what is new is to be shown in its place.

    `read` tells the menu what is shown, as `ListMenu` says.
    """

    fresh_pressed = Signal()

    def __init__(
        self,
        read: Callable[[], tuple[Sequence[Row], Speaker, Arrangement, Collection[str] | None]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.search, self.chips, self.menu = SearchBox(_("Find in the list")), OfferChips(), ListMenu(read, self)
        self.chips.come_after(self.menu.button)
        self.state = ElidedLabel("muted")
        self.fresh = quiet("", pressed=self.fresh_pressed.emit)
        self.fresh.setProperty("guise", "foot-link")
        self.fresh.setFixedHeight(current().pixels(STATE_LINE))
        self.fresh.hide()
        line, state, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        line.setSpacing(8)
        line.addWidget(self.search, 1)
        line.addWidget(self.menu.button)
        state.addWidget(self.state, 1)
        state.addWidget(self.fresh)
        state.addStrut(current().pixels(STATE_LINE))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self.chips)
        column.addLayout(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the search line, where there is little."""
        super().resizeEvent(event)
        self.menu.show_tight(is_tight=event.size().width() < current().pixels(BROAD_FROM))

    def write_search(self, words: str = "") -> None:
        """Write words into the search line, or empty it, without asking anew."""
        self.search.blockSignals(True)
        self.search.setText(words)
        self.search.blockSignals(False)

    def tell(
        self, chosen: Arrangement, speaker: Speaker, offers: Sequence[Offer], counts: tuple[int, int, int]
    ) -> None:
        """Say what is shown: of all rows those that pass, and how many are new; `counts` are these three numbers."""
        count, shown, fresh = counts
        passing = next(iter(chosen.passing), ALL) if len(chosen.passing) <= 1 else SEVERAL
        every: list[tuple[str, str, int]] = [
            (ALL, _("All"), count),
            *((one.key, one.label, one.passing) for one in offers),
        ]
        self.chips.show_offers(every if count else (), passing)
        self.menu.show_state(chosen, speaker)
        found = _("Find in {rows}").format(rows=speaker.counted(count))
        self.search.setPlaceholderText(found if count else _("Find in the list"))
        words = (
            _("{shown} of {count}").format(shown=shown, count=count) if chosen.is_filtered else speaker.counted(count)
        )
        by = dict(speaker.sorts()).get(chosen.sort.removeprefix("-"))
        if by:
            words = "   ·   ".join([words, _("sorted by {column}").format(column=by[:1].lower() + by[1:])])
        self.state.setText(words if count else "")  # the sentence in place of the rows says it
        self.fresh.setText(plural("{count} new: show", "{count} new: show", fresh))
        self.fresh.setVisible(fresh > 0)
