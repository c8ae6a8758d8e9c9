"""The cards of the page Keys of headquarters.

They show the keys in force, what two custodians can do, who is in the case unit, and what happened to the keys. Words
of recovery cards stand in the two boxes alone; they leave with a deed that is done, and when the page is left. Every
deed is done by `KeysPresenter`.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import danger, plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, figures, muted, strong
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.text_edit import TextEdit

DIGITS_TYPED = 60
_LEAVING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.MouseFocusReason)


class InForceCard(Card):
    """Number and digits of the keyset, and which PCs do not hold it yet.

    `cards_pressed` asks to show the new recovery cards again.
    """

    cards_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Keys in force"), parent)
        self.sentence, self.digits, self.behind, self.due = body(), figures(), muted(), strong()
        self.digits.setWordWrap(True)
        self.digits.setFont(current().font(16, is_strong=True, has_figures=True))
        self.again = plain(_("Sho&w the cards again"), icon="qrcode", pressed=self.cards_pressed.emit)
        for part in (self.sentence, self.digits, self.behind, self.due, self.again):
            self.add(part)
        self.again.hide()

    def show_keys(self, sentence: str, digits: str, behind: str, due: str) -> None:
        """Show how the keys stand.

        `behind` says which PCs hold earlier keys, and `due` why something is to be done, "" where nothing is.
        """
        self.sentence.setText(sentence)
        self.digits.setText(digits)
        self.behind.setText(behind)
        self.due.setText(due)
        self.due.setVisible(bool(due))


class CustodiansCard(Card):
    """Boxes for the words of two recovery cards, and what can be done with them.

    `renew_pressed` carries whether new cards are wanted, `lost_pressed` asks for new cards without the old ones, and
    `answer_pressed` to open a locked PC. `card_left` carries the number (1 or 2) and the words of a box that was left
    with words in it, since one custodian makes room for the other. `summary` lists the problems, and its page puts it
    in its place.
    """

    renew_pressed = Signal(bool)
    lost_pressed = Signal()
    answer_pressed = Signal()
    card_left = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("With two custodians"), parent)
        self.summary = ErrorSummary()
        self.cards = [
            FieldFrame("card-1", _("&First card"), _words_box(), can_be_missing=False),
            FieldFrame("card-2", _("&Other card"), _words_box(), can_be_missing=False),
        ]
        self.digits = FieldFrame(
            "digits",
            _("Thirty di&gits that a locked PC shows"),
            TextEdit("12345 12345 12345 12345 12345 12345", DIGITS_TYPED),
            help_text=_("Only to open a PC whose passphrases are all lost. Ring its post at a number you know."),
            can_be_missing=False,
        )
        self.add(muted(_("Each custodian types their own card, or scans its code. The words stay nowhere.")))
        for field in self.cards:
            self.add(field)
            field.editor.faces[0].installEventFilter(self)
        self.renew = primary(_("&Renew the keys"), icon="refresh", pressed=partial(self.renew_pressed.emit, False))
        fresh = plain(_("Renew, with &new cards"), icon="qrcode", pressed=partial(self.renew_pressed.emit, True))
        self._bar(self.renew, fresh)
        self.add(self.digits)
        self._bar(plain(_("Open a &locked PC…"), icon="lock", pressed=self.answer_pressed.emit))
        self._lost = quiet(_("Fewer than two cards are left…"), icon="alert-triangle", pressed=self._ask_lost)
        self._sure = danger(_("Make new cards without the old ones"), icon="qrcode", pressed=self._is_sure)
        self._warning = body(_("Every post stops syncing until its supervisor has compared new digits with you."))
        self.add(self._warning)
        self._bar(self._lost, self._sure)
        self._show_lost(is_asked=False)

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        """Emit `card_left` when a box with words in it is left for another part of the page."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() in _LEAVING:
            for number, (field, words) in enumerate(zip(self.cards, self.shares(), strict=True), start=1):
                if words and box is field.editor.faces[0]:
                    self.card_left.emit(number, words)
        return super().eventFilter(box, event)

    def show_card(self, number: int, problem: str) -> None:
        """Say beside a card, 1 or 2, what is wrong with it; "" takes it away."""
        self.cards[number - 1].set_problem(problem or None)

    def shares(self) -> list[str]:
        """Return the words that were typed for the two cards, "" for none."""
        return [str(field.value() or "") for field in self.cards]

    def show_problems(self, problems: dict[str, str], others: Sequence[str] = ()) -> None:
        """Show refusals beside the fields that they are about, and sentences that belong to none."""
        fields = [*self.cards, self.digits]
        for field in fields:
            field.set_problem(problems.get(field.path))
        self.summary.show_problems(fields, others)

    def forget(self) -> None:
        """Empty all fields, so that no word of a card stays on the screen."""
        for field in (*self.cards, self.digits):
            field.set_value(None)
        self.show_problems({})
        self._show_lost(is_asked=False)

    def _bar(self, *buttons: QWidget) -> None:
        bar = Flow(gap=8)
        for button in buttons:
            bar.addWidget(button)
        self.column.addLayout(bar)

    def _ask_lost(self) -> None:
        self._show_lost(is_asked=True)
        self._sure.setFocus()

    def _is_sure(self) -> None:
        self._show_lost(is_asked=False)
        self.lost_pressed.emit()

    def _show_lost(self, *, is_asked: bool) -> None:
        self._warning.setVisible(is_asked)
        self._sure.setVisible(is_asked)
        self._lost.setVisible(not is_asked)


def _words_box() -> LongText:
    box = LongText(4, _("33 words, typed or scanned"))
    box.box.setMaximumHeight(box.box.minimumHeight())
    return box


class UnitCard(Card):
    """Who is in the case unit; `admit_pressed` and `remove_pressed` carry a login."""

    admit_pressed = Signal(str)
    remove_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Case unit"), parent)
        self.add(
            muted(_("Coordinators who open sealed cases. Who leaves is shut out of what is written after new keys."))
        )
        self._lines = Lines(10)
        self.add(self._lines)
        self._edit = TextEdit(_("Login name of a coordinator"), most=40)
        self.login = FieldFrame("login", _("Let &in"), self._edit, can_be_missing=False)
        self.add(self.login)
        bar = Flow(gap=8)
        bar.addWidget(plain(_("Let in"), icon="plus", pressed=self._admit))
        self.column.addLayout(bar)

    def show_members(self, members: Sequence[tuple[str, str]]) -> None:
        """Show the members, each a login and what is said of them."""
        self._lines.fill(self._line(login, words) for login, words in members)
        self._lines.setVisible(bool(members))

    def show_refusal(self, sentence: str | None) -> None:
        """Say why somebody was not let in or taken out; None empties the line, because it was done."""
        self.login.refuse(sentence)
        if sentence is None:
            self.login.set_value(None)

    def _admit(self) -> None:
        self.admit_pressed.emit(str(self.login.value() or ""))

    def _line(self, login: str, words: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(body(words), 1)
        button = quiet(_("Take out"), icon="x", pressed=partial(self.remove_pressed.emit, login))
        set_name(button, _("Take {login} out of the case unit").format(login=login))
        row.addWidget(button)
        return line


class EventsCard(Card):
    """What happened to the keys, with the latest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What happened to the keys"), parent)
        self._lines = body()
        self.add(self._lines)

    def show_events(self, lines: Sequence[str]) -> None:
        """Show these events, or that nothing has happened yet."""
        self._lines.setText("\n".join(lines) or _("Nothing since this headquarters began."))
