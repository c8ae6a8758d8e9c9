"""Merging, field by field: which dots live, which are ghosts, and what is displayed of several live values.

A *clock* is the state of one row: for each field number a flat list `[log, seq, log, seq, …]` of its live dots, and
under `~number` the same for its *ghosts*, dots that were replaced before they arrived. Logs are small local numbers
here. A write removes the dots that it names, adds its own unless a later write that came first has named it, and
remembers names that have not been seen yet. So the order of arrival does not matter: live are all written dots without
all replaced ones, whatever came first.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from tipdesk.domain.kinds import Merge
from tipdesk.domain.schema import DELETED

Clock = dict[int, list[int]]
Pair = tuple[int, int]


def write(
    clock: Clock, number: int, dot: Pair, replaces: Sequence[int], is_applied: Callable[[int, int], bool]
) -> bool:
    """Enter one write of a field into the clock, and tell whether its dot lives.

    `replaces` is flat like a clock entry. `is_applied(log, seq)` tells whether that entry has been applied here; it is
    asked only for replaced dots that do not live.
    """
    live = clock.get(number)
    if live is None:
        if not replaces and ~number not in clock:  # the first write of a field, as most writes of a new row are
            clock[number] = [*dot]
            return True
        live = []
    if replaces and live == replaces:
        clock[number] = [*dot]
        return _lives(clock, number, dot)
    for pair in pairs(replaces):
        place = _find(live, pair)
        if place >= 0:
            live = live[:place] + live[place + 2 :]
        elif not is_applied(*pair):
            ghosts = clock.setdefault(~number, [])
            if _find(ghosts, pair) < 0:
                ghosts.extend(pair)
    clock[number] = [*live, *dot]
    return _lives(clock, number, dot)


def _lives(clock: Clock, number: int, dot: Pair) -> bool:
    ghosts = clock.get(~number, [])
    place = _find(ghosts, dot)
    if place < 0:
        return True
    rest = ghosts[:place] + ghosts[place + 2 :]
    if rest:
        clock[~number] = rest
    else:
        del clock[~number]
    clock[number] = clock[number][:-2]
    if not clock[number]:
        del clock[number]
    return False


def live_dots(clock: Mapping[int, Sequence[int]], number: int) -> list[Pair]:
    """Return the live dots of a field."""
    return pairs(clock.get(number, ()))


def fields_of(clock: Mapping[int, Sequence[int]]) -> list[int]:
    """Return the numbers of the fields that have live dots."""
    return [number for number in clock if number >= 0]


def is_hidden(clock: Mapping[int, Sequence[int]], deletions: Sequence[Collection[Pair]]) -> tuple[bool, bool]:
    """Return whether the row is hidden, and whether its deletion is in conflict.

    `deletions` holds, for each live value of field 0 that deletes, the dots that its author saw. The row is hidden
    while every one of them saw every live dot. A deletion that missed some live dot, or that lives beside a
    restoration, is a conflict.
    """
    if not deletions:
        return False, False
    others = {pair for number in fields_of(clock) if number != DELETED for pair in live_dots(clock, number)}
    missed = [others.difference(seen) for seen in deletions]
    alone = len(live_dots(clock, DELETED)) == len(deletions)
    hidden = alone and not any(missed)
    return hidden, not hidden


def displayed(values: Sequence[Any], rule: Merge, rank: Callable[[Any], int]) -> Any:  # noqa: ANN401 - wire values
    """Return what is shown of live wire values, which are given oldest first by (at, log).

    `rule` is how the field is merged, and `rank` orders its codes for the rules that show the highest.
    """
    present = [value for value in values if value is not None]
    if rule is Merge.UNION and len(present) > 1 and all(isinstance(value, list) for value in present):
        return sorted({item for value in present for item in value})
    if rule in (Merge.HIGHEST, Merge.STRICTEST) and present:
        return max(present, key=rank)
    return values[-1] if values else None


def is_conflict(values: Sequence[Any], rule: Merge) -> bool:
    """Tell whether live values call for settling, because they differ and the rule does not join them."""
    if all(value == values[0] for value in values):
        return False
    return not (rule is Merge.UNION and all(isinstance(value, list) for value in values))


def pairs(flat: Sequence[int]) -> list[Pair]:
    """Return the dots of a flat list as pairs."""
    return [(flat[place], flat[place + 1]) for place in range(0, len(flat), 2)]


def _find(flat: Sequence[int], pair: Pair) -> int:
    for place in range(0, len(flat), 2):
        if flat[place] == pair[0] and flat[place + 1] == pair[1]:
            return place
    return -1
