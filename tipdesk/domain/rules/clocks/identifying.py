"""The clocks of deciding whether somebody is a victim: a first decision within days, and one for good within weeks."""

from collections.abc import Iterator, Mapping

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import Clock, moment_ms, start_of, start_of_row
from tipdesk.domain.rules.clocks.lengths import DAY_MS
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.people import PERSON, called_victims
from tipdesk.domain.rules.clocks.reports import is_over
from tipdesk.domain.rules.determinations import POSITIVE, PRELIMINARY, is_final, signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.values import NamedRow


def preliminary(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each victim since the role was written, until any decision on them is signed.

    Somebody who was not yet spoken to is no victim yet, and starts none.
    """
    for person, role in _victims(view).items():
        met = _met(_signed(view, person))
        if met is None or met >= view.now_ms - DAY_MS:
            start = start_of_row((), view.made(role), view.now_ms)
            yield measures.clock("preliminary", role, start, subject=NamedRow(PERSON, person), met_at=met)


def final(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each victim since a first decision said that they are one, until one for good is signed."""
    for person in _victims(view):
        signed = _signed(view, person)
        first = [row for row in signed if PRELIMINARY in live_values(row, "kind")]
        first = [row for row in first if not POSITIVE.isdisjoint(live_values(row, "outcome"))]
        met = _met([row for row in signed if is_final(row)])
        if first and (met is None or met >= view.now_ms - DAY_MS):
            start = start_of(live_values(first[-1], "signed_at"), None, view.now_ms)
            yield measures.clock("final", first[-1], start, subject=NamedRow(PERSON, person), met_at=met)


def _victims(view: FrozenCase) -> Mapping[bytes, Row]:
    return {} if is_over(view) else called_victims(view)


def _signed(view: FrozenCase, person: bytes) -> tuple[Row, ...]:
    return signed_first(view.of_person("Determination", person))


def _met(signed: tuple[Row, ...] | list[Row]) -> int | None:
    """Return when the first of these decisions was signed, 0 where it does not say; None where there is none."""
    return min((moment_ms(row["signed_at"]) or 0 for row in signed), default=None)
