"""Sees to it that what TIPdesk puts on the clipboard does not stay there.

A copied text, whether by a button of ours or by Ctrl+C in one of our fields, is marked so that clipboard histories
leave it out (Windows, KDE). It is taken away after ten seconds, when the screen is covered and when the store is
locked, if it is still ours; what another program copied is never touched. Text that is merely selected (X11) goes the
same way. A history that does not heed the mark, or that reads in the instant before it is set, keeps the text.
"""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

STAYS_MS = 10_000
_MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': bytes(4),
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
}
"""Formats by which a history learns to leave it out: on Windows a number of four bytes, zero for "no"."""


class ShortClipboard(QObject):
    """Watches the clipboard of this process for as long as it lives; `stays_ms` is how long a text may stay there."""

    def __init__(self, parent: QObject | None = None, stays_ms: int = STAYS_MS) -> None:
        super().__init__(parent)
        self._board = QGuiApplication.clipboard()
        self._is_marking = False
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(stays_ms)
        self._clock.timeout.connect(self.clear)
        self._board.changed.connect(self._hear)

    def clear(self) -> None:
        """Take away at once what this process put on the clipboard or selected."""
        self._clock.stop()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            if self._owns(mode):
                self._board.clear(mode)

    def _hear(self, mode: QClipboard.Mode) -> None:
        if self._is_marking or not self._owns(mode):
            return
        text = self._board.text(mode)
        if not text:
            return
        self._clock.start()
        if mode == QClipboard.Mode.Clipboard:
            self._is_marking = True
            self._board.setMimeData(marked(text), mode)
            self._is_marking = False

    def _owns(self, mode: QClipboard.Mode) -> bool:
        if mode == QClipboard.Mode.Clipboard:
            return self._board.ownsClipboard()
        return mode == QClipboard.Mode.Selection and self._board.supportsSelection() and self._board.ownsSelection()


def marked(text: str) -> QMimeData:
    """Return a text with the marks that ask clipboard histories to leave it out."""
    content = QMimeData()
    content.setText(text)
    for name, mark in _MARKS.items():
        content.setData(name, mark)
    return content
