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

_LAST_ENTRIES = 5
"""How many of the last entries are looked through where the time of one cannot be right."""


def freeze(reader: Reader, desk: Desk, case: Row) -> FrozenCase:
    """Return a case as it stands in this state of the store, for gates and clocks to read."""
    unsealing = Unsealing(reader, desk)

    def read_rows(record: str) -> tuple[Row, ...]:
        return tuple(map(unsealing.row, reader.find_rows(BY_NAME[record], case=case.id)))

    def read_writing(row: bytes) -> Writing | None:
        story = frozen.story(row)
        return _writing(reader, story[-1]) if story else None

    def read_keys() -> tuple[bytes, ...]:
        return tuple(reversed(tuple(unsealing.keys(case.id).read.values())))

    def read_gone(record: str) -> tuple[Row, ...]:
        kept = reader.find_rows(BY_NAME[record], case=case.id, with_deleted=True)
        return tuple(unsealing.row(row) for row in kept if row.deleted)

    def read_row(record: str, row: bytes) -> Row | None:
        held = reader.get_row(BY_NAME[record], row)
        return unsealing.row(held) if held is not None and held.case == case.id and not held.deleted else None

    now = desk.clock.now_ms()
    frozen = FrozenCase(
        unsealing.row(case),
        now,
        day_of(now),
        read_rows,
        lambda record: tuple(reader.find_rows(BY_NAME[record])),
        read_writing,
        lambda: last_written(reader, case.id, now),
        desk.place.is_headquarters,
        lambda: _stories(reader, case.id),
        read_keys,
        read_gone,
        lambda row: first_writing(reader, row),
        read_row,
    )
    return frozen


def _stories(reader: Reader, case: bytes) -> Mapping[bytes, tuple[Happening, ...]]:
    found: dict[bytes, list[Happening]] = defaultdict(list)
    for one in reader.find_happenings(case):
        found[one.row].append(one)
    return {row: tuple(story) for row, story in found.items()}


def last_written(reader: Reader, case: bytes, now_ms: int, updated: int | None = None) -> int:
    """Return when a case was last written to, in ms since 1970, 0 where nothing of it is here.

    `updated` is what a list of cases says, where it was asked for already. Where that lies in the future, the clock of
    some PC was wrong, and when the last entries were received is looked at.
    """
    if updated is None:
        updated = max((one.updated for one in reader.find_case_summaries([case])), default=0)
    if updated <= now_ms + DAY_MS:
        return updated
    last = reader.find_last_happenings(case, _LAST_ENTRIES)[0]
    return max((one.at if one.received_at is None else min(one.at, one.received_at) for one in last), default=0)


def first_writing(reader: Reader, row: Row) -> Writing | None:
    """Return who wrote the earliest entry of which something still stands in a row, None where none is held."""
    return first_of(reader.find_entries(row.all_dots))


def first_of(entries: Mapping[Dot, EntryTold]) -> Writing | None:
    """Return who wrote the earliest of these entries, and when; their post is not asked for."""
    if not entries:
        return None
    _dot, first = min(entries.items(), key=_earliest)
    return Writing(first.actor, first.device, None, first.schema, first.at, first.received_at)


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
