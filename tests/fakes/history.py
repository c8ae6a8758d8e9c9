"""What was written and looked at, as a reader asks the store in memory for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.looks import is_asked, looks_of
from tests.fakes.rows import FakeRows
from tipdesk.domain.rows import Author, EntryTold
from tipdesk.domain.schema import Scope

if TYPE_CHECKING:
    from collections.abc import Collection

    from tipdesk.domain.changes import Dot
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

    def find_last_happenings(self, case: bytes, most: tuple[int, int]) -> tuple[list[Happening], bool]:
        entries, writes = most
        of_case = [held for held in self._store.held if held.entry.head.case == case]
        last = [
            (happening.dot, happening.row, happening.field)
            for held in reversed(of_case[-entries:])
            for happening in self._rows.happenings(held.entry, held.device, held.received_at)
        ]
        told = set(last[:writes])
        found = [one for one in self.find_happenings(case) if (one.dot, one.row, one.field) in told]
        return found, len(of_case) <= entries and len(last) <= writes

    def find_authors(self, case: bytes) -> dict[bytes, Author]:
        return {one.row: Author(one.actor, one.at, one.offset) for one in self.find_happenings(case)}

    def find_entries(self, dots: Collection[Dot]) -> dict[Dot, EntryTold]:
        return {
            one.entry.dot: EntryTold(
                one.entry.head.actor, one.device, one.entry.head.schema, one.entry.head.at, one.received_at
            )
            for one in self._store.held
            if one.entry.dot in dots
        }

    def find_looks(self, query: LookQuery) -> list[Look]:
        found = [look for held in reversed(self._store.held) for look in looks_of(held)]
        return [look for look in found if is_asked(look, query)][: query.most]
