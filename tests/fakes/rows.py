"""The rows of the store in memory, as a reader asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.likenesses import around
from tipdesk.domain.rules.caution import live_values

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.domain.schema import RecordType
    from tipdesk.domain.similar.around import Around


class FakeRows:
    """Reads rows as they stand."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store
        self._rows = store.projection

    def remember(self, case: bytes, *parts: Sequence[RecordType]) -> None:
        """Nothing: all of it is in memory."""

    def get_row(self, record: RecordType, row: bytes) -> Row | None:
        return self._rows.get(record, row)

    def find_around(self, keys: Collection[int], most: int) -> Around:
        return around(self, keys, most)

    def count_unsought(self) -> int:
        return 0

    def find_rows(
        self,
        record: RecordType,
        *,
        case: bytes | None = None,
        where: Mapping[str, Value] | None = None,
        with_deleted: bool = False,
        with_disputed: bool = False,
    ) -> list[Row]:
        return [
            row
            for row in self._rows.find(record)
            if (case is None or row.case == case)
            and (with_deleted or not row.deleted)
            and all(
                row[name] == value or (with_disputed and value in live_values(row, name))
                for name, value in (where or {}).items()
            )
        ]
