"""What the delegate of a sheet paints of a cell, and what the grid asks of the model of a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import Qt

from tipdesk.ui.plain import plain_cells
from tipdesk.ui.widgets.table_model import Index, TableModel

CellRole = Qt.ItemDataRole.UserRole + 30
"""What the delegate paints: a `Painted`."""


class Cell(NamedTuple):
    """What one cell shows: words, pills after them, and whether it is refused or in dispute.

    `is_twice` is a tag that somebody else has too, `is_waiting` what was typed and not saved, and `is_hidden` an answer
    that is there and not shown.
    """

    words: str = ""
    pills: tuple[tuple[str, str], ...] = ()
    is_refused: bool = False
    is_disputed: bool = False
    is_twice: bool = False
    is_waiting: bool = False
    is_hidden: bool = False


class Frame(Enum):
    """What stands around the words of a cell: nothing, a paper tag, or room for the bracket of a family."""

    NONE = "none"
    TAG = "tag"
    FAMILY = "family"


class Painted(NamedTuple):
    """A cell as it is painted: its frame, the bracket of a family, and whether it is ghostly.

    `bracket` is "" or "first", "inner", "last". `ghost` are grey words for what a blank cell will be.
    """

    cell: Cell
    frame: Frame = Frame.NONE
    bracket: str = ""
    is_family: bool = False
    ghost: str = ""
    is_gone: bool = False


@dataclass(frozen=True)
class Shape:
    """The columns of a sheet by their places: their names, widths, and how the cursor goes through them.

    `frozen` are those that stay while the others scroll, the first ones from the left. Tab passes over the `passive`.
    The cursor begins at `first`. `names` has "" for a column that is always shown. `called` is how the table of the
    frozen columns, and that of the others, is named to whoever hears them.
    """

    names: tuple[str, ...]
    frozen: tuple[int, ...]
    first: int
    widths: Mapping[str, int]
    called: tuple[str, str]
    passive: frozenset[int] = frozenset()
    usual: int = 130
    unnamed: int = 70

    def width(self, place: int) -> int:
        """Return how wide a column is, at 100 %."""
        name = self.names[place]
        return self.widths.get(name, self.usual) if name else self.unnamed


class SheetModel(TableModel):
    """The model of a sheet, as its grid and its delegate ask it; a subclass says what is painted and what is edited.

    `can_edit` tells whether the officer may write in the sheet.
    """

    can_edit = False

    def painted(self, row: int, place: int) -> Painted:
        """Return what the delegate paints of a cell."""
        raise NotImplementedError

    def edited(self, row: int, place: int) -> str | None:
        """Return the words with which the editor of a cell opens, None where there is none."""
        raise NotImplementedError

    def told(self, row: int, place: int) -> str:
        """Return the longer words about a cell."""
        raise NotImplementedError

    def words(self, row: int, column: int) -> str | None:
        """Return what stands in a cell, its pills as words."""
        cell = self.painted(row, column).cell
        return "; ".join(part for part in (cell.words, *(words for words, _tone in cell.pills)) if part)

    def tone(self, row: int, column: int) -> str | None:
        """Return no tone: the delegate paints the pills of a cell itself."""
        return None

    def tip(self, row: int, column: int) -> str:
        """Return the words of a cell with the longer ones about it."""
        return "\n".join(part for part in (self.words(row, column), self.told(row, column)) if part)

    @plain_cells
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the delegate paints, the words to edit, or what every table answers."""
        if index.isValid() and role == CellRole:
            return self.painted(index.row(), index.column())
        if index.isValid() and role == Qt.ItemDataRole.EditRole:
            return self.edited(index.row(), index.column())
        return super().data(index, role)

    def is_blank(self, row: int) -> bool:
        """Tell whether a row holds nothing yet."""
        raise NotImplementedError

    def tick(self, row: int, place: int, letter: str) -> bool:
        """Take a key that ticks something in a cell, where it does; tell whether it did, so that no editor opens."""
        raise NotImplementedError
