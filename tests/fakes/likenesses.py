"""How the fake store finds people alike: it makes the likeness of every row anew, and compares keys."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.similar.around import MOST_UNDER_ONE, Around, Near, followed, joined
from tipdesk.domain.similar.crowd import Crowd
from tipdesk.domain.similar.likeness import SOURCES, Likeness, likeness_of
from tipdesk.domain.similar.search_keys import keys_of
from tipdesk.domain.values import Sealed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tests.fakes.rows import FakeRows
    from tipdesk.domain.rows import Row


def around(rows: FakeRows, keys: Collection[int], most: int) -> Around:
    """Return who shares most with who lies under these keys."""
    held = list(_all(rows))
    lying = Counter(key for one in held for key in keys_of(one.likeness))
    having = {key: min(lying[key], MOST_UNDER_ONE) for key in keys}
    chosen = followed(having)
    weights = {place: sum(chosen.get(key, 0) for key in keys_of(one.likeness)) for place, one in enumerate(held)}
    best = sorted((place for place, weight in weights.items() if weight), key=lambda place: -weights[place])[:most]
    people = {held[place].person for place in best}
    return Around(Crowd(len(held), having), joined(one for one in held if one.person in people))


def _all(rows: FakeRows) -> Iterator[Near]:
    for name in SOURCES:
        for row in rows.find_rows(BY_NAME[name]):
            person = row.id if name == "Person" else row["person"]
            likeness = _likeness(row)
            if isinstance(person, bytes) and row.case is not None and likeness != Likeness():
                yield Near(person, row.case, likeness)


def _likeness(row: Row) -> Likeness:
    return likeness_of(
        (told, str(one))
        for name, told in SOURCES[row.record.name].items()
        for value in live_values(row, name)
        if value is not None and not isinstance(value, Sealed)
        for one in (value if isinstance(value, frozenset) else [value])
    )
