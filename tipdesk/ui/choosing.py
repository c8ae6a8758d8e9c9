"""Asking the officer for a file or a folder, so that nobody finds out later which ones were chosen.

Promises: one dialog at a time over `parent`; no list of recent folders or files is kept. The dialog is Qt's own, since
the system's keeps lists that we could not empty; what Qt would write to its settings names no folder, and is taken out
again where it can be written at all (see `ui/app`). Leaves to others: reading and writing.
"""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, QSettings
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import delete

_QT_SETTINGS = "QtProject"
_GROUP = "FileDialog"


class Choosing(Protocol):
    """What a screen asks; None when the officer thinks better of it."""

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder that exists."""

    def file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for a file that exists. `kinds`: "Receipts (*.tdr)"."""

    def target(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file, offering `name`."""


class Dialogs:
    """Implements `Choosing` with Qt's dialogs."""

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder that exists."""
        dialog = _made(parent, title, QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return _asked(dialog)

    def file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for a file that exists."""
        dialog = _made(parent, title, QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(kinds)
        return _asked(dialog)

    def target(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file."""
        dialog = _made(parent, title, QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kinds)
        dialog.setDefaultSuffix(Path(name).suffix)
        dialog.selectFile(name)
        return _asked(dialog)


def _made(parent: QWidget, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
    dialog = QFileDialog(parent.window(), title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setHistory([])
    dialog.setFileMode(mode)
    return dialog


def _asked(dialog: QFileDialog) -> Path | None:
    is_taken = bool(dialog.exec())
    chosen = dialog.selectedFiles()
    dialog.setDirectory(QDir.rootPath())
    dialog.setHistory([])
    delete(dialog)  # only now does Qt write down where it was: nowhere in particular
    forget_dialogs()
    return Path(chosen[0]) if is_taken and chosen else None


def forget_dialogs() -> None:
    """Take out of Qt's own settings which folders its file dialogs have seen."""
    settings = QSettings(QSettings.Scope.UserScope, _QT_SETTINGS)
    settings.remove(_GROUP)
    settings.sync()
