"""The one way to say something to a screen reader: a refusal, a word after a deed, how many answers fit.

Whatever is said is also emitted by `spoken().said`, so that a test hears what an officer hears.
"""

from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


class Spoken(QObject):
    """The speaker of this process; `said` carries the widget in whose name a sentence is said, and the sentence."""

    said = Signal(QWidget, str)


@cache
def spoken() -> Spoken:
    """Return the one `Spoken` of this process."""
    return Spoken()


def speak(widget: QWidget, sentence: str) -> None:
    """Say a sentence now, in the name of a widget; an empty one is not said."""
    if sentence:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
        spoken().said.emit(widget, sentence)
