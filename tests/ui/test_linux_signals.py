"""Sleep, session lock and screen saver, said over a real D-Bus of the test's own by a process that owns their names."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.vectors.conformance import absent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtDBus import QDBusConnection
    from pytestqt.qtbot import QtBot

LOGIND = "org.freedesktop.login1"
SAVER = "org.gnome.ScreenSaver"
MANAGER = ("/org/freedesktop/login1", f"{LOGIND}.Manager", "PrepareForSleep")
SESSION = ("/org/freedesktop/login1/session/_32", f"{LOGIND}.Session", "Lock")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus of a Linux desktop")


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a bus that nobody else is on."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        absent("dbus-daemon is absent: on Debian the set-up command installs it")
    command = [str(daemon), "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
        running.terminate()


def connected(bus: str, name: str) -> QDBusConnection:
    """Return a connection of its own."""
    from PySide6.QtDBus import QDBusConnection

    made = QDBusConnection.connectToBus(bus, name)
    assert made.isConnected()
    return made


@pytest.mark.parametrize(
    ("name", "place", "argument", "is_leaving"),
    [
        (LOGIND, MANAGER, [True], True),
        (LOGIND, MANAGER, [False], False),
        (LOGIND, SESSION, [], True),
        (LOGIND, ("/org/freedesktop/login1/session/_39", SESSION[1], SESSION[2]), [], False),
        (SAVER, ("/org/gnome/ScreenSaver", SAVER, "ActiveChanged"), [True], True),
        (SAVER, ("/org/gnome/ScreenSaver", SAVER, "ActiveChanged"), [False], False),
    ],
)
def test_what_is_said_on_the_bus(
    bus: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, place: tuple[str, str, str],
    argument: list[bool], is_leaving: bool,
) -> None:  # fmt: skip
    """Falling asleep, this session's lock and the screen saver are heard; waking and another's lock are not."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    from tipdesk.ui.lock.linux_signals import LinuxSignals

    monkeypatch.setenv("XDG_SESSION_ID", "2")
    system = connected(bus, "system")
    assert system.registerService(name)
    heard: list[bool] = []
    ours = connected(bus, "ours")
    signals = LinuxSignals(ours, ours)
    signals.leave.connect(lambda: heard.append(True))
    said = QDBusMessage.createSignal(*place)
    said.setArguments(argument)
    last = QDBusMessage.createSignal("/org/gnome/ScreenSaver", SAVER, "ActiveChanged")
    last.setArguments([True])
    assert system.registerService(SAVER) or name == SAVER
    assert system.send(said)
    assert system.send(last)
    qtbot.waitUntil(lambda: len(heard) >= 1 + is_leaving)
    assert len(heard) == 1 + is_leaving
    for connection in ("system", "ours"):
        QDBusConnection.disconnectFromBus(connection)


def test_sleep_waits_until_we_have_locked(bus: str, qtbot: QtBot) -> None:
    """Logind is asked to delay sleep, and what it answers, an open file, is held for as long as the listener lives."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor, QDBusVirtualObject

    from tipdesk.ui.lock.linux_signals import LinuxSignals

    asked: list[object] = []
    ours, theirs = os.pipe()
    os.set_blocking(ours, False)

    class FakeLogind(QDBusVirtualObject):
        """Answers one question as logind does."""

        def introspect(self, path: str) -> str:
            return ""

        def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:  # noqa: N802 - Qt names it
            asked.append((message.member(), message.arguments()))
            return connection.send(message.createReply([QDBusUnixFileDescriptor(theirs)]))

    system, logind = connected(bus, "system"), FakeLogind()
    assert system.registerService(LOGIND)
    assert system.registerVirtualObject("/org/freedesktop/login1", logind)
    signals = LinuxSignals(connected(bus, "ours"))
    qtbot.waitUntil(lambda: signals._delay is not None)
    os.close(theirs)
    assert asked == [("Inhibit", ["sleep", "TIPdesk", "Locks before the PC sleeps", "delay"])]
    with pytest.raises(BlockingIOError):
        os.read(ours, 1)  # somebody still holds the other end
    os.close(ours)
    for connection in ("system", "ours"):
        QDBusConnection.disconnectFromBus(connection)
