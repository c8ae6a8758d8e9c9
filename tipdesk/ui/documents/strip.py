"""The strip above the files of a case: the ways by which a file comes in, and the whole page as a place to drop it.

It emits what was chosen and does nothing with it. What is under way, or went wrong, is said `below` the list, where its
coming moves nothing that is pressed.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.ui.at_hand import REGISTERED
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.progress_card import ProgressCard

_PASTED = (("image/png", ".png"), ("image/jpeg", ".jpg"), ("image/tiff", ".tif"), ("image/webp", ".webp"))
"""The forms in which a copied picture is taken as it is, best first."""
ROOMY = 760
"""How wide the strip is at least where it says that files can be dropped."""


class TakingStrip(QFrame):
    """The strip. `files_given` carries paths, `picture_given` a name's ending and bytes; the rest is what is pressed.

    `emptied` is emitted when something was pasted or dropped that is no file.
    """

    choose_pressed = Signal()
    scan_pressed = Signal()
    elsewhere_pressed = Signal()
    files_given = Signal(object)
    picture_given = Signal(str, object)
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        set_name(self, _("Take in files"))
        self.choose = primary(_("&Choose file…"), icon="paperclip", pressed=self.choose_pressed.emit)
        self.choose.setProperty(REGISTERED, True)
        self.paste = plain(_("&Paste"), icon="file-text", pressed=self.take_clipboard)
        self.scan = plain(_("&Scan folder…"), icon="folder", pressed=self.scan_pressed.emit)
        self.elsewhere = plain(_("He&ld elsewhere…"), icon="map-pin", pressed=self.elsewhere_pressed.emit)
        self.progress = ProgressCard(_("Looking through the folder"))
        self.problem = Banner("", "danger")
        self._page: QWidget | None = None
        self._ways = QWidget()
        self._hint = muted(_("or drop files anywhere on this page"))
        flow = Flow(self._ways)
        for part in (self.choose, self.paste, self.scan, self.elsewhere, self._hint):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._ways)
        self.below = self._made_below()

    def _made_below(self) -> QFrame:
        below = QFrame()
        below.setProperty("guise", "plain")
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.progress)
        column.addWidget(self.problem)
        self.problem.hide()
        return below

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hint out where it would cost the list a line that it needs."""
        super().resizeEvent(event)
        self._hint.setVisible(self.width() >= current().pixels(ROOMY))

    def offer(self, *, is_offered: bool) -> None:
        """Let files come in, or not: the officer may not write to the case."""
        self._ways.setVisible(is_offered)

    def take_clipboard(self) -> None:
        """Take what was copied: files, or a picture."""
        self._take(QGuiApplication.clipboard().mimeData())

    def showEvent(self, event: QShowEvent) -> None:
        """Let files be dropped and pasted on the whole page, once it is known."""
        super().showEvent(event)
        page = self.parentWidget()
        if page is not None and page is not self._page:
            self._page = page
            page.setAcceptDrops(True)
            page.installEventFilter(self)
            pasting = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), page)
            pasting.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            pasting.activated.connect(self.take_clipboard)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped on the page: a copy of it, whatever the other program offers."""
        if isinstance(event, QDropEvent) and not self._ways.isHidden() and _paths(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                self._take(event.mimeData())
            return True
        return super().eventFilter(watched, event)

    def _take(self, content: QMimeData) -> None:
        if self._ways.isHidden():
            return
        if paths := _paths(content):
            self.files_given.emit(paths)
            return
        ending, picture = _picture(content)
        if picture:
            self.picture_given.emit(ending, picture)
        else:
            self.emptied.emit()


def _paths(content: QMimeData) -> Sequence[Path]:
    """Return the files of this PC that are copied or dragged."""
    return [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()] if content.hasUrls() else []


def _picture(content: QMimeData) -> tuple[str, bytes]:
    """Return a copied picture and the ending of its form: as it is where it has one, else as a PNG."""
    for form, ending in _PASTED:
        if content.hasFormat(form):
            return ending, bytes(content.data(form).data())
    image = content.imageData() if content.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return "", b""
    packed = QByteArray()
    buffer = QBuffer(packed)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return ".png", bytes(packed.data())
