"""Pages with more than one face: the rail and the keyboard lead to the one with which one begins."""

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget


@runtime_checkable
class HasFront(Protocol):
    """A page with more than one face."""

    def show_front(self) -> object:
        """Show the one with which one begins."""


def show_front(page: QWidget) -> None:
    """Show the first face of a page that has several."""
    if isinstance(page, HasFront):
        page.show_front()
