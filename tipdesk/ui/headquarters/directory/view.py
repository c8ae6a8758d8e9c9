"""The page of the directory: a list and reading pane for each record that headquarters keeps by hand, behind chips."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from tipdesk.domain.pages import DIRECTORY
from tipdesk.domain.schema import RecordType
from tipdesk.services.headquarters.directory.rows import KEPT, can_be_added
from tipdesk.ui.records.tabbed_page import TabbedPage
from tipdesk.ui.wording import Wording

RECORDS = tuple(record for record in KEPT if record.page.casefold() == DIRECTORY)
"""The records that name this page in their declarations."""

OF_RULES = tuple(record for record in RECORDS if record.name in {"RuleSetting", "Holiday"})
"""The records beside which a button leads to all rules, with what counts for them now."""


class DirectoryPage(TabbedPage):
    """The page of the directory."""

    def __init__(
        self, wording: Wording, records: Sequence[RecordType] = RECORDS, parent: QWidget | None = None
    ) -> None:
        super().__init__(wording, records, can_be_added, parent=parent)
