"""The clocks of what people are owed: an answer to a complaint, word of what was decided, and to be asked anew.

An answer to a complaint, or to who asks for a copy or a correction, is owed whatever the stage of the case, and by
headquarters alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import Clock, moment_ms, start_of, start_of_row
from tipdesk.domain.rules.clocks.danger import is_long_ago
from tipdesk.domain.rules.clocks.helping import open_rows
from tipdesk.domain.rules.clocks.lengths import end_of
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.people import officers_at_work
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.determinations import signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.withdrawal import is_withdrawn, left_by, to_tell
from tipdesk.domain.values import NamedRow, PartialDate

_ASKS: frozenset[Value] = frozenset({"own_copy", "correction"})
_DETERMINATION = "determination"
_GIVEN: frozenset[Value] = frozenset({"given"})


def complaint(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each complaint: until somebody at headquarters handles it, and then until it is answered."""
    for row in _notes(view, frozenset({"complaint"})):
        is_handled = None not in live_values(row, "handled_by") or _answered(row) is not None
        yield from _owed(view, measures, row, "complaint" if is_handled else "complaint-received")


def own_copy(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each wish for a copy of what is kept, or for a correction, until it is answered."""
    for row in _notes(view, _ASKS):
        yield from _owed(view, measures, row, "own-copy")


def outcome_told(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of the newest signed decision on each person, until they were told of it and understood."""
    newest: dict[Value, Row] = {}
    for row in signed_first(open_rows(view, "Determination")):
        newest.setdefault(row["person"], row)
    for row in newest.values():
        start = start_of(live_values(row, "signed_at"), None, view.now_ms)
        met = _told_of(view, row, start.at)
        if not is_long_ago(met, view):
            yield measures.clock("outcome-told", row, start, met_at=met, officers=officers_at_work(view))


def consent_ends(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each consent that is given: until its own day, or for a year; a newer one replaces it."""
    newest: dict[tuple[Value, ...], Row] = {}
    for row in sorted(open_rows(view, "Consent"), key=_given_at):
        newest[tuple(row[name] for name in ("person", "scope", "agency", "country"))] = row
    replaced = {row["replaces"] for row in newest.values()}
    for row in newest.values():
        if live_values(row, "status") != _GIVEN or is_withdrawn(row) or row.id in replaced:
            continue
        start = start_of_row(live_values(row, "given_at"), view.made(row), view.now_ms)
        named = [end_of(one.last_day) for one in live_values(row, "valid_until") if isinstance(one, PartialDate)]
        officers = officers_at_work(view)
        if named:
            yield measures.clock_until("consent-ends", row, start, min(named), officers=officers)
        else:
            yield measures.clock("consent-ends", row, start, officers=officers)


def withdrawal_told(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each consent that was withdrawn after something had left by it, until each recipient knows."""
    for row in filter(is_withdrawn, view.of("Consent")):
        met = None if to_tell(row, view.of) else _asked_back(view, row)
        if met == 0 or is_long_ago(met, view):
            continue
        told = live_values(row, "withdrawn_at") - {None}
        start = start_of_row(told, view.wrote(row, "withdrawn_at" if told else "status"), view.now_ms)
        yield measures.clock("withdrawal-told", row, start, met_at=met, officers=officers_at_work(view))


def _notes(view: FrozenCase, kinds: frozenset[Value]) -> Iterator[Row]:
    noted = view.once(_by_kind)
    asked = {row.id: row for kind in kinds for row in noted.get(kind, ())}
    if asked:
        standing = {row.id for row in uncorrected(view.of("Note"))}
        yield from (asked[one] for one in sorted(asked) if one in standing)


def _by_kind(view: FrozenCase) -> Mapping[Value, list[Row]]:
    """Return the notes of a case, of which it may have thousands, by each of the kinds that they may be of."""
    found: dict[Value, list[Row]] = defaultdict(list)
    for row in view.of("Note"):
        for kind in live_values(row, "kind"):
            found[kind].append(row)
    return found


def _owed(view: FrozenCase, measures: Measures, row: Row, rule: str) -> Iterator[Clock]:
    met = _answered(row)
    if not is_long_ago(met, view):
        start = start_of_row(live_values(row, "occurred_at"), view.made(row), view.now_ms)
        yield measures.clock(rule, row, start, met_at=met)


def _answered(row: Row) -> int | None:
    told = live_values(row, "person_told_at")
    return None if None in told else min((moment_ms(one) or 0 for one in told), default=0)


def _told_of(view: FrozenCase, decision: Row, signed: int) -> int | None:
    """Return when a person was told of a decision and understood, None where they were not."""
    told = [
        at
        for row in uncorrected(view.of("InformationGiven"))
        if row["person"] == decision["person"]
        and _DETERMINATION in live_values(row, "kind")
        and "no" not in live_values(row, "understood")
        and (at := moment_ms(row["at"]) or 0) >= signed
        and _is_about(row, decision)
    ]
    return min(told, default=None)


def _is_about(row: Row, decision: Row) -> bool:
    about = row["about"]
    return not isinstance(about, NamedRow) or about.id == decision.id


def _asked_back(view: FrozenCase, consent: Row) -> int:
    """Return when the last recipient was told, 0 where nothing had left."""
    transfers = (row for row in left_by(consent, view.of) if row.record.name == "Transfer")
    hours = (moment_ms(one) or 0 for row in transfers for one in live_values(row, "recalled_at"))
    return max(hours, default=0)


def _given_at(row: Row) -> tuple[int, bytes]:
    return (max((moment_ms(one) or 0 for one in live_values(row, "given_at")), default=0), row.id)
