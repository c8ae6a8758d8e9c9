"""The table of cases: what stands in each cell of a line, in which colour, and what its longer words are.

The lines come by the page (`paged_model`). A case in which there is, or may be, a child is marked when the whole list
has come.
"""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QObject, Qt

from tipdesk.services.case.find_case_lines import CaseLine
from tipdesk.services.directory.names import Names
from tipdesk.ui.cases.columns import (
    CHILD,
    COLUMNS,
    CONFLICTS,
    OWNER,
    PEOPLE,
    POST,
    REFERENCE,
    RISK,
    STAGE,
    TITLE,
    UPDATED,
)
from tipdesk.ui.cases.paged_model import PagedModel
from tipdesk.ui.disputes import disputes_told, risk_of, stage_of
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording


class CasesModel(PagedModel):
    """The list of cases, one line for each."""

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__([column.heading for column in COLUMNS], parent)
        self._wording = wording
        self._matches: Mapping[bytes, str] = {}
        self._children: Collection[bytes] = frozenset()
        self._sorted = (-1, "")

    @property
    def names(self) -> Names:
        """Return the names of the directory as far as they have come."""
        return self._wording.names

    def set_wording(self, wording: Wording) -> None:
        """Use another wording from now on, because the names of the directory have come."""
        self._wording = wording

    def show_cases(
        self, ids: Sequence[bytes], first: Sequence[CaseLine] = (), matches: Mapping[bytes, str] | None = None
    ) -> None:
        """Show these cases with the lines of their first page; `matches` tells what was found in a case."""
        self._matches = matches or {}
        self.show_ids(ids, first)

    def show_sort(self, column: int, *, is_down: bool) -> None:
        """Mark the heading of the column by which the list is sorted with an arrow."""
        self._sorted = (column, "↓" if is_down else "↑")
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heading of a column, with an arrow where the list is sorted by it."""
        heading = super().headerData(section, orientation, role)
        column, arrow = self._sorted
        return f"{heading} {arrow}" if heading and section == column else heading

    def has_child(self, case: bytes) -> bool:
        """Tell whether a case is marked as one in which there is, or may be, a child."""
        return case in self._children

    def show_children(self, children: Collection[bytes]) -> None:
        """Mark the cases in which there is, or may be, a child."""
        if children != self._children:
            self._children = children
            if self.count():
                self.dataChanged.emit(self.index(0, CHILD), self.index(self.count() - 1, CHILD))

    def has_disputes(self, name: str) -> bool:
        """Tell whether this answer of a case on a page that is here is in dispute, and its pill longer for it."""
        return any(line.summary.dispute_about(name) for line in self.lines_here())

    def has_matches(self) -> bool:
        """Tell whether the list says what was found in each case."""
        return any(self._matches.values())

    def words(self, row: int, column: int) -> str | None:
        """Return what stands in a cell, or None while its page has not come."""
        line = self.line_at(row)
        return None if line is None else self._text(line, column)

    def tone(self, row: int, column: int) -> str | None:
        """Return the colour of a stage, a risk, or a number of answers to settle; None for any other cell."""
        line = self.line_at(row)
        if line is None:
            return None
        case = line.summary
        if column == STAGE:
            return stage_of(case, self._wording.label).colour
        if column == RISK:
            return risk_of(case, self._wording.label).colour
        if column == CHILD and self._text(line, column):
            return "danger"
        return "danger" if column == CONFLICTS and case.conflicts else None

    def tip(self, row: int, column: int) -> str:
        """Return the longer words of a cell, with every value of what is in dispute; "" where there are none."""
        line = self.line_at(row)
        if line is None:
            return ""
        if column == CONFLICTS:
            return "\n".join(filter(None, (self._text(line, column), self._told(line))))
        shown = {STAGE: stage_of, RISK: risk_of}.get(column)
        return shown(line.summary, self._wording.label).tip if shown else ""

    def _text(self, line: CaseLine, column: int) -> str:
        case = line.summary
        texts = {
            REFERENCE: case.reference,
            TITLE: self._title(line),
            STAGE: stage_of(case, self._wording.label).words,
            RISK: risk_of(case, self._wording.label).words,
            CHILD: _("Child") if line.can_open and case.id in self._children else "",
            OWNER: self._wording.names.officer(case.owner),
            POST: case.post,
            PEOPLE: str(case.people) if line.can_open else "",
            CONFLICTS: str(case.conflicts) if case.conflicts else "",
            UPDATED: self._wording.moment(case.updated),
        }
        return texts[column]

    def _title(self, line: CaseLine) -> str:
        if not line.can_open:
            return _("Not open to you")
        doubt = _("author not verified") if line.summary.unverified else ""
        parts = (line.summary.title, doubt, self._matches.get(line.summary.id))
        return "   ·   ".join(part for part in parts if part)

    def _told(self, line: CaseLine) -> str:
        return disputes_told(line.summary, self._wording.label, self._wording.names.officer)
