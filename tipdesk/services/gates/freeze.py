"""Gives the rules one state of a case to read: nothing masked, each record read when a rule first asks for it."""

from collections.abc import Collection, Iterable

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Happening, Row
from tipdesk.domain.rules.clocks.lengths import DAY_MS, day_of
from tipdesk.domain.rules.frozen_case import FrozenCase, Writing
from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.services.desk import Desk, Reader

_OFFICER = BY_NAME["Officer"]
_LAST_ENTRIES = 20
"""How many of the last entries are looked through where the time of one cannot be right."""


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
        return last_written(reader, case.id, now)

    def read_changed(row: bytes, fields: Collection[str]) -> int | None:
        story = reader.find_happenings(case.id, row)
        return max((_since(one) for one in story if one.field in fields), default=None)

    now = desk.clock.now_ms()
    is_ours = desk.place.is_headquarters
    return FrozenCase(case, now, day_of(now), read_rows, read_directory, read_writing, read_last, is_ours, read_changed)


def last_written(reader: Reader, case: bytes, now_ms: int, updated: int | None = None) -> int:
    """Return when a case was last written to, in ms since 1970, 0 where nothing of it is here.

    `updated` is what a list of cases says, where it was asked for already. Where that lies in the future, the clock of
    some PC was wrong, and when the last entries were received is looked at.
    """
    if updated is None:
        updated = max((one.updated for one in reader.find_case_summaries([case])), default=0)
    if updated <= now_ms + DAY_MS:
        return updated
    return _latest(reader.find_last_happenings(case, _LAST_ENTRIES)[0])


def _latest(story: Iterable[Happening]) -> int:
    return max(map(_since, story), default=0)


def _since(one: Happening) -> int:
    return one.at if one.received_at is None else min(one.at, one.received_at)


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
