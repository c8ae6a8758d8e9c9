"""A unit of work on a store that cannot be trusted: everything in it can be read, and nothing is written.

A look must leave its trace before it shows anything. So audit entries are kept aside (`aside`), and go into the log
when the store may be written again. Everything else that would write is refused with Distrust `read-only`.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, NoReturn

import msgspec

from tipdesk.adapters.store.aside import LOOK, Aside
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.queries import Rank
from tipdesk.adapters.store.unit_of_work import Pen, StoreUnitOfWork
from tipdesk.domain.changes import Change, Entry, Head, Reason
from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NUMBER
from tipdesk.domain.schema import Scope
from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.domain.texts import _


class KeptLook(msgspec.Struct, array_like=True, frozen=True):
    """An audit entry that could not go into the log: its officer, its time, and its row with the fields by number."""

    officer: bytes
    at: int
    record: int
    row: bytes
    fields: dict[int, Any]


class ReadOnlyUnit(StoreUnitOfWork):
    """A unit of work that reads like any other, but whose connection lets nothing be written."""

    def __init__(self, link: Link, own_log: bytes, rank: Rank, pen: Pen, aside: Aside) -> None:
        super().__init__(link, own_log, rank, pen)
        self._aside = aside

    def append(
        self,
        scope: Scope,
        case: bytes | None,
        changes: Sequence[Change],
        reason: Reason = None,
        *,
        urgent: bool = False,
    ) -> Entry:
        """Keep an audit entry aside and return it as an entry with sequence number 0.

        Raises Distrust `read-only` for an entry of any other scope.
        """
        del urgent
        if scope is not Scope.AUDIT:
            refuse_write()
        clock, officer = self._pen.clock, self._pen.officer
        now = clock.now_ms()
        for one in changes:
            self._aside.keep(
                LOOK, msgspec.msgpack.encode(KeptLook(officer, now, one.record, one.row, dict(one.fields)))
            )
        head = Head(0, now, clock.offset_minutes(), officer, scope, case, SCHEMA_VERSION)
        return Entry(self._own_log, head, tuple(changes), reason)

    def put_setting(self, key: str, value: bytes | None) -> None:
        """Raise Distrust `read-only`, since a setting cannot be written."""
        del key, value
        refuse_write()


def refuse_write() -> NoReturn:
    """Raise Distrust `read-only`, the refusal of every write to a store that cannot be trusted."""
    raise Distrust(
        "read-only",
        _("This store can be read but not written, because a check failed. Ring headquarters before you go on."),
    )


def take_looks_in(aside: Aside, unit: Callable[[bytes], AbstractContextManager[StoreUnitOfWork]]) -> None:
    """Write the looks that were kept aside while the store was read-only into the log.

    Each is written in the name of the officer who looked, and left out where the log has it already.
    """
    for content in aside.find(LOOK):
        look = msgspec.msgpack.decode(content, type=KeptLook)
        with unit(look.officer) as work:
            if work.get_row(BY_NUMBER[look.record], look.row) is None:
                work.append(Scope.AUDIT, None, [Change(look.record, look.row, look.fields)])
        aside.drop(LOOK, content)
