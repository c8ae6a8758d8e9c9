"""The cases of a list and the numbers beside its filters, both from one state of the store.

The ids come in the order of the list. `find_first_cases` gives those of the first page without looking at all cases,
where nothing but the latest is asked for: an officer sees a page at once, and the rest of the list a moment later. How
many cases have each value of a column is counted by `count_cases`, each case once.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from tipdesk.domain.case_kinds import CaseFacts, CaseKind
from tipdesk.domain.rules.access import Level
from tipdesk.domain.rules.case_filter import (
    ALL,
    OPEN,
    RECENT,
    SHUT,
    SPANS_DAYS,
    CaseFilter,
    Known,
    Tallies,
    takes,
    tally,
)
from tipdesk.domain.rules.caution import CLOSED
from tipdesk.domain.rules.counting import CountTable, count_rows
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import CaseQuery, Desk, Reader
from tipdesk.services.directory.names import names_in
from tipdesk.services.lists.recent_cases import read_recent
from tipdesk.services.relation import excluded_cases
from tipdesk.services.sight import Sight, choose, count_kinds, read_sight, tells_all

COUNTED: dict[str, Callable[[CaseKind], Hashable]] = {
    "stage": lambda kind: kind.stages[0],
    "risk": lambda kind: kind.risks[0],
    "post": lambda kind: kind.post,
    "owner": lambda kind: kind.owners[0],
    "child": lambda kind: kind.has_child,
    "disputed": lambda kind: kind.to_settle,
    "held": lambda kind: kind.is_held,
}
"""The columns that cases are counted by, each with the one value that a case counts under: the more careful."""
NOT_TOLD: Final = "not_told"
"""The value under which cases are counted of which no more may be told than that they exist."""
_SEVERAL: dict[str, Callable[[CaseKind], Sequence[object]]] = {
    "stage": lambda kind: kind.stages,
    "risk": lambda kind: kind.risks,
    "owner": lambda kind: kind.owners,
}
_IN_STORE = ("reference", "title", "people", "conflicts")
SORTED = (*_IN_STORE, "stage", "risk", "child", "post", "owner", "updated")
"""The columns by which a list of cases can be sorted."""


class Sort(NamedTuple):
    """By which column of `SORTED` a list is sorted, and whether the greatest comes first.

    The latest change first is what every list begins with; recent cases then come by when they were looked at.
    """

    column: str = "updated"
    is_down: bool = True


LATEST = Sort()


@dataclass(frozen=True)
class Listed:
    """The ids of a list, in its order, and how many it would show with each further choice.

    `children` are the cases of which a list may tell that there is, or may be, a child in them.
    """

    ids: Sequence[bytes]
    tallies: Tallies
    children: frozenset[bytes] = frozenset()


def find_cases(desk: Desk, asked: CaseFilter, sort: Sort = LATEST) -> Listed:
    """Return the cases that a filter lets through and of which the officer may know, and the numbers beside filters.

    How many were opened lately is told in a list of these alone.
    """
    with desk.read() as reader:
        sight, recent = read_sight(reader, desk), _recent(reader, desk, asked)
        facts = reader.find_case_facts(marks_of(desk), moment_now(desk).date())
        ids = choose(facts, sight, asked, recent)
        tallies = tally(asked, count_kinds(facts, sight, recent))
        if sort != LATEST:
            ids = _sorted(reader, desk, facts, sight, ids, sort)
        elif asked.base == RECENT:
            wanted = frozenset(ids)
            ids = [case for case in recent if case in wanted]
        return Listed(ids, tallies, frozenset(choose(facts, sight, CaseFilter(ALL, child=True))))


def find_first_cases(desk: Desk, asked: CaseFilter, sort: Sort, most: int) -> list[bytes] | None:
    """Return the first ids of a list, or None where they are not to be had without looking at every case."""
    stages = {OPEN: frozenset[str](), ALL: frozenset[str](), SHUT: CLOSED}.get(asked.base)
    if sort != LATEST or asked.is_narrowed or stages is None or not tells_all(desk):
        return None
    with desk.read() as reader:
        hidden = excluded_cases(reader, desk)
        is_open = asked.base == OPEN
        query = CaseQuery(stages=stages, only_open=is_open, but_moved=is_open, most=most + len(hidden))
        return [case for case in reader.find_case_ids(query) if case not in hidden][:most]


def count_cases(desk: Desk, asked: CaseFilter, by: tuple[str, ...]) -> CountTable:
    """Return how many cases of a list have each value of one or two columns of `COUNTED`.

    A case in dispute counts once, by the more careful value, and under `NOT_TOLD` where no more may be told of it than
    that it exists. Raises KeyError for a column that cases are not counted by.
    """
    readers = [COUNTED[one] for one in by]
    several = [_SEVERAL[one] for one in by if one in _SEVERAL]
    rows: list[tuple[tuple[Hashable, ...], int]] = []
    disputed = 0
    with desk.read() as reader:
        recent = _recent(reader, desk, asked)
        facts = reader.find_case_facts(marks_of(desk), moment_now(desk).date())
        for known, weight in count_kinds(facts, read_sight(reader, desk), recent):
            if not takes(asked, known):
                continue
            rows.append((tuple(_value(known, name, read) for name, read in zip(by, readers, strict=True)), weight))
            if known.is_open_to_me and any(len(read(known.kind)) > 1 for read in several):
                disputed += weight
    return count_rows(by, rows, disputed)


def marks_of(desk: Desk) -> list[int]:
    """Return since when a case counts as changed lately, for each of `SPANS_DAYS`, in ms since 1970."""
    now = moment_now(desk)
    midnight = datetime(now.year, now.month, now.day, tzinfo=now.tzinfo)
    return [int((midnight - timedelta(days=days - 1)).timestamp() * 1000) for days in SPANS_DAYS]


def _recent(reader: Reader, desk: Desk, asked: CaseFilter) -> Sequence[bytes]:
    """Return the cases opened lately where the list is of these: finding them in a long audit takes its time."""
    return read_recent(reader, desk) if asked.base == RECENT else ()


def _value(known: Known, name: str, read: Callable[[CaseKind], Hashable]) -> Hashable:
    is_told = known.is_open_to_me or name == "post"
    return read(known.kind) if is_told else NOT_TOLD


def _sorted(
    reader: Reader, desk: Desk, facts: CaseFacts, sight: Sight, ids: Sequence[bytes], sort: Sort
) -> list[bytes]:
    """Return the ids in order of a column, those of which the column is not told last."""
    if sort.column == "updated":
        return [*reversed(ids)]
    places = dict(zip(facts.ids, facts.places, strict=True))
    wanted = frozenset(ids)
    if sort.column in _IN_STORE:
        found = [case for case in reader.find_case_order(sort.column) if case in wanted]
        found = found[::-1] if sort.is_down else found
    else:
        key = _key(reader, desk, sort.column)
        keys = [key(kind) for kind in facts.kinds]
        found = sorted(ids, key=lambda case: keys[places[case]], reverse=sort.is_down)
    if sort.column in ("reference", "post"):
        return found
    told = [sight.level_by_post(kind) > Level.EXISTS for kind in facts.kinds]

    def is_told(case: bytes) -> bool:
        named = sight.named.get(case)
        return told[places[case]] if named is None else named > Level.EXISTS

    return [*(case for case in found if is_told(case)), *(case for case in found if not is_told(case))]


def _key(reader: Reader, desk: Desk, column: str) -> Callable[[CaseKind], tuple[int, str]]:
    """Return what cases are sorted by: the place of a code in its list, or the name of an officer or post."""
    if column == "owner":
        names = names_in(reader, desk)
        return lambda kind: (kind.owners[0] is not None, names.officer(kind.owners[0]).lower())
    if column == "child":
        return lambda kind: (kind.has_child, "")
    if column == "post":
        return lambda kind: (bool(kind.post), kind.post)
    name, codes = ("case_status", desk.codes) if column == "stage" else ("risk_level", desk.codes)
    read = COUNTED[column]
    return lambda kind: (codes.rank(name, str(read(kind))), str(read(kind)))
