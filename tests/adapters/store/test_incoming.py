"""Bodies on their way into the rows: indexes become local numbers, what makes no sense is left out, nothing raises."""

from __future__ import annotations

from typing import Any

import pytest

from tipdesk.adapters.store.incoming import local_dots, read_body, read_changes
from tipdesk.domain.schema import DELETED
from tipdesk.sync.codec import encode_plain

TABLE = (7, 8)
LARGEST = 2**63 - 1
ROW = b"row-0123456789ab"


@pytest.mark.parametrize(
    ("flat", "local"),
    [
        ([], []),
        ([0, 5], [7, 5]),
        ([1, 0], [8, 0]),
        ([0, LARGEST], [7, LARGEST]),
        ([0, 1, 1, 2], [7, 1, 8, 2]),
        ([1, LARGEST, 0, 0], [8, LARGEST, 7, 0]),
    ],
)
def test_dots_become_local(flat: list[int], local: list[int]) -> None:
    """Each index is looked up in the table of its log, one dot or several; what was given stays as it was."""
    given = list(flat)
    assert local_dots(given, TABLE) == local
    assert given == flat


@pytest.mark.parametrize(
    "flat",
    [
        [0], [0, 1, 1], [-1, 5], [0, -1], [0, LARGEST + 1], [2, 5], [0, 1, 2, 1], [0, 1, -1, 1], [0, 1, 1, LARGEST + 1],
        [True, 5], [0, True], [True, True], ["a", 1], [0, None], [0.0, 1], [0, 1, 1, b"x"],
    ],
)  # fmt: skip
def test_what_are_no_dots(flat: list[Any]) -> None:
    """Odd numbers of parts, indexes that the table has not, negative and huge numbers, and what is no number."""
    with pytest.raises((ValueError, IndexError, TypeError)):
        local_dots(flat, TABLE)


def body(*changes: object, reason: object = None) -> bytes:
    """Return the bytes of a body that no service may have written."""
    return encode_plain([reason, list(changes)])


def told(*changes: object) -> list[tuple[Any, ...]]:
    """Return what is readable of a body with these changes."""
    return [tuple(change) for change in read_changes(body(*changes), TABLE)]


def test_changes_are_read() -> None:
    """Fields with what they replace, in local numbers; a deletion with what its author saw and where the row went."""
    assert told([12, ROW, {3: "Paul"}, {}]) == [(12, ROW, {3: "Paul"}, {})]
    assert told([12, ROW, {3: "Paul"}, {3: [1, 4]}]) == [(12, ROW, {3: "Paul"}, {3: [8, 4]})]
    assert told([12, ROW, {DELETED: [[0, 1, 1, 2], b"elsewhere"]}, {}]) == [
        (12, ROW, {DELETED: [[7, 1, 8, 2], b"elsewhere"]}, {})
    ]
    assert told([12, ROW, {DELETED: [[], 5]}, {}]) == [(12, ROW, {DELETED: [[], None]}, {})]
    assert told([12, ROW, {DELETED: None}, {DELETED: [0, 1]}]) == [(12, ROW, {DELETED: None}, {DELETED: [7, 1]})]


def test_what_makes_no_sense_is_left_out() -> None:
    """A field whose dots are none, dots of a field that is not written, a deletion that is none: the rest stays."""
    assert told([12, ROW, {3: "Paul", 4: "Pol"}, {3: [9, 1]}]) == [(12, ROW, {4: "Pol"}, {})]
    assert told([12, ROW, {4: "Pol"}, {3: [0, 1]}]) == [(12, ROW, {4: "Pol"}, {})]
    deletions: list[Any] = [
        [[0, 1]],
        [[0, 1], None, 1],
        "x",
        [[0], None],
        [[9, 1], None],
        ["ab", None],
        [b"\0\1", None],
        {},
        1,
    ]
    for deletion in deletions:
        assert told([12, ROW, {DELETED: deletion, 4: "Pol"}, {}]) == [(12, ROW, {4: "Pol"}, {})], deletion
        assert told([12, ROW, {DELETED: deletion}, {}]) == []
    assert told([12, ROW, {3: "x"}, {3: [9, 1]}], [12, ROW, {4: "y"}, {}]) == [(12, ROW, {4: "y"}, {})]
    assert told([12, ROW, {}, {}]) == []


@pytest.mark.parametrize("content", [None, b"", b"\xc1", b"rubbish", encode_plain([1]), encode_plain({})])
def test_a_body_that_is_none_tells_nothing(content: bytes | None) -> None:
    """A redacted body and a broken one have neither reason nor changes."""
    assert read_body(content, TABLE) == (None, [])


def test_a_reason_is_read() -> None:
    """Why an officer wrote it stands before the changes."""
    assert read_body(body([12, ROW, {3: "x"}, {}], reason="because"), TABLE)[0] == "because"
