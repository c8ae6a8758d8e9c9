"""The pages that the monkey plays on, each brought back to the front whenever it has wandered off.

Promises every page of both windows, and every page of a case: there a section is open for changing as often as not, or
the form of a new row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from tests.lab.monkey.monkey import close
from tests.ui.every_page import settle
from tipdesk.domain.pages import page_of, pages_for
from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.search.view import SearchView

if TYPE_CHECKING:
    import random

    from tipdesk.bootstrap.window import Window

CASES, LINES, SEARCH = "cases", "line-list", "search"


@dataclass(frozen=True)
class Ground:
    """One page of a window; `part` is the page of the case in front, "" for every other page."""

    page: str
    part: str = ""

    @property
    def name(self) -> str:
        """Return what the page is called on the command line."""
        return f"case-{self.part}" if self.part else self.page


def grounds_of(window: Window) -> tuple[Ground, ...]:
    """Return every page of a window, and every page of a case."""
    records = {page_of(record) for record in PLAIN_RECORDS}
    parts = [page.name for page in pages_for(PLAIN_RECORDS) if page.is_kept or page in records]
    return (*(Ground(page) for page in window.shell._pages), *(Ground(CASES, part) for part in parts))


def bring(window: Window, ground: Ground, case: bytes, dice: random.Random) -> None:
    """Bring a page to the front as an officer has it: a case open, words in the search, a section open."""
    for _layer in range(9):
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if over is None:
            break
        close(over)
        settle(window)
    if window.guard.cover.is_covered:
        window.guard.cover.lift()
    window.shell.show()
    window.shell.palette_box.close_quietly()
    window.shell.activateWindow()
    if ground.part:
        _bring_case(window, ground.part, case, dice)
    elif ground.page == LINES:
        window.seat.go(LINES, case)
    else:
        page = window.shell.open_page(ground.page)
        if isinstance(page, CasesScreen):
            page.show_list()
        if isinstance(page, SearchView):
            page.line.setText(dice.choice(("invented", "said by", "07", "")))
    settle(window)


def _bring_case(window: Window, part: str, case: bytes, dice: random.Random) -> None:
    window.seat.open_case(case)
    settle(window)
    [screen] = window.shell.findChildren(CasesScreen)
    view = screen.case_view
    if view.access.interest.isVisible():
        view.access.interest.nobody.click()
        settle(window)
    view.show_tab(part)
    settle(window)
    records = [record.name for record in PLAIN_RECORDS if page_of(record).name == part and record.name != "Case"]
    writing = screen.case.boards.writing()
    if writing is not None and dice.randrange(3):
        writing.change_first()
    elif records and dice.randrange(2):
        screen.case.boards.add(dice.choice(records), {})
