"""Gives the rules one state of a case to read: nothing masked, each record read when a rule first asks for it.

What is sealed is opened as far as the keys of the officer at the desk go; the rest stays sealed, and rules that need it
do not judge.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import EntryTold, Happening, Row
from tipdesk.domain.rules.clocks.lengths import DAY_MS, day_of
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.shares import post_in_charge
from tipdesk.services.remembered.here import LISTED_OPEN, LOWER_COUNTS
from tipdesk.services.sealing.unsealing import Unsealing

_LAST_ENTRIES = 5
"""How many of the last entries are looked through where the time of one cannot be right."""

_ALONE = 3
"""So many rows have their stories read by themselves; whoever asks for more of them has the whole history read once."""


def freeze(reader: Reader, desk: Desk, case: Row, unsealing: Unsealing | None = None) -> FrozenCase:
    """Return a case as it stands in this state of the store, for gates and clocks to read.

    `unsealing` has its keys open already, where somebody has read of the case.
    """
    now = desk.clock.now_ms()
    reading = _Reading(reader, unsealing or Unsealing(reader, desk), case.id)
    return FrozenCase(
        case=reading.unsealing.row(case),
        now_ms=now,
        today=day_of(now),
        read_rows=reading.rows,
        read_directory=reading.directory,
        read_last=lambda: last_written(reader, case.id, now),
        is_headquarters=desk.place.is_headquarters,
        read_stories=lambda: Stories(reader, case.id),
        read_keys=reading.keys,
        read_gone=reading.gone,
        read_standing=lambda row: earliest_writing(reader, row),
        read_row=reading.row,
        read_listed_open=lambda: case.id in LISTED_OPEN.get(reader),
        read_lower=lambda: LOWER_COUNTS.get(reader),
        read_post=lambda: post_in_charge(reader, case.id),
    )


class Stories(Mapping[bytes, tuple[Happening, ...]]):
    """What was written to the rows of a case, by row, latest first: one row's read by itself, all where many are asked.

    Most rules ask for the past of the Case row alone, which is a few of thousands of entries.
    """

    def __init__(self, reader: Reader, case: bytes) -> None:
        self._reader, self._case = reader, case
        self._alone: dict[bytes, tuple[Happening, ...]] = {}
        self._all: dict[bytes, tuple[Happening, ...]] | None = None

    def __getitem__(self, row: bytes) -> tuple[Happening, ...]:
        """Return the story of a row."""
        if self._all is None and row not in self._alone and len(self._alone) < _ALONE:
            self._alone[row] = tuple(self._reader.find_happenings(self._case, row))
        story = self._alone[row] if row in self._alone else self._whole().get(row)
        if not story:
            raise KeyError(row)
        return story

    def __iter__(self) -> Iterator[bytes]:
        """Yield every row to which something was written."""
        return iter(self._whole())

    def __len__(self) -> int:
        """Return to how many rows something was written."""
        return len(self._whole())

    def _whole(self) -> dict[bytes, tuple[Happening, ...]]:
        if self._all is None:
            found: dict[bytes, list[Happening]] = defaultdict(list)
            for one in self._reader.find_happenings(self._case):
                found[one.row].append(one)
            self._all = {row: tuple(story) for row, story in found.items()}
        return self._all


@dataclass(frozen=True)
class _Reading:
    """Reads one case in one state of the store, opened as far as the officer's keys go."""

    reader: Reader
    unsealing: Unsealing
    case: bytes

    def rows(self, record: str) -> tuple[Row, ...]:
        return tuple(map(self.unsealing.row, self.reader.find_rows(BY_NAME[record], case=self.case)))

    def gone(self, record: str) -> tuple[Row, ...]:
        kept = self.reader.find_rows(BY_NAME[record], case=self.case, with_deleted=True)
        return tuple(self.unsealing.row(row) for row in kept if row.deleted)

    def row(self, record: str, row: bytes) -> Row | None:
        held = self.reader.get_row(BY_NAME[record], row)
        is_live = held is not None and held.case == self.case and not held.deleted
        return self.unsealing.row(held) if held is not None and is_live else None

    def directory(self, record: str) -> tuple[Row, ...]:
        return tuple(self.reader.find_rows(BY_NAME[record]))

    def keys(self) -> tuple[bytes, ...]:
        return tuple(reversed(tuple(self.unsealing.keys(self.case).read.values())))


def last_written(reader: Reader, case: bytes, now_ms: int, updated: int | None = None) -> int:
    """Return when a case was last written to, in ms since 1970, 0 where nothing of it is here.

    `updated` is what a list of cases says, where it was asked for already. Where that lies in the future, the clock of
    some PC was wrong, and when the last entries were received is looked at.
    """
    if updated is None:
        updated = max((one.updated for one in reader.find_case_summaries([case])), default=0)
    if updated <= now_ms + DAY_MS:
        return updated
    last = reader.find_last_happenings(case, (_LAST_ENTRIES, _LAST_ENTRIES))[0]
    return max((one.since for one in last), default=0)


def earliest_writing(reader: Reader, row: Row) -> EntryTold | None:
    """Return who wrote the earliest entry of which something still stands in a row, None where none is held."""
    return first_of(reader.find_entries(row.all_dots))


def first_of(entries: Mapping[Dot, EntryTold]) -> EntryTold | None:
    """Return who wrote the earliest of these entries, and when; None where there are none."""
    return min(entries.items(), key=_earliest)[1] if entries else None


def _earliest(told: tuple[Dot, EntryTold]) -> tuple[int, Dot]:
    return (told[1].since, told[0])
