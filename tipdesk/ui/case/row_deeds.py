"""Presents what is done with the rows of one board beside changing them: signing, taking back, papers.

What a withdrawal asks for follows from what left, so that each recipient stands here until they were told.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.rules.withdrawal import can_be_withdrawn, is_withdrawn, left_by, to_tell
from tipdesk.services.case.withdraw_consent import ask_back, withdraw_consent
from tipdesk.services.determination.sign_record import SIGNINGS
from tipdesk.services.papers.offered import offered_of
from tipdesk.ui.access.agreeing import ask_then_do
from tipdesk.ui.access.questions import REASON, ask_words
from tipdesk.ui.case.deed_card import DeedCard, Line
from tipdesk.ui.case.protection_pills import uncounted_words
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.determination.deciding_card import signature_line
from tipdesk.ui.determination.signing import ask_to_sign
from tipdesk.ui.gates.rule_answers import RuleAnswers
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _

CONSENT = "Consent"


def add_deeds(
    seat: Seat,
    board: RecordBoard,
    told: Callable[[], CaseTold | None],
    leads: tuple[SignalInstance, SignalInstance, SignalInstance],
) -> None:
    """Give a board its card, where its rows are signed, taken back or printed; `leads` is where its signals go."""
    name = board.record.name
    if name in SIGNINGS or name == CONSENT or offered_of(name):
        deeds = RowDeeds(seat, board, told)
        for signal, lead in zip((deeds.print_asked, deeds.offered, deeds.refused), leads, strict=True):
            signal.connect(lead)


class RowDeeds(QObject):
    """Presents the card in the pane of one board, which it puts there when the pane is made.

    `told` returns the case as it is shown. `print_asked` carries a row, `offered` what leads elsewhere, and `refused`
    a refusal that no dialog takes.
    """

    print_asked = Signal(object)
    offered = Signal(object)
    refused = Signal(object)

    def __init__(self, seat: Seat, board: RecordBoard, told: Callable[[], CaseTold | None]) -> None:
        super().__init__(board)
        self._seat, self._told, self._record = seat, told, board.record.name
        self._reading: Reading | None = None
        self._card: DeedCard | None = None
        self._rules: RuleAnswers | None = None
        board.pane_made.connect(self._dress)

    def _dress(self, pane: RecordPane) -> None:
        name = self._record
        card = self._card = DeedCard(
            self._seat.wording, signs=name in SIGNINGS, withdraws=name == CONSENT, prints=bool(offered_of(name))
        )
        card.row_shown.connect(self._show)
        card.sign_pressed.connect(self._begin_to_sign)
        card.withdraw_pressed.connect(self._withdraw)
        card.print_pressed.connect(lambda: self.print_asked.emit(self._row()))
        card.told_pressed.connect(self._mark_told)
        is_first = name in SIGNINGS or name == CONSENT  # what is to be done with it is seen at once
        pane.body.add(card, card, is_first=is_first)
        if is_first:
            card.chain_after(pane.head.last)

    def _row(self) -> Row | None:
        return self._reading.row if self._reading is not None else None

    def _show(self, reading: Reading) -> None:
        """Say how the row stands that the pane reads now."""
        card, told = self._card, self._told()
        if card is None or told is None:
            return
        if self._reading is None or self._reading.row.id != reading.row.id:
            card.rules.hide()
        self._reading = reading
        row, is_consent = reading.row, self._record == CONSENT
        owed = to_tell(row, told.workspace.view.of) if is_consent else ()
        untold = [(one, _recipient(one, told)) for one in owed]
        card.show_state(
            self._lines(told, row, is_told=not untold), untold,
            sign=reading.can_write and self._record in SIGNINGS and not is_signed(row),
            withdraw=reading.can_write and is_consent and can_be_withdrawn(row),
        )  # fmt: skip

    def _lines(self, told: CaseTold, row: Row, *, is_told: bool) -> list[Line]:
        if self._record in SIGNINGS:
            signed = [one for one in told.workspace.signatures if one.row["subject"] == row.id and not one.is_of_copy]
            draft: Line = (("pencil", "muted"), _("Nobody has signed it, so it is a draft."), "")
            return [signature_line(one, told.wording) for one in signed] or ([] if is_signed(row) else [draft])
        if self._record != CONSENT:
            return []
        if is_withdrawn(row):
            all_told = _("Whoever was given something is told.") if is_told else _("Nothing more leaves by it.")
            return [(("hand-stop", "warn"), _("Withdrawn"), all_told), *_told_lines(row, told)]
        if row["status"] == "refused":
            return [(("circle-check", "ok"), _("Refused, which is their right"), _("Help is offered all the same."))]
        uncounted = told.workspace.uncounted.get(row.id)
        return [(("alert-triangle", "warn"), uncounted_words(uncounted), _(uncounted.why))] if uncounted else []

    def _begin_to_sign(self) -> None:
        """Sign past no rule; those that are gone past from here on count for this row and this press alone."""
        card, row = self._card, self._row()
        if card is None or row is None or row.case is None:
            return
        if self._rules is not None:
            self._rules.deleteLater()
        rules = self._rules = RuleAnswers(self._seat, row.case, card.rules, self)
        rules.passed.connect(partial(self._sign, rules, row))
        rules.offered.connect(self.offered)
        self._sign(rules, row, None)

    def _sign(self, rules: RuleAnswers, row: Row, override: Override | None) -> None:
        card = self._card
        if card is not None:
            ask_to_sign(self._seat, row, override, card.window(), signed=card.rules.hide, stopped=rules.show)

    def _withdraw(self) -> None:
        """Ask why, if they said, and take the consent back."""
        card, row = self._card, self._row()
        if card is None or row is None:
            return
        words = _(
            "What is not sent yet is called off. What was shared is asked back: you see here who still has to be told."
        )
        dialog = ask_words(_("Withdraw"), words, _("&Withdraw it"), card.window())
        ask_then_do(
            dialog, self._seat.lanes, lambda said: (partial(withdraw_consent, why=str(said[REASON] or "")), (row,)),
            lambda: self._seat.say(_("Withdrawn. Nothing more is shared on it.")),
        )  # fmt: skip

    def _mark_told(self, left: Row) -> None:
        self._seat.lanes.write(ask_back, left, then=lambda _changed: None, failed=self.refused.emit, owner=self)


def _told_lines(consent: Row, told: CaseTold) -> list[Line]:
    """Return a line for each recipient who was told of a withdrawal, with the hour: they stay listed."""
    when = _("Told, and asked for it, {when}.")
    left = [one for one in left_by(consent, told.workspace.view.of) if one.record.name == "Transfer"]
    return [
        (
            ("circle-check", "ok"),
            _recipient(one, told),
            when.format(when=told.wording.value(one.record.by_name["recalled_at"], one["recalled_at"])),
        )
        for one in left
        if one["recalled_at"] is not None
    ]


def _recipient(left: Row, told: CaseTold) -> str:
    """Return what the recipient of what left is called."""
    if left["agency"] is not None:
        return told.wording.names.agency(left["agency"])
    return str(left["recipient"] or "") or _("A recipient who is not named")
