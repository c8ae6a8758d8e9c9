"""A case as gates and clocks read it: its rows as they stand, who wrote them when, and what the directory says.

Nothing is masked in it, since rules judge what is; what a rule says of it is masked for its reader afterwards. Rows are
read when they are first asked for, so that a rule which asks for little costs little. All of it is one state of the
store.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date

from tipdesk.domain.rows import Row


@dataclass(frozen=True)
class Writing:
    """Who wrote something and when: an officer, on a device, of a post, with a version of the declarations.

    `at` is in ms since 1970 on the author's clock, and `received_at` on that of this store, None where it was written
    here. `post` is the post of the officer, None where the directory names none.
    """

    officer: bytes
    device: bytes
    post: bytes | None
    schema: int
    at: int
    received_at: int | None

    @property
    def since(self) -> int:
        """Return the earlier of both times, by which clocks count."""
        return self.at if self.received_at is None else min(self.at, self.received_at)


@dataclass(frozen=True)
class FrozenCase:
    """One state of one case.

    `read_rows` gives the live rows of a record of the case by its name, in the order of their making. `read_directory`
    does so for the records of the directory. `read_writing` tells who first wrote a row, None where no entry is held
    that did. `read_last` is when a person last wrote to the case, in ms since 1970. `today` is the day in Saint Lucia.
    `read_changed` is when one of these fields of a row was last written, None where no entry is held that did.
    """

    case: Row
    now_ms: int
    today: date
    read_rows: Callable[[str], tuple[Row, ...]]
    read_directory: Callable[[str], tuple[Row, ...]]
    read_writing: Callable[[bytes], Writing | None]
    read_last: Callable[[], int]
    is_headquarters: bool = False
    read_changed: Callable[[bytes, Collection[str]], int | None] = lambda _row, _fields: None
    _kept: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, record: str) -> tuple[Row, ...]:
        """Return the live rows of a record of the case, none where there are none."""
        if record not in self._kept:
            self._kept[record] = self.read_rows(record)
        return self._kept[record]

    def directory(self, record: str) -> tuple[Row, ...]:
        """Return the live rows of a record of the directory."""
        if record not in self._kept:
            self._kept[record] = self.read_directory(record)
        return self._kept[record]

    def get_row(self, record: str, row: bytes) -> Row | None:
        """Return one live row of the case by its record and id, None where there is none."""
        if row == self.case.id:
            return self.case
        return next((one for one in self.of(record) if one.id == row), None)
