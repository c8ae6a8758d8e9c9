"""Redaction: a body that is named is gone everywhere, and the chain still verifies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY, GIVEN, LOG, PERSON, REDACTION, ROW, number
from tests.adapters.store.stores import FakeDevice, change, problems, save, take_in
from tipdesk.adapters.store.before_update import FOLDER
from tipdesk.domain.changes import Change, Dot
from tipdesk.domain.schema import Scope
from tipdesk.services.draft_table import Draft
from tipdesk.services.ledger import Arrival

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.adapters.store.store import Store

ADDRESS = number("Person", "address")


@pytest.fixture
def is_headquarters() -> bool:
    """These stores are headquarters' own."""
    return True


def redact(store: Store, seq: int, log: bytes = LOG) -> None:
    """Write a redaction of one entry."""
    with store.work(ACTOR) as work:
        work.append(
            Scope.REGISTER, None, [Change(REDACTION.number, b"redaction-%06d" % seq, {1: log, 2: seq, 3: "erased"})]
        )


def test_a_redaction_takes_the_body_and_what_it_told(store: Store, tmp_path: Path) -> None:
    """A redacted body is gone from ledger, rows, history and search; the chain verifies and a rebuild is equal."""
    save(store, CASE, change(ROW, {FAMILY: "Unmistakable", GIVEN: "Old"}))
    with store.read() as reader:
        row = reader.get_row(PERSON, ROW)
    assert row is not None
    save(store, CASE, change(ROW, {GIVEN: "New"}, {GIVEN: row.replaced_by_write(GIVEN)}))
    redact(store, 1)
    with store.work(ACTOR) as work:
        entry = work.ledger.get_entry(LOG, 1)
        assert entry is not None
        assert entry.body is None
        row = work.get_row(PERSON, ROW)
        assert row is not None
        assert row.values == {"given_names": "New"}
        assert (work.find_hits("unmistakable"), len(work.find_hits("new"))) == ([], 1)
        assert [one.field for one in work.find_happenings(CASE)] == ["given_names"]
        words = work.link.rows("SELECT block FROM search_names_data")
        assert not any(b"unm" in block for (block,) in words)
    assert (problems(store), store.find_differences()) == ({}, [])


def test_redactions_that_were_obeyed_are_not_walked_again(store: Store) -> None:
    """A redaction costs the database as many steps where a thousand stand before it as where twenty do."""
    steps = []
    with store.work(ACTOR) as work:
        for first, count in ((0, 20), (1_000, 1_000)):
            pruned = [_pruned(number) for number in range(first, first + count)]
            work.append(Scope.REGISTER, None, pruned)
            ticks: list[int] = []
            work.link.raw.set_progress_handler(partial(ticks.append, 1), 10)
            work.append(Scope.REGISTER, None, [_pruned(first + count)])
            work.link.raw.set_progress_handler(None, 0)
            steps.append(len(ticks))
    assert 0 < steps[1] <= steps[0] * 1.5


def _pruned(number: int) -> Change:
    """A look that another device lets go of."""
    return Change(REDACTION.number, b"redaction-%06d" % number, {1: b"log-of-a-stranger"[:16], 2: number, 3: "pruned"})


def test_an_erasure_reaches_the_backup_of_before_an_update(store: Store, tmp_path: Path) -> None:
    """What is erased would still stand in the backup in the home: that goes with the commit, and with no other."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    (backup := tmp_path / "home" / FOLDER / "TB-any").mkdir(parents=True)
    save(store, CASE, change(ROW, {GIVEN: "Ann"}))
    assert backup.exists()
    redact(store, 1)
    assert not backup.exists()


def test_a_row_of_which_nothing_is_left_goes(store: Store) -> None:
    """When the only entry that told of a row is redacted, the row goes, too."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    redact(store, 1)
    with store.read() as reader:
        assert reader.get_row(PERSON, ROW) is None
    assert (problems(store), store.find_differences()) == ({}, [])


def test_two_redactions_of_one_entry_are_one(store: Store) -> None:
    """Two that arrive together are both applied, the body goes once, and the next one is obeyed as well."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    with store.work(ACTOR) as work:
        both = [
            Change(REDACTION.number, b"redaction-%06d" % number, {1: LOG, 2: 1, 3: kind})
            for number, kind in ((7, "withdrawn"), (8, "erased"))
        ]
        work.append(Scope.REGISTER, None, both)
    save(store, CASE, change(ROW, {FAMILY: "Pol"}))
    redact(store, 3)
    with store.work(ACTOR) as work:
        assert work.link.rows("SELECT seq, kind FROM redactions ORDER BY seq") == [(1, "withdrawn"), (3, "erased")]
        assert [entry.body for seq in (1, 3) if (entry := work.ledger.get_entry(LOG, seq))] == [None, None]
    assert (problems(store), store.find_differences()) == ({}, [])


def test_a_redaction_may_come_first(store: Store) -> None:
    """A body that arrives after its redaction is neither kept nor applied."""
    device = FakeDevice(b"one")
    arrival = device.write(CASE, change(ROW, {FAMILY: "Paul"}))
    redact(store, 1, device.log)
    take_in(store, [device], [arrival])
    with store.work(ACTOR) as work:
        entry = work.ledger.get_entry(device.log, 1)
        assert entry is not None
        assert (entry.body, work.get_row(PERSON, ROW)) == (None, None)
    assert (problems(store), store.find_differences()) == ({}, [])


def test_a_redacted_entry_may_come_without_body(store: Store) -> None:
    """On the wire a redacted entry is its head and the hash of its body: the chain goes on over it."""
    device = FakeDevice(b"one")
    first = device.write(CASE, change(ROW, {FAMILY: "Paul"}))
    bare = first.entry.__class__(first.entry.log, 1, first.entry.head, None, first.entry.body_hash)
    later = device.write(CASE, change(ROW, {FAMILY: "Pol"}, {FAMILY: [device.dot]}))
    take_in(store, [device], [Arrival(bare, first.head, first.hash), later])
    with store.read() as reader:
        row = reader.get_row(PERSON, ROW)
    assert row is not None
    assert row["family_name"] == "Pol"
    assert problems(store) == {}


def test_an_erasure_leaves_no_salt_and_no_draft(store: Store) -> None:
    """The salt of a case goes with its last body and not before; drafts of the case and its rows at once, no others."""
    other = b"case-of-another1"
    for case, row, name in (
        (CASE, ROW, "Paul"),
        (CASE, b"row-0123456789ac", "Pol"),
        (other, b"row-0123456789ad", "Jo"),
    ):
        save(store, case, change(row, {FAMILY: name}))
    keys = [f"case:{CASE.hex()}", f"row:{ROW.hex()}", "row:" + b"row-0123456789ac".hex(), f"case:{other.hex()}"]
    with store.work(ACTOR) as work:
        for key in keys:
            work.drafts.put(Draft(key, ACTOR.officer, b"typed", 1))
    held = [_salted(store, CASE)]
    redact(store, 1)
    held.append(_salted(store, CASE))
    with store.read() as reader:
        assert sorted(one.key for one in reader.drafts.find()) == sorted(keys[2:])
    redact(store, 2)
    held.append(_salted(store, CASE))
    assert (held, _salted(store, other)) == ([True, True, False], True)
    with store.read() as reader:
        assert [one.key for one in reader.drafts.find()] == keys[3:]
    assert (problems(store), store.find_differences()) == ({}, [])


def _salted(store: Store, case: bytes) -> bool:
    """Tell whether the salt of a case is held."""
    with store.read() as reader:
        return reader.link.value("SELECT 1 FROM salts WHERE key = ?", (case,)) is not None


def test_a_withdrawal_forgets_nothing_else(store: Store) -> None:
    """An author who takes one entry back keeps the case's salt and its drafts: others of its entries stand."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    with store.work(ACTOR) as work:
        work.drafts.put(Draft(f"case:{CASE.hex()}", ACTOR.officer, b"typed", 1))
        work.append(
            Scope.REGISTER, None, [Change(REDACTION.number, b"redaction-000001", {1: LOG, 2: 1, 3: "withdrawn"})]
        )
    assert _salted(store, CASE)
    with store.read() as reader:
        assert len(reader.drafts.find()) == 1


def test_a_redaction_leaves_nothing_of_a_bundle_in_the_index(store: Store) -> None:
    """Where many texts were replaced at once the index may keep the old ones: until a redaction."""
    rows, device = [b"row-%012d" % place for place in range(80)], FakeDevice(b"one")
    held = "SELECT count(*) FROM search_words_data WHERE instr(block, ?)"
    first = device.write(CASE, *[change(row, {ADDRESS: "Unmistakablestreet 9"}) for row in rows])
    second = device.write(CASE, *[change(row, {ADDRESS: "Elsewhere"}, {ADDRESS: [Dot(device.log, 1)]}) for row in rows])
    take_in(store, [device], [first])
    take_in(store, [device], [second])
    save(store, b"case-of-another1", change(ROW, {FAMILY: "Ann"}))
    with store.read() as reader:
        assert reader.link.value(held, (b"mistakablestreet",)) > 0
    redact(store, 1)
    with store.read() as reader:
        assert reader.link.value(held, (b"mistakablestreet",)) == 0
    assert (problems(store), store.find_differences()) == ({}, [])


def named(kind: str, log: bytes = LOG, seq: int = 1, row: bytes = b"redaction-000001") -> Change:
    """Return a redaction of an entry."""
    return Change(REDACTION.number, row, {1: log, 2: seq, 3: kind})


def test_only_what_is_erased_of_a_case_takes_the_backup(store: Store, tmp_path: Path) -> None:
    """Not what is withdrawn, nor what is of no case, not held, or gone already: the first redaction of one counts."""
    for scope, case in ((Scope.CASE, CASE), (Scope.CASE, CASE), (Scope.REGISTER, None)):
        with store.work(ACTOR) as work:
            work.append(scope, case, [change(ROW, {FAMILY: "Paul"})])
    (backup := tmp_path / "home" / FOLDER / "TB-any").mkdir(parents=True)
    for changes in (
        [change(ROW, {GIVEN: "Ann"})],
        [named("withdrawn", seq=1, row=b"redaction-000001"), named("erased", seq=1, row=b"redaction-000002")],
        [named("erased", seq=3, row=b"redaction-000003")],
        [named("erased", seq=1_000, row=b"redaction-000004")],
        [named("erased", b"log-of-a-strange", row=b"redaction-000005")],
    ):
        with store.work(ACTOR) as work:
            work.append(Scope.REGISTER, None, changes)
        assert backup.exists()
    redact(store, 2)
    assert not backup.exists()


@pytest.mark.parametrize(
    ("log", "seq", "is_one"),
    [(LOG, 2**63 - 1, True), (LOG, 2**63, False), (LOG, -1, False), (LOG[:15], 1, False), (LOG + b"x", 1, False)],
)
def test_what_names_no_entry_redacts_none(store: Store, log: bytes, seq: int, *, is_one: bool) -> None:
    """A place that no log can have is passed over, however it came into the register; the highest one is kept."""
    with store.work(ACTOR) as work:
        logs = work.link.value("SELECT count(*) FROM logs")
        work.append(Scope.REGISTER, None, [named("erased", log, seq)])
        assert work.link.rows("SELECT seq, kind FROM redactions") == ([(seq, "erased")] if is_one else [])
        assert work.link.value("SELECT count(*) FROM logs") == logs
    assert (problems(store), store.find_differences()) == ({}, [])


def test_an_entry_that_changes_nothing_is_redacted_like_any(store: Store) -> None:
    """Its body goes, and every row stays as it is."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    save(store, CASE)
    redact(store, 2)
    with store.work(ACTOR) as work:
        entry, row = work.ledger.get_entry(LOG, 2), work.get_row(PERSON, ROW)
    assert entry is not None
    assert row is not None
    assert (entry.body, row["family_name"]) == (None, "Paul")
    assert (problems(store), store.find_differences()) == ({}, [])


def test_a_parked_entry_is_redacted_unseen(store: Store) -> None:
    """What was never shown leaves the rows alone when its body goes, and stays parked."""
    device = FakeDevice(b"one")
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    take_in(store, [device], [device.write(CASE, change(ROW, {FAMILY: "Pol"}))._replace(parked="unknown-officer")])
    redact(store, 1, device.log)
    with store.work(ACTOR) as work:
        [parked], row = work.ledger.find_parked(), work.get_row(PERSON, ROW)
        entry = work.ledger.get_entry(parked.log, parked.seq)
    assert entry is not None
    assert row is not None
    assert (parked.log, entry.body, row["family_name"], row.in_conflict()) == (device.log, None, "Paul", False)
    assert (problems(store), store.find_differences()) == ({}, [])
