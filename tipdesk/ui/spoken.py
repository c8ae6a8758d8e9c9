"""What is said to a screen reader: a refusal, a word after a deed, how many answers fit.

Promises: one way to say it (`speak`), which `spoken().said` tells as well, so that a test hears what an officer hears.
Leaves to others: the words, and showing them.
"""

from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


class Spoken(QObject):
    """`said` carries the widget that speaks and the sentence."""

    said = Signal(QWidget, str)


@cache
def spoken() -> Spoken:
    """Return the one of this process."""
    return Spoken()


def speak(widget: QWidget, sentence: str) -> None:
    """Say a sentence now, in the name of a widget."""
    if sentence:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
        spoken().said.emit(widget, sentence)
