"""Pages with more than one face, such as a list and what it opens.

The navigation and the keyboard always lead to the face with which one begins.
"""

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget


@runtime_checkable
class HasFront(Protocol):
    """A page that has more than one face."""

    def show_front(self) -> object:
        """Show the face with which one begins."""


def show_front(page: QWidget) -> None:
    """Show the first face of a page that has several; do nothing with any other page."""
    if isinstance(page, HasFront):
        page.show_front()
