"""Rows as they are read: their version, what a write replaces, and what a reader may not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row, Sibling

if TYPE_CHECKING:
    from collections.abc import Mapping

ONE, TWO = Dot(b"a" * 16, 1), Dot(b"b" * 16, 2)
PERSON = BY_NAME["Person"]


def person(dots: Mapping[int, tuple[Dot, ...]], siblings: Mapping[str, tuple[Sibling, ...]] | None = None) -> Row:
    """Return a person with these live dots."""
    return Row(PERSON, b"r", b"c", {"family_name": "Doe"}, dots, siblings or {})


def test_rows_of_equal_dots_have_equal_versions() -> None:
    """Eight digits, the same in whatever order fields and dots came, and others once an entry, field or log differs."""
    row = person({3: (ONE, TWO), 4: (TWO,)})
    assert row.version == person({4: (TWO,), 3: (TWO, ONE)}).version
    assert len(row.version) == len(f"{int(row.version, 16):08x}") == 8
    others: list[dict[int, tuple[Dot, ...]]] = [
        {3: (ONE,)},
        {3: (ONE, TWO)},
        {3: (ONE, TWO), 5: (TWO,)},
        {3: (ONE, TWO), 4: (ONE,)},
    ]
    others += [{3: (ONE, TWO), 4: (TWO._replace(seq=3),)}, {}]
    assert len({row.version, *(person(dots).version for dots in others)}) == 1 + len(others)


def test_what_a_write_replaces() -> None:
    """All live dots of its field, none of a field that nobody wrote; a deletion names those of all fields as seen."""
    row = person({3: (ONE, TWO), 4: (TWO,)})
    assert (row.replaced_by_write(3), row.replaced_by_write(5)) == ((ONE, TWO), ())
    assert row.all_dots == {ONE, TWO}
    assert not person({}).all_dots


def test_what_is_masked_shows_no_siblings() -> None:
    """A field that is held back tells neither its value nor its several values; other disputes are told."""
    siblings = {name: (Sibling(ONE, "x", 1, b"o", b"d"),) for name in ("family_name", "sex")}
    row = person({3: (ONE,)}, siblings)
    masked = row.with_values({"sex": "female"}, frozenset({"family_name"}))
    assert (masked["family_name"], masked["sex"]) == (None, "female")
    assert masked.masked == {"family_name"}
    assert (set(masked.siblings), masked.in_conflict()) == ({"sex"}, True)
    assert (row.in_conflict(), person({}).in_conflict()) == (True, False)
    assert masked.dots == row.dots


@pytest.mark.parametrize("name", ["family_name", "sex"])
def test_a_row_holds_nothing_back_by_itself(name: str) -> None:
    """As it is read it is neither deleted nor masked nor sealed, and an empty field reads as none."""
    row = person({})
    assert (row.deleted, row.masked, row.sealed, row[name]) == (
        False, frozenset(), frozenset(), {"family_name": "Doe"}.get(name),
    )  # fmt: skip
