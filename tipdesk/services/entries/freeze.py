"""Gives the rules one state of a case to read: nothing masked, each record read when a rule first asks for it.

What is sealed is opened as far as the keys of the officer at the desk go; the rest stays sealed, and rules that need it
do not judge.
"""

from collections import defaultdict
from collections.abc import Mapping

from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import EntryTold, Happening, Row
from tipdesk.domain.rules.clocks.lengths import DAY_MS, day_of
from tipdesk.domain.rules.frozen_case import FrozenCase, Writing
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.relation import post_of_officer
from tipdesk.services.sealing.unsealing import Unsealing

_LAST_ENTRIES = 20
"""How many of the last entries are looked through where the time of one cannot be right."""


def freeze(reader: Reader, desk: Desk, case: Row) -> FrozenCase:
    """Return a case as it stands in this state of the store, for gates and clocks to read."""
    unsealing = Unsealing(reader, desk)

    def read_rows(record: str) -> tuple[Row, ...]:
        return tuple(map(unsealing.row, reader.find_rows(BY_NAME[record], case=case.id)))

    def read_directory(record: str) -> tuple[Row, ...]:
        return tuple(reader.find_rows(BY_NAME[record]))

    def read_stories() -> Mapping[bytes, tuple[Happening, ...]]:
        found: dict[bytes, list[Happening]] = defaultdict(list)
        for one in reader.find_happenings(case.id):
            found[one.row].append(one)
        return {row: tuple(story) for row, story in found.items()}

    def read_writing(row: bytes) -> Writing | None:
        story = frozen.story(row)
        return _writing(reader, story[-1]) if story else None

    def read_last() -> int:
        return last_written(reader, case.id, now)

    def read_keys() -> tuple[bytes, ...]:
        return tuple(reversed(tuple(unsealing.keys(case.id).read.values())))

    def read_gone(record: str) -> tuple[Row, ...]:
        kept = reader.find_rows(BY_NAME[record], case=case.id, with_deleted=True)
        return tuple(unsealing.row(row) for row in kept if row.deleted)

    now = desk.clock.now_ms()
    frozen = FrozenCase(
        unsealing.row(case),
        now,
        day_of(now),
        read_rows,
        read_directory,
        read_writing,
        read_last,
        desk.place.is_headquarters,
        read_stories,
        read_keys,
        read_gone,
        lambda row: standing_writing(reader, row),
    )
    return frozen


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
    return max((one.at if one.received_at is None else min(one.at, one.received_at) for one in last), default=0)


def standing_writing(reader: Reader, row: Row) -> Writing | None:
    """Return who wrote the earliest entry of which something still stands in a row, None where none is held."""
    entries = reader.find_entries(row.all_dots)
    if not entries:
        return None
    _dot, first = min(entries.items(), key=_earliest)
    post = post_of_officer(reader, first.actor)
    named = post if isinstance(post, bytes) else None
    return Writing(first.actor, first.device, named, first.schema, first.at, first.received_at)


def _earliest(told: tuple[Dot, EntryTold]) -> tuple[int, Dot]:
    return (told[1].since, told[0])


def _writing(reader: Reader, first: Happening) -> Writing:
    post = post_of_officer(reader, first.actor)
    return Writing(
        first.actor,
        first.device,
        post if isinstance(post, bytes) else None,
        first.schema,
        first.at,
        first.received_at,
    )
