"""The columns of a sheet, and by which words in its first row each is meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tipdesk.domain.kinds import Field

_FEWEST_NAMED = 2


@dataclass(frozen=True)
class Column:
    """One column: its name, and its heading as a message id.

    `field` is the declared field whose name the column has, or None. `is_first` says that it stands there from the
    start. `also` are other words, in small letters, by which sheets call it.
    """

    name: str
    label: str
    field: Field | None
    is_first: bool = False
    also: tuple[str, ...] = ()

    def is_called(self, words: str, translate: Callable[[str], str] = str) -> bool:
        """Tell whether the heading of a sheet means this column."""
        said = " ".join(words.casefold().replace(".", " ").replace("_", " ").split())
        names = {self.label, translate(self.label), self.name.replace("_", " ")}
        if self.field is not None:
            names |= {self.field.label, translate(self.field.label)}
        return said in self.also or said in {name.casefold() for name in names}


Heading = list[Column | None]
"""For each cell of a first row the column that it names, None where it names none."""


def read_heading(
    rows: Sequence[Sequence[str]],
    columns: Sequence[Column],
    translate: Callable[[str], str] = str,
    *,
    needs_heading: bool = False,
) -> Heading | None:
    """Return what the first row names, or None where it is no heading but a row like the others.

    It is one where half of its words name columns, and at least two do. With `needs_heading` one is enough.
    """
    first = rows[0]
    heading = [_column(cell, columns, translate) for cell in first]
    named, said = sum(one is not None for one in heading), sum(bool(cell) for cell in first)
    is_heading = named * 2 >= said and (needs_heading or (named >= min(_FEWEST_NAMED, said) and len(rows) > 1))
    return heading if named and is_heading else None


def _column(cell: str, columns: Sequence[Column], translate: Callable[[str], str]) -> Column | None:
    return next((column for column in columns if cell and column.is_called(cell, translate)), None)
