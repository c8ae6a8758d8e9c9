"""Keeps our windows out of screenshots and shared screens, where the system can (Windows 10 2004 and later).

It covers every window of the program, dialogs and menus too, but nothing in a training store, which is there to be
shown. Older Windows show a black area instead. It does nothing against a camera, and Linux has no such thing. Which
windows there are is told by `WindowWatch.came`.
"""

import sys
from typing import Final

from PySide6.QtGui import QWindow

WDA_MONITOR: Final = 0x01
WDA_EXCLUDEFROMCAPTURE: Final = 0x11
_FIRST_BUILD: Final = 19041


def affinity(platform: str, build: int, *, is_training: bool) -> int:
    """Return the display affinity that windows are given on a platform, or 0 where nothing is to be done.

    `build` is the build number of Windows; on other platforms it does not matter.
    """
    if platform != "win32" or is_training:
        return 0
    return WDA_EXCLUDEFROMCAPTURE if build >= _FIRST_BUILD else WDA_MONITOR


def affinity_here(*, is_training: bool) -> int:
    """Return the display affinity that windows are given on this PC, or 0 where nothing is to be done."""
    if sys.platform == "win32":
        return affinity(sys.platform, sys.getwindowsversion().build, is_training=is_training)
    return 0


def exclude(window: QWindow, wanted: int) -> None:
    """Set the display affinity `wanted` on a window that exists already; 0 leaves the window alone."""
    if wanted and sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        ctypes.windll.user32.SetWindowDisplayAffinity(wintypes.HWND(int(window.winId())), wanted)
