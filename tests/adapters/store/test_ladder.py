"""The ladder at unlock, rung by rung; a store that does not hold is read-only, set aside and reported."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY, KEY, PERSON, ROW
from tests.adapters.store.stores import change, closed_store, own, refusal, save, surroundings
from tipdesk.adapters.store.aside import INCIDENT, LOOK
from tipdesk.adapters.store.closed_file import CLOSED, read_ahead
from tipdesk.adapters.store.head_file import HeadFile, NewHead
from tipdesk.adapters.store.ladder import Begun, Suspicion
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.setting_aside import FOLDER, HASHES
from tipdesk.adapters.store.store import Store
from tipdesk.adapters.store.store_file import HEAD
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.sync.document import IncidentNote
from tipdesk.sync.register_words import landmark_of

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.services.ledger import LogState

AUDIT = BY_NAME["AuditEvent"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a home whose store holds a few entries and was closed cleanly."""
    return closed_store(tmp_path / "home")


def suspicious(home: Path) -> Store:
    """Open a store that does not hold, for reading."""
    store = Store.open(home, KEY, surroundings(), suspicious_too=True)
    assert store.suspicion is not None
    return store


def _flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(bytes(content))


def _older_copy(home: Path, folder: Path) -> Path:
    """Copy the files of a home, and write one more entry in it."""
    shutil.copytree(home, folder)
    store = Store.open(home, KEY, surroundings())
    save(store, CASE, change(ROW, {FAMILY: "Later"}))
    store.close()
    return folder


def test_what_changes_after_reading_ahead_is_noticed(home: Path) -> None:
    """A digest taken while the passphrase was typed counts only for a file that nobody has touched since."""
    read_ahead(home / STORE)
    Store.open(home, KEY, surroundings()).close()
    read_ahead(home / STORE)
    _flip(home / STORE, (home / STORE).stat().st_size - 40)
    with pytest.raises(Distrust):
        Store.open(home, KEY, surroundings()).close()
    _flip(home / STORE, (home / STORE).stat().st_size - 40)
    Store.open(home, KEY, surroundings()).close()


def test_a_clean_close_opens_by_its_digest_alone(home: Path) -> None:
    """After a clean close no rung below the digest is climbed; after a crash each is told, to the first alone."""
    told: list[tuple[str, int, int]] = []
    Store.open(home, KEY, surroundings(), step=lambda *rung: told.append(rung)).close()
    assert told == []
    (home / CLOSED).unlink()
    first = Store.open(home, KEY, surroundings(), step=lambda *rung: told.append(rung))
    assert sorted(rung for rung, _number, _count in told) == ["chain", "chain", "cipher", "database", "projection"]
    assert [(number, count) for _rung, number, count in told] == [(number, 5) for number in range(1, 6)]
    told.clear()
    Store.open(home, KEY, surroundings(), step=lambda *rung: told.append(rung)).close()
    assert told == []
    first.close()


def test_the_note_is_gone_while_the_store_is_open(home: Path) -> None:
    """Whoever writes the store takes the note away first; the last of several to close it leaves the next."""
    first = Store.open(home, KEY, surroundings())
    assert not (home / CLOSED).exists()
    second = Store.open(home, KEY, surroundings())
    save(second, CASE, change(ROW, {FAMILY: "Second"}))
    first.close()
    assert not (home / CLOSED).exists()
    second.close()
    assert (home / CLOSED).exists()


@pytest.mark.parametrize("name", [STORE, HEAD, CLOSED])
def test_any_flipped_byte_of_a_closed_home_is_noticed(home: Path, name: str) -> None:
    """One bit of a byte at the start, in the middle and at the end of each file is refused with exit 4."""
    size = (home / name).stat().st_size
    for place in (0, size // 2, size - 1):
        _flip(home / name, place)
        with pytest.raises(Distrust):
            Store.open(home, KEY, surroundings()).close()
        _flip(home / name, place)
    Store.open(home, KEY, surroundings()).close()


def test_a_wal_put_beside_a_closed_store_is_noticed(home: Path) -> None:
    """A clean close leaves no WAL: one that lies there was brought."""
    (home / f"{STORE}-wal").write_bytes(b"x" * 100)
    assert refusal(home) == "store-changed"


def test_an_old_store_with_its_note_is_noticed_by_the_head(home: Path, tmp_path: Path) -> None:
    """Store and note of an earlier close fit each other; the head that survived does not lie on their chain."""
    old = _older_copy(home, tmp_path / "old")
    for name in (STORE, CLOSED):
        shutil.copyfile(old / name, home / name)
    assert refusal(home) == "store-rolled-back"


def test_an_old_store_is_noticed_by_the_words(home: Path, tmp_path: Path) -> None:
    """Everything beside the store was put back with it: the words in the shift register still tell."""
    old = _older_copy(home, tmp_path / "old")
    store = Store.open(home, KEY, surroundings())
    state = own(store)
    store.close()
    again = Store.open(old, KEY, surroundings())
    assert again.compare_words(landmark_of(4, _hash_at(again, 4))) == 4
    save(again, CASE, change(ROW, {FAMILY: "Before"}))
    assert again.compare_words(landmark_of(state.seq, state.hash)) is None
    with pytest.raises(Distrust) as refused:
        save(again, CASE, change(ROW, {FAMILY: "Now"}))
    assert refused.value.code == "read-only"
    again.close()
    assert refusal(old) == "words-ahead"


def _hash_at(store: Store, seq: int) -> bytes:
    with store.read() as reader:
        return bytes(reader.link.value("SELECT hash FROM entries WHERE seq = ?", (seq,)))


def test_replaced_key_slots_put_back_are_noticed(home: Path) -> None:
    """The store knows which slots it has seen replaced; new ones it has not seen are welcome."""
    for content in (b"first", b"second", b"third"):
        (home / "slots").write_bytes(content)
        Store.open(home, KEY, surroundings()).close()
    (home / "slots").write_bytes(b"first")
    assert refusal(home) == "slots-rolled-back"
    (home / "slots").write_bytes(b"third")
    Store.open(home, KEY, surroundings()).close()


def test_a_suspicious_store_is_read_and_not_written(home: Path) -> None:
    """It opens for reading; no save, no setting and no new log gets into it, whatever is tried."""
    HeadFile(home / HEAD, lambda message: message[:32]).make(NewHead(own_state(home), None, None))
    store = suspicious(home)
    with store.read() as reader:
        assert len(reader.find_rows(PERSON)) == 4
    deeds = (
        lambda: save(store, CASE, change(ROW, {FAMILY: "No"})),
        lambda: store.begin_log(b"another-log-here"),
        lambda: _set(store),
    )
    for deed in deeds:
        with pytest.raises(Distrust) as refused:
            deed()
        assert refused.value.code == "read-only"
    with store.work(ACTOR) as work, pytest.raises(Exception, match="readonly"):
        work.link.run("UPDATE settings SET value = x'00'")
    store.close()
    assert refusal(home) == "store-rolled-back"


def own_state(home: Path) -> LogState:
    """Return the state of the own log of a closed home."""
    store = Store.open(home, KEY, surroundings())
    state = own(store)
    store.close()
    return state


def _set(store: Store) -> None:
    with store.work(ACTOR) as work:
        work.put_setting("anything", b"1")


def test_looks_at_a_suspicious_store_go_into_the_log_later(home: Path) -> None:
    """A look leaves its trace beside the read-only store, and in the log as soon as that may be written."""
    good = (home / HEAD).read_bytes()
    (home / HEAD).write_bytes(bytes(4096))
    store = suspicious(home)
    with store.work(ACTOR) as work:
        work.append(Scope.AUDIT, None, [Change(AUDIT.number, ROW, {1: "view"})])
    assert len(store.aside.find(LOOK)) == 1
    store.close()
    (home / HEAD).write_bytes(good)
    again = Store.open(home, KEY, surroundings())
    with again.read() as reader:
        assert [(row.id, row["action"]) for row in reader.find_rows(AUDIT)] == [(ROW, "view")]
    assert again.aside.find(LOOK) == []
    again.close()


def test_what_was_noticed_is_set_aside_and_kept_for_headquarters(home: Path) -> None:
    """The files as they were found lie aside with their digests; the same state is one incident with one code."""
    _flip(home / STORE, 5000)
    found = [suspicious(home), suspicious(home)]
    codes = {store.suspicion.call_code for store in found if store.suspicion}
    notes = [msgspec.msgpack.decode(note, type=IncidentNote) for note in found[0].aside.find(INCIDENT)]
    for store in found:
        store.close()
    assert len(codes) == len(notes) == 1
    folder = home / FOLDER / next(iter(codes))
    assert (folder / STORE).read_bytes() == (home / STORE).read_bytes()
    assert notes[0].call_code == folder.name
    assert f"{notes[0].digest.hex()}  {STORE}" in (folder / HASHES).read_text()


def test_a_store_that_does_not_know_its_log_is_noticed(home: Path) -> None:
    """Nothing in it can be told to be its own, so it is refused by name and not even read."""
    store = Store.open(home, KEY, surroundings())
    with store.work(ACTOR) as work:
        work.put_setting("own-log", None)
    store.close()
    assert refusal(home) == "no-own-log"


def test_where_the_own_log_is_unknown_nothing_else_is_asked(home: Path) -> None:
    """That it is unknown is what is found: no rung is climbed that would need to know it."""
    store, told = Store.open(home, KEY, surroundings()), list[str]()
    with store.work(ACTOR) as work:
        work.put_setting("own-log", None)
    ladder = store._ladder()
    begun = ladder.begin(is_alone=True)
    assert begun == Begun((("database", "no-own-log"),), b"", needs_all=True)
    found = ladder.finish(begun, lambda rung, _number, _count: told.append(rung), lambda: False)
    assert found is not None
    assert (found.problems, told) == (begun.problems, [])
    store.close()


def test_a_check_changes_nothing(home: Path) -> None:
    """What a rung runs on cannot write, whatever it would."""
    store = Store.open(home, KEY, surroundings())
    with pytest.raises(Trouble):
        store._ladder()._scan(lambda link: link.run("UPDATE settings SET value = x'00'"), lambda: False)
    store.close()


def test_what_is_read_out_names_the_state() -> None:
    """Forty bits in eight letters, four and four; what was found is cut to what its field takes."""
    state = sum(place << 5 * place for place in range(9)).to_bytes(8, "big") + bytes(24)
    suspicion = Suspicion((("chain", "x" * 600), ("head", "y")), bytes(32), state)
    assert suspicion.call_code == "0123-4567"
    assert suspicion.detail == "chain: " + "x" * 493
    assert suspicion.kinds == ("head", "chain")
    assert suspicion.refusal().code == "store-rolled-back"
