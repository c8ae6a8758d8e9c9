"""The three recovery cards, one custodian after the other: words and code to be taken on paper, then two words back.

One card is on the screen at a time, and none once its custodian has shown that the words are on paper; what is typed
must be right before the next card comes. Printing a card, and what comes after, is up to the page.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from tipdesk.services.documents.recovery_card import RecoveryCard, ShownCard
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, figures, muted, small, strong, title
from tipdesk.ui.widgets.qr_view import QrView
from tipdesk.ui.widgets.text_edit import TextEdit

COLUMNS = 3


class CardsView(Card):
    """The cards. `save_asked` carries the card that is to be written to a file.

    `finished` says that every custodian has typed the words that were asked for.
    """

    save_asked = Signal(object)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.column.setContentsMargins(28, 24, 28, 24)
        self._cards: Sequence[ShownCard] = ()
        self._at = 0
        self._title, self._said = title(), body()
        self.sheet, self.asking = QWidget(), QWidget()
        self._note = small()
        self.asked: list[FieldFrame] = []
        self._problems = ErrorSummary(keeps_room=True)
        self.taken = primary(_("It is on &paper: ask for two words"), icon="check", pressed=self._ask)
        self.save = plain(_("&Save as PDF to print…"), icon="printer", pressed=self._save)
        self.confirm = primary(_("&Confirm"), icon="check", pressed=self._confirm)
        self.again = plain(_("Show the &words again"), icon="eye", pressed=self._show_sheet)
        self._foot = QWidget()
        flow = Flow(self._foot)
        for button in (self.taken, self.save, self.confirm, self.again):
            flow.addWidget(button)
        for part in (self._title, self._said, self.sheet, self.asking, self._note, self._foot, self._problems):
            self.add(part)

    @property
    def card(self) -> RecoveryCard:
        """The card whose custodian is at the screen."""
        return self._cards[self._at].card

    def show_cards(self, cards: Sequence[ShownCard]) -> None:
        """Show these cards, beginning with the first."""
        self._cards, self._at = cards, 0
        self._show_sheet()

    def show_saved(self, name: str) -> None:
        """Say under which name the card was written."""
        self._note.setText(_("Written as {name}. Print it, hand it over, then erase the file.").format(name=name))

    def show_refusal(self, sentence: str) -> None:
        """Say why the card was not written to a file."""
        self._note.setText(sentence)

    def _show_sheet(self) -> None:
        shown = self._cards[self._at]
        self._title.setText(shown.card.title)
        self._said.setText(_("Call one custodian to the screen, alone. The card is printed, or copied by hand."))
        self._fill(self.sheet, _sheet(shown))
        self._fill(self.asking, None)
        self._turn(is_asking=False)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        card = self.card
        self._said.setText(_("From the paper, the custodian types two of the words:"))
        self.asked = [
            FieldFrame(f"word-{at}", _("&Word {number}").format(number=at + 1), TextEdit(most=20), can_be_missing=False)
            for at in card.asked_positions
        ]
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for field in self.asked:
            row.addWidget(field)
        self._fill(self.sheet, None)
        self._fill(self.asking, box)
        self._turn(is_asking=True)
        self.asked[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        card = self.card
        for field, at in zip(self.asked, card.asked_positions, strict=True):
            typed = str(field.value() or "").strip().lower()
            field.set_problem(None if typed == card.words[at] else _("This is not that word of the card."))
        if self._problems.show_problems(self.asked):
            return
        self._at += 1
        if self._at < len(self._cards):
            self._show_sheet()
            return
        self._cards = ()
        self._fill(self.asking, None)
        self.finished.emit()

    def _save(self) -> None:
        self.save_asked.emit(self.card)

    def _turn(self, *, is_asking: bool) -> None:
        self._note.clear()
        self._problems.show_problems([])
        for part in (self.sheet, self.taken, self.save):
            part.setVisible(not is_asking)
        for part in (self.asking, self.confirm, self.again):
            part.setVisible(is_asking)

    def _fill(self, room: QWidget, content: QWidget | None) -> None:
        """Put a widget in its room, and delete what stood there: words of a card stay in no widget that is not seen."""
        column = room.layout()
        if column is None:
            column = QHBoxLayout(room)
            column.setContentsMargins(0, 0, 0, 0)
        while (item := column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        if content is not None:
            column.addWidget(content)


def _sheet(shown: ShownCard) -> QWidget:
    """Return the face of a card as its paper shows it."""
    card, sheet = shown.card, QWidget()
    grid = QGridLayout(sheet)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.addWidget(muted(card.fingerprint_label), 0, 0, 1, COLUMNS + 1)
    grid.addWidget(strong(card.fingerprint), 1, 0, 1, COLUMNS + 1)
    rows = -(-len(card.words) // COLUMNS)
    for at, word in enumerate(card.words):
        grid.addWidget(figures(f"{at + 1:>2}  {word}"), 2 + at % rows, at // rows)
    code = QrView(_("QR code of this card"))
    code.show_matrix(shown.matrix)
    code.setFixedSize(code.sizeHint() * 3 / 5)
    grid.addWidget(code, 2, COLUMNS, rows, 1, Qt.AlignmentFlag.AlignTop)
    return sheet
