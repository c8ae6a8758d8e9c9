"""The walk over the logs of a real store whose rows somebody has changed by hand, past the program."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, DEVICE, FAMILY, LOG
from tests.adapters.store.stores import FakeDevice, change, new_store, take_in
from tests.fakes.clock import FakeClock, FakeIds
from tests.fakes.desk import CODES
from tests.fakes.files import FakeFiles
from tests.fakes.keys import FakeKeys, FakeOfficerRing
from tipdesk.adapters.matching.nearness import LetterNearness
from tipdesk.services.desk import Place
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.proof.verify_log import LogLine, LogReport, verify_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.adapters.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A real store that holds a short log, and one that is long enough for a tree to keep nodes."""
    store = new_store(tmp_path / "home", is_headquarters=True)
    short, long = FakeDevice(b"short"), FakeDevice(b"long")
    arrivals = [device.write(b"c" * 16, change(b"r" * 16, {FAMILY: "Roe"})) for device in (short, *[long] * 300)]
    take_in(store, [short, long], arrivals)
    yield store
    store.close()


def walked(store: Store, *, is_headquarters: bool) -> LogReport:
    """Return what the walk finds in a real store."""
    desk = LinkDesk(
        work=partial(store.work, ACTOR),
        read=store.read,
        clock=FakeClock(),
        ids=FakeIds(),
        actor=ACTOR,
        place=Place(DEVICE, LOG, is_headquarters),
        codes=CODES,
        officer_keys=FakeOfficerRing.of("one"),
        nearness=LetterNearness(),
        files=FakeFiles(),
        keys=FakeKeys.of("headquarters"),
    )
    return verify_log(desk)


def changed(store: Store, *statements: str) -> None:
    """Change rows of the log by hand, as somebody with the store key could."""
    dropped = ("DROP TRIGGER entries_fixed", "DROP TRIGGER entries_stay", "DROP TRIGGER bodies_stay")
    with store.work(ACTOR) as work:
        for statement in ("PRAGMA defer_foreign_keys = ON", *dropped, *statements):
            work.link.run(statement)


def test_an_entry_that_is_not_under_the_root_is_told(store: Store) -> None:
    """Its row was changed after the tree had kept its nodes: the ledger's own proof no longer leads to the root."""
    report = walked(store, is_headquarters=True)
    assert [line.entries for line in report.logs] == [0, 1, 300]
    assert (report.problems, report.signatures) == ([], {"place in the ledger": 2})
    changed(store, "UPDATE entries SET body_hash = zeroblob(32) WHERE no = 1")
    report = walked(store, is_headquarters=True)
    name = FakeDevice(b"short").log.hex()
    assert report.problems[-1] == f"{name}:1: the entry is not under the root of the ledger"
    assert report.signatures == {"place in the ledger": 1}
    assert walked(store, is_headquarters=False).signatures == {}, "a post's tree is signed by nobody"


def test_an_entry_that_is_missing_is_told_once(store: Store) -> None:
    """The first that follows a hole, and how far the log holds; what is behind the hole is not walked."""
    changed(store, "DELETE FROM bodies WHERE entry_no = 151", "DELETE FROM entries WHERE no = 151")
    report = walked(store, is_headquarters=False)
    long = FakeDevice(b"long")
    assert report.logs[2] == LogLine(long.log, long.device, entries=149, unsalted=149)
    assert report.problems == [
        f"{long.log.hex()}:151: an entry is missing before this one",
        f"{long.log.hex()}: the log ends at 149, not at 300, or elsewhere",
    ]
