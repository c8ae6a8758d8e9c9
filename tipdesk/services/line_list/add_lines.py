"""Add the rows of a file to the line list of a case, each as a line that is saved by itself.

What cannot be read stays as it was typed in its cell, which the window shows, and is named here by row and column.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tipdesk.domain.errors import FieldProblem
from tipdesk.services.case.references import get_case_id
from tipdesk.services.desk import Desk
from tipdesk.services.line_list.save_line import save_line
from tipdesk.services.line_list.sheets import read_file


@dataclass(frozen=True)
class LinesAdded:
    """How many lines were added to the case, and the cells that were refused: row of the file from 1, and why."""

    reference: str
    added: int
    refused: tuple[tuple[int, FieldProblem], ...]


def add_lines(desk: Desk, reference: str, text: str, translate: Callable[[str], str] = str) -> LinesAdded:
    """Add what a file of comma-separated values says; its first row names the columns.

    Raises the UserErrors of `get_case_id`, `read_file` and `save_line`; rows before one that is refused whole are
    saved.
    """
    case = get_case_id(desk, reference)
    refused: list[tuple[int, FieldProblem]] = []
    rows = read_file(text, translate)
    for number, row in enumerate(rows, 1):
        saved = save_line(desk, case, None, row, translate=translate)
        refused += [(number, problem) for problem in saved.refused.values()]
    return LinesAdded(reference, len(rows), tuple(refused))
