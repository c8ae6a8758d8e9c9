"""What an officer does about rules that stopped a save: asks somebody, goes past one, or follows to what is missing.

It presents one `RulesPanel`. Asking writes at once; going past a rule is left to whoever saves, with the override.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.rules.gates.gate import Failed
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.gates.find_approvals import ApprovalLine, find_case_approvals
from tipdesk.services.results import Changed
from tipdesk.ui.gates.offers import Offer, subject_of
from tipdesk.ui.gates.rules_panel import RulesPanel
from tipdesk.ui.gates.waiting import refused_words, waiting_words
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _


class RuleAnswers(QObject):
    """Presents one panel.

    `passed` is emitted with the override for the rules that the officer goes past, and `offered` with what leads
    elsewhere in the case.
    """

    passed = Signal(object)
    offered = Signal(object)

    def __init__(self, seat: Seat, case: bytes, panel: RulesPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._case, self._panel = seat, case, panel
        self._failed: Sequence[Failed] = ()
        self._override: Override | None = None
        panel.opened.connect(self.offered)
        panel.asked.connect(self._ask)
        panel.passed.connect(self._pass)

    def show(self, failed: Sequence[Failed]) -> None:
        """Show which rules stopped the save, with what was asked about them already."""
        self._failed = failed
        self._panel.show()
        self._panel.show_failed(failed)
        self._panel.take_focus()
        self._read()

    def _read(self) -> None:
        read, key = self._seat.lanes.read, "rules-asked"
        read(find_case_approvals, self._case, then=self._show_asked, key=key, owner=self)

    def _show_asked(self, asked: Sequence[ApprovalLine]) -> None:
        waiting = waiting_words(asked, self._seat.wording)
        if waiting or refused_words(asked, self._seat.wording):
            told = {**refused_words(asked, self._seat.wording), **waiting}
            self._panel.show_failed(self._failed, told, waiting=waiting.keys())
            self._panel.take_focus()

    def _ask(self, offer: Offer, words: str) -> None:
        gate = offer.need.gate if offer.need is not None else offer.failed.gate
        deed = partial(ask_approval, subject=subject_of(offer))
        write = partial(self._seat.lanes.write, deed, self._case, gate, words)
        write(then=self._asked, failed=self._panel.refuse, owner=self)

    def _asked(self, _changed: Changed) -> None:
        self._panel.close_words()
        self._seat.say(_("Asked. What you typed is kept as a draft until it is answered."))
        self._read()

    def _pass(self, offer: Offer, ground: str, reason: str) -> None:
        named = self._override.gates if self._override is not None else frozenset()
        self._override = Override(named | {offer.failed.gate}, reason, ground)
        self._panel.close_words()
        self.passed.emit(self._override)
