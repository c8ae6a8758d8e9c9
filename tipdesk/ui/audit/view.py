"""The page of the audit, with a tab for what stands out and one for all looks behind it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTabWidget, QWidget

from tipdesk.ui.audit.looks_tab import LooksTab
from tipdesk.ui.audit.review_tab import ReviewTab
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.front_page import FrontPage


class AuditPage(FrontPage):
    """The page with its two tabs, `review` and `looks`."""

    def __init__(self, actions: Sequence[Choice], results: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.review, self.looks = ReviewTab(), LooksTab(actions, results)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Parts of the audit"))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.review, "")
        self.tabs.addTab(self.looks, _("All looks"))
        self.column.addWidget(self.tabs, 1)
        self.set_first(self.review.lines.table, self.tabs.tabBar())
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show on the first tab how many lines wait for a review."""
        label = _("To review")
        self.tabs.setTabText(0, f"{label}  {count}" if count else label)
