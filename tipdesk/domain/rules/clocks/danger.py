"""The clocks of danger: it is assessed and looked at again, a plan is agreed, and nobody is lost on the way or held.

The level that counts is that of `rules/risks`: of several the higher one, and a lower one only where its gate holds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import Clock, Start, moment_ms, start_of, start_of_row
from tipdesk.domain.rules.clocks.lengths import DAY_MS
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.people import PERSON, officers_at_work, victims
from tipdesk.domain.rules.clocks.reports import is_over
from tipdesk.domain.rules.determinations import signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.risks import Assessed, counted_by_person, is_high, lower_in, read_assessed
from tipdesk.domain.rules.safety_plans import holds
from tipdesk.domain.values import NamedRow, PartialDate

_REVIEWS = {
    "low": "risk-review",
    "medium": "risk-review-medium",
    "high": "risk-review-high",
    "imminent": "risk-review-imminent",
}
_PLANS = {"high": "safety-plan", "imminent": "safety-plan-imminent"}


def risk_first(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each victim since the role was written, until the danger to them was assessed and signed."""
    for person, role in {} if is_over(view) else victims(view).items():
        met = _first_signed(view.of_person("RiskAssessment", person))
        if not is_long_ago(met, view):
            start = start_of_row((), view.wrote(role, "role"), view.now_ms)
            yield measures.clock("risk-first", role, start, **_told(view, person, met))


def risk_review(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of the newest assessment of each victim: on the day it names, or earlier by its level."""
    for person, counted in _assessed(view):
        newest = signed_first(view.of_person("RiskAssessment", person))[0]
        start = start_of(live_values(newest, "signed_at"), None, view.now_ms)
        longest = measures.clock(_REVIEWS.get(counted[-1].level, "risk-review-imminent"), newest, start)
        ends = min([longest.ends, *_ends(live_values(newest, "review_due"))])
        yield measures.clock_until(longest.rule, newest, start, ends, officers=officers_at_work(view))


def safety_plan(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each victim in high danger since it was first found so, until a plan is agreed that holds.

    A further assessment that finds the danger as high starts none anew, and one that finds it higher only shortens it.
    """
    for person, counted in _assessed(view):
        met = _agreed(view, person)
        if not is_high(counted[-1].level) or is_long_ago(met, view):
            continue
        rows = {row.id: row for row in view.of("RiskAssessment")}
        clocks = [
            measures.clock(
                _PLANS.get(one.level, "safety-plan-imminent"),
                rows[one.row],
                start_of(live_values(rows[one.row], "signed_at"), None, view.now_ms),
                **_told(view, person, met),
            )
            for one in takewhile(lambda one: is_high(one.level), reversed(counted))
        ]
        yield min(clocks, key=lambda one: one.ends)


def victim_detained(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each time for which a victim is held, which has run out when it begins."""
    held = view.of("Detention")
    people = victims(view) if held else {}
    for row in held:
        if row["person"] in people and None in live_values(row, "ended"):
            start = start_of_row(live_values(row, "began"), view.wrote(row, "began"), view.now_ms)
            yield measures.clock_until("victim-detained", row, start, start.at, officers=officers_at_work(view))


def safe_arrival(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of everybody who has left for a safe place, until the place says that they have arrived.

    That they are expected more than a day after leaving is a slip, and the shorter time counts.
    """
    for row in view.of("ShelterStay"):
        left = [at for one in live_values(row, "left_for_it_at") if (at := moment_ms(one)) is not None]
        met = _arrived(row)
        if not left or is_long_ago(met, view):
            continue
        start = start_of_row(left, view.wrote(row, "left_for_it_at"), view.now_ms)
        told = {"met_at": met, "officers": officers_at_work(view)}
        expected = [at for one in live_values(row, "expected_at") if (at := moment_ms(one)) is not None]
        if expected and not start.is_doubtful and start.at <= min(expected) <= start.at + DAY_MS:
            clock = measures.clock("safe-arrival-expected", row, Start(min(expected)), **told)
            yield replace(clock, starts=start.at)
        else:
            yield measures.clock("safe-arrival", row, start, **told)


def is_long_ago(met: int | None, view: FrozenCase) -> bool:
    """Tell whether a clock was stopped more than a day ago."""
    return met is not None and met < view.now_ms - DAY_MS


def _told(view: FrozenCase, person: bytes, met: int | None) -> dict[str, object]:
    return {"subject": NamedRow(PERSON, person), "met_at": met, "officers": officers_at_work(view)}


def _assessed(view: FrozenCase) -> Iterator[tuple[bytes, list[Assessed]]]:
    """Yield each victim of an open case who was assessed, with the assessments that counted, the newest last."""
    rows = view.of("RiskAssessment")
    if rows and not is_over(view):
        counted = counted_by_person(read_assessed(rows), view.once(lower_in))
        yield from ((person, counted[person]) for person in victims(view) if person in counted)


def _agreed(view: FrozenCase, person: bytes) -> int | None:
    """Return when a plan was agreed that still holds, or else written, None where there is none."""
    plans = (row for row in view.of_person("SafetyPlan", person) if holds(row, view.today))
    return min((moment_ms(row["agreed_at"]) or _made_ms(view, row) for row in plans), default=None)


def _made_ms(view: FrozenCase, row: Row) -> int:
    made = view.made(row)
    return made.at if made is not None else 0


def _arrived(row: Row) -> int | None:
    told = live_values(row, "arrived_at")
    return None if None in told else min((moment_ms(one) or 0 for one in told), default=0)


def _first_signed(rows: Iterable[Row]) -> int | None:
    signed = signed_first(rows)
    return moment_ms(signed[-1]["signed_at"]) or 0 if signed else None


def _ends(days: Iterable[object]) -> list[int]:
    return [at for one in days if isinstance(one, PartialDate) and (at := moment_ms(one)) is not None]
