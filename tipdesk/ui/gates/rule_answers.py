"""What an officer does about rules that stopped a save: asks somebody, goes past one, or follows to what is missing.

It presents one `RulesPanel`. Asking writes at once; going past a rule is left to whoever saves, with the override.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.rules.gates.gate import Failed
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.gates.find_approvals import ApprovalLine, find_case_approvals
from tipdesk.services.results import Changed
from tipdesk.ui.access.questions import chosen_field
from tipdesk.ui.gates.offers import Offer, gate_of, past_also, subject_of
from tipdesk.ui.gates.rules_panel import RulesPanel
from tipdesk.ui.gates.waiting import asked_words
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.choice import choices_of

if TYPE_CHECKING:
    from tipdesk.domain.rules.gates.passing import Override


BASIS, BASES = "basis", "override_reason"
"""The field of an approval that says on which ground, and the list of its codes."""


class RuleAnswers(QObject):
    """Presents one panel.

    `may_go` is asked before somebody is asked or a rule is gone past, and says by itself what is missing before that.
    `passed` is emitted with the override for the rules that the officer goes past, and `offered` with what leads
    elsewhere in the case.
    """

    passed = Signal(object)
    offered = Signal(object)

    def __init__(
        self,
        seat: Seat,
        case: bytes,
        panel: RulesPanel,
        parent: QObject,
        may_go: Callable[[Offer], bool] = lambda _offer: True,
    ) -> None:
        super().__init__(parent)
        self._seat, self._case, self._panel, self._may_go = seat, case, panel, may_go
        self._failed: Sequence[Failed] = ()
        self._override: Override | None = None
        panel.opened.connect(self.offered)
        panel.asked.connect(self._ask)
        panel.passed.connect(self._pass)

    def begin(self) -> None:
        """Forget which rules were gone past, and why: the officer presses anew, perhaps for something else by now."""
        self._override = None

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
        told, waiting = asked_words(asked, self._seat.wording)
        if told:
            self._panel.show_failed(self._failed, told, waiting=waiting)
            self._panel.take_focus()

    def _ask(self, offer: Offer, words: str) -> None:
        """Ask, after the basis where the rule wants one said."""
        if not self._may_go(offer):
            self._panel.close_words()
            return
        if offer.need is None or BASIS not in offer.need.fields:
            self._write(offer, words, None)
            return
        wording = self._seat.wording
        field = chosen_field(BASIS, _("&On which basis"), choices_of(wording.codes.list_of(BASES), wording.language))
        told = _("Without the agreement of the person it leaves on one of these grounds alone.")
        dialog = AskDialog(_("Ask for approval"), told, [field], primary(_("&Ask")), self._panel.window())

        def ask(said: dict[str, object]) -> None:
            if said[BASIS] is None:
                dialog.refuse_field(BASIS, _("This is needed."))
                return
            dialog.accept()
            self._write(offer, words, str(said[BASIS]))

        dialog.agreed.connect(ask)
        dialog.finished.connect(lambda _result: self._panel.allow())
        dialog.open()

    def _write(self, offer: Offer, words: str, basis: str | None) -> None:
        deed = partial(ask_approval, subject=subject_of(offer), basis=basis)
        write = partial(self._seat.lanes.write, deed, self._case, gate_of(offer), words)
        write(then=self._asked, failed=self._panel.refuse, owner=self)

    def _asked(self, _changed: Changed) -> None:
        self._panel.close_words()
        self._seat.say(_("Asked. What you typed is kept as a draft until it is answered."))
        self._read()

    def _pass(self, offer: Offer, ground: str, reason: str) -> None:
        if not self._may_go(offer):
            self._panel.close_words()
            return
        self._override = past_also(self._override, offer, ground, reason)
        self._panel.close_words()
        self.passed.emit(self._override)
