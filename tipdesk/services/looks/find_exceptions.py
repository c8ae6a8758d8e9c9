"""Review by exception: of the looks of a period, those that stand out, and whether somebody has reviewed them.

Promises the same gate as `find_looks`. What stands out is decided by `judging_looks`; cases opened in an emergency are
`access/find_emergencies`.
"""

from dataclasses import dataclass
from functools import cache

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Look
from tipdesk.domain.rules.caution import live_values
from tipdesk.services.desk import Desk, LookQuery, Reader
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.looks.find_looks import permit_audit, read_looks
from tipdesk.services.looks.judging_looks import Circumstances, judge
from tipdesk.services.relation import find_own_tasks

REVIEW = "review"
DAYS = 30
_DAY_MS = 86_400_000
_MOST = 100_000
_CASE, _EXCLUSION = BY_NAME["Case"], BY_NAME["Exclusion"]


@dataclass(frozen=True)
class ExceptionLine:
    """One exception: `mark` is the look it is reviewed under, `count` how many looks and `cases` how many cases it has.

    `words`, `reviewed_by`: of the latest review, "" and None before one.
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
        """Tell whether somebody has reviewed it as it stands."""
        return self.reviewed_by is not None


def find_exceptions(desk: Desk, *, days: int = DAYS, with_reviewed: bool = False) -> list[ExceptionLine]:
    """Return the exceptions of the last days, the most serious first. UserError `not-allowed`, audited."""
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
