"""What rests on a row, in its pane: the findings that it supports, and every other row that names it.

A support is told from both its ends: a decision says what its findings rest on, and this card at the other end what
rests on a note, a report or a paper. It stands last in the pane, so that its lines move nothing.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject

from tipdesk.domain.rows import Row
from tipdesk.domain.values import NamedRow
from tipdesk.services.findings.supports import CANNOT_SUPPORT, PIN, support_words, supported_by
from tipdesk.ui.case.people import PERSON
from tipdesk.ui.case.rows_card import RowsCard
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.lines import line_of
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

Told = Callable[[], CaseTold | None]


class RestingCard(RowsCard):
    """The card of one pane; `told` returns the case as it stands now."""

    def __init__(self, told: Told) -> None:
        super().__init__(_("What rests on this"), empty=_("Nothing in this case names it yet."))
        self._told = told
        self.setProperty("guise", "section")
        self.column.setContentsMargins(13, 10, 13, 10)

    def show_row(self, reading: Reading, wording: Wording) -> None:
        """Show what rests on a row, the findings first."""
        told = self._told()
        row = reading.row
        self.show_rows([*_supported(told, row, wording), *_pointing(told, row, wording)] if told else [])


class Resting(QObject):
    """Gives the card to the pane of every board of a case whose rows may support something; `opened` opens a row."""

    def __init__(self, view: CaseView, told: Told, opened: Callable[[Row], object], parent: QObject) -> None:
        super().__init__(parent)
        self._told, self._opened = told, opened
        view.pages.board_made.connect(self._attach)

    def _attach(self, board: RecordBoard) -> None:
        if board.record.name not in CANNOT_SUPPORT:
            board.pane_made.connect(lambda pane: add_resting(pane, self._told, self._opened))


def add_resting(pane: RecordPane, told: Told, opened: Callable[[Row], object]) -> None:
    """Put the card into a pane, below everything else."""
    card = RestingCard(told)
    card.opened.connect(opened)
    pane.body.add(card, card)


def _supported(told: CaseTold, row: Row, wording: Wording) -> Iterator[tuple[Row, str]]:
    """Yield what a row supports, each with the place in it; what is not open to the officer leads to the support."""
    for pin in supported_by(told.rows_of(PIN), row.id):
        of = pin["of_row"]
        title = wording.value(pin.record.by_name["of_row"], of)
        there = told.get_row(of.id) if isinstance(of, NamedRow) else None
        words = support_words(pin, _("Supports: {what}").format(what=title), _)
        yield there or pin, _with_person(words, there, told, wording)


def _pointing(told: CaseTold, row: Row, wording: Wording) -> Iterator[tuple[Row, str]]:
    for one, declared in told.pointing_at(row.id):
        if one.record.name != PIN:
            line = line_of(one, wording, (declared.name,), 1)
            words = _("{row}   ·   names this as “{field}”").format(row=line, field=_(declared.label))
            yield one, _with_person(words, one, told, wording)


def _with_person(words: str, row: Row | None, told: CaseTold, wording: Wording) -> str:
    """Return the words of a line with the person to whom the row belongs, as a finding does by its decision."""
    while row is not None and row.record.name != PERSON:
        row = told.get_row(row.parent) if row.parent is not None else None
    return "   ·   ".join((words, wording.title(row))) if row is not None else words
