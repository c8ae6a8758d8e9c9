"""The list of cases at headquarters: its first page, the numbers beside its filters, and 300 cases changed at once.

The floor of the first page is one walk over the table that lists are ordered by, and that of the numbers is reading the
same columns of all cases, both in the same store and without any question of who may see what. The floor of the 300 is
what it takes to keep as many rows of the audit alone, in units of work of the same size.
"""

from __future__ import annotations

from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.measures import Gate, Measure
from tests.bench.timing import timed
from tipdesk.adapters.store.queries import StoreReader
from tipdesk.domain.rules.case_filter import ALL, CaseFilter
from tipdesk.services.audit import note_deed
from tipdesk.services.case.find_case_lines import find_case_lines
from tipdesk.services.lists.bulk import AT_ONCE, change_many, set_stage, take_back_many
from tipdesk.services.lists.find_cases import LATEST, find_cases, find_first_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.homes import Homes
    from tipdesk.services.desk import Desk

PAGE = 200
BULK = 300
FIRST_GATE, BULK_GATE, NUMBERS_GATE = Gate(40), Gate(1_000), Gate(4, of_ratio=True)
_WALK = "SELECT count(updated) FROM case_state WHERE hidden = 0"
_COLUMNS = (
    "SELECT s.case_id, s.status, s.owner, s.updated, s.first_log, c.risk_level, c.legal_hold, c.sealing "
    'FROM case_state s LEFT JOIN "case" c ON c.row_id = s.case_id WHERE s.hidden = 0 ORDER BY s.updated DESC'
)


def measure_listing(homes: Homes, repeats: int) -> list[Measure]:
    """Time the list over everything that the home holds, and a deed on some of it, which is taken back."""
    desk, cases = homes.office.desk, homes.author.cases
    walk, columns = (_median(partial(_read, desk, sql), repeats) for sql in (_WALK, _COLUMNS))
    asked = CaseFilter(ALL, stages=frozenset({"screening"}), child=True)
    some = cases[:BULK]
    bare = _median(partial(_note_only, desk, some), 3)
    took = [timed(partial(change_many, desk, some, set_stage(stage))) for stage in ("follow_up", "open", "screening")]
    last = change_many(desk, some, set_stage("follow_up"))
    undone = timed(partial(take_back_many, desk, last.done))
    return [
        Measure(
            f"case list, first page of {len(cases):,} as the window asks for it, median",
            _median(partial(_first_page, desk), repeats),
            "ms",
            walk,
            FIRST_GATE,
        ),
        Measure(
            "case list, all ids and the numbers beside its filters, median",
            _median(partial(find_cases, desk, asked), max(1, repeats // 8)),
            "ms",
            columns,
            NUMBERS_GATE,
        ),
        Measure(f"stage of {len(some)} cases at once, median", median(took) * 1_000, "ms", bare, BULK_GATE),
        Measure(f"taking {len(some)} back", undone * 1_000, "ms", bare),
    ]


def _first_page(desk: Desk) -> None:
    find_case_lines(desk, find_first_cases(desk, CaseFilter(), LATEST, PAGE) or [])


def _read(desk: Desk, sql: str) -> None:
    with desk.read() as reader:
        if isinstance(reader, StoreReader):
            reader.link.rows(sql)


def _note_only(desk: Desk, cases: Sequence[bytes]) -> None:
    """Write the rows of the audit alone, in units of work of the same size."""
    for start in range(0, len(cases), AT_ONCE):
        with desk.work() as unit:
            for case in cases[start : start + AT_ONCE]:
                note_deed(desk, unit, "update", {"case": case})


def _median(deed: Callable[[], object], repeats: int) -> float:
    deed()
    return median(timed(deed) for _ in range(repeats)) * 1_000
