"""A short sheet with bad rows goes the whole way; the laboratory takes one of five thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.counts import TEST
from tests.lab.sheets.trying import problems_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sheet_with_bad_rows_comes_in_whole(tmp_path: Path) -> None:
    """Taken in, mended, given again and given back: every row is counted once, and nothing changes twice."""
    assert problems_of(1, tmp_path, TEST.sheet_rows) == []
