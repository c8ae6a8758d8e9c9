"""How long each clock runs for what begins on a day: what headquarters has set for it from that day on, or the default.

A setting never counts back: what began before its day runs as it did. Where a setting is in dispute, or several begin
on one day, the shorter length counts; one that cannot be read does not count. A day is a holiday only where nobody
disputes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import Clock, Start, named
from tipdesk.domain.rules.clocks.lengths import Length, begins_before, day_of, ends_at
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.domain.rules.settings import find_settings
from tipdesk.domain.values import PartialDate


@dataclass(frozen=True)
class Measures:
    """The settings and holidays of a directory, with which clocks are measured."""

    settings: tuple[Row, ...] = ()
    days_off: tuple[Row, ...] = ()

    @cached_property
    def holidays(self) -> frozenset[date]:
        """The days on which offices are closed besides Saturdays and Sundays."""
        told = (row["on"] for row in self.days_off if "on" not in row.siblings)
        return frozenset(on.last_day for on in told if isinstance(on, PartialDate) and on.day)

    def length_of(self, rule: str, day: date) -> Length | None:
        """Return how long a clock runs that begins on a day, None where its row names the day."""
        return self._set(rule, day, "length") or CLOCKS[rule].length

    def warning_of(self, rule: str, day: date) -> Length | None:
        """Return how long before its end a clock warns that begins on a day; None for at once."""
        return self._set(rule, day, "warn_before", is_longest=True) or CLOCKS[rule].warn

    def clock(self, rule: str, row: Row, start: Start, **told: object) -> Clock:
        """Return the clock of a row that runs for its length from its start; `told` are further parts of `Clock`."""
        day = day_of(start.at)
        length = self.length_of(rule, day)
        ends = start.at if start.is_lost or length is None else ends_at(start.at, length, self.holidays)
        return self._made(rule, row, start, ends, told)

    def clock_until(self, rule: str, row: Row, start: Start, ends: int, **told: object) -> Clock:
        """Return the clock of a row that is due at a time which the row names, in ms since 1970."""
        return self._made(rule, row, start, ends, told)

    def _made(self, rule: str, row: Row, start: Start, ends: int, told: dict[str, object]) -> Clock:
        before = self.warning_of(rule, day_of(start.at or ends))
        warns = begins_before(ends, before, self.holidays) if before else start.at
        case = row.id if row.record.name == "Case" else row.case
        bare = Clock(CLOCKS[rule].clock, rule, named(row), case, start.at, max(warns, start.at), ends)
        return replace(bare, **{"is_doubtful": start.is_doubtful, **told})  # type: ignore[arg-type] # parts of Clock

    def _set(self, rule: str, day: date, name: str, *, is_longest: bool = False) -> Length | None:
        telling = (row for row in self.settings if _lengths(live_values(row, name)))
        lengths = [one for row in find_settings(telling, rule, day) for one in _lengths(live_values(row, name))]
        if not lengths:
            return None
        return (max if is_longest else min)(lengths, key=lambda one: one.roughly_ms)


def _lengths(values: Iterable[object]) -> list[Length]:
    return [length for one in values if (length := Length.read(one)) is not None]
