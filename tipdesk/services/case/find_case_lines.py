"""The lines of a case list for a page of ids, each cut to what the officer may know of that case.

Nothing identifying stands in a line, so no audit row is written. Where only its existence is open, a line has the
neutral reference and title and the post; its stage, risk and counts are left out.
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
    """One line. `level`: at `Level.EXISTS` the case cannot be opened."""

    summary: CaseSummary
    level: Level

    @property
    def can_open(self) -> bool:
        """Tell whether opening the case would be allowed."""
        return self.level > Level.EXISTS


def find_case_lines(desk: Desk, cases: Sequence[bytes]) -> list[CaseLine]:
    """Return the lines of these cases in the order given, without those of which the officer may not know."""
    with desk.read() as reader:
        return read_lines(reader, desk, cases)


def read_lines(reader: Reader, desk: Desk, cases: Sequence[bytes]) -> list[CaseLine]:
    """Do the same within a read that is open already."""
    standing = Standing(reader, desk)
    lines = []
    for summary in reader.find_case_summaries(cases):
        level = level_in_list(desk, standing.to(summary))
        if level > Level.NONE:
            lines.append(CaseLine(summary if level > Level.EXISTS else _cut(summary), level))
    return lines


def _cut(summary: CaseSummary) -> CaseSummary:
    return replace(summary, status="", risk="", owner=None, people=0, conflicts=0, unverified=0, disputed=())
