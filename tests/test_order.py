"""What the workers are handed: a file at a time, but for the few whose tests share nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.order import APART, LONGEST_FIRST, place_of, together_of

ROOT = Path(__file__).resolve().parents[1]


def test_a_file_stays_together() -> None:
    """Tests of one file have one name in common, tests of two files have not; those of a file apart have none."""
    assert together_of("tests/ui/test_shell.py::test_a[1::2]") == together_of("tests/ui/test_shell.py::test_b")
    assert together_of("tests/ui/test_shell.py::test_a") != together_of("tests/ui/test_theme.py::test_a")
    apart = {together_of(f"{file}::test_{name}") for file in APART for name in "ab"}
    assert len(apart) == 2 * len(APART)


@pytest.mark.parametrize("file", sorted(APART))
def test_what_is_apart_shares_nothing(file: str) -> None:
    """Such a file is there, and no fixture of it is made for more than one test: every worker would make it anew."""
    assert "scope=" not in (ROOT / file).read_text("utf-8")


def test_what_takes_longest_comes_first() -> None:
    """The folders are there, in their order; everything else comes after them."""
    names = [f"{begin}test_it.py::test_it" for begin in LONGEST_FIRST]
    assert [place_of(name) for name in (*names, "tests/domain/test_it.py::test_it")] == list(range(len(names) + 1))
    assert all((ROOT / begin).is_dir() for begin in LONGEST_FIRST if begin.endswith("/"))
