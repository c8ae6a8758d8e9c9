"""The page Keys of headquarters: its cards, and in their place the recovery cards while custodians take them.

While a recovery card is on the screen nothing else of the page is.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from tipdesk.services.documents.recovery_card import ShownCard
from tipdesk.ui.custodians.cards_view import CardsView
from tipdesk.ui.headquarters.keys_cards import CustodiansCard, EventsCard, InForceCard, UnitCard
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.sides import Sides, stacked


class KeysPage(FrontPage):
    """The page; `cards_taken` says that every custodian has shown that the words are on paper."""

    cards_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.in_force, self.custodians = InForceCard(), CustodiansCard()
        self.unit, self.events = UnitCard(), EventsCard()
        self.cards = CardsView()
        left = stacked((self.in_force, 0), (self.custodians, 0))
        self._rest = Sides(left, stacked((self.unit, 0), (self.events, 0)))
        self.column.addWidget(self.cards)
        self.column.addWidget(self._rest, 1)
        self.add_foot(self.custodians.summary)
        self.cards.hide()
        self.cards.finished.connect(self._end_cards)
        self.set_first(self.cards.save, self.custodians.cards[0])

    def show_cards(self, cards: Sequence[ShownCard]) -> None:
        """Show new recovery cards to their custodians, one after the other."""
        self._rest.hide()
        self.cards.show()
        self.cards.show_cards(cards)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the words that were typed, so that none waits on a page that nobody looks at."""
        super().hideEvent(event)
        self.custodians.forget()

    def _end_cards(self) -> None:
        self.cards.hide()
        self._rest.show()
        self.cards_taken.emit()
