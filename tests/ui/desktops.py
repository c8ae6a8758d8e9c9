"""The real program in a test: homes on disk, the desktop over them, and hands that only use the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.bootstrap.desktop import Desktop
from tipdesk.homes.founding import make_post
from tipdesk.ui.shell import Shell
from tipdesk.ui.unlock.view import UnlockView
from tipdesk.ui.widgets.yes_no_unsure import Segment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tipdesk.ui.theme import Theme

PASSPHRASE = "correct horse battery staple lamp river"
OFFICER = "officer1"
CHEAPEST = FLOOR
MOST_TABS = 200
PATIENCE_MS = 30_000
W = TypeVar("W", bound=QWidget)


class Waits(Protocol):
    """Whoever can wait while the program goes on: pytest-qt's `qtbot`, or a process without pytest."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = ...) -> None:  # noqa: N802 - pytest-qt's name
        """Return once `callback` is true; fail after `timeout` milliseconds."""


def make_home(folder: Path) -> Path:
    """Make a post's home with one officer and leave it locked."""
    make_post(folder, OFFICER, PASSPHRASE, cost=CHEAPEST).close()
    return folder


@dataclass
class Program:
    """A desktop over a home. `fresh`: the homes for which a fresh process was asked; `crashes`: our own bugs."""

    look: Theme
    home: Path
    fresh: list[Path] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desktop = Desktop(self.look, self.home, on_crash=self.crashes.append, start_fresh=self.fresh.append)

    def begin(self) -> QWidget:
        """Start, and return the window in front."""
        self.desktop.begin()
        return self.front

    def unlock_window(self, qtbot: Waits) -> UnlockView:
        """Start, and return the unlock window once everything on it is there."""
        view = self.begin()
        assert isinstance(view, UnlockView)
        view.resize(1024, 700)
        qtbot.waitUntil(lambda: self.desktop.deeds is not None and view.edit.line.hasFocus(), timeout=PATIENCE_MS)
        return view

    @property
    def front(self) -> QWidget:
        """Return the window in front."""
        assert self.desktop.front is not None
        return self.desktop.front

    def page(self, kind: type[W]) -> W:
        """Return the page of a kind, which has been built."""
        [page] = self.front.findChildren(kind)
        return page

    def unlock(self, qtbot: Waits) -> Shell:
        """Type the passphrase and wait for the window."""
        self.begin()
        qtbot.waitUntil(lambda: self.front.isActiveWindow() and QApplication.focusWidget() is not None)
        type_keys(PASSPHRASE)
        press(Qt.Key.Key_Return)
        return self.wait_for_shell(qtbot)

    def wait_for_shell(self, qtbot: Waits) -> Shell:
        """Wait until the window of the unlocked home is in front."""
        qtbot.waitUntil(lambda: isinstance(self.front, Shell), timeout=PATIENCE_MS)
        assert isinstance(self.front, Shell)
        return self.front

    def end(self) -> None:
        """Close whatever is open, as closing the window does."""
        if self.desktop.front is not None:
            self.desktop.front.close()
            self.desktop.front.deleteLater()
        self.desktop.end()
        QApplication.processEvents()
        assert self.crashes == []


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(focused(), key, modifier)


def type_keys(text: str) -> None:
    """Type where the focus is."""
    QTest.keyClicks(focused(), text)


def focused() -> QWidget:
    """Return the widget that has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def tab_to(name: str) -> QWidget:
    """Press Tab until the widget with this accessible name has the focus, and an arrow within its row of answers."""
    seen: list[str] = []
    for _step in range(MOST_TABS):
        here = focused()
        said = here.accessibleName() or getattr(here, "text", str)().replace("&", "")
        if said == name:
            return here
        is_in_row = isinstance(here, Segment) and said.rpartition(": ")[0] == name.rpartition(": ")[0]
        press(Qt.Key.Key_Right if is_in_row and said not in seen else Qt.Key.Key_Tab)
        seen.append(said)
    raise AssertionError(f"Tab never reaches {name!r}: {seen[:60]}")
