"""What a home remembers keeps its keys and bytes: homes of the releases before open, and these homes open there."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tipdesk.domain.rules.absence import Limits
from tipdesk.services.remembered import here, link, office
from tipdesk.services.remembered.file_shapes import FileTold, StickFile
from tipdesk.services.remembered.handed_shapes import HandedHere, HandedStretch
from tipdesk.services.remembered.memory import Remembered, RememberedEach
from tipdesk.services.remembered.shapes import (
    Answered,
    ArrivalLine,
    Asked,
    Contact,
    Earlier,
    FetchSeen,
    LastBackup,
    LastSync,
    LedgerSeen,
    Left,
    Month,
    OutboxBundle,
    Owed,
    Pending,
    Plan,
    SeenSheet,
    StrangersDay,
    Stretch,
    TagRange,
    Wish,
)

ID, LOG, HASH = b"i" * 16, b"l" * 16, b"h" * 32
HEX = ID.hex()
pack = msgspec.msgpack.encode


class Kept(dict[str, bytes]):
    """A store of settings alone."""

    def get_setting(self, key: str) -> bytes | None:
        return self.get(key)

    def find_settings(self, beginning: str) -> list[str]:
        return sorted(key for key in self if key.startswith(beginning))

    def put_setting(self, key: str, value: bytes | None) -> None:
        if value is None:
            self.pop(key, None)
        else:
            self[key] = value


FROZEN: list[tuple[Remembered[Any], Any, str, bytes]] = [
    (here.OWN_LOG, LOG, "own-log", LOG),
    (here.IS_HEADQUARTERS, True, "is-headquarters", b"1"),
    (here.DEVICE_KEYS, b"keys", "device", b"keys"),
    (here.LOGINS, ["ann", "bob"], "officers", b'["ann", "bob"]'),
    (here.OFFICER_OF_LOGIN.of("ann"), ID, "officer:ann", ID),
    (here.PIN_HASH.of(ID), b"hash", f"pin:{HEX}", b"hash"),
    (here.SEEN_SHEETS, [SeenSheet(((LOG, 7),), ID + ID)], "seen-sheets", pack([[[[LOG, 7]], ID + ID]])),
    (here.TAG_RANGE.of(ID), TagRange(1, 35), f"tag-range:{HEX}", pack((1, 35))),
    (
        here.ABSENCE_LIMITS,
        Limits(60, 600, 8),
        "absence-limits",
        b'{"cover_seconds": 60, "lock_seconds": 600, "shift_hours": 8}',
    ),
    (
        here.CASE_FILTERS.of(ID),
        [("Minister", {"base": "all", "stages": ["open"]})],
        f"case-filters:{HEX}",
        b"\x91\x92\xa8Minister\x82\xa4base\xa3all\xa6stages\x91\xa4open",
    ),
    (here.CASE_COLUMNS.of(ID), ["stage"], f"case-columns:{HEX}", b"\x91\xa5stage"),
    (here.TAGS_ONLY, False, "tags-only", b"\xc2"),
    (here.REKEY_DUE, b'["ann"]', "rekey-due", b'["ann"]'),
    (here.RECOVERY_SEALED_TO, "age1pq", "recovery-sealed-to", b"age1pq"),
    (here.REPORT_IDENTITY, "AGE-SECRET-KEY-1", "report-identity", b"AGE-SECRET-KEY-1"),
    (here.REPORT_RECIPIENT, "age1", "report-recipient", b"age1"),
    (here.REPORT_TAKEN.of(HASH), True, f"report:{HASH.hex()[:32]}", b"1"),
    (here.INBOX_SEEN.of(ID), 1_000, f"inbox-seen:{HEX}", (1_000).to_bytes(8, "big")),
    (here.WORDS_COMPARED, 1_700_000_000_000, "words-compared", b"1700000000000"),
    (here.FREE_MEBIBYTES, 128, "free-mebibytes", b"128"),
    (here.BACKUP_PLAN, Plan("daily", "/backups"), "backup-plan", pack(["daily", "/backups"])),
    (here.BACKUP_LAST, LastBackup(5, "TB-1", 9, 70), "backup-last", pack([5, "TB-1", 9, 70])),
    (here.QUARANTINE_MONTH, Month("2026-02", 3, 4), "quarantine-month", pack(["2026-02", 3, 4])),
    (here.STICK_READ, [b"mark"], "stick-read", pack([b"mark"])),
    (here.SLOTS_SEEN, ID + LOG, "slots-seen", ID + LOG),
    (here.OUTSIDE_TOLD, [HASH], "outside-told", pack([HASH])),
    (link.OWN_GRANT, b"document", "grant", b"document"),
    (link.ADDRESS, "https://hq:8443", "address", b"https://hq:8443"),
    (link.REQUEST_NUMBER, 7, "request-number", b"7"),
    (link.KEYSET_IN_FORCE, b"document", "keyset", b"document"),
    (link.FORMER_KEYSETS, [b"one", b"two"], "former-keysets", pack([b"one", b"two"])),
    (link.KEYS_APART, True, "keys-apart", b"sure"),
    (link.KEYS_APART, False, "keys-apart", b"unsure"),
    (link.CHANGED_KEYSET, b"document", "changed-keyset", b"document"),
    (link.REFUSED_ROOTS, [(HASH, (2, 5))], "refused-roots", pack([[HASH, [2, 5]]])),
    (link.LAST_RECEIPT, b"document", "receipt", b"document"),
    (link.EPOCH_SEEN, 12, "epoch-seen", b"12"),
    (link.EARLIER_LOGS, [Earlier(LOG, 4)], "earlier-logs", pack([[LOG, 4]])),
    (
        link.LEDGER_SEEN,
        LedgerSeen(1, (2, HASH), ((3, HASH),), 4),
        "ledger-seen",
        pack([1, [2, HASH], [[3, HASH]], 4]),
    ),
    (link.RECEIPTS_BY_DAY, (LOG, [(10, 2)]), "receipts-by-day", pack([LOG, [[10, 2]]])),
    (
        link.HANDED_STRETCHES.of(b"\x01"),
        [HandedStretch(b"signed", b"signature", ((LOG, 3, HASH, HASH),))],
        "handed-stretches:01",
        pack([[b"signed", b"signature", [[LOG, 3, HASH, HASH]]]]),
    ),
    (link.HANDED_HERE, [HandedHere(LOG, b"row", b"post", 7)], "handed-here", pack([[LOG, b"row", b"post", 7]])),
    (link.DOWN_HEAD, (3, HASH), "down-head", pack([3, HASH])),
    (
        link.STRETCH.of(3),
        Stretch(b"signed", b"signature", (("entry", 0, 5),)),
        "stretch:3",
        pack([b"signed", b"signature", [["entry", 0, 5]]]),
    ),
    (link.STRETCHES, [1, 3], "stretches", pack([1, 3])),
    (link.FETCH_NUMBER, 9, "fetch-number", pack(9)),
    (link.LAST_SYNC.of("wire"), LastSync(1, 2, 3, 4, 5), "last-sync:wire", pack([1, 2, 3, 4, 5])),
    (link.HOLD_MINUTES, 0, "hold-minutes", b"0"),
    (link.HANDED_OVER, (LOG, 6), "handed", pack([LOG, 6])),
    (link.LAST_URGENT, 6, "urgent-seq", b"6"),
    (link.WITHDRAWALS, 2, "withdrawals", b"2"),
    (
        link.FILE_TOLD.of(HASH),
        FileTold(7, 9, ((0, 2), (5, 0))),
        f"file-told:{HASH.hex()}",
        pack((7, 9, ((0, 2), (5, 0)))),
    ),
    (
        link.FILES_ON_STICKS,
        [StickFile(HASH, 9, (1, 2), ((0, 3),))],
        "files-on-sticks",
        pack([(HASH, 9, (1, 2), ((0, 3),))]),
    ),
    (link.RECORDS_ONLY, True, "records-only", b"1"),
    (link.LEFT_ON_STICKS, [Left("name", LOG, 6)], "left", pack([["name", LOG, 6]])),
    (
        link.OUTBOX_SEALED,
        [OutboxBundle("name", LOG, 1, 6, HASH, (2, 5), 8, 9)],
        "outbox",
        pack([["name", LOG, 1, 6, HASH, [2, 5], 8, 9]]),
    ),
    (office.OFFICE_KEYS, b"keys", "office-keys", b"keys"),
    (office.SERVER_AUTHORITY, b"certificate", "authority", b"certificate"),
    (office.SERVER_KEYS, b"keys", "server", b"keys"),
    (office.CARDS_PENDING, True, "cards-pending", b"1"),
    (office.KEYSETS_KNOWN, [(1, 2), (2, 5)], "keysets", pack([[1, 2], [2, 5]])),
    (office.KEYSET_KNOWN.of((2, 5)), b"document", "keyset:2:5", b"document"),
    (office.KEYSET_SEEN.of(ID), (2, 5), f"keyset-seen:{HEX}", pack([2, 5])),
    (office.EPOCH, 12, "epoch", b"12"),
    (office.LAST_HEARD.of(ID), Contact(5, "wire"), f"last:{HEX}", pack([5, "wire"])),
    (
        office.ARRIVALS,
        [ArrivalLine(5, None, "file", "refused", "altered", 0, 0)],
        "arrivals",
        pack([[5, None, "file", "refused", "altered", 0, 0]]),
    ),
    (office.STRANGERS, [StrangersDay("2026-02-17", {"cut": 2})], "strangers", pack([["2026-02-17", [["cut", 2]]]])),
    (office.DOWN_SEEN.of(ID), (3, HASH), f"seen:{HEX}", pack([3, HASH])),
    (office.DOWN_LEFT.of(ID), ["name"], f"down-left:{HEX}", pack(["name"])),
    (office.TO_FORGET, [Owed(ID, LOG, 5, 7)], "to-forget", pack([[ID, LOG, 5, 7]])),
    (link.FORGETTING, [Pending(ID, LOG, 5)], "forgetting", pack([[ID, LOG, 5]])),
    (office.KEYSETS_LEFT, ["name"], "keysets-left", pack(["name"])),
    (
        office.WANTED.of(ID),
        Wish((1, HASH), (5, LOG), ((2, 5, HASH, LOG),)),
        f"wanted:{HEX}",
        pack([[1, HASH], [5, LOG], [[2, 5, HASH, LOG]]]),
    ),
    (office.FETCHES.of(ID), [FetchSeen(LOG, 4, 5)], f"fetches:{HEX}", pack([[LOG, 4, 5]])),
    (
        office.ANSWERED.of(ID),
        Answered(Asked(HASH, ID, ("frontline",), "", is_move=False), 7, LOG, 9, (LOG,)),
        f"answered:{HEX}",
        pack([HASH, ID, ["frontline"], "", False, 7, LOG, 9, [LOG]]),
    ),
    (office.REQUESTS_SHOWN, {HASH: 5}, "requests-seen", pack([[HASH, 5]])),
    (office.ERASURE_TOLD.of(ID), {HEX: 5}, f"erasure-told:{HEX}", pack({HEX: 5})),
    (here.CASES_TOUCHED, [ID], "cases-touched", pack([ID])),
    (here.CASES_BREACHED, [ID], "cases-breached", pack([ID])),
    (here.LISTED_OPEN, [ID], "listed-open", pack([ID])),
    (here.LOWER_COUNTS, [ID], "lower-counts", pack([ID])),
]
"""Each thing with a value, and the key and bytes under which every release has kept that value."""


@pytest.mark.parametrize(("one", "value", "key", "content"), FROZEN, ids=[one[2] for one in FROZEN])
def test_keys_and_bytes_are_those_of_every_release(
    one: Remembered[Any], value: object, key: str, content: bytes
) -> None:
    """A value is kept under its key in the bytes of old, and comes back the same; forgotten, it is as never kept."""
    kept = Kept()
    one.keep(kept, value)
    assert kept == {key: content}
    assert one.get(kept) == value
    one.forget(kept)
    assert (kept, one.get(kept)) == ({}, one.nothing)


def test_every_declaration_is_frozen() -> None:
    """Nothing is declared whose key and bytes do not stand here."""
    frozen = {key for _one, _value, key, _content in FROZEN}
    declared = [
        one
        for module in (here, link, office)
        for one in vars(module).values()
        if isinstance(one, Remembered | RememberedEach)
    ]
    missing = [
        one.name
        for one in declared
        if not any(key == one.name or (isinstance(one, RememberedEach) and key.startswith(one.name)) for key in frozen)
    ]
    assert not missing


def test_what_is_nothing_leaves_nothing() -> None:
    """None, False and an empty outbox keep no bytes at all, and take away what was kept."""
    kept = Kept()
    for one, value, nothing in (
        (here.IS_HEADQUARTERS, True, False),
        (link.KEYS_APART, True, None),
        (link.OUTBOX_SEALED, [OutboxBundle("name", LOG, 1, 6, HASH, (2, 5), 8, 9)], []),
    ):
        declared: Remembered[Any] = one
        declared.keep(kept, value)
        declared.keep(kept, nothing)
        assert kept == {}


@pytest.mark.parametrize("content", [b"", b"[]", b'{"cover_seconds": 99999}', b'{"hours": 1}', b"\xff"])
def test_limits_that_cannot_be_read_are_the_rules(content: bytes) -> None:
    """A PC whose limits were damaged, or made laxer by somebody, covers and locks as the rule says."""
    assert here.ABSENCE_LIMITS.get(Kept({"absence-limits": content})) == Limits()
