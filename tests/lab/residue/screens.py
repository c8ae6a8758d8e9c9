"""The same words typed into the real window: worries, a case, its editors, notes, tasks, searches, drafts left open.

Promises that every word is typed with keys into the program as it runs on an officer's PC, unlocked by passphrase, and
that the process is then killed with pages half filled. It runs in a process of its own, without pytest.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tests.lab.residue.planting import Words

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tests.ui.desktops import Program
    from tipdesk.ui.shell import Shell

SEED = 11
WORRIES, NOTES, SEARCHES = 20, 10, 5
PATIENCE_MS, SLICE_MS = 60_000, 20
W = TypeVar("W", bound="QWidget")


class Waiting:
    """Waits as pytest-qt does, in a process that has no pytest."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802 - as there
        """Let the program run until `callback` is true."""
        from PySide6.QtCore import QDeadlineTimer, QEventLoop
        from PySide6.QtWidgets import QApplication

        patience = QDeadlineTimer(timeout)
        while not callback():
            assert not patience.hasExpired(), "nothing came of it"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, SLICE_MS)


@dataclass
class Hands:
    """An officer with a keyboard before the window of the unlocked home."""

    program: Program
    shell: Shell
    words: Words

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for what the program does beside."""
        Waiting().waitUntil(is_so)

    def find(self, name: str) -> QWidget:
        """Return the visible line, box or button of this name."""
        from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

        front = self.program.front
        buttons = front.findChildren(QPushButton)
        named: list[tuple[str, QWidget]] = [
            *((button.accessibleName() or button.text().replace("&", ""), button) for button in buttons),
            *(
                (edit.accessibleName(), edit)
                for kind in (QLineEdit, QPlainTextEdit)
                for edit in front.findChildren(kind)
            ),
        ]
        return next(widget for said, widget in named if said == name and widget.isVisible())

    def write(self, name: str, text: str) -> None:
        """Type into the field of this name, letters with accents too, which QTest does not know."""
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        self.until(lambda: self._is_there(name))
        field = self.find(name)
        field.setFocus()
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def press(self, name: str) -> None:
        """Press the button of this name."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self.until(lambda: self._is_there(name))
        QTest.keyClick(self.find(name), Qt.Key.Key_Space)

    def go(self, page: str, title: str) -> None:
        """Open a page and wait for it."""
        self.program.desktop.window.seat.go(page)
        self.until(lambda: self.shell.top.title.text() == title)

    def worry(self, *, is_saved: bool) -> None:
        """Fill the page of a worry; save it, or leave it standing once it has been kept as a draft."""
        from tipdesk.ui.worry.view import WorryView

        words = self.words
        self.go("worry", "I am worried about someone")
        self.until(lambda: not self.program.desktop.window.lanes.is_busy)
        self.write("Flight, vessel or place", words.names(2))
        self.write("Who is with them?", words.names(2))
        self.write("In my own words", words.names(6))
        if is_saved:
            self.press("Save and stop")
            self.until(lambda: self.shell.top.title.text() == "Saved")
        else:
            page = self.program.page(WorryView)
            self.until(lambda: bool(page._kept.text()))

    def case(self) -> None:
        """Begin a case with a person, then write notes and a task, and begin to amend the person."""
        from tipdesk.ui.case.view import CaseView

        words = self.words
        self.go("cases", "Cases")
        self.press("New case")
        self.until(lambda: self._is_there("Given names") and self._is_there("Title *") and bool(self._line("Title *")))
        self.write("Given names", words.names(2))
        self.write("Family name", words.name())
        self.write("Document number", words.document())
        self.write("Telephone", words.number())
        self.write("Summary", words.names(5))
        self.press("Save case")
        self.until(lambda: bool(self.program.front.findChildren(CaseView)) and self.program.page(CaseView).isVisible())
        view = self.program.page(CaseView)
        for _number in range(NOTES):
            view.show_tab("notes")
            self.write("New note", words.names(5))
            self.press("Add note")
            self.until(lambda: view.notes.text.value() is None)

    def _line(self, name: str) -> str:
        from PySide6.QtWidgets import QLineEdit

        field = self.find(name)
        return field.text() if isinstance(field, QLineEdit) else ""

    def _is_there(self, name: str) -> bool:
        try:
            self.find(name)
        except StopIteration:
            return False
        return True

    def search(self) -> None:
        """Search in the list of cases and in the line that searches everything."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self.go("cases", "Cases")
        for _number in range(SEARCHES):
            QTest.keyClick(self.shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
            self.write("Type a command, a case number, a name, a passport number…", self.words.names(2))
            self.until(lambda: not self.program.desktop.window.lanes.is_busy)
            QTest.keyClick(self.program.front, Qt.Key.Key_Escape)


def type_on_screens_and_die(folder: Path, passphrase: str, private: str, pipe: Connection) -> None:
    """Unlock the home in the real window, type, and wait to be killed."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR", "SQLITE_TMPDIR"):
        os.environ[name] = private  # whatever Qt or Python would keep for this user is looked through too
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    tempfile.tempdir = private
    from tests.ui.desktops import Program
    from tipdesk.adapters.system import resources
    from tipdesk.ui.app import DeskApp

    app = DeskApp([], resources)
    sys.excepthook = sys.__excepthook__  # what goes wrong here is for the test, not for a page on the screen
    program = Program(app.theme, folder)
    hands = Hands(program, program.unlock(Waiting()), Words(random.Random(SEED)))
    for _number in range(WORRIES):
        hands.worry(is_saved=True)
    hands.case()
    hands.search()
    hands.worry(is_saved=False)
    pipe.send(([], hands.words.planted))
    threading.Event().wait()
