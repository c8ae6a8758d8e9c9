"""Hears what Windows tells a program about its user: the session was locked or left, or the PC goes to sleep.

Which messages mean that is decided in a pure function; the filter only listens. Registering for the session's messages
fails quietly where there is no terminal service.
"""

import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray

WM_QUERYENDSESSION: Final = 0x0011
WM_POWERBROADCAST: Final = 0x0218
WM_WTSSESSION_CHANGE: Final = 0x02B1
_SUSPENDS: Final = frozenset({0x0004, 0x0006, 0x0007, 0x0012})
"""PBT_APMSUSPEND, RESUMECRITICAL, RESUMESUSPEND and RESUMEAUTOMATIC: whoever missed the first hears the others."""
_LEAVES: Final = frozenset({0x2, 0x4, 0x6, 0x7})
"""WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK."""
_MESSAGES: Final = b"windows_generic_MSG"


def calls_for_lock(message: int, parameter: int) -> bool:
    """Tell whether a message of Windows means that nobody sits before the screen; `parameter` is its wParam."""
    if message == WM_WTSSESSION_CHANGE:
        return parameter in _LEAVES
    return message == WM_POWERBROADCAST and parameter in _SUSPENDS


class WindowsMessages(QAbstractNativeEventFilter):
    """A filter that sees the messages of this thread; `leave` is called at once, before Windows goes on."""

    def __init__(self, leave: Callable[[], object]) -> None:
        super().__init__()
        self._leave = leave

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Look at a message, and let it pass in any case."""
        if kind == _MESSAGES and sys.platform == "win32":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if calls_for_lock(told.message, told.wParam):
                self._leave()
        return False, 0


def register(window: int) -> None:
    """Ask Windows to tell a window, given by its handle, about its session."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(window), 0)
