"""What stands beside a row that is read in a pane of its own: what came of a report, on what a decision rests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject

from tipdesk.domain.pages import OWN_PANE
from tipdesk.domain.rows import Row
from tipdesk.ui.case.deciding import Deciding, DecidingCards
from tipdesk.ui.case.resting import add_resting
from tipdesk.ui.case.since_report import ReportAdditions, SinceReport
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.determination.deciding_card import DETERMINATION
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.seat import Seat

REPORT = "Report"
NOT_BELOW = frozenset({"Finding"})
"""The records whose rows a card tells, so that the pane lists none of them."""


@dataclass(frozen=True)
class Ways:
    """What cards beside a row lead to: a row, a new one, a correction, a rule, a print, and where a refusal is said.

    `told` returns the case as it stands now.
    """

    parent: QObject
    told: Callable[[], CaseTold | None]
    opened: Callable[[Row], object]
    add: Callable[[str, Mapping[str, object]], object]
    correct: Callable[[Row], object]
    offered: Callable[[object], object]
    printed: Callable[[object], object]
    refused: Callable[[object], object]


class Beside(Protocol):
    """Presents what stands beside one row."""

    def show(self, told: CaseTold) -> object:
        """Show it as the case stands now."""

    def keep(self) -> object:
        """Keep what is half typed in it as a draft."""

    def close(self) -> object:
        """Leave the row."""


def made_beside(seat: Seat, told: CaseTold, row: Row, pane: RecordPane, ways: Ways) -> Beside | None:
    """Put what stands beside a row into its pane, and return what presents it; None where nothing does."""
    case = told.workspace.view.id
    if row.record.name == REPORT:
        card = SinceReport(seat.wording)
        card.join(pane.body)
        add_resting(pane, ways.told, ways.opened)
        additions = ReportAdditions(seat, case, row.id, card, ways.parent)
        additions.refused.connect(ways.refused)
        card.call_pressed.connect(lambda: ways.add("Call", {"report": row.id}))
        card.calls.correct_pressed.connect(ways.correct)
        return additions
    if row.record.name in OWN_PANE:
        cards = DecidingCards(row.record.name, told.wording)
        cards.join(pane.body)
        deciding = Deciding(seat, case, row, cards, ways.parent)
        deciding.offered.connect(ways.offered)
        deciding.print_asked.connect(ways.printed)
        deciding.review_asked.connect(lambda known: ways.add(DETERMINATION.name, known))
        return deciding
    return None
