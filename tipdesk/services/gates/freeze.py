"""Gives the rules one state of a case to read: nothing masked, each record read when a rule first asks for it."""

from datetime import UTC, datetime, timedelta, timezone

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Happening, Row
from tipdesk.domain.rules.frozen_case import FrozenCase, Writing
from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.services.desk import Desk, Reader

_OFFICER = BY_NAME["Officer"]
SAINT_LUCIA = timezone(timedelta(hours=-4))
"""The zone in which days begin and end for every clock, whatever the zone of the PC."""


def freeze(reader: Reader, desk: Desk, case: Row) -> FrozenCase:
    """Return a case as it stands in this state of the store, for gates and clocks to read."""

    def read_rows(record: str) -> tuple[Row, ...]:
        return tuple(reader.find_rows(BY_NAME[record], case=case.id))

    def read_directory(record: str) -> tuple[Row, ...]:
        return tuple(reader.find_rows(BY_NAME[record]))

    def read_writing(row: bytes) -> Writing | None:
        story = reader.find_happenings(case.id, row)
        return _writing(reader, story[-1]) if story else None

    def read_last() -> int:
        return max((one.at for one in reader.find_last_happenings(case.id, 1)[0]), default=0)

    now = desk.clock.now_ms()
    today = datetime.fromtimestamp(now / 1000, UTC).astimezone(SAINT_LUCIA).date()
    return FrozenCase(case, now, today, read_rows, read_directory, read_writing, read_last, desk.place.is_headquarters)


def _writing(reader: Reader, first: Happening) -> Writing:
    officer = reader.get_row(_OFFICER, first.actor)
    post = officer["post"] if officer is not None else None
    return Writing(
        first.actor,
        first.device,
        post if isinstance(post, bytes) else None,
        SCHEMA_VERSION,
        first.at,
        first.received_at,
    )
