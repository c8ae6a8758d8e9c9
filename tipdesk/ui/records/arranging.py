"""Which rows a list shows, in which order and under which headings: a pure function of what the officer has chosen.

Between two choices the order stays as it is: rows that are in sight keep their places, and what has come since stands
after them, until the officer sorts, filters or groups again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from tipdesk.domain.rows import Row
from tipdesk.ui.records.speaker import Speaker

ALL = ""


@dataclass(frozen=True)
class Group:
    """The heading of a group: its `key`, its words, and how many rows it has; a closed group shows none of them."""

    key: str
    label: str
    count: int
    is_closed: bool = False


Line = Row | Group


@dataclass(frozen=True)
class Arrangement:
    """What the officer has chosen for one list.

    `words` are those that a row must have, `passing` the keys of filters that it must pass, `sort` and `group` are as
    the speaker offers them, and `closed` are the keys of the groups that are closed.
    """

    words: str = ""
    passing: frozenset[str] = frozenset()
    sort: str = ""
    group: str = ""
    closed: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_filtered(self) -> bool:
        """Tell whether some rows may be left out."""
        return bool(self.words or self.passing)

    def turned(self, name: str) -> "Arrangement":
        """Return it sorted by a field, the other way round where it is sorted by that already; "" for as usual."""
        return replace(self, sort=f"-{name}" if name and self.sort == name else name)

    def toggled(self, key: str) -> "Arrangement":
        """Return it with a group closed, or opened again."""
        return replace(self, closed=self.closed ^ {key})


def find_passing(rows: Sequence[Row], chosen: Arrangement, speaker: Speaker) -> list[Row]:
    """Return the rows that pass the filters and have the words."""
    found = [row for row in rows if all(speaker.passes(row, key) for key in chosen.passing)]
    sought = chosen.words.casefold().split()
    return [row for row in found if all(word in speaker.sought(row) for word in sought)] if sought else found


def put_in_order(
    rows: Sequence[Row], chosen: Arrangement, speaker: Speaker, before: Sequence[bytes] = ()
) -> Sequence[Row]:
    """Return the rows in the chosen order; with `before`, the ids in an older order, only what is new is put last."""
    found = speaker.sorted(rows, chosen.sort)
    if not before:
        return found
    places = {row: at for at, row in enumerate(before)}
    return sorted(found, key=lambda row: places.get(row.id, len(places)))


def group_lines(rows: Sequence[Row], chosen: Arrangement, speaker: Speaker) -> list[Line]:
    """Return the lines of a list: the rows, under the headings of their groups where there are groups."""
    if not chosen.group:
        return list(rows)
    groups: dict[tuple[int, str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault(speaker.group_of(row, chosen.group), []).append(row)
    lines: list[Line] = []
    for (_place, key, label), members in sorted(groups.items(), key=lambda pair: pair[0]):
        is_closed = key in chosen.closed
        lines.append(Group(key, label, len(members), is_closed=is_closed))
        lines += () if is_closed else members
    return lines


def count_new(rows: Collection[Row], before: Collection[bytes]) -> int:
    """Return how many rows have come that the older order did not have."""
    known = frozenset(before)
    return sum(row.id not in known for row in rows)
