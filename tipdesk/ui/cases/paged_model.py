"""A table of 100,000 lines: a snapshot of ids, and a few pages of lines around what is on the screen.

It has as many rows as there are cases, so that the scroll bar is exact. A row whose page has not come is blank and asks
for it by `wanted`; the presenter fetches it. Memory holds sixteen bytes for each case and at most `MOST_PAGES` pages.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from tipdesk.services.case.find_case_lines import CaseLine
from tipdesk.ui.widgets.table_model import TableModel

PAGE = 200
MOST_PAGES = 24
NEAR = 60
"""So many rows before and after those in sight are asked for too."""
ID_BYTES = 16


class PagedModel(TableModel):
    """A model over ids whose lines come by the page.

    `wanted` is emitted with the number of a page of lines that is needed and not here.
    """

    wanted = Signal(int)

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(heads, parent)
        self._ids = b""
        self._pages: OrderedDict[int, dict[bytes, CaseLine]] = OrderedDict()
        self._before: dict[bytes, CaseLine] = {}
        self._asked: set[int] = set()

    def show_ids(self, ids: Sequence[bytes], first: Sequence[CaseLine] = ()) -> None:
        """Show these cases; `first` are the lines of the first page.

        What was fetched before stays until it is fetched again, so that nothing flickers.
        """
        self.beginResetModel()
        self._before = {line.summary.id: line for line in self.lines_here()}
        self._ids = b"".join(ids)
        self._pages.clear()
        self._asked.clear()
        if first:
            self._pages[0] = {line.summary.id: line for line in first}
            self._asked.add(0)
        self.endResetModel()

    def lines_here(self) -> Iterator[CaseLine]:
        """Yield the lines of the pages that are here."""
        return (line for page in self._pages.values() for line in page.values())

    def count(self) -> int:
        """Return how many cases are listed."""
        return len(self._ids) // ID_BYTES

    def subject(self, row: int) -> bytes:
        """Return the id of the case in a row."""
        return self.case_at(row)

    def has_ids(self, ids: Sequence[bytes]) -> bool:
        """Tell whether exactly these cases are listed, in this order."""
        return b"".join(ids) == self._ids

    def read_again(self) -> None:
        """Ask anew for the lines that are shown; until they come, those that are here stay."""
        self._before |= {line.summary.id: line for line in self.lines_here()}
        self._pages.clear()
        self._asked.clear()
        if self.count():
            self.dataChanged.emit(self.index(0, 0), self.index(self.count() - 1, self.columnCount() - 1))

    def is_ready(self, first: int, last: int) -> bool:
        """Tell whether every line from `first` to `last` can be shown; what is missing, and what is near, is asked for.

        So the lines that come into sight next are there when they are scrolled to.
        """
        rows = range(max(0, first), min(last + 1, self.count()))
        for page in range(max(0, first - NEAR) // PAGE, min(last + NEAR, self.count() - 1) // PAGE + 1):
            self._want(page)
        return all(row // PAGE in self._pages or self.case_at(row) in self._before for row in rows)

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
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, self.columnCount() - 1))

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
