"""Settling what differs in a case where it stands on the summary: one answer kept, another kept after all, or both.

The services decide who may; a refusal is told at the foot of the case, and both answers stay as they are.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row, Sibling
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.results import Changed
from tipdesk.ui.case.disputes_card import BASIS, DisputesCard
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _


class Settling(QObject):
    """Joins the card to the services; `failed` is called with a refusal."""

    def __init__(
        self, seat: Seat, card: DisputesCard, failed: Callable[[TipdeskError], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._seat, self._failed = seat, failed
        card.kept.connect(self._keep)
        card.both_kept.connect(self._keep_both)

    def _keep(self, row: Row, field: str, answer: Sibling) -> None:
        """Keep one answer; of a field that was settled already, in place of the one that was kept."""
        if field in row.siblings:
            self._write(partial(settle_conflict, keep=answer.dot), row, field)
        else:
            self._write(amend_record, row, {field: answer.value})

    def _keep_both(self, row: Row) -> None:
        self._write(amend_record, row, {BASIS: "disputed"})

    def _write(self, verb: Callable[..., Changed], row: Row, given: object) -> None:
        self._seat.lanes.write(verb, row, given, then=self._settled, failed=self._failed, owner=self)

    def _settled(self, _changed: Changed) -> None:
        self._seat.say(_("Settled. Every answer stays in the history of the case."))
