"""Prints a case file as lines of text, for a person at a terminal: sections, rows, and each answer beside its label.

It shows the same file that is printed as PDF, so that what is withheld or not settled is marked here too.
"""

from collections.abc import Iterator

from tipdesk.cli.translate import _
from tipdesk.services.documents.case_file import AnswerState, Block, CaseFile, Grid, Section, Shown

_STEP = "  "


def lines_of(file: CaseFile, *, with_history: bool) -> Iterator[str]:
    """Give the lines of a case file; the history, which is the file's last section, only where it is asked for."""
    yield f"{file.reference}  {file.title}"
    for section in file.sections if with_history else file.sections[:-1]:
        yield ""
        yield section.title
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    if not section.parts:
        yield _STEP + section.empty
    for part in section.parts:
        if isinstance(part, Block):
            yield from _block(part)
        elif isinstance(part, Grid):  # a chart is for the eye alone; what it shows stands in a table too
            yield from _grid(part)


def _block(block: Block) -> Iterator[str]:
    indent = _STEP * block.level
    if block.title:
        yield indent + block.title
        indent += _STEP
    for answer in block.answers:
        yield from answer_lines(indent, answer.label, answer.shown)


def _grid(grid: Grid) -> Iterator[str]:
    """Give each line of a table as its answers; what it shares with the line before is not repeated."""
    for line in grid.lines:
        first = grid.shared if line.continues else 0
        told = zip(grid.heads[first:], line.cells[first:], strict=True)
        cells = [_told(head, text) for head, cell in told if (text := _shown(cell))]
        yield from _lines(_STEP * (2 if first else 1), "", "; ".join(cells))


def answer_lines(indent: str, label: str, shown: Shown) -> Iterator[str]:
    """Give an answer beside its label, of which a longer text goes on below."""
    yield from _lines(indent, label, _shown(shown))


def _lines(indent: str, label: str, text: str) -> Iterator[str]:
    first, *rest = text.rstrip("\n").split("\n")
    yield indent + _told(label, first)
    for line in rest:
        yield indent + _STEP + line


def _told(label: str, text: str) -> str:
    """Return an answer beside its label; no colon stands after a question or the number of a line."""
    if not label or label == "#":
        return text
    return f"{label} {text}" if label.endswith("?") else f"{label}: {text}"


def _shown(shown: Shown) -> str:
    if shown.standing is AnswerState.WITHHELD:
        return f"[{_('Withheld')}]"
    text = " / ".join(shown.texts)
    return f"[{_('Not settled')}] {text}" if shown.standing is AnswerState.NOT_SETTLED else text
