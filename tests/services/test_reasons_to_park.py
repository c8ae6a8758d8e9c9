"""What headquarters parks of a post's stretch, entry by entry, over a real store: who, where, and which rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.store.names import ACTOR
from tests.adapters.store.stores import FakeDevice, new_store, take_in
from tests.fakes.desk import make_desk, make_store
from tests.services.countries import FakeAsked
from tipdesk.adapters.keys.ring import OfficerKeyRing
from tipdesk.adapters.keys.vault import OfficerKeys
from tipdesk.domain.changes import Change, Head
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.services.headquarters.directory.parking import Said, reasons_to_park
from tipdesk.services.headquarters.directory.registry import Registry
from tipdesk.services.keys.cases.key_grants import CASE_KEY, ENDED, sign_case_key
from tipdesk.sync.scope import Enrolled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.services.desk import UnitOfWork
    from tipdesk.sync.codec import RawChange

NOTE, CASE_RECORD, OFFICER, REDACTION, PHONE = (
    BY_NAME[name].number for name in ("Note", "Case", "Officer", "Redaction", "DutyNumber")
)
TITLE, SEALING = (BY_NAME["Case"].by_name[name].number for name in ("title", "sealing"))
HQ, HERE, THERE = (name * 16 for name in (b"q", b"h", b"t"))
ANN, BEN = ACTOR.officer, b"officer-2-of-ten"
OURS, THEIRS, NEW = b"case-of-us-12345", b"case-of-them-123", b"case-quite-new-1"
ROW, OTHER_ROW = b"row-of-us-123456", b"row-of-them-1234"
ONE, TWO = FakeDevice(b"one"), FakeDevice(b"two")
RING = OfficerKeyRing(OfficerKeys.generate())


@pytest.fixture
def work(tmp_path: Path) -> Iterator[UnitOfWork]:
    """Headquarters' store, which holds a case of each post and a look of the first post's device."""
    store = new_store(tmp_path / "home", is_headquarters=True)
    one, two = FakeDevice(b"one"), FakeDevice(b"two")
    arrivals = [
        device.write(case, Change(CASE_RECORD, case, {TITLE: "Heron"}), Change(NOTE, row, {1: "text"}))
        for device, case, row in ((one, OURS, ROW), (two, THEIRS, OTHER_ROW))
    ]
    looked = one.write(None, Change(BY_NAME["AuditEvent"].number, b"a" * 16, {1: "view"}), scope=Scope.AUDIT)
    whole = one.write(OURS, Change(NOTE, ROW, {1: "taken back"}))
    bare = whole._replace(entry=whole.entry._replace(body=None))
    take_in(store, [one, two], [arrivals[0], looked, bare, arrivals[1]])
    with store.work(ACTOR) as unit:
        yield unit
    store.close()


def head(seq: int, case: bytes | None = OURS, scope: Scope = Scope.CASE, actor: bytes = ANN) -> Head:
    """Return the head of an entry."""
    return Head(seq, 0, 0, actor, scope, case if scope is Scope.CASE else None, 1)


def note(row: bytes = ROW, text: str = "x") -> RawChange:
    """Return a change of a note."""
    return NOTE, row, {1: text}, {}


def judged(
    work: UnitOfWork, *said: Said, post: bytes = HERE, revoked: dict[bytes, int] | None = None
) -> list[str | None]:
    """Return the reasons for a stretch of the first device's log."""
    author = Enrolled(ONE.device, post, revoked)
    devices = {ONE.device: author, TWO.device: Enrolled(TWO.device, THERE)}
    registry = Registry(work, devices, {}, {ANN: False, BEN: True}, HQ)
    return reasons_to_park(RING, work, registry, author, ONE.log, said)


def redacted(log: bytes, seq: int, kind: str, row: bytes = b"redaction-row-12") -> RawChange:
    """Return a change that redacts an entry."""
    return REDACTION, row, {1: log, 2: seq, 3: kind}, {}


def own(seq: int, change: RawChange, actor: bytes = ANN) -> Said:
    """Return an entry of the register, where redactions stand."""
    return Said(head(seq, scope=Scope.REGISTER, actor=actor), [change])


def test_what_a_post_may_write(work: UnitOfWork) -> None:
    """In its own case, in one that it opens and goes on with, and its looks: each without a reason."""
    assert (
        judged(
            work,
            Said(head(10), [note()]),
            Said(head(11, NEW), [(CASE_RECORD, NEW, {TITLE: "New"}, {}), note(b"n" * 16)]),
            Said(head(12, NEW), [note(b"n" * 16, "y")]),
            Said(head(13, scope=Scope.AUDIT), [(BY_NAME["AuditEvent"].number, b"b" * 16, {1: "view"}, {})]),
        )
        == [None] * 4
    )


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Said(head(10, THEIRS), [note(OTHER_ROW)]), "other-post"),
        (Said(head(10), [note(OTHER_ROW)]), "other-case"),
        (Said(head(10), [note(), note(OTHER_ROW)]), "other-case"),
        (Said(head(10), [(CASE_RECORD, THEIRS, {TITLE: "Mine"}, {})]), "other-case"),
        (Said(head(10), [(OFFICER, BEN, {5: False}, {})]), "wrong-scope"),
        (Said(head(10, scope=Scope.REGISTER), [note()]), "wrong-scope"),
        (Said(head(10, scope=Scope.DIRECTORY), [(PHONE, b"p" * 16, {1: "x"}, {})]), "directory"),
        (Said(head(10, actor=b"nobody-of-ten---"), [note()]), "unknown-officer"),
        (Said(head(10, actor=BEN), [note()]), "disabled-officer"),
    ],
)
def test_what_a_post_may_not_write(work: UnitOfWork, said: Said, reason: str) -> None:
    """Each is parked by its code, whatever else the entry holds; headquarters' own devices write in any case."""
    assert judged(work, said) == [reason]


def test_headquarters_writes_in_any_case(work: UnitOfWork) -> None:
    """A device of headquarters is not asked whose case it is, nor whose rows."""
    assert judged(work, Said(head(10, THEIRS), [note(OTHER_ROW)]), post=HQ) == [None]
    assert judged(work, Said(head(10), [(OFFICER, BEN, {5: False}, {})]), post=HQ) == [None]


def test_records_of_a_later_release_are_let_in(work: UnitOfWork) -> None:
    """A record that this release does not know belongs to the case in whose scope it stands, and stays there."""
    assert judged(work, Said(head(10), [(60_000, b"z" * 16, {1: 1}, {})])) == [None]


def test_a_row_that_came_in_the_same_stretch_stays_in_its_case(work: UnitOfWork) -> None:
    """What an entry puts into one case, a later one does not take to another; a parked one puts nothing."""
    assert judged(
        work,
        Said(head(10), [note(b"n" * 16)]),
        Said(head(11, NEW), [(CASE_RECORD, NEW, {TITLE: "New"}, {}), note(b"n" * 16)]),
    ) == [None, "other-case"]
    assert judged(
        work,
        Said(head(10, THEIRS), [note(b"m" * 16)]),
        Said(head(11), [note(b"m" * 16)]),
    ) == ["other-post", None]


def test_revocation_counts_for_every_entry(work: UnitOfWork) -> None:
    """A device revoked from an entry on is parked from there, though its officer wrote in the same case before."""
    assert judged(work, *(Said(head(seq), [note()]) for seq in (10, 11, 12)), revoked={ONE.log: 11}) == [
        None,
        "revoked",
        "revoked",
    ]


def test_each_officer_is_judged_in_each_case(work: UnitOfWork) -> None:
    """That one officer may write in one case lets in neither another officer nor another case."""
    assert judged(
        work,
        Said(head(10), [note()]),
        Said(head(11, actor=BEN), [note()]),
        Said(head(12, THEIRS), [note(OTHER_ROW)]),
        Said(head(13, actor=BEN), [note()]),
        Said(head(14, THEIRS), [note(OTHER_ROW)]),
    ) == [None, *["disabled-officer", "other-post"] * 2]


def test_a_stretch_asks_about_its_cases_at_once(work: UnitOfWork) -> None:
    """A bundle of thousands of entries is one question to the store, not one for each case."""
    store, author = FakeAsked(work), Enrolled(ONE.device, HERE)
    registry = Registry(store.unit, {ONE.device: author}, {}, {ANN: False}, HQ)
    said = [Said(head(10), [note()]), Said(head(11, NEW), []), Said(head(12, scope=Scope.AUDIT), [])]
    assert reasons_to_park(RING, work, registry, author, ONE.log, said) == [None] * 3
    assert store.asked == [{OURS, NEW}]


def test_a_withdrawal_of_what_never_came(work: UnitOfWork) -> None:
    """Its author takes back an earlier entry whose body did not come; nobody else's, nothing that came."""
    bare = Said(head(10), [], has_body=False)
    assert judged(work, bare, own(11, redacted(ONE.log, 10, "withdrawn"))) == [None, None]
    assert judged(work, own(11, redacted(ONE.log, 3, "withdrawn"))) == [None]
    assert judged(work, Said(head(10), [note()]), own(11, redacted(ONE.log, 10, "withdrawn"))) == [None, "redaction"]
    for second in (
        own(11, redacted(ONE.log, 10, "withdrawn"), actor=b"officer-3-of-ten"),
        own(11, redacted(TWO.log, 10, "withdrawn")),
        own(11, redacted(ONE.log, 11, "withdrawn")),
        own(11, redacted(ONE.log, 12, "withdrawn")),
        own(11, redacted(ONE.log, 1, "withdrawn")),
        own(11, redacted(ONE.log, 10, "erased")),
        own(11, redacted(ONE.log, 10, "resealed")),
        own(11, (REDACTION, b"r" * 16, {1: ONE.log, 2: "10", 3: "withdrawn"}, {})),
        own(11, (REDACTION, b"r" * 16, {}, {})),
    ):
        registry = Registry(work, {}, {}, {ANN: False, b"officer-3-of-ten": False}, HQ)
        author = Enrolled(ONE.device, HERE)
        assert reasons_to_park(RING, work, registry, author, ONE.log, [bare, second]) == [None, "redaction"]


def test_a_withdrawal_is_written_once(work: UnitOfWork) -> None:
    """A redaction that stands already is not turned to another entry."""
    row = b"redaction-row-12"
    work.append(Scope.REGISTER, None, [Change(REDACTION, row, {1: ONE.log, 2: 7, 3: "withdrawn"})])
    bare = Said(head(10), [], has_body=False)
    assert judged(work, bare, own(11, redacted(ONE.log, 10, "withdrawn", row))) == [None, "redaction"]
    pruning = own(11, redacted(ONE.log, 2, "pruned", row))
    assert judged(work, pruning) == ["redaction"]


def test_what_was_open_in_a_case_that_is_for_few_now(work: UnitOfWork) -> None:
    """Its open entries may have lost their bodies once the case was raised, in the stretch itself too; not before."""
    bare = Said(head(10), [], has_body=False)
    raised = Said(head(11), [(CASE_RECORD, OURS, {SEALING: "restricted"}, {})])
    resealed = own(12, redacted(ONE.log, 10, "resealed"))
    assert judged(work, bare, raised, resealed) == [None, None, None]
    assert judged(work, bare, resealed) == [None, "redaction"]
    lowered = Said(head(11), [(CASE_RECORD, OURS, {SEALING: "ordinary"}, {})])
    assert judged(work, bare, lowered, resealed) == [None, None, "redaction"]
    work.append(Scope.CASE, OURS, [Change(CASE_RECORD, OURS, {SEALING: "restricted"})])
    assert judged(work, bare, resealed) == [None, None]


def test_a_device_lets_go_of_its_own_looks(work: UnitOfWork) -> None:
    """A look of its own log, held here or not; no entry of a case, no look of another device, nothing malformed."""
    assert judged(work, own(10, redacted(ONE.log, 2, "pruned")), own(11, redacted(ONE.log, 99, "pruned"))) == [
        None,
        None,
    ]
    changes: list[RawChange] = [
        redacted(ONE.log, 1, "pruned"),
        redacted(TWO.log, 1, "pruned"),
        redacted(b"u" * 16, 1, "pruned"),
        redacted(ONE.log, 2, "erased"),
        (REDACTION, b"r" * 16, {1: "log", 2: 2, 3: "pruned"}, {}),
        (REDACTION, b"r" * 16, {1: ONE.log, 2: "2", 3: "pruned"}, {}),
    ]
    for change in changes:
        assert judged(work, own(10, change)) == ["redaction"]


def signed_key(row: bytes) -> dict[int, Any]:
    """Return the fields of a key row of our case, signed by its officer."""
    values: dict[str, Any] = {"version": 1, "key": b"k" * 8, "kind": "officer", "officer": ANN}
    desk = replace(make_desk(make_store(), ACTOR), officer_keys=RING)
    given = sign_case_key(desk, OURS, row, values)
    return {CASE_KEY.by_name[name].number: CASE_KEY.by_name[name].to_wire(value) for name, value in given.items()}


def test_keys_are_given_under_a_signature(work: UnitOfWork) -> None:
    """A row of a case's keys is signed as a whole, for this case and this row; that it ended needs none."""
    row, number, version = b"key-row-12345678", CASE_KEY.number, CASE_KEY.by_name["version"].number
    signed, signature = signed_key(row), CASE_KEY.by_name["grant_signature"].number
    for fields in (signed, signed | {60_000: 1}, {ENDED: True}, {DELETED: True}, {ENDED: True, DELETED: True}):
        assert judged(work, Said(head(10), [(number, row, fields, {})])) == [None]
    without = {one: wire for one, wire in signed.items() if one != signature}
    forged = (without, signed | {version: 2}, {ENDED: True, version: 2}, {version: 1})
    for fields in forged:
        assert judged(work, Said(head(10), [(number, row, fields, {})])) == ["unsigned-key"]
    assert judged(work, Said(head(10), [(number, b"key-row-another1", signed, {})])) == ["unsigned-key"]
    assert judged(work, Said(head(10, NEW), [(number, row, signed, {})])) == ["unsigned-key"]
