"""The order of lines, always one that somebody asked for, and what is counted of them.

Whatever the order, those of one family stand together, and so do those with equal tags: two PCs that gave out the same
number are shown side by side and are never made one person.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tipdesk.domain.rules.childhood import Childhood
from tipdesk.services.line_list.lines import Line
from tipdesk.services.line_list.signs import Urgency
from tipdesk.services.line_list.tags import NO_NUMBER, tag_number
from tipdesk.services.remembered.shapes import TagRange


class Order(Enum):
    """By what the lines are sorted when the officer asks for it."""

    TAG = "tag"
    NEED = "need"
    WRITTEN = "written"


@dataclass(frozen=True)
class Counted:
    """How many people are listed, and how many of them are children, have something urgent, or share a tag.

    `families` counts letters. `children` are those known to be one or in dispute; an age that is not known counts in
    `unsure`.
    """

    people: int
    children: int
    unsure: int
    urgent: int
    families: int
    twice: int


def sort_lines(lines: Sequence[Line], order: Order, today: date) -> list[Line]:
    """Return the lines in this order, with families and equal tags side by side where the first of them stands."""
    written = {line.key: at for at, line in enumerate(sorted(lines, key=_written))}
    keys: dict[Order, Callable[[Line], tuple[int, ...]]] = {
        Order.TAG: lambda line: (tag_number(line.tag), written[line.key]),
        Order.NEED: lambda line: (line.urgency(today), tag_number(line.tag), written[line.key]),
        Order.WRITTEN: lambda line: (written[line.key],),
    }
    found = sorted(lines, key=keys[order])
    block = _blocks(found, with_families=order is Order.NEED)
    first: dict[str, int] = {}
    for at, line in enumerate(found):
        first.setdefault(block[line.key], at)
    return sorted(found, key=lambda line: first[block[line.key]])


def count_lines(lines: Sequence[Line], today: date) -> Counted:
    """Count the lines; two with the same tag are two people."""
    tags = equal_tags(lines)
    young = [line.childhood(today) for line in lines]
    return Counted(
        people=len(lines),
        children=sum(one in (Childhood.CHILD, Childhood.UNSURE) for one in young),
        unsure=sum(one is Childhood.UNKNOWN for one in young),
        urgent=sum(line.urgency(today) is Urgency.NOW for line in lines),
        families=len({line.family for line in lines if line.family}),
        twice=sum(line.tag_key in tags for line in lines),
    )


def equal_tags(lines: Iterable[Line]) -> frozenset[str]:
    """Return the tags that more than one line has."""
    told = Counter(line.tag_key for line in lines if line.tag_key)
    return frozenset(tag for tag, count in told.items() if count > 1)


def next_tag(tags: Iterable[str], given: TagRange | None) -> str | None:
    """Return the tag that comes next on this PC, or None where its range is used up.

    It follows the highest one in use. In a range that ends there, the first one that was left out comes next.
    """
    used = {number for tag in tags if (number := tag_number(tag)) < NO_NUMBER}
    first, last = (given.first, given.last) if given else (1, NO_NUMBER - 1)
    inside = [number for number in used if first <= number <= last]
    following = max(inside, default=first - 1) + 1
    if following > last:
        following = next((number for number in range(first, last + 1) if number not in used), 0)
    return f"{following:02d}" if following else None


def _written(line: Line) -> tuple[int, bytes]:
    at = line.person["line_order"]
    return (at if isinstance(at, int) else NO_NUMBER, line.person.id)


def _blocks(lines: Sequence[Line], *, with_families: bool) -> dict[str, str]:
    """Return which lines belong side by side: by line, the key of the first line of its block."""
    leader: dict[str, str] = {line.key: line.key for line in lines}

    def lead(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    seen: dict[tuple[str, str], str] = {}
    for line in lines:
        bonds = [("tag", line.tag_key)] + ([("family", line.family)] if with_families else [])
        for bond in bonds:
            if bond[1]:
                leader[lead(line.key)] = lead(seen.setdefault(bond, line.key))
    return {line.key: lead(line.key) for line in lines}
