"""What can be done with cases from anywhere, for the registry of actions: a new one, finding one, saving.

Importing this module loads no screen of cases: the page is built when an action first needs it.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action

PAGE, SHEETS_PAGE = "cases", "case-sheets"


@runtime_checkable
class CasesFront(Protocol):
    """The page of cases, as these actions ask for it."""

    def new_case(self) -> None:
        """Begin a new case, or go on with the draft of one."""

    def seek(self) -> None:
        """Move the focus to the line with which cases are found."""

    def save(self) -> None:
        """Save what is being written, if anything is."""

    def is_list_shown(self) -> bool:
        """Tell whether the list is in front: no case is open, and none is begun."""

    def count(self) -> None:
        """Count the cases of the list."""

    def open_lines(self) -> None:
        """Open the line list of the case in front, or say that there is none."""

    def read_passport(self) -> None:
        """Read a passport for somebody new in the case in front, or say that there is none."""


def case_actions(open_page: Callable[[str], QWidget], front: Callable[[], QWidget | None]) -> Sequence[Action]:
    """Return the actions about cases; `open_page` brings a page to the front, making it if need be.

    `front` returns the page in front: what is done within a case is not offered on the list.
    """

    def is_within() -> bool:
        page = front()
        return isinstance(page, CasesFront) and not page.is_list_shown()

    def on(pressed: Callable[[CasesFront], object]) -> Callable[[], None]:
        def press() -> None:
            page = open_page(PAGE)
            if isinstance(page, CasesFront):
                pressed(page)

        return press

    new, seek, save = on(lambda page: page.new_case()), on(lambda page: page.seek()), on(lambda page: page.save())
    count, lines = on(lambda page: page.count()), on(lambda page: page.open_lines())
    scan, words = on(lambda page: page.read_passport()), "scan paste mrz card visa reader wedge identity"

    def open_sheets() -> None:
        open_page(SHEETS_PAGE)

    return (
        Action("new-case", mark("New case"), new, "Ctrl+N", "plus", words="begin create open file"),
        Action("find-case", mark("Find a case"), seek, "Ctrl+F", "search", words="search look name passport"),
        Action("count-cases", mark("Count cases"), count, icon="chart-bar", words="how many number minister"),
        Action("case-sheets", mark("Cases in spreadsheets"), open_sheets, "", "file-text", words="import export htcds"),
        Action("save", mark("Save what I am writing"), save, "Ctrl+S", "device-floppy", PAGE, is_offered=is_within),
        Action("line-list", mark("Line list of this case"), lines, "", "users", PAGE, "group tags people", is_within),
        Action("passport", mark("Add a person by passport"), scan, "", "id", PAGE, words, is_within),
    )
