"""The clocks of one case, within a read that the caller has opened; they tell no answer, and of people only ids."""

from collections.abc import Callable, Iterable

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.domain.rules.clocks.decisions import Seen
from tipdesk.domain.rules.clocks.due import due, due_and_met
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.freeze import freeze

Breaches = Callable[[FrozenCase], Iterable[Seen]]
"""Returns the breaches that stand on a case, with when headquarters first saw each."""


def no_breaches(_view: FrozenCase) -> Iterable[Seen]:
    """Return none: where no breaches are told, none have a clock."""
    return ()


def read_case_clocks(
    reader: Reader, desk: Desk, case: Row, breaches: Breaches = no_breaches, *, with_met: bool = False
) -> tuple[Clock, ...]:
    """Return the clocks of one case, the first due first; `with_met`, also those that were stopped within a day.

    `case` is its Case row with nothing masked.
    """
    view = freeze(reader, desk, case)
    return (due_and_met if with_met else due)(view, breaches(view))
