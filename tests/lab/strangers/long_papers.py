"""A case of thousands of notes, printed: the work grows with the notes and not with their square, and it can be ended.

Work is counted in lines of Python gone through while the file is set: the same on every machine. The long run
prints 5,000 notes in a process of their own and tells what that process held at most.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from multiprocessing import get_context
from typing import TYPE_CHECKING

from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from tests.adapters.documents.test_case_file_printer import PRINTER, case_file, history
from tests.lab.strangers.attack import Attack, Outcome
from tests.memory import memory_mib
from tipdesk.adapters.documents.styles import INK, styles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

    from _typeshed import TraceFunction

NOTES, NOTES_LONG = 600, 2_500
MOST_GROWTH = 2.1
"""Twice the notes may take this much more work, and so much of what is held is allowed, in MiB."""
MOST_HELD = 200


class _EndedError(Exception):
    """Raised by who is told of the progress, to end the printing."""


@contextmanager
def _counting() -> Iterator[list[int]]:
    """Count the lines of Python that are gone through meanwhile."""
    through = [0]

    def count(_frame: FrameType, event: str, _value: object) -> TraceFunction:
        through[0] += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        yield through
    finally:
        sys.settrace(before)


def _growth(set_notes: Callable[[int], None], notes: int) -> tuple[float, str]:
    """Return how many times the work is when there are twice the notes, and that in words."""
    set_notes(3)
    work = []
    for number in (notes, 2 * notes):
        with _counting() as through:
            set_notes(number)
        work.append(through[0])
    return work[1] / work[0], f"{notes} notes {work[0]}, {2 * notes} notes {work[1]} lines of work"


def _print(notes: int) -> None:
    PRINTER.print(case_file(history(notes)))


def _print_by_the_library(notes: int) -> None:
    """Print as one table with a rule above each note: the library goes through all that is left for each page."""
    style = styles().value
    rows = [[Paragraph(f"When {at}", style), Paragraph(f"To {at}", style)] for at in range(notes)]
    rules = [("LINEABOVE", (0, at), (-1, at), 0.5, INK) for at in range(notes)]
    SimpleDocTemplate(BytesIO()).build([Table(rows, repeatRows=1, style=rules)])


def _held_most(notes: int) -> int:
    """Return what a process holds at most that prints so many notes, in MiB."""
    _print(notes)
    return round(memory_mib("VmHWM"))


def _told_until_ended(notes: int) -> int:
    """Return at which note a printing ended that was to end at once."""
    told: list[int] = []

    def stop(done: int, _total: int) -> None:
        told.append(done)
        raise _EndedError

    try:
        PRINTER.print(case_file(history(notes)), stop)
    except _EndedError:
        return told[0]
    return notes


def print_long(_folder: Path, is_long: bool) -> Outcome:
    """Print a long case file and one of twice its length, and end one as soon as it tells how far it is."""
    notes = NOTES_LONG if is_long else NOTES
    growth, said = _growth(_print, notes)
    ended, held = _told_until_ended(notes), 0
    if is_long:
        with ProcessPoolExecutor(1, get_context("spawn")) as one:
            held = one.submit(_held_most, 2 * notes).result()
        said += f"; {held} MiB held"
    return Outcome(
        growth <= MOST_GROWTH and held <= MOST_HELD and ended < notes / 2, f"{said}: x{growth:.2f}; ended at {ended}"
    )


def print_by_the_library(_folder: Path, is_long: bool) -> Outcome:
    """Print the same notes as the library does by itself, in the typeface that the first paper of a run registers."""
    _print(1)
    growth, said = _growth(_print_by_the_library, NOTES_LONG // 2 if is_long else NOTES)
    return Outcome(growth <= MOST_GROWTH, f"{said}: x{growth:.2f}")


LONG_CASE_FILE = Attack("case-file-of-thousands-of-notes", print_long, print_by_the_library)
