"""The gates of reports, and of rows that stand for good: who is rung, who reads a report, what is not changed any more.

Saving and sending a report passes no gate at all.
"""

from collections.abc import Iterator

from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.rows import Happening, Row
from tipdesk.domain.rules.acknowledging import is_grave, waits_since
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.closing import CODE, find_frozen, is_closed, signed_with
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Arrives, Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.texts import _

_WINDOW_MS = 2 * 60 * 60 * 1000
_TRIES = 3
_ANSWERED = "answered"
_READERS = frozenset({"supervisor", "coordinator"})


def needs_call(view: FrozenCase, report: Row) -> Failed | None:
    """Return what is missing where a report speaks of danger or a child: somebody who answered, or three who were rung.

    Officers ring first, so that a call up to two hours before the report counts, too. It is asked when the author
    leaves the page of a saved report.
    """
    if not any(is_grave(report, name) for name in ("danger_now", "under_18")):
        return None
    about = _time_of(view, report)
    near = [call for call in view.of("Call") if abs((moment_ms(call["at"]) or 0) - about) <= _WINDOW_MS]
    rung = {str(call["number"] or call["whom"]) for call in near}
    is_answered = any(_ANSWERED in live_values(call, "answer") for call in near)
    if is_answered or len(rung) >= _TRIES or report["rung_answer"] == _ANSWERED:
        return None
    return Failed(
        DANGER_CALL.id,
        "Report",
        report.id,
        _("A saved report has told nobody yet: ring the duty officer, or three of the numbers, and note who answered."),
        (Need("Call", ("whom", "answer"), report.id),),
    )


def _call(view: FrozenCase, report: Row, deed: Deed | None) -> Failed | None:
    """Judge a report for whose call there is no time left; no save of one is ever stopped."""
    is_due = deed is None and view.now_ms > _time_of(view, report) + _WINDOW_MS
    return needs_call(view, report) if is_due else None


def _time_of(view: FrozenCase, report: Row) -> int:
    told = waits_since(report, None)
    writing = None if told else view.first_written(report.id)
    return writing.at if writing is not None else told


def _another(view: FrozenCase, noted: Row, deed: Deed | None) -> Failed | None:
    report = noted["report"]
    author = view.first_written(report) if isinstance(report, bytes) else None
    if author is not None and view.same_person(author.actor) & _takers(view, noted, deed):
        said = _("You wrote this report. Somebody else says that they have it: ring them.")
    elif deed is not None and not deed.doer.roles & _READERS:
        said = _("A supervisor or headquarters says that a report is in hand: ring them.")
    else:
        return None
    need = Need(
        "Acknowledgement",
        ("report",),
        report if isinstance(report, bytes) else None,
        roles=("supervisor", "coordinator"),
    )
    return Failed(BY_ANOTHER.id, "Acknowledgement", noted.id, said, (need,))


def _takers(view: FrozenCase, noted: Row, deed: Deed | None) -> frozenset[bytes]:
    """Return under which ids they are known who say that they have a report: as the row has it, and as the log has."""
    named = {one for one in live_values(noted, "by") if isinstance(one, bytes)}
    wrote = view.first_written(noted.id) if deed is None else None
    return frozenset(named | (deed.doer.ids if deed else frozenset()) | ({wrote.actor} if wrote else set()))


def _frozen(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    """Judge whether what stood for good was changed after it did."""
    if row.record.closed is not None and row.record.closed.with_row:
        return _frozen_with(view, row, deed)
    if row.record.closed is None or (deed is not None and _is_new(row, deed)):
        return None
    if row.deleted and is_closed(row):
        need = Need(row.record.name, ("deleted",), row.id)
        return Failed(
            FROZEN.id, row.record.name, row.id, _("This stands as it was told, and is not put away."), (need,)
        )
    names = [field.name for field in row.record.fields if _is_rewritten(row, field.number)]
    changed = tuple(name for name in find_frozen(row, names) if any(map(_is_over, _late(view, row, name))))
    if not changed:
        return None
    need = Need(row.record.name, (), row.id)
    said = _("What was told stands. Add what is new beside it.")
    return Failed(FROZEN.id, row.record.name, row.id, said, (need,), fields=changed)


def _frozen_with(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    """Judge whether something was written to what a signed row rests on, or added to it, after it was signed."""
    signed = signed_with(row, view.get_row)
    if signed is None or signed.record.closed is None:
        return None
    once = signed.record.closed.once
    if deed is not None:
        is_signed_now = any(one.row == signed.id and once in one.fields for one in deed.wrote)
        names = [] if is_signed_now else [name for one in deed.wrote if one.row == row.id for name in one.fields]
        late = [one for name in names for one in _standing(view, row, name)[:1]]
    else:
        signings = [one for one in view.story(signed.id) if one.field == once and one.after is not None]
        first = min(signings, key=lambda one: (one.at, one.dot), default=None)
        late = [
            one
            for one in view.story(row.id)
            if first is not None and one.dot in row.all_dots and one.dot != first.dot and one.is_after(first)
        ]
    changed = sorted({one.field for one in late if not _is_settled(one)})
    if not changed:
        return None
    said = _("This belongs to what was signed: it stands, and nothing is added. A review is a decision of its own.")
    need = Need(signed.record.name, ("replaces",) if "replaces" in signed.record.by_name else (), signed.id)
    fields = tuple(name for name in changed if name in row.record.by_name)
    return Failed(FROZEN.id, row.record.name, row.id, said, (need,), fields=fields)


def _standing(view: FrozenCase, row: Row, name: str) -> list[Happening]:
    """Return the writes of a field of a row, or of the mark of the trash, that still stand, latest first."""
    return [one for one in view.story(row.id) if one.field == name and one.dot in row.all_dots]


def _is_settled(one: Happening) -> bool:
    """Tell whether a write kept one of several answers that were told."""
    return len(one.before) > 1 and one.after in one.before


def _is_new(row: Row, deed: Deed) -> bool:
    return any(one.row == row.id and one.is_new for one in deed.wrote)


def _is_rewritten(row: Row, number: int) -> bool:
    """Tell whether the entry that closed the row did not write this field; only then can it have been changed since."""
    rule = row.record.closed
    closing = row.dots.get(row.record.by_name[rule.once].number, ()) if rule and rule.once else ()
    written = row.dots.get(number, ())
    if closing:
        return not set(written) <= set(closing)
    return bool(written) and len(row.all_dots) > 1


def _late(view: FrozenCase, row: Row, name: str) -> Iterator[Happening]:
    """Yield the standing writes of a field that came after the row was closed."""
    rule = row.record.closed
    story = view.story(row.id)
    first = [one for one in story if one.field == rule.once] if rule and rule.once else list(story)
    closed = min(first, key=lambda one: (one.at, one.dot), default=None)
    for one in view.standing(row, name):
        if closed is not None and one.dot != closed.dot and one.is_after(closed):
            yield one


def _is_over(one: Happening) -> bool:
    """Tell whether a write put something else in the place of what was told; keeping one of the answers does not."""
    return any(before is not None for before in one.before) and one.after not in one.before


def _rewrites(deed: Deed) -> bool:
    return any(one.record in (_WITH_ANOTHER if one.is_new else _STANDING) for one in deed.wrote)


def _rows_that_stand(view: FrozenCase, _gate: Gate) -> Iterator[Row]:
    for record in sorted(_STANDING):
        yield from view.of(record)
        yield from view.gone(record)


_STANDING = frozenset(record.name for record in CASE_RECORDS if record.closed is not None)
_WITH_ANOTHER = frozenset(record.name for record in CASE_RECORDS if record.closed and record.closed.with_row)

FROZEN = Gate(
    CODE,
    _("What was told stands"),
    tuple(map(Guard, sorted(_STANDING))),
    _frozen,
    concerns=_rewrites,
    guarded=_rows_that_stand,
    basis=Basis.PRACTICE,
    source="evidence practice",
)
DANGER_CALL = Gate(
    "danger-needs-call",
    _("Danger is told by telephone"),
    (Guard("Report", frozenset({"danger_now", "under_18"})),),
    _call,
    past=(Past(Way.REASON),),
    source="ours",
)
BY_ANOTHER = Gate(
    "acknowledge-by-another",
    _("Somebody else reads a report"),
    (Guard("Acknowledgement"),),
    _another,
    who=_READERS,
    arrives=frozenset({Arrives.PARKED, Arrives.BREACH}),
    source="ours",
)
