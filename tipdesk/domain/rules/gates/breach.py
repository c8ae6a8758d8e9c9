"""What stands past one gate in a case: which rows, since when, and whether somebody reviewed it.

It is derived from the rows alone, and judged a gate at a time, so that a gate may ask what stands past others. It ends
when what is missing is there, or when somebody who did not write it reviews it in words. What was done past a gate as
its table allows, with its review asked for, is no breach.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Happening, Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.decisions import OF_BREACH
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import writers_of
from tipdesk.domain.rules.gates.gate import Deed, Failed, Gate, Way
from tipdesk.domain.rules.gates.predicates import NotJudgedError
from tipdesk.domain.rules.gates.settings import Strictness, strictness_of
from tipdesk.domain.values import NamedRow

RULE = "gate"
_PUBLISHED = {4: date(2026, 11, 27), 5: date(2026, 11, 28), 6: date(2026, 11, 28)}
"""When each version of the declarations was first handed out."""
_DAYS_TO_UPDATE = timedelta(days=90)
_CONTEXT = b"tipdesk breach 1\0"


class Breach(NamedTuple):
    """One row that stands past a gate.

    `digest` names what was judged, so that a review of it says nothing of what was written later. `since` is when that
    was written, and `seen_at` when it came to this store, both in ms since 1970. `is_older` says that an older program
    wrote it, which is not held against anybody.
    """

    failed: Failed
    digest: bytes
    since: int
    seen_at: int
    is_older: bool

    @property
    def gate(self) -> str:
        """Return the id of the gate."""
        return self.failed.gate

    @property
    def subject(self) -> NamedRow:
        """Return the row that stands past the gate."""
        return NamedRow(BY_NAME[self.failed.record].number, self.failed.row)

    @property
    def key(self) -> tuple[str, bytes, bytes]:
        """Return what a breach is known by."""
        return (self.failed.gate, self.failed.row, self.digest)


def judge_row(view: FrozenCase, gate: Gate, row: Row, deed: Deed | None) -> Failed | None:
    """Return how one gate fails for one row, None where it holds or cannot be judged here."""
    try:
        return gate.check(view, row, deed)
    except NotJudgedError:
        return None


def breaches_of(view: FrozenCase, gate: Gate) -> tuple[Breach, ...]:
    """Return what stands past one gate in a case, in the order of the rows."""
    return view.once(_find, gate)


def _find(view: FrozenCase, gate: Gate) -> tuple[Breach, ...]:
    return tuple(_breaches_of(view, gate))


def _breaches_of(view: FrozenCase, gate: Gate) -> Iterator[Breach]:
    for row in sorted(gate.guarded(view, gate), key=lambda one: (one.record.number, one.id)):
        failed = judge_row(view, gate, row, None)
        if failed is None:
            continue
        digest, wrote = breach_digest(gate, row), _newest(view, gate, row)
        since = wrote.at if wrote is not None else 0
        if (
            _is_reviewed(view, gate.narrowed(failed), row, digest)
            or strictness_of(view, gate, since) is Strictness.WARNING_ONLY
        ):
            continue
        came = wrote.received_at if wrote is not None else None
        yield Breach(failed, digest, since, since if came is None else came, _is_older(view, gate, wrote))


def breach_digest(gate: Gate, row: Row) -> bytes:
    """Return what names the writes of a row that a gate judges: the entries of which they are."""
    fields = _watched(gate, row)
    dots = row.all_dots if fields is None else {dot for one in fields for dot in row.dots.get(one, ())}
    lines = [f"{dot.log.hex()}:{dot.seq}" for dot in sorted(dots)]
    content = "\n".join([gate.id, str(row.record.number), row.id.hex(), *lines])
    return hashlib.sha256(_CONTEXT + content.encode()).digest()


def _watched(gate: Gate, row: Row) -> frozenset[int] | None:
    """Return the numbers of the fields of a row by whose writes its breach is known, None for all of them."""
    known = row.record.by_name
    step = frozenset(known[name].number for name in gate.known_by if name in known)
    if any(row.dots.get(number) for number in step):
        return step
    names = [guard.fields for guard in gate.guards if guard.record in ("", row.record.name)]
    if any(not one for one in names):
        return None
    return frozenset(known[name].number for one in names for name in one if name in known)


def _newest(view: FrozenCase, gate: Gate, row: Row) -> Happening | None:
    """Return the latest write of what a gate watches in a row."""
    fields = _watched(gate, row)
    known = row.record.by_name
    story = view.story(row.id)
    return next(
        (one for one in story if fields is None or (one.field in known and known[one.field].number in fields)), None
    )


def _is_reviewed(view: FrozenCase, gate: Gate, row: Row, digest: bytes) -> bool:
    """Tell whether a breach was reviewed by another, or was never one, since its review was asked for as is allowed."""
    for review in view.of("Review"):
        about = review["subject"]
        is_of = review["rule"] == RULE and review["gate"] == gate.id and review["digest"] == digest
        if not is_of or not isinstance(about, NamedRow) or about.id != row.id:
            continue
        if review["ground"] in OF_BREACH:
            if _is_judged(view, gate, row, review):
                return True
        elif _is_allowed(gate, review["ground"]):
            return True
    return False


def _is_judged(view: FrozenCase, gate: Gate, row: Row, review: Row) -> bool:
    """Tell whether a review was decided in words by somebody who did not write what it is about."""
    by = review["decided_by"]
    if live_values(review, "decision") == {None} or not isinstance(by, bytes) or not str(review["words"] or "").strip():
        return False
    names = [one.name for one in row.record.fields if (fields := _watched(gate, row)) is None or one.number in fields]
    person = view.same_person(by)
    wrote = [one for one in view.story(review.id) if one.field == "decision" and one.after is not None]
    return person.isdisjoint(writers_of(view, row, names)) and any(one.actor in person for one in wrote)


def _is_allowed(gate: Gate, ground: object) -> bool:
    return any(one.way is Way.REVIEW and ground in one.grounds for one in gate.past)


def _is_older(view: FrozenCase, gate: Gate, wrote: Happening | None) -> bool:
    """Tell whether a program wrote it that did not know the gate, on a PC that had no newer one before."""
    if wrote is None or wrote.schema >= gate.since_schema:
        return False
    published = _PUBLISHED.get(gate.since_schema)
    if published is not None and view.today > published + _DAYS_TO_UPDATE:
        return False
    return not view.has_written_with(gate.since_schema, wrote)
