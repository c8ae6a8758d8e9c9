"""What was written and looked at, as a reader asks the store in memory for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.looks import is_asked, looks_of
from tests.fakes.rows import FakeRows
from tipdesk.domain.schema import Scope

if TYPE_CHECKING:
    from tipdesk.domain.rows import Happening, Look
    from tipdesk.services.desk import LookQuery


class FakeHistory(FakeRows):
    """Reads entries as they were taken in, and the looks among them."""

    def find_happenings(self, case: bytes | None, row: bytes | None = None) -> list[Happening]:
        found = [
            happening
            for held in self._store.held
            if held.entry.head.case == case and (case is not None or held.entry.head.scope is Scope.REGISTER)
            for happening in self._rows.happenings(held.entry, held.device, held.received_at)
            if row is None or happening.row == row
        ]
        return sorted(found, key=lambda happening: (happening.at, happening.dot), reverse=True)

    def find_last_happenings(self, case: bytes, most: int) -> tuple[list[Happening], bool]:
        of_case = [held.entry.dot for held in self._store.held if held.entry.head.case == case]
        last = set(of_case[-most:])
        return [one for one in self.find_happenings(case) if one.dot in last], len(of_case) <= most

    def find_looks(self, query: LookQuery) -> list[Look]:
        found = [look for held in reversed(self._store.held) for look in looks_of(held)]
        return [look for look in found if is_asked(look, query)][: query.most]
