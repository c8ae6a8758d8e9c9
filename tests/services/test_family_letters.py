"""Tests for `tipdesk.services.line_list.family_letters`: equal letters of two PCs are two families."""

import pytest

from tipdesk.services.line_list.family_letters import family_here, read_family
from tipdesk.services.remembered.shapes import TagRange

HERE = TagRange(36, 70)


@pytest.mark.parametrize(
    ("words", "tag", "kept"),
    [
        ("a", "36", "A-36"), (" a ", "", "A-36"), ("green", "070", "GREEN-36"), ("A", "12", "A"), ("A", "71", "A"),
        ("A-1", "36", "A"), ("b-100", "36", "B-100"), ("a - 036", "4", "A-36"), ("", "36", ""),
    ],
)  # fmt: skip
def test_a_letter_typed_where_tags_begin_at_36(words: str, tag: str, kept: str) -> None:
    """A letter of this pile, or of no tag yet, gets the first tag; another pile's line and a whole family do not."""
    assert family_here(words, tag, HERE) == kept


@pytest.mark.parametrize("taken", [None, TagRange(1, 35)])
def test_the_first_pile_has_plain_letters(taken: TagRange | None) -> None:
    """Without a range, or with the one that begins at 1, a letter stands alone, and one of another pile as typed."""
    assert [family_here(words, "7", taken) for words in ("a", "A-1", "a-36")] == ["A", "A", "A-36"]


def test_what_is_kept_is_read_alike() -> None:
    """Spaces, zeros, small letters and the first pile make no other family; what is no text is none."""
    assert {read_family(words) for words in ("a-36", "A \u2013 036", " A-36")} == {"A-36"}
    assert [read_family(words) for words in ("A-1", "a", None, " ")] == ["A", "A", "", ""]
