"""Entries on their way into the rows: bodies are decoded, and log indexes in them become local log numbers.

Applying never fails. A body that cannot be read, or a change whose numbers or dots make no sense, changes nothing here;
the entry stays in the ledger all the same, so that a later version may read it.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from tipdesk.domain.changes import Reason
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import DELETED
from tipdesk.sync.codec import RawChange, decode_raw_body

_FAULTS = (IndexError, TypeError, ValueError)  # of dots that make no sense
_LARGEST = 2**63 - 1  # what a column of numbers holds
_DELETION_PARTS = 2
_ONE_DOT = 2  # a flat list of one dot
Pair = tuple[int, int]


class LocalChange(NamedTuple):
    """One change with local log numbers: the values by field number, and by field the flat dots that they replace."""

    record: int
    row: bytes
    fields: dict[int, Any]
    replaces: dict[int, list[int]]


class Decoded(NamedTuple):
    """One entry, ready to be merged into the rows."""

    dot: Pair
    at: int
    case: bytes | None
    changes: list[LocalChange]


def decoded(
    dot: Pair,
    at: int,
    case: bytes | None,
    body: bytes | None,
    table: Sequence[int],
    changes: Sequence[RawChange] | None = None,
) -> Decoded:
    """Return an entry with those of its changes that can be read.

    `table` are the local numbers of the logs that the body names by index, `body` is None if redacted, and `changes` is
    what the body says where it has been read already.
    """
    return Decoded(dot, at, case, read_changes(body, table) if changes is None else _readable(changes, table))


def read_changes(body: bytes | None, table: Sequence[int]) -> list[LocalChange]:
    """Return the changes of a body that can be read: none of a body that is redacted or broken."""
    return read_body(body, table)[1]


def read_body(body: bytes | None, table: Sequence[int]) -> tuple[Reason, list[LocalChange]]:
    """Return the reason that a body gives for its entry, and those of its changes that can be read."""
    if body is None:
        return None, []
    try:
        reason, raw = decode_raw_body(body)
    except (Distrust, RecursionError, TypeError, ValueError):
        return None, []
    return reason, _readable(raw, table)


def _readable(raw: Sequence[RawChange], table: Sequence[int]) -> list[LocalChange]:
    return [
        change
        for one in raw
        if (change := _local(one, table) if one[3] or DELETED in one[2] else LocalChange(*one)).fields
    ]


def _local(change: RawChange, table: Sequence[int]) -> LocalChange:
    """Turn log indexes into local log numbers, leaving out fields whose dots make no sense."""
    record, row, fields, named = change
    replaces = {}
    for number, flat in named.items():
        if number not in fields:
            continue
        try:
            replaces[number] = local_dots(flat, table)
        except _FAULTS:
            fields = {other: value for other, value in fields.items() if other != number}
    if DELETED in fields and fields[DELETED] is not None:
        deletion = fields[DELETED]
        fields = {number: value for number, value in fields.items() if number != DELETED}
        with suppress(*_FAULTS):
            fields[DELETED] = _local_deletion(deletion, table)
    return LocalChange(record, row, fields, replaces)


def local_dots(flat: list[int], table: Sequence[int]) -> list[int]:
    """Return flat dots with local log numbers in place of log indexes.

    Raises ValueError, IndexError or TypeError where `flat` is no list of dots.
    """
    if len(flat) == _ONE_DOT and type(flat[0]) is type(flat[1]) is int and flat[0] >= 0 <= flat[1] <= _LARGEST:
        return [table[flat[0]], flat[1]]
    local = list(flat)
    if len(local) % 2 or any(type(part) is not int or not 0 <= part <= _LARGEST for part in local):
        message = "dots come in pairs of small numbers"
        raise ValueError(message)
    local[::2] = [table[place] for place in local[::2]]
    return local


def _local_deletion(value: Any, table: Sequence[int]) -> list[Any]:  # noqa: ANN401 - any MessagePack value may arrive
    if type(value) is not list or len(value) != _DELETION_PARTS or type(value[0]) is not list:
        message = "a deletion is [dots, moved to]"
        raise ValueError(message)
    flat, moved_to = value
    return [local_dots(flat, table), moved_to if isinstance(moved_to, bytes) else None]
