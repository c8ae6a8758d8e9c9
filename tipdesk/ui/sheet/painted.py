"""What the delegate of a sheet paints of a cell, and what the grid asks of the model of a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import Qt

from tipdesk.ui.widgets.table_model import TableModel

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
    """The model of a sheet, as its grid asks it."""

    def is_blank(self, row: int) -> bool:
        """Tell whether a row holds nothing yet."""
        raise NotImplementedError

    def tick(self, row: int, place: int, letter: str) -> bool:
        """Take a key that ticks something in a cell, where it does; tell whether it did, so that no editor opens."""
        raise NotImplementedError
