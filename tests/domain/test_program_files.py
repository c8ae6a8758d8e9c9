"""The list of a program's files: written, read again, and compared with what is found."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tipdesk.domain.program_files import FilesFound, compare_files, list_text, read_list

SUM = hashlib.sha256(b"x").hexdigest()
NAMES = some.text("abcDEF-_.éü ", min_size=1).map(str.strip).filter(lambda name: bool(name) and name != "..")


@given(some.dictionaries(NAMES, some.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1))
def test_what_is_written_is_read(sums: dict[str, str]) -> None:
    """Every list comes back as it was, whatever its files are called."""
    assert read_list(list_text(sums)) == sums


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{SUM} tipdesk\n",
        f"{SUM[:-1]}  tipdesk\n",
        f"{SUM}  tipdesk\n{SUM}  tipdesk\n",
        f"{SUM}  ../tipdesk\n",
        f"{SUM}  /etc/passwd\n",
        f"{SUM}  C:\\tipdesk\n",
        f"{SUM}  tipdesk\nhalf a li",
    ],
)
def test_a_list_that_is_damaged_is_none(text: str) -> None:
    """One line that is not one makes the whole list none: damage to the list is damage, too."""
    assert read_list(text) == {}


def test_altered_and_missing_files_are_named() -> None:
    """Each file is told by its own name, and one that is whole is not told."""
    listed = dict.fromkeys(("a", "b", "c"), SUM)
    assert compare_files(listed, [("a", SUM), ("b", "0"), ("c", None)]) == FilesFound(3, ("b",), ("c",))
    assert compare_files(listed, [(name, SUM) for name in listed]).is_whole
    assert not FilesFound(0).is_whole
