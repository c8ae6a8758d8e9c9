"""Review by exception: which looks of the audit deserve a second look by somebody, and who has given them one.

What stands out is a pure decision over the audit rows of a period (`judge`). Each exception is marked by one row, the
latest of its group, so that a later row of the same kind opens it again. The most serious kinds come first. The figures
suit an office of some twenty officers with few, long cases. The rows are read through the same door as in `find_looks`;
cases opened in an emergency are in `access/emergency`. A review is words, and is itself a row of the audit that nobody
takes back. Nobody reviews what they did themself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Look
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import check_reason, not_yourself
from tipdesk.services.audit import note_look
from tipdesk.services.desk import Desk, LookQuery, Reader
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.looks.find_looks import permit_audit, read_looks
from tipdesk.services.relation import find_own_tasks, own_ids
from tipdesk.services.results import Changed

MOST_CASES_A_DAY = 15
MOST_LOOKS_A_DAY = 60
MANY_HITS = 25
MOST_OUTSIDE_A_DAY = 3
NIGHT = (22, 5)
"""The hours that count as night: from ten in the evening until five, on the officer's own clock."""

EXCLUDED, FAILED_LOGIN, DENIED, SHOWN_OUTSIDE, OUTSIDE, MANY, HITS, NIGHTLY, CLOCK = (
    "excluded",
    "login_failed",
    "denied",
    "shown_outside",
    "outside",
    "many_looks",
    "many_hits",
    "odd_hours",
    "clock_jump",
)
_OPENS = frozenset({"view", "unmask", "print", "export"})
_SHOWS = frozenset({"unmask", "print", "export"})
_SEES = _OPENS | {"search"}
Group = tuple[str, bytes, str]


@dataclass(frozen=True)
class Standout:
    """Some looks of one officer that stand out together.

    `kind` is a code of the list look_exception. `looks` are latest first, and the first of them is the mark.
    """

    kind: str
    looks: tuple[Look, ...]

    @property
    def mark(self) -> Look:
        """Return the look under whose id the exception is reviewed."""
        return self.looks[0]


@dataclass(frozen=True)
class Circumstances:
    """What the looks alone do not say about an officer (`actor`) and a case.

    `is_own(actor, case)` tells whether the case is part of the officer's own work, and `is_excluded(actor, case)`
    whether the officer must not know of it.
    """

    is_own: Callable[[bytes, bytes], bool]
    is_excluded: Callable[[bytes, bytes], bool]


def judge(looks: Sequence[Look], known: Circumstances) -> list[Standout]:
    """Return the exceptions among these looks, the most serious kind first and then the latest first.

    `looks` must be given latest first.
    """
    groups: dict[Group, list[Look]] = {}
    for look in looks:
        for group in _groups(look, known):
            groups.setdefault(group, []).append(look)
    found = [Standout(kind, tuple(group)) for (kind, _actor, _day), group in groups.items() if _stands_out(kind, group)]
    order = {kind: place for place, kind in enumerate(_KINDS)}
    return sorted(found, key=lambda one: (order[one.kind], -one.mark.at, one.mark.id))


_KINDS = (EXCLUDED, DENIED, FAILED_LOGIN, SHOWN_OUTSIDE, OUTSIDE, MANY, HITS, NIGHTLY, CLOCK)


def _groups(look: Look, known: Circumstances) -> Iterable[Group]:
    """Yield the groups that a look belongs to, each by kind, officer and day.

    A look that stands out for itself is in a group of its own, which has the look's id in place of the day.
    """
    day, itself = local_time(look).date().isoformat(), look.id.hex()
    if look.action == "clock_jump":
        yield CLOCK, look.actor, itself
    if look.action == "login_failed":
        yield FAILED_LOGIN, look.actor, day
    elif look.result != "allowed":
        is_shut_out = look.case is not None and known.is_excluded(look.actor, look.case)
        yield (EXCLUDED if is_shut_out else DENIED), look.actor, day
    if look.action == "search" and look.count is not None and look.count >= MANY_HITS:
        yield HITS, look.actor, day
    if look.action in _OPENS and look.result == "allowed" and look.case is not None:
        yield MANY, look.actor, day
        if not known.is_own(look.actor, look.case):
            yield (SHOWN_OUTSIDE if look.action in _SHOWS else OUTSIDE), look.actor, day
    if look.action in _SEES and look.result == "allowed" and _is_night(look):
        yield NIGHTLY, look.actor, (local_time(look) - timedelta(hours=NIGHT[1])).date().isoformat()


def _stands_out(kind: str, looks: Sequence[Look]) -> bool:
    cases = len({look.case for look in looks})
    if kind == MANY:
        return cases > MOST_CASES_A_DAY or len(looks) > MOST_LOOKS_A_DAY
    return kind != OUTSIDE or cases > MOST_OUTSIDE_A_DAY


def _is_night(look: Look) -> bool:
    hour = local_time(look).hour
    return hour >= NIGHT[0] or hour < NIGHT[1]


def local_time(look: Look) -> datetime:
    """Return when a look was, on the officer's own clock."""
    at = min(max(look.at, 0), 253_402_214_400_000)  # a clock that was wrong beyond the calendar
    return datetime.fromtimestamp(at / 1000, UTC) + timedelta(minutes=look.offset)


REVIEW = "review"
DAYS = 30
_DAY_MS = 86_400_000
_MOST = 100_000
_CASE, _EXCLUSION = BY_NAME["Case"], BY_NAME["Exclusion"]


@dataclass(frozen=True)
class ExceptionLine:
    """One exception as a list shows it.

    `mark` is the look it is reviewed under, `count` how many looks it has, and `cases` how many cases. `words` and
    `reviewed_by` are of the latest review, "" and None before there is one.
    """

    kind: str
    mark: Look
    count: int
    cases: int
    references: tuple[str, ...]
    post: bytes | None
    words: str
    reviewed_by: bytes | None

    @property
    def is_reviewed(self) -> bool:
        """Tell whether somebody has reviewed it as it is now."""
        return self.reviewed_by is not None


def find_exceptions(desk: Desk, *, days: int = DAYS, with_reviewed: bool = False) -> list[ExceptionLine]:
    """Return the exceptions of the last `days` days, the most serious first.

    With `with_reviewed` those that were reviewed already are among them. Raises UserError `not-allowed`, audited, where
    the officer may not read the audit.
    """
    now = desk.clock.now_ms()
    query = permit_audit(desk, LookQuery(since=now - days * _DAY_MS, most=_MOST))
    with desk.read() as reader:
        lines = read_looks(reader, desk, query)
        by_id = {line.look.id: line for line in lines}
        reviews = {
            look.about: look for look in reversed([line.look for line in lines]) if look.action == REVIEW and look.about
        }
        found = []
        for one in judge([line.look for line in lines], _circumstances(reader)):
            review = reviews.get(one.mark.id)
            if review is not None and not with_reviewed:
                continue
            told = dict.fromkeys(by_id[look.id].reference for look in one.looks)
            found.append(
                ExceptionLine(
                    kind=one.kind,
                    mark=one.mark,
                    count=len(one.looks),
                    cases=len({look.case for look in one.looks if look.case is not None}),
                    references=tuple(reference for reference in told if reference),
                    post=by_id[one.mark.id].post,
                    words=review.reason if review else "",
                    reviewed_by=review.actor if review else None,
                )
            )
    return found


def _circumstances(reader: Reader) -> Circumstances:
    @cache
    def ids(actor: bytes) -> frozenset[bytes]:
        return ids_of(reader, actor)

    @cache
    def is_own(actor: bytes, case: bytes) -> bool:
        row = reader.get_row(_CASE, case)
        mine = ids(actor)
        if row is not None and (not mine.isdisjoint(live_values(row, "owner")) or reader.case_creator(case) in mine):
            return True
        return bool(find_own_tasks(reader, mine, case))

    @cache
    def is_excluded(actor: bytes, case: bytes) -> bool:
        named = {row["officer"] for row in reader.find_rows(_EXCLUSION, case=case)}
        return not named.isdisjoint(ids(actor))

    return Circumstances(is_own, is_excluded)


def review_look(desk: Desk, look: bytes, words: str) -> Changed:
    """Review an exception by its mark, the id of a look, in words that stay.

    Raises UserError `reason-needed`, `no-such-look`, `not-yourself` for one's own look, and `not-allowed`.
    """
    said = check_reason(words)
    query = permit_audit(desk, LookQuery(id=look))
    with desk.read() as reader:
        seen = next(iter(reader.find_looks(query)), None)
        is_own = seen is not None and seen.actor in own_ids(reader, desk)
    if seen is None:
        raise UserError("no-such-look", _("There is no such look in the audit."))
    if is_own:
        raise not_yourself()
    note_look(desk, REVIEW, case=seen.case, row=look, reason=said)
    return Changed.of("AuditEvent", None, look)
