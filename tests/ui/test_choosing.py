"""Asking for files and folders leaves no trace of which ones were chosen."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDir, QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from shiboken6 import delete

from tests.ui.probes import ROOT
from tipdesk.ui.choosing import Dialogs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Path]:
    """A folder in which Qt keeps its own settings, instead of this user's."""
    folder = tmp_path / "settings"
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.NativeFormat, scope, str(folder))
    yield folder
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, "")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window over which the dialogs open."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def answer(path: Path | None) -> None:
    """Type a path into the dialog that opens next and accept it; None closes it."""

    def type_in() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(10, type_in)
            return
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        if path is None or not isinstance(line, QLineEdit):  # a dialog that stays open would hold the whole run
            dialog.reject()
            return
        line.setText(str(path))
        QDialog.accept(dialog) if dialog.fileMode() is QFileDialog.FileMode.Directory else dialog.accept()

    QTimer.singleShot(10, type_in)


def traces(settings: Path) -> str:
    """Return all that Qt has written down."""
    return "".join(file.read_text() for file in settings.rglob("*") if file.is_file())


def test_no_trace_is_left(tmp_path: Path, settings: Path, window: QWidget) -> None:
    """Neither a folder nor a file nor a target that was chosen stands in Qt's settings afterwards."""
    stick = tmp_path / "operation-heron"
    stick.mkdir()
    grant = stick / "grant.tipgrant"
    grant.write_bytes(b"g")
    dialogs = Dialogs()
    asks: list[tuple[Path, Callable[[], Path | None]]] = [
        (grant, lambda: dialogs.file(window, "A file", "Grants (*.tipgrant)")),
        (stick / "r.tiprequest", lambda: dialogs.target(window, "A target", "r.tiprequest", "Requests (*.tiprequest)")),
    ]
    for wanted, ask in asks:
        answer(wanted)
        assert ask() == wanted
        assert "FileDialog" not in traces(settings)
    answer(None)
    assert dialogs.folder(window, "A folder") is None
    assert "FileDialog" not in traces(settings)


def test_no_name_is_written_for_a_moment_either(
    tmp_path: Path, settings: Path, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Qt writes, were it not taken out again, holds its own widths and no folder that was seen."""
    monkeypatch.setattr("tipdesk.ui.choosing.forget_dialogs", lambda: None)
    stick = tmp_path / "operation-heron"
    stick.mkdir()
    answer(stick / "r.tiprequest")
    assert Dialogs().target(window, "A target", "r.tiprequest", "Requests (*.tiprequest)")
    assert "viewMode" in traces(settings)
    assert "heron" not in traces(settings)


SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QFileDialog, QWidget
from tests.ui.test_choosing import answer
from tipdesk.adapters.system import resources
from tipdesk.ui.app import DeskApp
from tipdesk.ui.choosing import Dialogs
app = DeskApp(["tipdesk"], resources)
window = QWidget()
window.show()
answer(Path(sys.argv[1]))
print(Dialogs().target(window, "A target", "r.tiprequest", "Requests (*.tiprequest)"))
"""


def test_the_program_leaves_no_file_in_the_users_folders(tmp_path: Path) -> None:
    """In a process with folders of its own, a dialog that was used leaves no file anywhere in them."""
    user = {name: str(tmp_path / "user") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    target = tmp_path / "operation-heron" / "r.tiprequest"
    target.parent.mkdir()
    command = [sys.executable, "-c", SCRIPT, str(target)]
    said = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **user}, capture_output=True, text=True, timeout=60, check=True
    )
    assert str(target) in said.stdout
    assert [path for path in (tmp_path / "user").rglob("*") if path.is_file()] == []


def test_what_is_closed_over_it_chooses_nothing(settings: Path, window: QWidget) -> None:
    """A dialog that goes with the window that asked, as when the screen locks, answers as if it had been cancelled."""
    asking = QDialog(window)

    def close() -> None:
        if isinstance(QApplication.activeModalWidget(), QFileDialog):
            delete(asking)
        else:
            QTimer.singleShot(10, close)

    QTimer.singleShot(10, close)
    assert Dialogs().target(asking, "Export", "list.xlsx", "Spreadsheet (*.xlsx)") is None


def test_a_dialog_begins_in_the_documents_and_then_where_one_was(
    settings: Path, window: QWidget, tmp_path: Path
) -> None:
    """Never in the folder of the process; a folder that has gone is passed over, and another window knows none."""
    begun: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            begun.append(dialog.directory().absolutePath())
        else:
            QTimer.singleShot(5, look)

    def ask(asking: Dialogs, path: Path | None) -> None:
        QTimer.singleShot(0, look)
        answer(path)
        asking.target(window, "Save", "made.pdf", "PDF (*.pdf)")

    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    usual = documents if QDir(documents).exists() else QDir.homePath()
    folder = tmp_path / "where"
    folder.mkdir()
    asking = Dialogs()
    ask(asking, folder / "made.pdf")
    ask(asking, None)
    folder.rmdir()
    ask(asking, None)
    ask(Dialogs(), None)
    assert begun == [usual, str(folder), usual, usual]
