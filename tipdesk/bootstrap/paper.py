"""A blank worry as a PDF, in the language of the program: with the numbers of the store, or those a locked PC knows.

Promises that it can be printed without a passphrase, and without any home. Where the page goes is left to the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tipdesk.services.desk import Desk
    from tipdesk.sync.outside import Number


def print_blank_worry(desk: Desk) -> tuple[str, bytes]:
    """Return the paper number and the PDF, with the duty numbers of the store."""
    from tipdesk.services.locked.describe_outside import find_numbers

    with desk.read() as reader:
        numbers = find_numbers(reader)
    return _print(numbers, desk.ids.noise(8))


def print_blank_worry_locked(home: Path) -> tuple[str, bytes]:
    """Return the same of a home that is locked, with the numbers it knows; lines to fill in where it knows none."""
    from tipdesk.bootstrap.locked import LockedHome

    locked = LockedHome(home)
    outside = locked.find_outside()
    return _print(outside.numbers if outside else (), locked.ids.noise(8))


def _print(numbers: Sequence[Number], noise: bytes) -> tuple[str, bytes]:
    from tipdesk.adapters.documents.worry_sheet import WorrySheetPrinter
    from tipdesk.adapters.system.codebook import load_code_book
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.documents.blank_worry import make_blank_worry
    from tipdesk.services.voice import language, translated

    sheet = make_blank_worry(load_code_book(), numbers, noise, translated, language())
    return sheet.paper_no, WorrySheetPrinter(read_bytes).print(sheet)
