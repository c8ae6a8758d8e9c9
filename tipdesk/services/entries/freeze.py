"""Gives the rules one state of a case to read: nothing masked, each record read when a rule first asks for it.

What is sealed is opened as far as the keys of the officer at the desk go; the rest stays sealed, and rules that need it
do not judge.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Happening, Row
from tipdesk.domain.rules.frozen_case import FrozenCase, Writing
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.relation import post_of_officer
from tipdesk.services.sealing.unsealing import Unsealing

SAINT_LUCIA = timezone(timedelta(hours=-4))
"""The zone in which days begin and end for every clock, whatever the zone of the PC."""


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
        return max((one.at for one in reader.find_last_happenings(case.id, 1)[0]), default=0)

    def read_keys() -> tuple[bytes, ...]:
        return tuple(reversed(tuple(unsealing.keys(case.id).read.values())))

    def read_gone(record: str) -> tuple[Row, ...]:
        kept = reader.find_rows(BY_NAME[record], case=case.id, with_deleted=True)
        return tuple(unsealing.row(row) for row in kept if row.deleted)

    now = desk.clock.now_ms()
    frozen = FrozenCase(
        unsealing.row(case),
        now,
        datetime.fromtimestamp(now / 1000, UTC).astimezone(SAINT_LUCIA).date(),
        read_rows,
        read_directory,
        read_writing,
        read_last,
        desk.place.is_headquarters,
        read_stories,
        read_keys,
        read_gone,
    )
    return frozen


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
