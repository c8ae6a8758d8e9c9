"""One row of the sheet as it stands on the screen: the line that is saved, and over it what was typed and is not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tipdesk.services.case.record_passport import Passport
from tipdesk.services.line_list.lines import Line, LineList
from tipdesk.ui.sheet.entry import SheetEntry

Judge = Callable[[Line | None, Mapping[str, str]], dict[str, str]]
"""Returns why words that were typed over a line cannot be read, by the names of their columns."""


@dataclass(eq=False)
class Entry(SheetEntry):
    """One row of a line list, over the line that is saved; `passport` is what was taken over from one and waits too."""

    line: Line | None = None
    passport: Passport | None = None

    @property
    def is_saved(self) -> bool:
        """Tell whether the line stands in the store."""
        return self.line is not None

    @property
    def waits(self) -> bool:
        """Tell whether something was typed or taken over that no save has been tried with."""
        return super().waits or self.passport is not None

    @property
    def is_blank(self) -> bool:
        """Tell whether the row holds nothing yet."""
        return super().is_blank and self.passport is None

    def type(self, column: str, words: str) -> None:
        """Put words into a cell; a row that was never saved and from which all is taken away is blank again."""
        super().type(column, words)
        if not self.is_saved and not any(self.typed.values()):
            self.typed.clear()
            self.refused.clear()

    def take_saved(self, line: Line | None, sent: Mapping[str, str], refused: Mapping[str, str]) -> None:
        """Take over what became of the row."""
        self.passport = None
        if line is not None:
            self.line, self.key = line, line.key
        self.settle(sent, refused)


class Entries(list[Entry]):
    """All rows, the last of which is blank."""

    def __init__(self) -> None:
        super().__init__()
        self._made = 0

    def blank(self) -> Entry:
        """Return a new blank row under a key that no other has."""
        keys = {one.key for one in self}
        while True:
            self._made += 1
            if (key := f"new-{self._made}") not in keys:
                return Entry(key)

    def find(self, key: str) -> Entry | None:
        """Return the row of a key."""
        return next((one for one in self if one.key == key), None)

    def lines(self) -> list[Line]:
        """Return the lines that are saved and not in the trash."""
        return [one.line for one in self if one.line is not None and not one.is_gone]

    def fill(self, read: LineList, lines: list[Line], judge: Judge) -> None:
        """Show these lines and no others, with what was typed over them and after them, and a blank row."""
        left = {key: dict(cells) for key, cells in read.typed.items()}
        old = {one.key: one for one in self}
        shown = [_over(old.get(line.key), line, left.pop(line.key, {}), judge) for line in lines]
        kept = {one.key: one for one in self if one.line is None and one.typed}
        for key, cells in left.items():
            kept.setdefault(key, Entry(key, cells, judge(None, cells)))
        self[:] = [*shown, *kept.values()]
        self.append(self.blank())

    def refresh(self, read: LineList) -> list[Line]:
        """Show what has changed in the rows that are there, each in its place; return the lines that are new."""
        lines = {line.key: line for line in read.lines}
        for one in self:
            if one.line is not None:
                one.is_gone = one.key not in lines
                one.line = lines.pop(one.key, one.line)
        return list(lines.values())


def _over(old: Entry | None, line: Line, typed: dict[str, str], judge: Judge) -> Entry:
    """Return the row of a line, with the words over it that wait in the draft table."""
    if old is not None:
        old.line, old.is_gone = line, False
        return old
    return Entry(line.key, typed, judge(line, typed), line=line)
