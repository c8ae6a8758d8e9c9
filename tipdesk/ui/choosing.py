"""Asks the officer for a file or a folder, so that nobody finds out later which ones were chosen.

The dialog is Qt's own, because the system's keeps lists of recent folders that we could not empty. What Qt would write
to its settings names no folder, and is taken out again where it can be written at all (see `ui/app`). A dialog begins
in the officer's documents, and afterwards where one was last, until the window is closed. Reading and writing the
chosen file is done elsewhere.
"""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import delete, isValid

_QT_SETTINGS = "QtProject"
_GROUP = "FileDialog"


class Choosing(Protocol):
    """What a screen asks an officer to choose; every answer is None when the officer thinks better of it."""

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder that exists; None when the officer cancels."""

    def file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for a file that exists; `kinds` says which are shown, as in "Receipts (*.tdr)"."""

    def target(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file, offering `name`; `kinds` says which are shown, as in "Receipts (*.tdr)"."""


class Dialogs:
    """Asks with Qt's own dialogs; the implementation of `Choosing` that officers see."""

    def __init__(self) -> None:
        self._last = ""

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder that exists; None when the officer cancels."""
        dialog = self._made(parent, title, QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._asked(dialog)

    def file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for a file that exists; None when the officer cancels."""
        dialog = self._made(parent, title, QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(kinds)
        return self._asked(dialog)

    def target(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file; None when the officer cancels."""
        dialog = self._made(parent, title, QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kinds)
        dialog.setDefaultSuffix(Path(name).suffix)
        dialog.selectFile(name)
        return self._asked(dialog)

    def _made(self, parent: QWidget, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        known = (one for one in (self._last, documents, QDir.homePath()) if one and QDir(one).exists())
        dialog = QFileDialog(parent.window(), title)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setHistory([])
        dialog.setFileMode(mode)
        dialog.setDirectory(next(known, QDir.rootPath()))
        return dialog

    def _asked(self, dialog: QFileDialog) -> Path | None:
        is_taken = bool(dialog.exec())
        if not isValid(dialog):  # what asked was closed over it, as by a lock, and took it along
            forget_dialogs()
            return None
        chosen = dialog.selectedFiles()
        dialog.setDirectory(QDir.rootPath())
        dialog.setHistory([])
        delete(dialog)  # only now does Qt write down where it was: nowhere in particular
        forget_dialogs()
        if not (is_taken and chosen):
            return None
        found = Path(chosen[0])
        self._last = str(found if found.is_dir() else found.parent)
        return found


def forget_dialogs() -> None:
    """Take out of Qt's own settings which folders its file dialogs have seen."""
    settings = QSettings(QSettings.Scope.UserScope, _QT_SETTINGS)
    settings.remove(_GROUP)
    settings.sync()
