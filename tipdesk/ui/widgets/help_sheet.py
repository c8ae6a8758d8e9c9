"""A dialog that shows one page of help (`ui/help_pages`): each question in strong letters, its answer below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.ui.help_pages import HelpPage
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.labels import body, strong
from tipdesk.ui.widgets.reading_sheet import ReadingSheet

WIDTH = 520


class HelpSheet(ReadingSheet):
    """A dialog that shows one page of help."""

    def __init__(self, page: HelpPage, parent: QWidget | None = None) -> None:
        super().__init__(_(page.title), _read(page), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def _read(page: HelpPage) -> QFrame:
    inner = QFrame()
    inner.setFixedWidth(current().pixels(WIDTH))
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 12, 0)
    column.setSpacing(8)
    for question, paragraphs in page.parts:
        column.addWidget(strong(_(question)))
        for paragraph in paragraphs:
            column.addWidget(body(_(paragraph)))
    column.addStretch(1)
    return inner
