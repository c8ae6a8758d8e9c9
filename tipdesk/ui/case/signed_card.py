"""Who put their name to what of a case: prints and exports, each with the verdict on the officer's signature.

The latest comes first. A signature that is not good says so in words and with a sign, not by colour alone. The card is
hidden while nothing has been signed. `services/signatures` verifies.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tipdesk.services.keys.officers.officer_past import GOOD, NOT_YET_KNOWN
from tipdesk.services.signatures.verify_signature import VERDICT_WORDS, Verified
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import PlainLabel, body
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.wording import Wording

MOST_LINES = 6


class SignedCard(Card):
    """The card with the latest signatures of a case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Signed by officers"), parent)
        self.column.setSpacing(4)
        self._lines = Lines(4)
        self.add(self._lines)
        self.hide()

    def show_signatures(self, signatures: Sequence[Verified], wording: Wording) -> None:
        """Show the latest signatures, and any that is not good, however old it is."""
        shown = [
            one for at, one in enumerate(signatures) if at < MOST_LINES or one.verdict not in (GOOD, NOT_YET_KNOWN)
        ]
        self._lines.fill(_line(one, wording) for one in shown)
        self.setVisible(bool(shown))


def _line(one: Verified, wording: Wording) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    sign = PlainLabel()
    is_well = one.verdict in (GOOD, NOT_YET_KNOWN)
    current().dress(sign, "circle-check" if is_well else "alert-triangle", "muted" if is_well else "danger", 16)
    offset = one.at.utcoffset() if one.at else None
    zone = int(offset.total_seconds() // 60) if offset is not None else None
    when = wording.moment(int(one.at.timestamp() * 1000), zone) if one.at else ""
    use = wording.code("signature_use", one.use)
    copy = _("copy {number}").format(number=one.copy_number) if one.copy_number else ""
    told = (when, wording.names.officer(one.officer), use, copy, _(VERDICT_WORDS[one.verdict]))
    row.addWidget(sign)
    row.addWidget(body("  ·  ".join(part for part in told if part)), 1)
    return line
