"""The page *About* in the unlock window: no passphrase is needed to say which program this is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tipdesk.ui.about.page import AboutPage
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import title


class LockedAboutPage(QWidget):
    """The page under its title, with the way back at its foot; `back_pressed` leads to the passphrase."""

    back_pressed = Signal()

    def __init__(self, about: AboutPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About TIPdesk"))
        self.about = about
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(title(_("About TIPdesk")))
        column.addWidget(about, 1)
        bar = Flow()
        bar.addWidget(plain(_("&Back to unlock"), icon="chevron-left", pressed=self.back_pressed.emit))
        column.addLayout(bar)
