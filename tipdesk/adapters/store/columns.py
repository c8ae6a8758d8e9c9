"""How a wire value lies in a column, decided without asking which kind of field it is, so that storing never fails.

Text columns hold a text as it is, whole numbers and flags as decimals, a list joined by U+001E behind U+001F, and a
missing answer as U+001F twice and its number. Columns of references and keys hold bytes. Whatever does not fit (a list
of numbers, text that starts with a marker, bytes in a text field) is kept raw in the row's `extra`.
"""

from typing import Any, assert_never

from tipdesk.domain.kinds import Field, Storage

ITEM, MARK = "\x1e", "\x1f"
_MOST_MISSING = 2**31
Stored = str | bytes | None


def is_octets(field: Field) -> bool:
    """Tell whether the column of this field holds bytes rather than text."""
    return field.storage is Storage.OCTETS


def to_column(wire: Any, *, octets: bool) -> tuple[bool, Stored]:  # noqa: ANN401 - any MessagePack value may arrive
    """Return whether the wire value fits into its column, and what the column then holds (None if it does not)."""
    if wire is None:
        return True, None
    if octets:
        return (True, wire) if type(wire) is bytes else (False, None)
    if type(wire) is str:
        return (True, wire) if is_plain(wire) else (False, None)
    if isinstance(wire, int):
        return True, str(int(wire))
    if type(wire) is list:
        return _list_column(wire)
    if type(wire) is dict and len(wire) == 1 and type(wire.get(0)) is int and 0 <= wire[0] < _MOST_MISSING:
        return True, f"{MARK}{MARK}{wire[0]}"
    return False, None


def is_plain(text: str) -> bool:
    """Tell whether a text can lie in its column as it is, without being taken for a marker or cut at a NUL."""
    return "\x00" not in text and text[:1] != MARK


def _list_column(items: list[Any]) -> tuple[bool, Stored]:
    try:
        joined = ITEM.join(items)
    except TypeError:
        return False, None
    if not joined.isprintable() and not _is_list(joined, len(items)):
        return False, None
    if items == [""]:  # would read back as the empty list
        return False, None
    return True, MARK + joined


def _is_list(joined: str, count: int) -> bool:
    return MARK not in joined and "\x00" not in joined and joined.count(ITEM) == count - 1


def from_column(field: Field, stored: Stored) -> Any:  # noqa: ANN401 - a wire value
    """Return the wire value that a column holds."""
    if not isinstance(stored, str) or not stored:
        return stored
    if stored[0] == MARK:
        if stored[1:2] == MARK:
            return {0: int(stored[2:])}
        return stored[1:].split(ITEM) if len(stored) > 1 else []
    match field.storage:
        case Storage.TEXT | Storage.OCTETS:
            return stored
        case Storage.FLAG:
            return {"1": True, "0": False}.get(stored, stored)
        case Storage.NUMBER:
            digits = stored.removeprefix("-")
            return int(stored) if digits.isascii() and digits.isdigit() else stored
        case _:
            assert_never(field.storage)


def searched_text(stored: Stored) -> str:
    """Return the words of a column that the search index reads, or an empty text for a missing answer."""
    if not isinstance(stored, str):
        return ""
    if stored[:1] != MARK:
        return stored
    return "" if stored[1:2] == MARK else stored[1:].replace(ITEM, "\n")
