"""Asking for the passphrase before a row is signed for good, and signing it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.gate import Failed
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.services.determination.sign_record import sign_record
from tipdesk.ui.access.questions import PASSPHRASE, passphrase_field
from tipdesk.ui.gates.answer_form import WRONG
from tipdesk.ui.gates.offers import failed_in
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary


def ask_to_sign(
    seat: Seat,
    row: Row,
    override: Override | None,
    window: QWidget,
    *,
    signed: Callable[[], object],
    stopped: Callable[[Sequence[Failed]], object],
) -> None:
    """Ask for the passphrase and sign a row; `stopped` hears what the rules want instead."""
    fields = [passphrase_field()] if seat.confirm is not None else []
    words = _("It stands for good once you sign it. What changes later is written beside it.")
    title = _("Sign: {what}").format(what=_(row.record.label))
    dialog = AskDialog(title, words, fields, primary(_("&Sign it"), icon="check"), window)

    def done() -> None:
        dialog.accept()
        signed()
        seat.say(_("Signed. It stands."))

    def refused(problem: TipdeskError) -> None:
        if not (failed := failed_in(problem)):
            dialog.refuse_beside(problem, dict.fromkeys(WRONG, PASSPHRASE))
            return
        dialog.accept()
        stopped(failed)

    def do(said: dict[str, object]) -> None:
        proof = (seat.confirm, str(said[PASSPHRASE] or "")) if seat.confirm is not None else None
        deed = partial(sign_record, override=override, proof=proof)
        seat.lanes.write(
            deed, row.record.name, row.id, then=lambda _changed: done(), failed=refused, owner=dialog
        )  # fmt: skip

    dialog.agreed.connect(do)
    dialog.deed.setDefault(True)
    dialog.open()
