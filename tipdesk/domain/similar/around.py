"""Who lies in the store near a likeness, and among how many: what a reader answers when it is asked for some keys."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tipdesk.domain.similar.crowd import Crowd
from tipdesk.domain.similar.likeness import Likeness

MOST_UNDER_ONE = 2_000
"""A key under which as many people lie tells too little to be followed."""
_MOST_FOLLOWED = 4_000


class Near(NamedTuple):
    """Somebody who shares keys with who is sought: the row of the person, its case, and all that is told of them."""

    person: bytes
    case: bytes
    likeness: Likeness


class Around(NamedTuple):
    """Those who share most with who is sought, and the crowd among which they were found."""

    crowd: Crowd
    near: tuple[Near, ...] = ()


def followed(having: Mapping[int, int]) -> dict[int, float]:
    """Return the keys worth following and the weight of each, rare ones first, so that no search grows with the store.

    `having` says how many lie under each key, at most `MOST_UNDER_ONE`.
    """
    chosen: dict[int, float] = {}
    rest = _MOST_FOLLOWED
    telling = [key for key, count in having.items() if 0 < count < MOST_UNDER_ONE]
    for key in sorted(telling, key=lambda key: having[key]):
        rest -= having[key]
        if rest < 0 and chosen:
            break
        chosen[key] = having[key] ** -0.5
    return chosen


def joined(rows: Iterable[Near]) -> tuple[Near, ...]:
    """Return each person once, with all that their rows tell, in the order in which they come first."""
    found: dict[bytes, Near] = {}
    for person, case, likeness in rows:
        held = found.get(person)
        found[person] = Near(person, case, likeness | held.likeness if held else likeness)
    return tuple(found.values())
