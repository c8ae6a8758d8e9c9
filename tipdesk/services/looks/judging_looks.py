"""What of the audit is an exception, worth a second look by somebody: a pure decision over the looks of a period.

Promises that each exception names one look as its mark, the latest of its group, so that what comes later opens it
again; the most serious kinds come first. Figures are set for an office of some twenty officers and few, long cases.
Which cases are somebody's own, and who is excluded from which, the caller knows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tipdesk.domain.rows import Look

MOST_CASES_A_DAY = 15
MOST_LOOKS_A_DAY = 60
MANY_HITS = 25
MOST_OUTSIDE_A_DAY = 3
NIGHT = (22, 5)
"""From ten in the evening until five, on the officer's own clock."""

EXCLUDED, FAILED_LOGIN, DENIED, SHOWN_OUTSIDE, OUTSIDE, MANY, HITS, NIGHTLY, CLOCK = (
    "excluded",
    "login_failed",
    "denied",
    "shown_outside",
    "outside",
    "many_looks",
    "many_hits",
    "odd_hours",
    "clock_jump",
)
_OPENS = frozenset({"view", "unmask", "print", "export"})
_SHOWS = frozenset({"unmask", "print", "export"})
_SEES = _OPENS | {"search"}
Group = tuple[str, bytes, str]


@dataclass(frozen=True)
class Standout:
    """Some looks of one officer that stand out together. `looks`: latest first; the first is the mark.

    `kind`: a code of the list look_exception.
    """

    kind: str
    looks: tuple[Look, ...]

    @property
    def mark(self) -> Look:
        """Return the look under whose id the exception is reviewed."""
        return self.looks[0]


@dataclass(frozen=True)
class Circumstances:
    """What the looks alone do not say. `is_own(actor, case)`, `is_excluded(actor, case)`."""

    is_own: Callable[[bytes, bytes], bool]
    is_excluded: Callable[[bytes, bytes], bool]


def judge(looks: Sequence[Look], known: Circumstances) -> list[Standout]:
    """Return the exceptions among looks, given latest first: most serious kind first, then latest first."""
    groups: dict[Group, list[Look]] = {}
    for look in looks:
        for group in _groups(look, known):
            groups.setdefault(group, []).append(look)
    found = [Standout(kind, tuple(group)) for (kind, _actor, _day), group in groups.items() if _stands_out(kind, group)]
    order = {kind: place for place, kind in enumerate(_KINDS)}
    return sorted(found, key=lambda one: (order[one.kind], -one.mark.at, one.mark.id))


_KINDS = (EXCLUDED, DENIED, FAILED_LOGIN, SHOWN_OUTSIDE, OUTSIDE, MANY, HITS, NIGHTLY, CLOCK)


def _groups(look: Look, known: Circumstances) -> Iterable[Group]:
    """Yield the groups that a look belongs to: kind, officer, day; what stands for itself has its own id for a day."""
    day, itself = local_time(look).date().isoformat(), look.id.hex()
    if look.action == "clock_jump":
        yield CLOCK, look.actor, itself
    if look.action == "login_failed":
        yield FAILED_LOGIN, look.actor, day
    elif look.result != "allowed":
        is_shut_out = look.case is not None and known.is_excluded(look.actor, look.case)
        yield (EXCLUDED if is_shut_out else DENIED), look.actor, day
    if look.action == "search" and look.count is not None and look.count >= MANY_HITS:
        yield HITS, look.actor, day
    if look.action in _OPENS and look.result == "allowed" and look.case is not None:
        yield MANY, look.actor, day
        if not known.is_own(look.actor, look.case):
            yield (SHOWN_OUTSIDE if look.action in _SHOWS else OUTSIDE), look.actor, day
    if look.action in _SEES and look.result == "allowed" and _is_night(look):
        yield NIGHTLY, look.actor, (local_time(look) - timedelta(hours=NIGHT[1])).date().isoformat()


def _stands_out(kind: str, looks: Sequence[Look]) -> bool:
    cases = len({look.case for look in looks})
    if kind == MANY:
        return cases > MOST_CASES_A_DAY or len(looks) > MOST_LOOKS_A_DAY
    return kind != OUTSIDE or cases > MOST_OUTSIDE_A_DAY


def _is_night(look: Look) -> bool:
    hour = local_time(look).hour
    return hour >= NIGHT[0] or hour < NIGHT[1]


def local_time(look: Look) -> datetime:
    """Return when it was on the officer's own clock."""
    at = min(max(look.at, 0), 253_402_214_400_000)  # a clock that was wrong beyond the calendar
    return datetime.fromtimestamp(at / 1000, UTC) + timedelta(minutes=look.offset)
