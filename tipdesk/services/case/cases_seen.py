"""The officer's eyes on the cases of what a search found, each made once, with the line that lists have of the case."""

from typing import NamedTuple

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary
from tipdesk.domain.rules.access import Action, Level
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import Eyes

_CASE = BY_NAME["Case"]


class CaseSeen(NamedTuple):
    """The eyes of the officer at the desk on one case of which they may know, and its line in lists."""

    eyes: Eyes
    summary: CaseSummary


class CasesSeen:
    """Decides once for each case what the officer may know of it, within one read of the store."""

    def __init__(self, reader: Reader, desk: Desk) -> None:
        self._reader, self._desk = reader, desk
        self._seen: dict[bytes, CaseSeen | None] = {}

    def of(self, case: bytes) -> CaseSeen | None:
        """Return how the officer sees a case, or None where it is not here or they must not know of it."""
        if case not in self._seen:
            self._seen[case] = self._see(case)
        return self._seen[case]

    def _see(self, case: bytes) -> CaseSeen | None:
        own = self._reader.get_row(_CASE, case)
        summaries = self._reader.find_case_summaries([case]) if own else []
        if own is None or not summaries:
            return None
        eyes = Eyes(self._reader, self._desk, own, Action.SEARCH)
        return CaseSeen(eyes, summaries[0]) if eyes.level > Level.NONE else None
