"""Finding a row of the open case by words in it: what is shown of the case is searched, and nothing else.

What the officer may not see is not found. The case has been looked at already, so nothing further is written down.
Every word asked for must begin some word of the row; rows that are called so come first.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from tipdesk.domain.kinds import Search
from tipdesk.domain.rows import Row
from tipdesk.services.case.find_words import fold
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.actions import Actions, Reply, Result
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.palette import Palette
from tipdesk.ui.wording import Wording

MOST = 50
SHOWN = 80
"""How many rows are offered, and how many characters of an answer stand beside one."""


class Entry(NamedTuple):
    """One row that can be found: its title, and its searched answers with the words of each, plain and for finding."""

    row: Row
    title: str
    title_words: tuple[str, ...]
    answers: tuple[tuple[str, tuple[str, ...]], ...]


class CaseFinder(Palette):
    """The list over the window; `go` is called with the row that was chosen."""

    def __init__(self, window: QWidget, go: Callable[[Row], object]) -> None:
        super().__init__(window, Actions(), self._find)
        self._go, self._entries = go, list[Entry]()
        self._of: Workspace | None = None
        self._line.setPlaceholderText(_("A name, a tag, a word of a note…"))
        self._line.setAccessibleName(_("Search this case"))
        self.setAccessibleName(_("Search this case"))

    def open_over(self, workspace: Workspace, wording: Wording) -> None:
        """Open the list over a case, as it stands now."""
        if self._of is not workspace:
            self._of, self._entries = workspace, entries_of(workspace, wording)
        self.open_with("")

    def forget(self) -> None:
        """Close the list and forget what the case tells."""
        self._of, self._entries = None, []
        if self.isVisible():
            self.close_quietly()

    def _find(self, words: str, reply: Reply) -> None:
        reply([self._result(row, title, detail) for row, title, detail in find_rows_in(self._entries, words)])

    def _result(self, row: Row, title: str, detail: str) -> Result:
        return Result(title, detail, row.record.icon or "folder", partial(self._go, row))


def entries_of(workspace: Workspace, wording: Wording) -> list[Entry]:
    """Return what can be found in a case: the searched answers of every row that is shown."""
    found = []
    for rows in workspace.view.rows.values():
        for row in rows:
            told = [
                wording.value(field, row[field.name]) for field in row.record.fields if field.search is not Search.NONE
            ]
            title = wording.rows.get(row.id) or wording.title(row)
            answers = tuple((one, _words(one)) for one in told if one)
            found.append(Entry(row, title, _words(title), answers))
    return found


def find_rows_in(entries: Sequence[Entry], words: str) -> list[tuple[Row, str, str]]:
    """Return the rows that hold the words, each with its title, and what it is with the answer in which they stand."""
    asked = _words(words)
    if not asked:
        return []
    ranked = [(rank, entry, answer) for entry in entries for rank, answer in _matches(entry, asked)]
    ranked.sort(key=lambda one: one[0])
    return [(entry.row, entry.title, _detail(entry, answer)) for _rank, entry, answer in ranked[:MOST]]


def _matches(entry: Entry, asked: Sequence[str]) -> list[tuple[int, str]]:
    """Return the rank and the answer by which a row is found, as a list of one, or none."""
    if _begin(entry.title_words, asked):
        return [(0, "")]
    return next(([(1, answer)] for answer, words in entry.answers if _begin(words, asked)), [])


def _begin(words: Sequence[str], asked: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in asked)


def _detail(entry: Entry, answer: str) -> str:
    label = _(entry.row.record.label)
    told = " ".join(answer.split())
    told = told if len(told) <= SHOWN else told[: SHOWN - 1] + "…"
    return "   ·   ".join(part for part in (label, told) if part and part != entry.title)


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text as a search compares them."""
    return tuple("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())
