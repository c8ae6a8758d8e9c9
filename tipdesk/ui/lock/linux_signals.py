"""Hears what a Linux desktop tells a program about its user, over D-Bus: the session was locked, the PC goes to sleep.

It listens to logind and to the screen savers where there are any. Sleep waits until the program has locked, for as long
as logind allows (five seconds by default). Nothing here waits for an answer. Locking is up to whoever listens to
`leave`.
"""

import os
from typing import Final, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_LOGIND: Final = "org.freedesktop.login1"
_GONE: Final = cast("bytes", SLOT("gone(bool)"))
_LOCKED: Final = cast("bytes", SLOT("locked()"))
"""Both are text, whatever the library's stubs say, since its `connect` takes nothing else."""
_SAVERS: Final = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)


class LinuxSignals(QObject):
    """Listens to the desktop while it lives; `leave` says that nobody sits before the screen any more."""

    leave = Signal()

    def __init__(
        self, system: QDBusConnection, session: QDBusConnection | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._system = system
        self._delay: QDBusMessage | None = None
        self._asked: QDBusPendingCallWatcher | None = None
        if system.isConnected():
            self._listen_to_logind()
        if session is not None and session.isConnected():
            for name, path in _SAVERS:
                session.connect(name, path, name, "ActiveChanged", self, _GONE)

    @Slot(bool)
    def gone(self, is_so: bool) -> None:  # noqa: FBT001 - as D-Bus sends it
        """Emit `leave` when the PC is about to sleep or the screen saver came; False says that it is back."""
        if is_so:
            self.leave.emit()

    @Slot()
    def locked(self) -> None:
        """Emit `leave`, because the session was locked."""
        self.leave.emit()

    def _listen_to_logind(self) -> None:
        path, manager = "/org/freedesktop/login1", f"{_LOGIND}.Manager"
        self._system.connect(_LOGIND, path, manager, "PrepareForSleep", self, _GONE)
        self._system.connect(_LOGIND, session_path(), f"{_LOGIND}.Session", "Lock", self, _LOCKED)
        asking = QDBusMessage.createMethodCall(_LOGIND, path, manager, "Inhibit")
        asking.setArguments(["sleep", "TIPdesk", "Locks before the PC sleeps", "delay"])
        self._asked = QDBusPendingCallWatcher(self._system.asyncCall(asking), self)
        self._asked.finished.connect(self._keep_delay)

    def _keep_delay(self, answered: QDBusPendingCallWatcher) -> None:
        """Keep the answer of logind, which holds an open file: while we have it, sleep waits for us.

        It is closed when the process ends.
        """
        self._delay = answered.reply()


def session_path() -> str:
    """Return where logind keeps this session, or "" (any session) where the desktop does not say.

    logind escapes a digit at the beginning of the name.
    """
    session = os.environ.get("XDG_SESSION_ID", "")
    if not session.isalnum():
        return ""
    first = f"_{ord(session[0]):02x}" if session[0].isdigit() else session[0]
    return f"/org/freedesktop/login1/session/{first}{session[1:]}"


def listen(parent: QObject) -> LinuxSignals:
    """Return the listener for this desktop.

    A session bus that is not there is not asked for, since asking would start one.
    """
    has_bus = "DBUS_SESSION_BUS_ADDRESS" in os.environ
    return LinuxSignals(QDBusConnection.systemBus(), QDBusConnection.sessionBus() if has_bus else None, parent)
