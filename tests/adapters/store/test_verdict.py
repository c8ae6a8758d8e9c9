"""A store that was not closed cleanly is read while it is checked; nobody writes before a verdict, nor without one."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY, KEY, ROW
from tests.adapters.store.stores import change, closed_store, own, refusal, save, surroundings
from tipdesk.adapters.store.aside import INCIDENT, LOOK
from tipdesk.adapters.store.closed_file import CLOSED
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.setting_aside import FOLDER
from tipdesk.adapters.store.store import Store
from tipdesk.adapters.store.store_file import LOCK
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import LookQuery

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AUDIT = BY_NAME["AuditEvent"]
PATIENCE_SECONDS = 20
ENDLESS = "WITH RECURSIVE up(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM up) SELECT count(*) FROM up"


class Held:
    """A check that has begun, and goes on when the test lets it."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.rungs: list[str] = []

    def step(self, rung: str, _number: int, _count: int) -> None:
        """Wait at each rung."""
        self.rungs.append(rung)
        self.go.wait(PATIENCE_SECONDS)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a home of a few entries that looks crashed: the note of its closing is gone."""
    home = closed_store(tmp_path / "home")
    (home / CLOSED).unlink()
    return home


@pytest.fixture
def held() -> Iterator[Held]:
    """A check that the test holds; it is let go at the end."""
    made = Held()
    yield made
    made.go.set()


def _open(home: Path, held: Held) -> Store:
    return Store.open(home, KEY, surroundings(), suspicious_too=True, step=held.step, patience=0)


def _alter(home: Path, page: int) -> None:
    """Put zeros in place of a page of the file, as somebody without the key may."""
    content = bytearray((home / STORE).read_bytes())
    content[4096 * (page - 1) : 4096 * page] = bytes(4096)
    (home / STORE).write_bytes(bytes(content))


def test_it_is_read_before_the_verdict_and_written_after_it(home: Path, held: Held) -> None:
    """The rows are there at once; a save waits until every rung has been climbed, and then stands."""
    store = _open(home, held)
    with store.read() as reader:
        assert reader.link.value("SELECT count(*) FROM person") == 4
    assert not store.verdict.is_known
    with ThreadPoolExecutor(1) as saver:
        saving = saver.submit(save, store, CASE, change(ROW, {FAMILY: "Later"}))
        with pytest.raises(TimeoutError):
            saving.result(0.2)
        held.go.set()
        assert saving.result(PATIENCE_SECONDS).seq == 5
    assert sorted(held.rungs) == ["chain", "chain", "cipher", "database", "projection"]
    assert store.verdict.holds
    store.settle()
    store.close()
    assert (home / CLOSED).exists()


def test_a_look_leaves_its_trace_before_the_verdict(home: Path, held: Held) -> None:
    """Nobody waits to read: the audit row is kept aside at once, encrypted, and goes into the log with the verdict."""
    store = _open(home, held)
    with store.looks(ACTOR) as work:
        work.append(Scope.AUDIT, None, [Change(AUDIT.number, ROW, {AUDIT.by_name["action"].number: "view"})])
    assert len(store.aside.find(LOOK)) == 1
    with store.looks(ACTOR) as work, pytest.raises(Distrust):
        work.append(Scope.CASE, CASE, [change(ROW, {FAMILY: "Later"})])
    held.go.set()
    store.settle()
    assert store.aside.find(LOOK) == []
    with store.read() as reader:
        [look] = reader.find_looks(LookQuery())
    assert (look.id, look.action, look.actor) == (ROW, "view", ACTOR.officer)
    with store.looks(ACTOR) as work:
        work.append(Scope.AUDIT, None, [Change(AUDIT.number, CASE, {AUDIT.by_name["action"].number: "view"})])
    with store.read() as reader:
        assert len(reader.find_looks(LookQuery())) == 2
    store.close()


def test_another_process_waits_for_the_verdict_too(home: Path, held: Held) -> None:
    """The lock of the home is held as long as the check lasts, and not longer."""
    store = _open(home, held)
    with pytest.raises(Trouble) as busy, file_lock(home / LOCK, wait_seconds=0):
        pass
    assert busy.value.code == "store-busy"
    held.go.set()
    store.settle()
    with file_lock(home / LOCK, wait_seconds=0):
        pass
    store.close()


def test_what_was_altered_is_read_but_never_written(home: Path, held: Held) -> None:
    """A page that was put there without the key: what waited to be saved is refused, the files are set aside."""
    store = Store.open(home, KEY, surroundings())
    with store.read() as reader:
        page = reader.link.value("SELECT rootpage FROM sqlite_schema WHERE name = 'journey_leg'")
    store.close()
    (home / CLOSED).unlink()
    _alter(home, page)
    store = _open(home, held)
    assert store.suspicion is None
    with ThreadPoolExecutor(1) as saver:
        saving = saver.submit(save, store, CASE, change(ROW, {FAMILY: "Later"}))
        held.go.set()
        with pytest.raises(Distrust) as refused:
            saving.result(PATIENCE_SECONDS)
    assert refused.value.code == "read-only"
    assert store.suspicion is not None
    assert set(store.suspicion.kinds) == {"cipher", "database", "projection"}
    assert len(store.aside.find(INCIDENT)) == len(list((home / FOLDER).iterdir())) == 1
    with store.read() as reader:
        assert reader.link.value("SELECT max(seq) FROM entries") == 4
    store.close()
    assert not (home / CLOSED).exists()
    assert refusal(home) == "rows-changed"


def test_a_check_that_is_stopped_leaves_no_verdict(home: Path, held: Held) -> None:
    """Locked before the check was through: what waited is not saved, and the next unlock checks everything again."""
    store = _open(home, held)
    with ThreadPoolExecutor(2) as others:
        saving = others.submit(save, store, CASE, change(ROW, {FAMILY: "Later"}))
        closing = others.submit(store.close)
        assert store.verdict._stop.wait(PATIENCE_SECONDS)
        held.go.set()
        closing.result(PATIENCE_SECONDS)
        with pytest.raises(Trouble) as refused:
            saving.result(PATIENCE_SECONDS)
    assert refused.value.code == "check-unfinished"
    assert not store.verdict.holds
    assert not (home / CLOSED).exists()
    told: list[str] = []
    again = Store.open(home, KEY, surroundings(), step=lambda rung, _number, _count: told.append(rung))
    assert len(told) == 5
    assert own(again).seq == 4
    again.close()


def test_a_stopped_check_leaves_the_database_within_a_moment(home: Path) -> None:
    """A question to the database that would never end is given up when the check is stopped."""
    store = Store.open(home, KEY, surroundings())
    with pytest.raises(Trouble) as given_up:
        store._ladder()._scan(lambda link: link.rows(ENDLESS), lambda: True)
    assert given_up.value.code == "check-unfinished"
    store.close()


def test_a_store_that_its_heads_give_away_is_told_at_once(home: Path, held: Held) -> None:
    """An older store beside a newer head needs no check to be refused: nobody is let in first."""
    held.go.set()
    older = (home / STORE).read_bytes()
    store = Store.open(home, KEY, surroundings())
    save(store, CASE, change(ROW, {FAMILY: "Later"}))
    store.close()
    (home / CLOSED).unlink()
    (home / STORE).write_bytes(older)
    store = _open(home, held)
    assert store.verdict.is_known
    assert store.suspicion is not None
    assert "head" in store.suspicion.kinds
    store.close()
