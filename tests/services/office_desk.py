"""Headquarters' desk in memory, before any bundle has come: its own post and officer, one post with officer and PC."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from tests.fakes.clock import FakeClock, FakeIds
from tests.fakes.desk import CODES, make_actor, make_desk
from tests.fakes.store import FakeStore, FakeUnit
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import Actor, Desk, Place
from tipdesk.services.fields import change_of_new

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.domain.changes import Change
    from tipdesk.domain.kinds import Value
    from tipdesk.services.ledger import Ledger

OFFICER, POST, DEVICE = (BY_NAME[name] for name in ("Officer", "Post", "Device"))
OFFICE = make_actor("admin", frozenset({"administrator"}))
POST_ID, OTHER_ID = b"p" * 16, b"q" * 16


class NothingParked:
    """A ledger in which no entry waits to be judged."""

    def find_parked(self) -> list[object]:
        return []


class OfficeUnit(FakeUnit):
    """A unit of work at headquarters before any bundle has come."""

    @property
    def ledger(self) -> Ledger:
        return cast("Ledger", NothingParked())


class OfficeStore(FakeStore):
    """Headquarters' store, in memory."""

    @contextmanager
    def work(self, actor: Actor) -> Iterator[FakeUnit]:
        with super().work(actor):
            yield OfficeUnit(self, actor)


def make_office() -> Desk:
    """Return the desk."""
    store = OfficeStore(Place(b"d" * 16, b"l" * 16, is_headquarters=True), FakeClock(), CODES, FakeIds(seed=1))
    made = make_desk(store, OFFICE)
    posts = [(POST_ID, "HQ", "Unit"), (OTHER_ID, "VFT", "Vieux Fort")]
    changes: list[Change] = [change_of_new(POST, row, {"code": code, "name": name}) for row, code, name in posts]
    own: dict[str, Value] = {"login": "admin", "post": POST_ID, "roles": frozenset({"administrator"})}
    changes += [
        change_of_new(OFFICER, OFFICE.officer, own),
        change_of_new(OFFICER, b"o" * 16, {"login": "joan", "post": OTHER_ID, "roles": frozenset({"frontline"})}),
        change_of_new(DEVICE, b"e" * 16, {"name": "PC 1", "post": OTHER_ID}),
    ]
    with made.work() as work:
        work.append(Scope.DIRECTORY, None, changes)
    return made
