"""One button for whatever can be added and has no place of its own yet.

Its menu names the records, page by page.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from tipdesk.domain.pages import page_of, pages_for
from tipdesk.domain.schema import RecordType
from tipdesk.ui.plain import button_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain


class AddMenu(QWidget):
    """A button with a menu of records.

    `chosen` is emitted with the name of the record of which a row is to be added.
    """

    chosen = Signal(str)

    def __init__(self, words: str, records: Sequence[RecordType], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = plain(words, icon="plus")
        self.menu = QMenu(self.button)
        for page in pages_for(records):
            of_page = [record for record in records if page_of(record) == page]
            if of_page:
                self.menu.addAction(_(page.label)).setEnabled(False)  # a styled menu paints no words of a section
            for record in of_page:
                self.menu.addAction(button_text(_(record.label)), partial(self.chosen.emit, record.name))
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
