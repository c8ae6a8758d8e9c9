"""The scheme that goes with the system: whether it shows a contrast theme, and whether its ground is dark.

Qt tells of a contrast theme, and when it comes and goes. On Windows it does not say then whether the theme is light on
dark or dark on light, since each of its colours can be chosen: so the system is asked for the colour of its windows.
"""

import sys
from typing import Final

from PySide6.QtGui import QStyleHints

_COLOR_WINDOW: Final = 5
_HALF: Final = 128


def shown_by_system(hints: QStyleHints) -> str:
    """Return the name of the scheme that goes with the system's colours now."""
    return system_scheme(is_dark=is_dark(hints), wants_contrast=wants_contrast(hints))


def system_scheme(*, is_dark: bool, wants_contrast: bool) -> str:
    """Return the name of the scheme that goes with a system of such colours."""
    if wants_contrast:
        return "contrast" if is_dark else "contrast-light"
    return "dark" if is_dark else "light"


def wants_contrast(hints: QStyleHints) -> bool:
    """Tell whether the system shows a contrast theme."""
    from PySide6.QtCore import Qt

    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def is_dark(hints: QStyleHints) -> bool:
    """Tell whether the system shows light letters on a dark ground."""
    from PySide6.QtCore import Qt

    if sys.platform == "win32" and wants_contrast(hints):
        import ctypes

        return is_dark_colour(ctypes.windll.user32.GetSysColor(_COLOR_WINDOW))
    return hints.colorScheme() is Qt.ColorScheme.Dark


def is_dark_colour(colour: int) -> bool:
    """Tell whether a colour as Windows gives it (0x00BBGGRR) is nearer to black than to white, as eyes weigh it."""
    red, green, blue = (colour >> shift & 0xFF for shift in (0, 8, 16))
    return (299 * red + 587 * green + 114 * blue) / 1000 < _HALF
