"""Wire values in columns: each comes back the same, or is refused and kept raw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.adapters.store.columns import from_column, is_octets, is_plain, searched_text, to_column
from tipdesk.domain.records import BY_NAME

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Field

PERSON = BY_NAME["Person"].by_name
TEXT, TEXTS, FLAG, NUMBER = (PERSON[name] for name in ("family_name", "other_names", "stateless", "children_count"))
SOME_TEXT = st.text(alphabet=st.sampled_from("ab \n\x00\x1e\x1f"), max_size=6)


@pytest.mark.parametrize(
    ("wire", "stored"),
    [
        (None, None),
        ("Paul", "Paul"),
        ("", ""),
        (5, "5"),
        (True, "1"),
        (-3, "-3"),
        ([], "\x1f"),
        (["Jo"], "\x1fJo"),
        (["Jo", "Jojo"], "\x1fJo\x1eJojo"),
        (["a\nb", "c"], "\x1fa\nb\x1ec"),
        (["", ""], "\x1f\x1e"),
        ({0: 0}, "\x1f\x1f0"),
        ({0: 2**31 - 1}, f"\x1f\x1f{2**31 - 1}"),
    ],
)
def test_what_fits(wire: Any, stored: str | None) -> None:  # noqa: ANN401 - any MessagePack value
    """Texts as they are, numbers as decimals, lists behind a mark, a missing answer behind two."""
    assert to_column(wire, octets=False) == (True, stored)
    if not isinstance(wire, (int, bool)):
        assert from_column(TEXT, stored) == wire


@pytest.mark.parametrize(
    "wire",
    [
        b"bytes", "\x1fa", "a\x00b", [""], [1], ["a", 1], [b"a"], ["a\x1eb"], ["a\x1f"], ["a\x00"], {0: -1}, {0: 2**31},
        {1: 1}, {0: 1, 1: 1}, {0: "x"}, {}, 1.5,
    ],
)  # fmt: skip
def test_what_does_not_fit(wire: Any) -> None:  # noqa: ANN401 - any MessagePack value
    """Nothing that would read back as something else lies in a column; it is kept raw."""
    assert to_column(wire, octets=False) == (False, None)


@pytest.mark.parametrize(
    ("field", "stored", "wire"),
    [
        (FLAG, "1", True),
        (FLAG, "0", False),
        (FLAG, "2", "2"),
        (FLAG, "yes", "yes"),
        (NUMBER, "0", 0),
        (NUMBER, "12", 12),
        (NUMBER, "-3", -3),
        (NUMBER, "--3", "--3"),
        (NUMBER, "-", "-"),
        (NUMBER, "many", "many"),
        (NUMBER, "\u0663", "\u0663"),
        (NUMBER, "\u00b2", "\u00b2"),
        (TEXT, "1", "1"),
        (TEXT, "-3", "-3"),
    ],
)
def test_flags_and_numbers_read_back(field: Field, stored: str, wire: object) -> None:
    """A flag and a number come back as such, a text in their column as the text it is, and digits as text elsewhere."""
    found = from_column(field, stored)
    assert (type(found), found) == (type(wire), wire)
    assert from_column(field, "\x1f\x1f2") == {0: 2}


def test_which_columns_hold_bytes() -> None:
    """Those of references and of keys."""
    fields = [BY_NAME["Case"].by_name["owner"], BY_NAME["Incident"].by_name["digest"], TEXT, TEXTS, FLAG, NUMBER]
    assert [is_octets(field) for field in fields] == [True, True, False, False, False, False]


def test_bytes_lie_in_columns_of_bytes() -> None:
    """Columns of references and keys hold bytes alone."""
    assert to_column(b"row", octets=True) == (True, b"row")
    assert to_column(None, octets=True) == (True, None)
    assert to_column("text", octets=True) == (False, None)


@given(st.one_of(SOME_TEXT, st.lists(SOME_TEXT, max_size=4)))
def test_what_fits_reads_back(wire: str | list[str]) -> None:
    """Whatever is taken into a column comes out of it unchanged."""
    fits, stored = to_column(wire, octets=False)
    if fits:
        assert from_column(TEXTS, stored) == wire


def test_what_is_searched() -> None:
    """The words of a text, the items of a list on lines of their own; nothing of a missing answer or of bytes."""
    assert searched_text("Paul Pol") == "Paul Pol"
    assert searched_text("\x1fJo\x1eJojo\x1eJojojo") == "Jo\nJojo\nJojojo"
    assert [searched_text(stored) for stored in (None, b"row", "", "\x1f", "\x1f\x1f12")] == [""] * 5
    assert (is_plain("a\x1f"), is_plain("\x1fa"), is_plain("")) == (True, False, True)
