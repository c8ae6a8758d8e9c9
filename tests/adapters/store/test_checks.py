"""What the checks notice: old pages put back, broken chains, rows that are not what their entries say."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY, KEY, LOG, PERSON, ROW
from tests.adapters.store.stores import FakeDevice, change, new_store, own, problems, save, surroundings, take_in
from tipdesk.adapters.store.checks import check_cipher
from tipdesk.adapters.store.closed_file import CLOSED
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.shapes import shape_of
from tipdesk.adapters.store.store import Store
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import CaseQuery

if TYPE_CHECKING:
    from pathlib import Path


def _pages(path: Path) -> list[bytes]:
    content = path.read_bytes()
    return [content[place : place + 4096] for place in range(0, len(content), 4096)]


def _seen(store: Store) -> object:
    """Return what people would see of a store."""
    with store.read() as reader:
        rows = [(row.id, row.values, row.dots) for row in reader.find_rows(PERSON, case=CASE)]
        searches = [[hit.row for hit in reader.find_hits(word)] for word in ("pa", "aul", "changed", "hang")]
        told = [(one.dot, one.before, one.after) for one in reader.find_happenings(CASE)]
        updated = reader.link.rows("SELECT updated FROM case_state")
        return rows, searches, told, reader.find_case_ids(CaseQuery()), updated


def test_every_old_page_is_noticed(tmp_path: Path) -> None:
    """Any page of an earlier state put back is found, unless what people see is the same with it."""
    home = tmp_path / "home"
    store = new_store(home)
    for place in range(30):
        save(store, CASE, change(b"row-%012d" % place, {FAMILY: f"Paul {place}"}))
    store.close()
    old = _pages(home / STORE)
    store = Store.open(home, KEY, surroundings())
    with store.read() as reader:
        row = reader.get_row(PERSON, b"row-%012d" % 7)
    assert row is not None
    save(store, CASE, change(row.id, {FAMILY: "Changed"}, {FAMILY: row.replaced_by_write(FAMILY)}))
    truth = _seen(store)
    store.close()
    (home / CLOSED).unlink()  # as after a crash: the note of a clean close would notice every changed byte
    new = _pages(home / STORE)
    changed = [place for place in range(min(len(old), len(new))) if old[place] != new[place]]
    found = {}
    for place in changed:
        (home / STORE).write_bytes(b"".join([*new[:place], old[place], *new[place + 1 :]]))
        found[place] = _noticed(home, truth)
    assert len(changed) > 5
    assert [place for place in changed if found[place] == "missed"] == []
    assert list(found.values()).count("noticed") > 5
    (home / STORE).write_bytes(b"".join(new))
    assert _noticed(home, truth) == "the same"


def _noticed(home: Path, truth: object) -> str:
    try:
        store = Store.open(home, KEY, surroundings())
    except Distrust:
        return "noticed"
    try:
        if problems(store) or store.find_differences():
            return "noticed"
        return "the same" if _seen(store) == truth else "missed"
    finally:
        store.close()
        (home / CLOSED).unlink()


def test_rebuild_names_the_row(store: Store) -> None:
    """A row that is not what its entries say is named by table and id."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    assert store.find_differences() == []
    with store.work(ACTOR) as work:
        work.link.run("UPDATE person SET family_name = 'Pol'")
    assert store.find_differences() == [f"person {ROW.hex()}"]
    assert "projection" in problems(store)
    assert own(store).seq == 1


def test_checks_name_a_broken_chain(store: Store) -> None:
    """An entry or body that does not fit its hash is named by log and place."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    with store.work(ACTOR) as work:
        work.link.run("DROP TRIGGER bodies_fixed")
        work.link.run("UPDATE bodies SET body = x'92c090'")
    assert problems(store)["chain"] == (f"{LOG.hex()}:1: the body is not the one that was hashed",)
    with store.work(ACTOR) as work:
        work.link.run("DROP TRIGGER entries_fixed")
        work.link.run("UPDATE entries SET head = x'00'")
    assert any("the chain does not hold" in problem for problem in problems(store)["chain"])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE settings SET value = x'01' WHERE key = 'keyset'",
        "DELETE FROM settings WHERE key = 'address'",
        "INSERT INTO settings (key, value) VALUES ('extra', x'01')",
    ],
)
def test_a_setting_changed_behind_its_back_is_noticed(store: Store, sql: str) -> None:
    """What this installation keeps apart from its logs is in the sum, whether changed, dropped or added."""
    with store.work(ACTOR) as work:
        work.put_setting("keyset", b"second")
        work.put_setting("address", b"https://hq")
        work.put_setting("address", b"https://headquarters")
        work.put_setting("gone", b"1")
        work.put_setting("gone", None)
    assert problems(store) == {}
    with store.work(ACTOR) as work:
        work.link.run(sql)
    assert problems(store) == {"projection": ("a row is not the one that was written",)}


def test_an_entry_that_is_missing_is_named(store: Store) -> None:
    """A hole in a log is told where it begins, and nothing is claimed about what comes after it; so is a lost end."""
    for name in ("Paul", "Pol", "Paula", "Pola"):
        save(store, CASE, change(ROW, {FAMILY: name}))
    with store.work(ACTOR) as work:
        work.link.run("DROP TRIGGER entries_stay")
        work.link.run("DELETE FROM entries WHERE seq = 2")
    log = LOG.hex()
    assert problems(store)["chain"] == (
        f"{log}:3: an entry is missing before this one",
        f"{log}: the log ends at 3, not at 4, or elsewhere",
    )


@pytest.mark.parametrize(
    ("sql", "end"),
    [("UPDATE logs SET seq = 3 WHERE hash IS NOT NULL", 3), ("UPDATE logs SET hash = x'00' WHERE hash IS NOT NULL", 2)],
)
def test_a_log_that_ends_elsewhere_is_named(store: Store, sql: str, end: int) -> None:
    """Entries that hold together are not enough: the log must end where the store says, by place and by hash."""
    for name in ("Paul", "Pol"):
        save(store, CASE, change(ROW, {FAMILY: name}))
    with store.work(ACTOR) as work:
        work.link.run(sql)
    assert problems(store)["chain"] == (f"{LOG.hex()}: the log ends at 2, not at {end}, or elsewhere",)


def test_bodies_of_every_scope_are_checked(tmp_path: Path) -> None:
    """Directory, register and audit have salts of their own: a body changed there is named as one of a case is."""
    headquarters = new_store(tmp_path / "hq", is_headquarters=True)
    with headquarters.work(ACTOR) as work:
        for scope in (Scope.DIRECTORY, Scope.REGISTER, Scope.AUDIT):
            work.append(scope, None, [change(ROW, {FAMILY: "Paul"})])
    assert problems(headquarters) == {}
    with headquarters.work(ACTOR) as work:
        work.link.run("DROP TRIGGER bodies_fixed")
        work.link.run("UPDATE bodies SET body = x'92c090'")
    wrong = tuple(f"{LOG.hex()}:{seq}: the body is not the one that was hashed" for seq in (1, 2, 3))
    assert problems(headquarters)["chain"] == wrong
    headquarters.close()


def test_the_whole_file_is_looked_at(store: Store, tmp_path: Path) -> None:
    """What lies beside the file is carried into it before its pages are checked, so that none is left out."""
    wal = tmp_path / "home" / f"{STORE}-wal"
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    assert wal.stat().st_size > 0
    assert problems(store) == {}
    assert wal.stat().st_size == 0


def test_an_altered_page_is_named_by_its_number(tmp_path: Path) -> None:
    """Each page whose authentication code does not fit is a finding of its own; a good file has none."""
    new_store(tmp_path / "home").close()
    path = tmp_path / "home" / STORE
    assert check_cipher(path, KEY) == []
    pages = _pages(path)
    path.write_bytes(b"".join(bytes(4096) if place in (3, 5) else page for place, page in enumerate(pages)))
    found = check_cipher(path, KEY)
    assert len(found) == 2
    assert all(f"page {number}" in text for number, text in zip((4, 6), found, strict=True))


def test_the_sum_is_what_it_was_in_every_release(tmp_path: Path) -> None:
    """SHA-256 of each row, setting and value in dispute, as MessagePack behind its number, added modulo 2²⁵⁶."""
    store, device = new_store(tmp_path / "home"), FakeDevice(b"one")
    take_in(store, [device], [device.write(CASE, change(ROW, {FAMILY: "Ann"}))])
    save(store, CASE, change(ROW, {FAMILY: "Bea"}), change(b"row-0123456789ac", {FAMILY: "Cid"}))
    save(store, CASE, Change(9_999, b"row-0123456789ad", {1: "of a later release"}))
    with store.work(ACTOR) as work:
        work.put_setting("address", b"https://headquarters")
    with store.read() as reader:
        link = reader.link
        siblings = link.rows("SELECT -1, record_no, row_id, field_no, log_no, seq, value FROM siblings")
        settings = link.rows("SELECT -2, key, value FROM settings")
        rows = [(one, row) for one in (PERSON.number, 9_999) for row in link.rows(shape_of(one).select)]
        counted = [*siblings, *settings, *rows]
        assert [len(part) > 1 for part in (siblings, settings, rows)] == [True, True, True]
        digests = [hashlib.sha256(msgspec.msgpack.encode(one)).digest() for one in counted]
        kept = link.value("SELECT total FROM projection")
    assert kept == (sum(int.from_bytes(digest, "big") for digest in digests) % 2**256).to_bytes(32, "big")
    assert "projection" not in problems(store)
    store.close()


def test_a_sum_that_is_gone_is_noticed(store: Store) -> None:
    """It stands for nothing then: neither the place in the log nor the rows fit it."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    save(store, CASE)
    assert problems(store) == {}
    with store.work(ACTOR) as work:
        work.link.run("DELETE FROM projection")
    missing = ("the rows stand at entry 0, the log at 2", "a row is not the one that was written")
    assert problems(store) == {"projection": missing}
