"""What a clock says to people: "Review of suspect status is 2 days overdue". It names nobody and tells no answer.

Screens, papers and the command line say it alike. Years are counted from two years on, days from 48 hours on, hours
from one hour on.
"""

from tipdesk.domain.moments import day_shown, moment_shown
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.domain.rules.clocks.lengths import DAY_MS, HOUR_MS, MINUTE_MS, day_of, end_of
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.texts import Counted, counted
from tipdesk.services.voice import plural, translated

_YEAR_MS = 365 * DAY_MS
_FROM_MS = {_YEAR_MS: 2 * _YEAR_MS, DAY_MS: 2 * DAY_MS, HOUR_MS: HOUR_MS, MINUTE_MS: 0}
"""From how far away on a unit is counted in."""
_OVERDUE = {
    _YEAR_MS: counted("{what} is {count} year overdue", "{what} is {count} years overdue"),
    DAY_MS: counted("{what} is {count} day overdue", "{what} is {count} days overdue"),
    HOUR_MS: counted("{what} is {count} hour overdue", "{what} is {count} hours overdue"),
    MINUTE_MS: counted("{what} is {count} minute overdue", "{what} is {count} minutes overdue"),
}
_DUE = {
    _YEAR_MS: counted("{what} is due in {count} year", "{what} is due in {count} years"),
    DAY_MS: counted("{what} is due in {count} day", "{what} is due in {count} days"),
    HOUR_MS: counted("{what} is due in {count} hour", "{what} is due in {count} hours"),
    MINUTE_MS: counted("{what} is due in {count} minute", "{what} is due in {count} minutes"),
}
_SHORT_OVERDUE = {
    _YEAR_MS: counted("{count} year overdue", "{count} years overdue"),
    DAY_MS: counted("{count} day overdue", "{count} days overdue"),
    HOUR_MS: counted("{count} hour overdue", "{count} hours overdue"),
    MINUTE_MS: counted("{count} minute overdue", "{count} minutes overdue"),
}
_SHORT_DUE = {
    _YEAR_MS: counted("in {count} year", "in {count} years"),
    DAY_MS: counted("in {count} day", "in {count} days"),
    HOUR_MS: counted("in {count} hour", "in {count} hours"),
    MINUTE_MS: counted("in {count} minute", "in {count} minutes"),
}
_BRIEF = {
    _YEAR_MS: counted("{count} y", "{count} y"),
    DAY_MS: counted("{count} d", "{count} d"),
    HOUR_MS: counted("{count} h", "{count} h"),
    MINUTE_MS: counted("{count} min", "{count} min"),
}


def what_of(clock: Clock) -> str:
    """Return what is due, with the rule that it is about where it is about one."""
    what, gate = translated(CLOCKS[clock.rule].label), GATES.get(clock.gate)
    return f"{what}: {translated(gate.label)}" if gate is not None else what


def sentence_of(clock: Clock, now_ms: int) -> str:
    """Return the sentence of a clock as it stands now; the rule comes last, so that a short line cuts no time."""
    said = _counted(_OVERDUE, _DUE, clock.ends, now_ms, what=translated(CLOCKS[clock.rule].label))
    gate = GATES.get(clock.gate)
    return f"{said}: {translated(gate.label)}" if gate is not None else said


def brief_of(clock: Clock, now_ms: int) -> str:
    """Return the bare time until a clock runs out, or since it did: "41 h". A sign beside it says which."""
    return _counted(_BRIEF, _BRIEF, clock.ends, now_ms)


def short_of(clock: Clock, now_ms: int) -> str:
    """Return how long it is until a clock runs out, or since it did: "2 days overdue"."""
    return time_left(clock.ends, now_ms)


def time_left(ends_ms: int, now_ms: int) -> str:
    """Return how long it is until something ends, or since it did, as a clock that ends then says it."""
    return _counted(_SHORT_OVERDUE, _SHORT_DUE, ends_ms, now_ms)


def due_shown(clock: Clock, offset_minutes: int) -> str:
    """Return when a clock is due: the day, where it ends with a day in Saint Lucia, else day and time in a zone."""
    last = day_of(clock.ends - 1)
    if clock.ends == end_of(last):
        return day_shown(last, translated)
    return moment_shown(clock.ends, offset_minutes, translated)


def _counted(over: dict[int, Counted], ahead: dict[int, Counted], ends_ms: int, now_ms: int, **values: str) -> str:
    is_over = now_ms >= ends_ms
    apart = abs(ends_ms - now_ms)
    unit = next(one for one, least in _FROM_MS.items() if apart >= least)
    return plural(*(over if is_over else ahead)[unit], max(apart // unit, 1), **values)
