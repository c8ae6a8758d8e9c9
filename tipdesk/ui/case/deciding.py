"""What stands beside a determination, or an assessment of an age, in its pane: findings, their support, signing, paper.

What is typed for the findings is kept as a draft. Signing asks for the passphrase; what the rules want instead is said
in the card, with the way to it.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import is_closed
from tipdesk.domain.rules.gates.identifying import BY_TWO
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.values import NamedRow
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.findings.save_findings import save_findings
from tipdesk.services.findings.supports import supports_of
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.gates.find_approvals import ApprovalLine, find_case_approvals
from tipdesk.services.results import Changed
from tipdesk.ui.access.agreeing import ask_then_do
from tipdesk.ui.access.questions import REASON, ask_words
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.determination.deciding_card import DETERMINATION, DecidingCard
from tipdesk.ui.determination.finding_line import FINDING
from tipdesk.ui.determination.findings_card import FindingsCard
from tipdesk.ui.determination.signing import ask_to_sign
from tipdesk.ui.determination.supports_dialog import PIN, SupportsDialog
from tipdesk.ui.editors.autosave import Autosave, Draft
from tipdesk.ui.editors.drafted import key_of
from tipdesk.ui.gates.rule_answers import RuleAnswers
from tipdesk.ui.records.pane_body import PaneBody, Reading
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

_LINES = "lines"


class DecidingCards(QFrame):
    """The cards; the findings stand beside a determination alone."""

    def __init__(self, record: str, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.findings, self.deciding = FindingsCard(wording), DecidingCard(wording)
        self.can_write = False
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(10)
        for card in (self.findings, self.deciding):
            column.addWidget(card)
        self.findings.setVisible(record == DETERMINATION.name)
        self.findings.chained.connect(self.chain)

    def chain(self) -> None:
        """Let Tab go through the cards as they stand."""
        self.deciding.chain_after(self.findings.chain())

    def join(self, body: PaneBody) -> None:
        """Stand below the sections of the row."""
        body.add(self, self)

    def show_row(self, reading: Reading, _wording: Wording) -> None:
        """Know whether the officer may write here."""
        self.can_write = reading.can_write


class Deciding(QObject):
    """Presents the cards of one row. `refused` carries a refusal that no card takes, `offered` what leads elsewhere.

    `review_asked` carries what is known of a review that is to be prepared, and `print_asked` the row.
    """

    refused = Signal(object)
    offered = Signal(object)
    review_asked = Signal(object)
    print_asked = Signal(object)

    def __init__(self, seat: Seat, case: bytes, row: Row, cards: DecidingCards, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._case, self._row, self._cards = seat, case, row, cards
        self._told: CaseTold | None = None
        self._asked: list[ApprovalLine] = []
        self._is_recovered = False
        self._dialog: SupportsDialog | None = None
        key = key_of(case, FINDING, None, {"determination": row.id})
        self._autosave = Autosave(seat.lanes, key, self._draft, lambda _words: None, self)
        self._rules = RuleAnswers(seat, case, cards.deciding.rules, self)
        self._connect()

    def show(self, told: CaseTold) -> None:
        """Show what belongs to the row as the case stands now."""
        self._told = told
        now = told.get_row(self._row.id)
        if now is None:
            return
        self._row = now
        pins = told.workspace.view.of(PIN.name)
        if now.record == DETERMINATION:
            self._show_findings(told, pins)
        self._show_deciding()
        self._cards.chain()
        if self._dialog is not None:
            self._dialog.show_supports(supports_of(pins, self._dialog.finding.id))
        self._seat.lanes.read(find_case_approvals, self._case, then=self._show_asked, key="deciding-asked", owner=self)

    def keep(self) -> None:
        """Keep what is typed as a draft now."""
        if self._draft():
            self._autosave.keep()

    def close(self) -> None:
        """Leave the row; what is typed stays as a draft."""
        self.keep()
        self._autosave.stop()
        self.deleteLater()

    def _connect(self) -> None:
        findings, deciding = self._cards.findings, self._cards.deciding
        findings.typed.connect(self._autosave.typed)
        findings.saved.connect(self._save)
        findings.supports_pressed.connect(self._open_supports)
        deciding.sign_pressed.connect(self._begin_to_sign)
        deciding.ask_pressed.connect(self._ask)
        deciding.print_pressed.connect(lambda: self.print_asked.emit(self._row))
        deciding.review_pressed.connect(self._begin_review)
        self._rules.passed.connect(self._sign)
        self._rules.offered.connect(self.offered)

    def _show_findings(self, told: CaseTold, pins: Sequence[Row]) -> None:
        """Show the findings; what was typed for them comes back once there are lines in which it can stand."""
        view, now = told.workspace.view, self._row
        findings = [one for one in view.of(FINDING.name) if one.parent == now.id]
        can_write = self._cards.can_write and not is_closed(now) and not any(one.masked for one in findings)
        episodes = [one for one in view.of("Episode") if one.parent == now.parent]
        chosen = [one for one in episodes if now["episode"] in (None, one.id)]
        why = _("It is signed, and takes no more findings: what is found later goes into a review.")
        self._cards.findings.show_findings(
            findings, pins, chosen, now["child_rule"], can_write=can_write, why=why if is_closed(now) else ""
        )
        if can_write and not self._is_recovered:
            self._is_recovered = True
            self._autosave.recover(self._recover)

    def _show_deciding(self) -> None:
        told = self._told
        if told is None:
            return
        signed = [one for one in told.workspace.signatures if one.row["subject"] == self._row.id]
        self._cards.deciding.show_row(
            self._row,
            [one for one in self._asked if one.subject == self._row.id],
            [one for one in signed if not one.is_of_copy],
            told.wording,
            can_write=self._cards.can_write,
        )

    def _show_asked(self, asked: list[ApprovalLine]) -> None:
        self._asked = asked
        self._show_deciding()

    def _draft(self) -> Draft:
        kept = self._cards.findings.draft()
        return {_LINES: kept} if kept else {}

    def _recover(self, draft: Draft | None) -> None:
        kept = draft.get(_LINES) if draft else None
        if isinstance(kept, list):
            self._cards.findings.retype([one for one in kept if isinstance(one, dict)])

    def _save(self, lines: object) -> None:
        self._autosave.pause()
        deed = partial(save_findings, draft=self._autosave.key)
        write = partial(self._seat.lanes.write, deed, self._row.id, lines)
        write(then=self._saved, failed=self._cards.findings.refuse, owner=self)

    def _saved(self, _changed: Changed) -> None:
        self._cards.findings.show_saved()
        self._seat.say(_("The findings are kept."))
        if self._told is not None:
            self.show(self._told)

    def _open_supports(self, finding: Row | None) -> None:
        told = self._told
        if finding is None or told is None:
            return
        title = told.wording.title(finding)
        can_write = self._cards.can_write and not is_closed(self._row)
        dialog = SupportsDialog(finding, title, told.wording, self._cards.window(), can_write=can_write)
        self._dialog = dialog
        dialog.added.connect(self._add_support)
        dialog.removed.connect(self._remove_support)
        dialog.finished.connect(lambda _result: self._forget_dialog())
        dialog.show_supports(supports_of(told.workspace.view.of(PIN.name), finding.id))
        dialog.open()

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _add_support(self, given: dict[str, object]) -> None:
        self._write_support(add_record, self._case, PIN, given, then=lambda one: one.begin())

    def _remove_support(self, pin: Row) -> None:
        self._write_support(delete_record, pin, then=lambda one: one.add.setFocus())

    def _write_support(
        self, deed: Callable[..., Changed], *given: object, then: Callable[[SupportsDialog], object]
    ) -> None:
        dialog = self._dialog
        if dialog is not None:
            self._seat.lanes.write(deed, *given, then=lambda _changed: then(dialog), failed=dialog.refuse, owner=dialog)

    def _begin_to_sign(self) -> None:
        self._rules.begin()
        self._sign(None)

    def _sign(self, override: Override | None) -> None:
        """Ask for the passphrase and sign; what the rules want instead is said in the card."""
        rules = self._cards.deciding.rules
        ask_to_sign(self._seat, self._row, override, self._cards.window(), signed=rules.hide, stopped=self._rules.show)

    def _ask(self) -> None:
        """Ask headquarters to decide this for good, with words."""
        told = _("It is sent to headquarters with the findings. A second officer agrees there, and it is signed.")
        dialog = ask_words(_("Ask headquarters"), told, _("&Ask"), self._cards.window())
        subject = NamedRow(self._row.record.number, self._row.id)

        def deed(said: dict[str, object]) -> tuple[Callable[..., Changed], tuple[object, ...]]:
            return partial(ask_approval, subject=subject), (self._case, BY_TWO.id, str(said[REASON] or ""))

        ask_then_do(dialog, self._seat.lanes, deed, lambda: self._seat.say(_("Asked. Headquarters sees it.")))

    def _begin_review(self) -> None:
        parent = BY_NAME["Determination"].parent
        self.review_asked.emit({parent: self._row[parent], "kind": "review", "replaces": self._row.id})
