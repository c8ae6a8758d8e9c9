"""The lines of a case list for one page of ids, each cut down to what the officer may know of that case.

A line holds nothing that identifies anybody, so no audit row is written. Where the officer may know only that a case
exists, its line has the neutral reference, the title and the post; stage, risk and counts are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tipdesk.domain.rows import CaseSummary
from tipdesk.domain.rules.access import Level
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.look import level_in_list
from tipdesk.services.relation import Standing


@dataclass(frozen=True)
class CaseLine:
    """One line of the case list. `level` is how much of the case is open to the officer: at `Level.EXISTS`, nothing."""

    summary: CaseSummary
    level: Level

    @property
    def can_open(self) -> bool:
        """Tell whether the officer would be allowed to open the case."""
        return self.level > Level.EXISTS


def find_case_lines(desk: Desk, cases: Sequence[bytes]) -> list[CaseLine]:
    """Return the lines of these cases in the order given, without those of which the officer may not know."""
    with desk.read() as reader:
        return read_lines(reader, desk, cases)


def read_lines(reader: Reader, desk: Desk, cases: Sequence[bytes]) -> list[CaseLine]:
    """Return the lines as `find_case_lines` does, within a read that the caller has opened."""
    standing = Standing(reader, desk)
    lines = []
    for summary in reader.find_case_summaries(cases):
        level = level_in_list(desk, standing.to(summary))
        if level > Level.NONE:
            lines.append(CaseLine(summary if level > Level.EXISTS else _cut(summary), level))
    return lines


def _cut(summary: CaseSummary) -> CaseSummary:
    return replace(summary, status="", risk="", owner=None, people=0, conflicts=0, unverified=0, disputed=())
