"""Patterns of titles: what is shown of a row whose answers are there, hidden or missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.domain.title_pattern import filled, names_in


@pytest.mark.parametrize(
    ("pattern", "answers", "title"),
    [
        ("{code} {name}", {"code": "CAS", "name": "Castries"}, "CAS Castries"),
        ("{code} {name}", {"name": "Castries"}, "Castries"),
        ("{code} · {name}", {"code": "CAS", "name": "Castries"}, "CAS · Castries"),
        ("{code} · {name}", {"code": "CAS"}, "CAS"),
        ("{code} · {name}", {"name": "Castries"}, "Castries"),
        ("{family}, {given}", {"family": "Doe", "given": "Ann"}, "Doe, Ann"),
        ("{family}, {given}", {"family": "Doe"}, "Doe"),
        ("{family}, {given}", {"given": "Ann"}, "Ann"),
        ("{what} ({kind})", {"what": "Ticket"}, "Ticket"),
        ("{what} ({kind})", {"kind": "paper"}, "(paper)"),
        ("Exhibit no. {number} {what}", {"number": "4", "what": "Ticket"}, "Exhibit no. 4 Ticket"),
        ("Exhibit no. {number} {what}", {"what": "Ticket"}, "Ticket"),
        ("{number} of {total} pieces", {"number": "4", "total": "9"}, "4 of 9 pieces"),
        ("{number} of {total} pieces", {"number": "4"}, "4"),
        ("{from}·{to}", {"from": "Castries"}, "Castries·"),
        ("{code} {name}", {"code": "{name}", "name": "two  blanks"}, "{name} two  blanks"),
        ("{code} {name}", {"code": "", "name": ""}, ""),
        ("Nothing", {"code": "CAS"}, ""),
        ("", {}, ""),
    ],
)
def test_a_title_has_no_gaps(pattern: str, answers: dict[str, str], title: str) -> None:
    """The words of a pattern go with the answers that they belong to; an answer is never read as a pattern."""
    assert filled(pattern, answers) == title


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_whatever_a_translation_makes_of_a_pattern(pattern: str, answers: dict[str, str]) -> None:
    """Filling never fails, whatever the catalogue holds."""
    assert isinstance(filled(pattern, answers), str)


def test_names_are_told_in_their_order() -> None:
    """The names of a pattern, as it shows them."""
    assert names_in("{b} and {a}") == ("b", "a")


@pytest.mark.parametrize("pattern", ["{", "a}", "{a b}", "{a.b}", "{a!r}", "{}", "{{a}}"])
def test_a_stray_brace_is_no_pattern(pattern: str) -> None:
    """A brace that encloses no name is refused where the pattern is declared."""
    with pytest.raises(ValueError, match="encloses no name"):
        names_in(pattern)
