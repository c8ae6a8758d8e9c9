"""The clocks of help: an urgent need is seen to, papers are given back, and a status does not run out unseen."""

from collections.abc import Iterator

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import Clock, moment_ms, start_of_row
from tipdesk.domain.rules.clocks.lengths import end_of
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.people import officers_at_work, victims
from tipdesk.domain.rules.clocks.reports import is_over
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.values import PartialDate

_SEEN_TO: frozenset[Value] = frozenset({"met", "in_hand", "declined"})
_AUTHORITIES: frozenset[Value] = frozenset({"police", "immigration"})
_LASTS: frozenset[Value] = frozenset({"granted", "extended"})


def need_urgent(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each urgent need that nobody sees to yet; one that was not declined counts as wanted."""
    for row in open_rows(view, "Need"):
        is_urgent = "urgent" in live_values(row, "priority") and live_values(row, "wish") != {"declined"}
        if is_urgent and not live_values(row, "status") <= _SEEN_TO:
            start = start_of_row((), view.wrote(row, "priority"), view.now_ms)
            yield measures.clock("need-urgent", row, start, officers=officers_at_work(view))


def papers_back(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each paper of a victim that police or immigration hold, until it is given back."""
    rows = open_rows(view, "IdentityDocument")
    people = victims(view) if rows else {}
    for row in rows:
        is_held = not _AUTHORITIES.isdisjoint(live_values(row, "held_by"))
        if is_held and row["person"] in people and None in live_values(row, "given_back_on"):
            start = start_of_row(live_values(row, "held_since"), view.wrote(row, "held_by"), view.now_ms)
            yield measures.clock("papers-back", row, start, officers=officers_at_work(view))


def status_ends(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each protection status that was granted until a day, until it is decided anew."""
    newest: dict[tuple[Value, Value], Row] = {}
    decided = [row for row in open_rows(view, "ProtectionStatus") if live_values(row, "result") != {"applied"}]
    for row in sorted(decided, key=lambda one: (_decided_at(view, one), one.id)):
        newest[row["person"], row["kind"]] = row
    for row in newest.values():
        ends = [end_of(one.last_day) for one in live_values(row, "ended") if isinstance(one, PartialDate)]
        lasts = not _LASTS.isdisjoint(live_values(row, "result")) and None in live_values(row, "ended_early")
        if ends and lasts:
            start = start_of_row((), view.wrote(row, "ended"), view.now_ms)
            yield measures.clock_until("status-ends", row, start, min(ends), officers=officers_at_work(view))


def open_rows(view: FrozenCase, record: str) -> tuple[Row, ...]:
    """Return the rows of a record of a case that is open, none of one that is closed."""
    rows = view.of(record)
    return () if rows and is_over(view) else rows


def _decided_at(view: FrozenCase, row: Row) -> int:
    told = (*live_values(row, "decided_on"), *live_values(row, "began"))
    known = [at for one in told if (at := moment_ms(one)) is not None]
    writing = view.made(row)
    return max(known, default=writing.since if writing is not None else 0)
