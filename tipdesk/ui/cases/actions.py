"""What can be done with cases from anywhere, for the registry of actions: a new one, finding one, saving.

Importing this module loads no screen of cases: the page is built when an action first needs it.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action

PAGE = "cases"


@runtime_checkable
class CasesFront(Protocol):
    """The page of cases, as these actions ask for it."""

    def new_case(self) -> None:
        """Begin a new case, or go on with the draft of one."""

    def seek(self) -> None:
        """Move the focus to the line with which cases are found."""

    def save(self) -> None:
        """Save what is being written, if anything is."""

    def count(self) -> None:
        """Count the cases of the list."""


def case_actions(open_page: Callable[[str], QWidget]) -> Sequence[Action]:
    """Return the actions about cases; `open_page` brings a page to the front, making it if need be."""

    def front() -> CasesFront | None:
        page = open_page(PAGE)
        return page if isinstance(page, CasesFront) else None

    def new() -> None:
        page = front()
        if page is not None:
            page.new_case()

    def seek() -> None:
        page = front()
        if page is not None:
            page.seek()

    def save() -> None:
        page = front()
        if page is not None:
            page.save()

    def count() -> None:
        page = front()
        if page is not None:
            page.count()

    return (
        Action("new-case", mark("New case"), new, "Ctrl+N", "plus", words="begin create open file"),
        Action("find-case", mark("Find a case"), seek, "Ctrl+F", "search", words="search look name passport"),
        Action("count-cases", mark("Count cases"), count, icon="chart-bar", words="how many number minister"),
        Action("save", mark("Save what I am writing"), save, "Ctrl+S", "device-floppy", PAGE),
    )
