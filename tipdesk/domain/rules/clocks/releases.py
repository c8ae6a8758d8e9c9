"""The clock of a release: whenever a suspect comes nearer, the danger to each victim is judged anew within hours.

A suspect comes nearer when they are not held any more, are bailed or have fled, and when somebody was in touch with
them although a victim is to have no contact. In a closed case only what happened after its closing counts.
"""

from collections.abc import Iterable, Iterator

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import has_ended, live_values
from tipdesk.domain.rules.clocks.clock import Clock, Start, moment_ms, start_of_row
from tipdesk.domain.rules.clocks.lengths import DAY_MS
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.people import PERSON, officers_at_work, suspects, victims
from tipdesk.domain.rules.clocks.reports import is_over
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.determinations import signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.values import NamedRow

_FREE: frozenset[Value] = frozenset({"on_bail", "absconded"})
"""The stages (code list `offender_stage`) at which a suspect may be anywhere."""
_RECORDS, _ANSWERED = ("Detention", "SuspectStatus", "NoContact"), "answered"


def release_risk(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each victim since a suspect came nearer, until the danger was judged after that and signed."""
    nearer = sorted(_counting(view, _nearer(view)))
    for person, role in victims(view).items() if nearer else ():
        told: dict[str, object] = {"subject": NamedRow(PERSON, person), "officers": officers_at_work(view)}
        judged = sorted(_judged(view, person))
        owed = [start for start in nearer if start.at > max((hour for hour, _at in judged), default=0)]
        if owed:
            yield measures.clock("release-risk", role, owed[0], **told)
        elif judged and judged[-1][1] >= view.now_ms - DAY_MS:
            before = max((hour for hour, _at in judged[:-1]), default=0)
            for start in [one for one in nearer if one.at > before][:1]:
                yield measures.clock("release-risk", role, start, **told, met_at=judged[-1][1])


def _nearer(view: FrozenCase) -> Iterator[Start]:
    """Yield since when a suspect may be nearer, the last time of each kind."""
    if not any(view.of(record) for record in _RECORDS):
        return
    for person in suspects(view):
        held = view.of_person("Detention", person)
        if held and not any(None in live_values(row, "ended") for row in held):
            yield max(_start(view, row, "ended") for row in held)
        stages = uncorrected(view.of_person("SuspectStatus", person))
        told = [_start(view, row, "at") for row in stages if not _FREE.isdisjoint(live_values(row, "stage"))]
        if told:
            yield max(told)
    kept_apart = _kept_apart(view)
    for call in uncorrected(view.of("Call")) if kept_apart else ():
        if call["of_person"] in kept_apart and live_values(call, "answer") == {_ANSWERED}:
            yield _start(view, call, "at")


def _kept_apart(view: FrozenCase) -> frozenset[Value]:
    """Return with whom a victim has no contact now."""
    people = victims(view)
    rows = (row for row in view.of("NoContact") if row["person"] in people and not has_ended(row, view.today))
    return frozenset(who for row in rows for who in live_values(row, "not_person") if who is not None)


def _counting(view: FrozenCase, nearer: Iterable[Start]) -> Iterator[Start]:
    if not is_over(view):
        yield from nearer
        return
    closed = [at for one in live_values(view.case, "date_closed") if (at := moment_ms(one)) is not None]
    yield from (start for start in nearer if closed and start.at > min(closed))


def _judged(view: FrozenCase, person: bytes) -> Iterator[tuple[int, int]]:
    """Yield of which hour each signed assessment of a person speaks, and when it was signed."""
    for row in signed_first(view.of_person("RiskAssessment", person)):
        yield _start(view, row, "at").at, moment_ms(row["signed_at"]) or 0


def _start(view: FrozenCase, row: Row, name: str) -> Start:
    return start_of_row(live_values(row, name), view.wrote(row, name), view.now_ms)
