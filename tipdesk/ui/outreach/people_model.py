"""The rows of the sheet of participants: what stands in each cell, what is typed into it, what was saved.

*Attended* and *Passed* are ticked in place: the space bar turns them over, Y and N say yes and no. The number of a
certificate is shown and never typed. Rows are put in order only when the sheet is opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from tipdesk.services.outreach.people_columns import BY_COLUMN, COLUMNS, NAME
from tipdesk.services.outreach.rooms import PERSON
from tipdesk.services.outreach.save_person import People, PersonLine
from tipdesk.ui.sheet.entry import SheetEntry
from tipdesk.ui.sheet.painted import Cell, Painted, Shape, SheetModel
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.table_model import NOWHERE, Index
from tipdesk.ui.wording import Wording

CERTIFICATE = "certificate_no"
NAMES = (*(column.name for column in COLUMNS), CERTIFICATE)
AT = {name: place for place, name in enumerate(NAMES)}
TICKED = frozenset({"attended", "passed"})
_YES, _NO = frozenset("yYxX1"), frozenset("nN0")
_WIDTHS: Mapping[str, int] = {
    NAME: 210, "agency": 150, "audience": 120, "sex": 84, "attended": 92, "before": 92, "after": 92, "passed": 84,
    "officer": 110, CERTIFICATE: 140,
}  # fmt: skip


def people_shape() -> Shape:
    """Return how the columns of the sheet stand and are gone through."""
    return Shape(
        names=NAMES,
        frozen=(AT[NAME],),
        first=AT[NAME],
        widths=_WIDTHS,
        called=(_("Participants: name"), _("Participants: all else")),
        passive=frozenset({AT[CERTIFICATE]}),
    )


@dataclass(eq=False)
class PersonEntry(SheetEntry):
    """One row of the sheet, over the participant who is saved."""

    line: PersonLine | None = None

    @property
    def is_saved(self) -> bool:
        """Tell whether the participant stands in the store."""
        return self.line is not None


class PeopleModel(SheetModel):
    """The sheet; `typed` is emitted with a row in which something was typed."""

    typed = Signal(int)

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        heads = tuple(PERSON.by_name[name].label for name in NAMES)
        super().__init__(heads, parent)
        self.wording, self.can_edit = wording, False
        self.entries: list[PersonEntry] = []
        self._called: Mapping[bytes, str] = {}
        self._made = 0

    def fill(self, people: People) -> None:
        """Show these participants and no others, with what was typed over them and after them."""
        self.beginResetModel()
        self.can_edit, self._called = people.can_write, people.called
        typed = {key: dict(cells) for key, cells in people.typed.items()}
        entries = [PersonEntry(one.key, typed.pop(one.key, {}), line=one) for one in people.lines]
        entries += [PersonEntry(key, cells) for key, cells in typed.items() if cells]
        for entry in entries:
            refused = people.refused.get(entry.key, {})
            entry.refused = {name: problem.text(_) for name, problem in refused.items()}
        self.entries[:] = [*entries, *([self._blank()] if people.can_write else [])]
        self.endResetModel()

    def note_changed(self) -> None:
        """Let every cell be painted anew."""
        if self.entries:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def type(self, row: int, column: str, words: str) -> None:
        """Put words into a cell, unless they are those that stand there."""
        entry, plain = self.entries[row], words.strip()
        if plain == self.editable(entry, column).strip() and column not in entry.refused:
            return
        if entry.is_blank and not plain:
            return
        entry.type(column, plain)
        if row == len(self.entries) - 1:
            self.beginInsertRows(NOWHERE, row + 1, row + 1)
            self.entries.append(self._blank())
            self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        self.typed.emit(row)

    def tick(self, row: int, place: int, letter: str) -> bool:
        """Turn a tick over, or set it by its letter."""
        name = NAMES[place]
        if name not in TICKED or letter not in {" ", *_YES, *_NO}:
            return False
        is_on = self.editable(self.entries[row], name) == _("Yes")
        wanted = not is_on if letter == " " else letter in _YES
        self.type(row, name, _("Yes") if wanted else _("No"))
        return True

    def is_blank(self, row: int) -> bool:
        """Tell whether a row holds nobody yet."""
        return self.entries[row].is_blank

    def editable(self, entry: PersonEntry, name: str) -> str:
        """Return the words with which the editor of a cell opens: as they were typed, or such as can be read again."""
        if name in entry.typed:
            return entry.typed[name]
        return self._saved(entry.line, name) if entry.line is not None else ""

    def _saved(self, line: PersonLine, name: str) -> str:
        value = line.row[name]
        if name == NAME:
            return str(value or line.name)
        if isinstance(value, bytes):
            return self._called.get(value, "")
        if name in TICKED:
            return "" if value is None else _("Yes") if value else _("No")
        return self.wording.value(PERSON.by_name[name], value)

    def told(self, row: int, place: int) -> str:
        """Return the longer words about a cell: why it was refused, or what is in dispute."""
        entry, name = self.entries[row], NAMES[place]
        if name in entry.refused:
            return entry.refused[name]
        if entry.problem or entry.line is None:
            return entry.problem
        siblings = entry.line.row.siblings.get(name, ())
        if not siblings:
            return ""
        answers = " / ".join(self.wording.value(PERSON.by_name[name], one.value) for one in siblings)
        return _("In dispute: {answers}. What you type settles it.").format(answers=answers)

    def painted(self, row: int, place: int) -> Painted:
        """Return what the delegate paints of a cell."""
        entry, name = self.entries[row], NAMES[place]
        words = self.editable(entry, name)
        if name in TICKED and words == _("Yes"):
            words = f"✓ {words}"
        disputed = entry.line is not None and name in entry.line.row.siblings
        cell = Cell(
            words,
            is_refused=name in entry.refused or bool(entry.problem and name in entry.typed),
            is_disputed=disputed,
            is_waiting=name in entry.typed,
        )
        return Painted(cell, is_gone=entry.is_gone)

    def count(self) -> int:
        """Return how many rows there are, the blank one too."""
        return len(self.entries)

    def subject(self, row: int) -> object:
        """Return the row's entry."""
        return self.entries[row]

    def edited(self, row: int, place: int) -> str | None:
        """Return the words with which the editor of a cell opens."""
        return self.editable(self.entries[row], NAMES[place])

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be edited but that of the certificate, where the officer may write."""
        flags = super().flags(index)
        is_open = index.isValid() and self.can_edit and NAMES[index.column()] in BY_COLUMN
        return flags | Qt.ItemFlag.ItemIsEditable if is_open else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take the words of an editor."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        self.type(index.row(), NAMES[index.column()], value)
        return True

    def _blank(self) -> PersonEntry:
        self._made += 1
        return PersonEntry(f"new-{self._made}")
