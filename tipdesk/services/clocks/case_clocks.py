"""The clocks of one case, within a read that the caller has opened; they tell no answer, and of people only ids."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tipdesk.domain.rows import EntryTold, Happening, Row
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.domain.rules.clocks.decisions import Seen
from tipdesk.domain.rules.clocks.due import due, due_and_met
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.freeze import earliest_writing, first_of, freeze, last_written
from tipdesk.services.eyes import Eyes
from tipdesk.services.remembered.here import CASES_BREACHED, CASES_TOUCHED

Breaches = Callable[[FrozenCase], Iterable[Seen]]
"""Returns the breaches that stand on a case, with when headquarters first saw each."""


def no_breaches(_view: FrozenCase) -> Iterable[Seen]:
    """Return none: where no breaches are told, none have a clock."""
    return ()


def known_breaches(reader: Reader, desk: Desk, case: bytes) -> Breaches:
    """Return how the breaches of a case are found: at headquarters, where something came in that may be one.

    A post does not count how long a breach waits, since headquarters reviews it.
    """
    if not desk.place.is_headquarters:
        return no_breaches
    is_touched = case in CASES_BREACHED.get(reader) or case in CASES_TOUCHED.get(reader)
    return breaches if is_touched else no_breaches


def read_case_clocks(reader: Reader, desk: Desk, case: Row) -> tuple[Clock, ...]:
    """Return the clocks of one case that run, the first due first; `case` is its Case row with nothing masked."""
    view = freeze(reader, desk, case)
    return due(view, known_breaches(reader, desk, case.id)(view))


def clocks_and_met(reader: Reader, desk: Desk, view: FrozenCase) -> tuple[Clock, ...]:
    """Return the clocks of one case that run, the first due first, and then those that were stopped within a day."""
    return due_and_met(view, known_breaches(reader, desk, view.case.id)(view))


def freeze_opened(eyes: Eyes, last: Sequence[Happening]) -> FrozenCase:
    """Return a case that is being opened, for all rules that its workspace asks: each of its rows is opened once.

    `last` are the happenings of its last entries, latest first, as they were read already: of most rows they tell when
    these were written, so that the log is asked for the others alone.
    """
    told = {one.dot: EntryTold(one.actor, one.device, one.schema, one.at, one.received_at) for one in last}
    reader, case = eyes.reader, eyes.case
    plain = freeze(reader, eyes.desk, case, eyes.unsealing)

    def read_standing(row: Row) -> EntryTold | None:
        dots = row.all_dots
        return first_of({dot: told[dot] for dot in dots}) if dots <= told.keys() else earliest_writing(reader, row)

    def read_last() -> int:
        return last_written(reader, case.id, plain.now_ms, max((one.at for one in last), default=0))

    return replace(plain, read_standing=read_standing, read_last=read_last)
