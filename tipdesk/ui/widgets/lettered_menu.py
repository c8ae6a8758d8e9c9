"""A menu in which every line has a letter of its own, so that an answer is given by one key, whatever the language.

The letter is underlined: the first of the line where it is free, else one further on, else a digit before the line.
"""

from collections.abc import Hashable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from tipdesk.ui.plain import button_text, set_name

DIGITS = "123456789"


class LetteredMenu(QMenu):
    """A menu that opens under a widget; `chosen` is emitted with the key of the line that was pressed."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        set_name(self, name)

    def offer(self, choices: Sequence[tuple[Hashable, str]], marked: Iterable[Hashable] = ()) -> None:
        """Offer these lines, each with its key and its words; those `marked` are ticked, because they hold now."""
        self.clear()
        ticked = frozenset(marked)
        for (key, _words), text in zip(choices, lettered([words for _key, words in choices]), strict=True):
            line = self.addAction(text, partial(self.chosen.emit, key))
            line.setCheckable(key in ticked)
            line.setChecked(key in ticked)

    def open_under(self, widget: QWidget) -> None:
        """Open the menu under a widget, with the first line marked."""
        self.popup(widget.mapToGlobal(QPoint(0, widget.height())))
        lines = self.actions()
        if lines:
            self.setActiveAction(lines[0])


def lettered(labels: Sequence[str]) -> list[str]:
    """Return the labels, each with an "&" before a letter that is its alone."""
    taken: set[str] = set()
    made = []
    for label in labels:
        starts = [at for at, letter in enumerate(label) if at == 0 or not label[at - 1].isalnum()]
        places = dict.fromkeys((*starts, *range(len(label))))
        free = next((at for at in places if label[at].isalpha() and label[at].casefold() not in taken), None)
        if free is None:
            digit = next((one for one in DIGITS if one not in taken), "")
            taken.add(digit)
            made.append(f"&{digit}  {button_text(label)}" if digit else button_text(label))
        else:
            taken.add(label[free].casefold())
            made.append(f"{button_text(label[:free])}&{button_text(label[free:])}")
    return made
