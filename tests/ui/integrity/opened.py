"""The page of the store's state, opened in the smallest window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from tipdesk.ui.integrity.view import StorePage
from tipdesk.ui.seat import STORE_PAGE

if TYPE_CHECKING:
    from tipdesk.ui.shell import Shell


def opened_store_page(shell: Shell) -> StorePage:
    """Return the page."""
    shell.resize(1024, 700)
    page = shell.open_page(STORE_PAGE)
    assert isinstance(page, StorePage)
    QApplication.processEvents()
    return page
