"""The table of cases: a snapshot of ids, and a few pages of lines around what is on the screen.

It has as many rows as there are cases, so that the scroll bar is exact. A row whose page has not come is blank and asks
for it by `wanted`; the presenter fetches it. Memory holds sixteen bytes for each case and at most `MOST_PAGES` pages.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal

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
from tipdesk.ui.disputes import disputes_told, risk_of, stage_of
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.table_model import TableModel
from tipdesk.ui.wording import Wording

PAGE = 200
MOST_PAGES = 24
NEAR = 60
"""So many rows before and after those in sight are asked for too."""
ID_BYTES = 16


class CasesModel(TableModel):
    """The list of cases, one line for each.

    `wanted` is emitted with the number of a page of lines that is on the screen and not here.
    """

    wanted = Signal(int)

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__([column.heading for column in COLUMNS], parent)
        self._wording = wording
        self._ids = b""
        self._pages: OrderedDict[int, dict[bytes, CaseLine]] = OrderedDict()
        self._before: dict[bytes, CaseLine] = {}
        self._asked: set[int] = set()
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

    def show_ids(
        self, ids: Sequence[bytes], first: Sequence[CaseLine] = (), matches: Mapping[bytes, str] | None = None
    ) -> None:
        """Show these cases.

        `first` are the lines of the first page, and `matches` tells what was found in a case. What was fetched before
        stays until it is fetched again, so that nothing flickers.
        """
        self.beginResetModel()
        self._before = {case: line for page in self._pages.values() for case, line in page.items()}
        self._ids = b"".join(ids)
        self._matches = matches or {}
        self._pages.clear()
        self._asked.clear()
        if first:
            self._pages[0] = {line.summary.id: line for line in first}
            self._asked.add(0)
        self.endResetModel()

    def show_sort(self, column: int, *, is_down: bool) -> None:
        """Mark the heading of the column by which the list is sorted with an arrow."""
        self._sorted = (column, "↓" if is_down else "↑")
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heading of a column, with an arrow where the list is sorted by it."""
        heading = super().headerData(section, orientation, role)
        column, arrow = self._sorted
        return f"{heading} {arrow}" if heading and section == column else heading

    def has_ids(self, ids: Sequence[bytes]) -> bool:
        """Tell whether exactly these cases are listed, in this order."""
        return b"".join(ids) == self._ids

    def read_again(self) -> None:
        """Ask anew for the lines that are shown; until they come, those that are here stay."""
        self._before |= {case: line for page in self._pages.values() for case, line in page.items()}
        self._pages.clear()
        self._asked.clear()
        if self.count():
            self.dataChanged.emit(self.index(0, 0), self.index(self.count() - 1, len(COLUMNS) - 1))

    def has_child(self, case: bytes) -> bool:
        """Tell whether a case is marked as one in which there is, or may be, a child."""
        return case in self._children

    def show_children(self, children: Collection[bytes]) -> None:
        """Mark the cases in which there is, or may be, a child."""
        if children != self._children:
            self._children = children
            if self.count():
                self.dataChanged.emit(self.index(0, CHILD), self.index(self.count() - 1, CHILD))

    def is_ready(self, first: int, last: int) -> bool:
        """Tell whether every line from `first` to `last` can be shown; what is missing, and what is near, is asked for.

        So the lines that come into sight next are there when they are scrolled to.
        """
        rows = range(max(0, first), min(last + 1, self.count()))
        for page in range(max(0, first - NEAR) // PAGE, min(last + NEAR, self.count() - 1) // PAGE + 1):
            self._want(page)
        return all(row // PAGE in self._pages or self.case_at(row) in self._before for row in rows)

    def has_disputes(self) -> bool:
        """Tell whether a stage or a risk on a page that is here is in dispute, and its pill longer for it."""
        lines = (line.summary for page in self._pages.values() for line in page.values())
        return any(one.dispute_about("status") or one.dispute_about("risk_level") for one in lines)

    def has_matches(self) -> bool:
        """Tell whether the list says what was found in each case."""
        return any(self._matches.values())

    def ids_of(self, page: int) -> list[bytes]:
        """Return the ids of the cases on a page."""
        first, last = page * PAGE * ID_BYTES, (page + 1) * PAGE * ID_BYTES
        chunk = self._ids[first:last]
        return [chunk[at : at + ID_BYTES] for at in range(0, len(chunk), ID_BYTES)]

    def put_page(self, page: int, lines: Sequence[CaseLine]) -> None:
        """Keep the lines of a page, and let go of the page that was seen longest ago where there are too many."""
        self._pages[page] = {line.summary.id: line for line in lines}
        self._pages.move_to_end(page)
        while len(self._pages) > MOST_PAGES:
            gone, _lines = self._pages.popitem(last=False)
            self._asked.discard(gone)
        last = min((page + 1) * PAGE, self.rowCount()) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(COLUMNS) - 1))

    def case_at(self, row: int) -> bytes:
        """Return the id of the case in a row."""
        return self._ids[row * ID_BYTES : (row + 1) * ID_BYTES]

    def row_of(self, case: bytes) -> int:
        """Return the row in which a case stands, or -1 when it is not listed."""
        at = self._ids.find(case)
        while at > 0 and at % ID_BYTES:
            at = self._ids.find(case, at + 1)
        return at // ID_BYTES if at >= 0 else -1

    def line_at(self, row: int) -> CaseLine | None:
        """Return the line of a row, or None while its page has not come; the page is asked for then.

        Until it comes, the line that was shown before is returned where there is one.
        """
        page = row // PAGE
        self._want(page)
        if page in self._pages:
            self._pages.move_to_end(page)
        return self._held(row)

    def _held(self, row: int) -> CaseLine | None:
        case, lines = self.case_at(row), self._pages.get(row // PAGE)
        return self._before.get(case) if lines is None else lines.get(case)

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self.wanted.emit(page)

    def count(self) -> int:
        """Return how many cases are listed."""
        return len(self._ids) // ID_BYTES

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

    def subject(self, row: int) -> bytes:
        """Return the id of the case in a row."""
        return self.case_at(row)

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
