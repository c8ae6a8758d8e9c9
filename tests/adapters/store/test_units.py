"""Units of work: all or nothing, one at a time, refused by name when the world is in the way."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from tests.adapters.store.names import ACTOR, CASE, FAMILY, KEY, PERSON, ROW
from tests.adapters.store.stores import FakeDevice, change, new_store, own, refusal, reopened, save, take_in
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.peek import STORE
from tipdesk.domain.errors import TipdeskError, Trouble, UserError
from tipdesk.domain.schema import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tipdesk.adapters.store.store import Store
    from tipdesk.adapters.store.unit_of_work import StoreUnitOfWork
    from tipdesk.services.ledger import Arrival


def test_closing_leaves_one_file(store: Store, home: Path) -> None:
    """A clean close carries the WAL into the file and removes it; the store opens again with what it held."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    store.close()
    assert sorted(path.name for path in home.iterdir()) == ["closed", "head", "lock", "store.db"]
    again = reopened(home)
    with again.read() as reader:
        assert [row["family_name"] for row in reader.find_rows(PERSON)] == ["Paul"]
    again.close()


def test_nothing_lies_in_the_clear(store: Store, home: Path) -> None:
    """Neither a name nor the words of SQLite can be read in the files of a home."""
    save(store, CASE, change(ROW, {FAMILY: "Unmistakable"}))
    content = b"".join(path.read_bytes() for path in home.iterdir())
    assert b"Unmistakable" not in content
    assert b"unmistakable" not in content
    assert b"SQLite format" not in content


def test_wrong_key_is_refused(store: Store, home: Path) -> None:
    """A key that does not open the store is refused by name, and so is a file that is no store."""
    store.close()
    assert refusal(home, bytes(32)) == "store-unreadable"
    (home / STORE).write_bytes(b"x" * 8192)
    assert refusal(home) == "store-unreadable"
    (home / STORE).unlink()
    assert refusal(home) == "store-missing"


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_keys_have_32_bytes(tmp_path: Path, size: int) -> None:
    """A key of another length is never handed on: SQLCipher would take it for a passphrase."""
    with pytest.raises(ValueError, match="32 bytes"):
        open_engine(tmp_path / STORE, bytes(size))


def test_pages_are_proved_by_hmac_sha_256(store: Store) -> None:
    """Readers and the writer take the code that processors compute themselves, not the driver's own choice."""
    with store.read() as reader, store.work(ACTOR) as work:
        for link in (reader.link, work.link):
            assert link.value("PRAGMA cipher_hmac_algorithm") == "HMAC_SHA256"


def test_newer_store_is_refused(store: Store, home: Path) -> None:
    """A store that a newer version has written is left alone."""
    with store.read() as reader:
        number = reader.link.value("PRAGMA user_version")
    engine = open_engine(home / STORE, KEY)
    with engine.connect() as connection:
        Link(connection).run(f"PRAGMA user_version = {number + 1}")
    engine.dispose()
    store.close()
    with pytest.raises(UserError) as caught:
        reopened(home)
    assert caught.value.code == "newer-store"


def test_readers_cannot_write(store: Store) -> None:
    """A reader's connection refuses every write."""
    with pytest.raises(TipdeskError), store.read() as reader:
        reader.link.run("DELETE FROM settings")


def test_a_reader_keeps_its_state(store: Store) -> None:
    """What is committed while somebody reads shows to the next reader, not to this one."""
    with store.read() as reader:
        assert reader.find_rows(PERSON) == []
        save(store, CASE, change(ROW, {FAMILY: "Paul"}))
        assert reader.find_rows(PERSON) == []
    with store.read() as reader:
        assert len(reader.find_rows(PERSON)) == 1


def test_a_unit_that_raises_leaves_nothing(store: Store) -> None:
    """Rows, entry, search text, salt, setting and head: all go when the unit raises."""

    class Interrupted(Exception):  # noqa: N818 - not an error of the program
        """Something happened."""

    before = own(store)

    def interrupted() -> None:
        with store.work(ACTOR) as work:
            work.append(Scope.CASE, CASE, [change(ROW, {FAMILY: "Paul"})])
            work.put_setting("key", b"value")
            raise Interrupted

    with pytest.raises(Interrupted):
        interrupted()
    with store.read() as reader:
        assert (reader.get_row(PERSON, ROW), reader.get_setting("key"), reader.find_hits("paul")) == (None, None, [])
        held = "SELECT (SELECT count(*) FROM entries) + (SELECT count(*) FROM bodies) + (SELECT count(*) FROM salts)"
        assert reader.link.value(held) == 0
    assert own(store) == before
    assert save(store, CASE, change(ROW, {FAMILY: "Paul"})).seq == 1


def test_route_lands_with_the_unit(home: Path) -> None:
    """Headquarters' routing sees own and foreign entries that were applied, not parked ones, before the commit."""
    seen: list[int] = []

    def route(unit: StoreUnitOfWork, arrivals: Sequence[Arrival]) -> None:
        seen.extend(one.entry.seq for one in arrivals)
        unit.put_setting("routed", b"%d" % len(arrivals))

    store = new_store(home, route=route, is_headquarters=True)
    device = FakeDevice(b"one")
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    take_in(store, [device], [device.write(CASE, change(ROW, {FAMILY: name})) for name in ("a", "b")])
    with store.read() as reader:
        assert reader.get_setting("routed") == b"2"
    assert seen == [1, 1, 2]
    store.close()


def test_disk_full_loses_nothing(store: Store) -> None:
    """When the disk is full the save is refused by name, nothing of it stays, and a later one succeeds."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    with store.work(ACTOR) as work:
        work.link.rows(f"PRAGMA max_page_count = {work.link.value('PRAGMA page_count')}")
    with pytest.raises(Trouble) as caught:
        save(store, CASE, change(b"row-that-is-big1", {FAMILY: "x" * 200_000}))
    assert caught.value.code == "disk-full"
    with store.work(ACTOR) as work:
        work.link.rows("PRAGMA max_page_count = 1073741823")
        assert [row["family_name"] for row in work.find_rows(PERSON)] == ["Paul"]
    assert save(store, CASE, change(b"row-that-is-big1", {FAMILY: "x" * 200_000})).seq == 2
    assert not any(finding.problems for finding in store.check())


def test_threads_take_turns(store: Store) -> None:
    """Lanes that save at the same time get one place each in the log."""
    threads = [
        threading.Thread(target=save, args=(store, CASE, change(b"row-%012d" % place, {FAMILY: "Paul"})))
        for place in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert own(store).seq == 8
    assert not any(finding.problems for finding in store.check())


_CHILD = """
import sys
from pathlib import Path
from tests.adapters.store.stores import KEY, FAMILY, change, save, surroundings
from tipdesk.adapters.store.store import Store
store = Store.open(Path(sys.argv[1]), KEY, surroundings())
for place in range(20):
    save(store, b"case-0123456789a", change(b"row-%4s-%07d" % (sys.argv[2].encode(), place), {FAMILY: "Paul"}))
store.close()
"""


def test_two_processes_write(store: Store, home: Path) -> None:
    """A window and a command write to one home at once: every save lands, in one unbroken chain."""
    store.close()
    children = [subprocess.Popen([sys.executable, "-c", _CHILD, str(home), name]) for name in ("left", "rigt")]
    assert [child.wait(timeout=120) for child in children] == [0, 0]
    again = reopened(home)
    assert own(again).seq == 40
    assert not any(finding.problems for finding in again.check())
    again.close()


def test_a_held_lock_is_trouble(tmp_path: Path) -> None:
    """A lock that another process does not give back is refused by name."""
    path = tmp_path / "lock"
    with file_lock(path), pytest.raises(Trouble) as caught, file_lock(path, wait_seconds=0.05):
        pass
    assert caught.value.code == "store-busy"


def test_faults_have_names() -> None:
    """What the database raises about the world becomes Trouble; what we did wrong stays what it is."""
    with pytest.raises(dbapi2.OperationalError), at_the_door():
        dbapi2.connect(":memory:").execute("SELECT nonsense")
    with pytest.raises(Trouble), at_the_door():
        dbapi2.connect("/nowhere/at/all.db").execute("SELECT 1")


def test_what_others_wrote_is_noticed_once(store: Store, home: Path) -> None:
    """What is written here changes nothing of the counter; another's commit is told once; none waits for a writer."""
    assert not store.has_changed_elsewhere()
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    assert not store.has_changed_elsewhere()
    other = reopened(home)
    save(other, CASE, change(ROW, {FAMILY: "Pauline"}))
    with store._turn:
        assert not store.has_changed_elsewhere()
    assert [store.has_changed_elsewhere() for _asked in range(2)] == [True, False]
    other.close()
