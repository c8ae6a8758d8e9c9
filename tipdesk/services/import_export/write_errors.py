"""The file of the rows that could not be taken: as they came, with a column that says what is wrong with each.

Mended and imported by the same map, it brings in the rest. A cell that would be calculated is left empty there, so that
nothing in the file is ever run; the column says which it is.
"""

from collections.abc import Callable, Sequence

from tipdesk.domain.characters import visible
from tipdesk.services.import_export.heading import ERROR_COLUMN
from tipdesk.services.import_export.imported import BadRow, Imported
from tipdesk.services.registers.sheets import Sheet, guarded, is_formula

Translate = Callable[[str], str]


def errors_sheet(imported: Imported, translate: Translate) -> Sheet:
    """Return the rows that are bad, under the heads of their sheet."""
    own = next((at for head in imported.heads for at, cell in enumerate(head) if cell == ERROR_COLUMN), None)
    heads = [_without(head, own) for head in imported.heads]
    rows = [_without(bad.cells, own) for bad in imported.bad]
    width = max(map(len, (*heads, *rows)), default=0)
    told = ["" for _head in heads[1:]] + [ERROR_COLUMN] * bool(heads) + [_said(bad, translate) for bad in imported.bad]
    lines = (
        (*map(_cell, row), *[""] * (width - len(row)), said) for row, said in zip((*heads, *rows), told, strict=True)
    )
    return Sheet(imported.sheet, tuple(lines))


def _without(row: Sequence[str], own: int | None) -> Sequence[str]:
    """Return a row without what an earlier file of this kind said was wrong with it."""
    return row if own is None else (*row[:own], *row[own + 1 :])


def _said(bad: BadRow, translate: Translate) -> str:
    said = (f"{one.column}: {one.why.text(translate)}" if one.column else one.why.text(translate) for one in bad.why)
    return guarded(visible(" · ".join(said), paragraphs=False))


def _cell(cell: str) -> str:
    """Return a cell as it came, unless it would be calculated."""
    if is_formula(cell.strip()) and cell.strip() != "-":
        return ""
    return guarded(cell) if cell.startswith(("+", "-")) else cell
