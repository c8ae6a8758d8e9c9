"""FakeStore: the reader and the unit of work in memory, checked by the same contract suite as the real store.

It merges with the rules of `sync/merge`, keeps entries as values instead of bytes, and so has no ledger.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tests.fakes.drafts import FakeDrafts
from tests.fakes.facts import assessed_in, facts_of, order_by
from tests.fakes.files import FakeFiles
from tests.fakes.history import FakeHistory
from tests.fakes.projection import Projection
from tests.fakes.reports import is_asked_by_reports, order_of
from tests.fakes.searching import fold, matches
from tipdesk.domain.changes import Change, Dot, Entry, Head, Reason
from tipdesk.domain.records import BY_NAME, BY_NUMBER, CASE_RECORDS, RECORDS
from tipdesk.domain.rows import CaseSummary, DirectoryWrite, Hit, Row
from tipdesk.domain.rules.caution import cautious_value, dispute_of, is_closed, live_values, stages_shown
from tipdesk.domain.rules.handing_over import post_handed_to
from tipdesk.domain.rules.risks import lifted
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.services.remembered.here import LISTED_OPEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from tests.fakes.clock import FakeClock, FakeIds
    from tipdesk.domain.case_kinds import CaseFacts
    from tipdesk.domain.codes import CodeBook
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Actor, CaseQuery, Place
    from tipdesk.services.draft_table import Draft
    from tipdesk.services.ledger import Ledger


class Held(NamedTuple):
    """One entry as it is held: who wrote it where, and when it came (None: written here)."""

    entry: Entry
    device: bytes
    received_at: int | None


@dataclass
class FakeStore:
    """One store. `place`: its device and log. `broken`: the next append fails, as on a full disk.

    `urgent`: entries that wait for no hold.
    """

    place: Place
    clock: FakeClock
    codes: CodeBook
    ids: FakeIds
    held: list[Held] = field(default_factory=list)
    settings: dict[str, bytes] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    broken: Exception | None = None
    is_open: bool = False
    urgent: list[Dot] = field(default_factory=list)
    reads: int = 0
    files: FakeFiles = field(default_factory=FakeFiles)

    def __post_init__(self) -> None:
        self.projection = Projection(self.codes)

    @contextmanager
    def work(self, actor: Actor) -> Iterator[FakeUnit]:
        """Open the one unit of work; a second one beside it would wait for ever, so it fails here."""
        assert not self.is_open, "a unit of work inside another"
        entries, kept, self.is_open = len(self.held), (dict(self.settings), dict(self.drafts)), True
        try:
            yield FakeUnit(self, actor)
        except BaseException:
            del self.held[entries:]
            self.settings, self.drafts = kept
            self.projection = Projection(self.codes)
            for held in self.held:
                self.projection.apply(held.entry, held.device)
            raise
        finally:
            self.is_open = False

    @contextmanager
    def read(self) -> Iterator[FakeReader]:
        """Open a reader."""
        self.reads += 1
        yield FakeReader(self)

    def take_in(self, other: FakeStore) -> None:
        """Apply whatever another store holds and this one does not."""
        known = {held.entry.dot for held in self.held}
        for held in other.held:
            if held.entry.dot not in known:
                self.hold(Held(held.entry, held.device, self.clock.now_ms()))

    def hold(self, held: Held) -> None:
        """Keep and apply one entry."""
        self.held.append(held)
        self.projection.apply(held.entry, held.device)

    def entries_of(self, scope: Scope) -> list[Entry]:
        """Return the entries of one scope, for tests that count audit rows."""
        return [held.entry for held in self.held if held.entry.head.scope is scope]


class FakeReader(FakeHistory):
    """Reads the store as it stands."""

    @property
    def drafts(self) -> FakeDrafts:
        return FakeDrafts(self._store.drafts)

    def find_case_ids(self, query: CaseQuery) -> list[bytes]:
        found = [
            row
            for row in self.find_rows(BY_NAME["Case"], with_deleted=query.with_deleted)
            if (not query.stages or self.stages_of(row, live_values(row, "status")) & query.stages)
            and (not query.owners or live_values(row, "owner") & query.owners)
            and (query.updated_since is None or self._updated(row.id) >= query.updated_since)
            and not (query.only_open and is_closed(self.stages_of(row, live_values(row, "status"))))
            and not (query.but_moved and None not in live_values(row, "moved_to"))
            and is_asked_by_reports(self, row.id, query)
        ]
        ordered = sorted(found, key=lambda row: (self._updated(row.id), row.id), reverse=True)
        ids = [row.id for row in sorted(ordered, key=lambda row: order_of(self, row.id, query))]
        return ids[: query.most or None]

    def stages_of(self, row: Row, stages: Iterable[Value]) -> set[str]:
        """Return stages of a case as lists show them."""
        told = [str(one or "") for one in stages]
        return set(stages_shown(told, is_listed_open=row.id in LISTED_OPEN.get(self)))

    def find_case_summaries(self, cases: Sequence[bytes]) -> list[CaseSummary]:
        rows = [row for case in cases if (row := self.get_row(BY_NAME["Case"], case))]
        return [self._summary(row) for row in rows]

    def _summary(self, row: Row) -> CaseSummary:
        device = self.get_row(BY_NAME["Device"], self._case_device(row.id) or b"")
        handed = post_handed_to(row, self.find_rows(BY_NAME["CaseHandover"], case=row.id))
        at = handed or (device["post"] if device else None)
        post = self.get_row(BY_NAME["Post"], at) if isinstance(at, bytes) else None
        owner = row["owner"]
        level = assessed_in(self, row.id)
        return CaseSummary(
            id=row.id,
            reference=str(row["reference"] or ""),
            title=str(row["title"] or ""),
            status="".join(self.stages_of(row, [cautious_value(row, "status")])),
            risk=str(lifted([cautious_value(row, "risk_level")], level)[0] or ""),
            post=str(post["code"] or "") if post else "",
            owner=owner if isinstance(owner, bytes) else None,
            updated=self._updated(row.id),
            people=len(self.find_rows(BY_NAME["Person"], case=row.id)),
            conflicts=len(self.find_conflicts(row.id)),
            sealing=str(cautious_value(row, "sealing") or ""),
            unverified=len(self.find_rows(BY_NAME["Report"], case=row.id, where={"author_verified": False})),
            disputed=tuple(
                dispute_of(f"Case.{name}", values)
                for name in ("status", "owner", "sealing", "risk_level")
                if name in row.siblings
                for told in ([one.value for one in row.siblings[name]],)
                for values in (lifted(told, level) if name == "risk_level" else told,)
                if len(values) > 1
            ),
        )

    def find_case_facts(self, marks: Sequence[int], today: date) -> CaseFacts:
        return facts_of(self, marks, today)

    def find_case_order(self, by: str) -> list[bytes]:
        return order_by(self, by)

    def find_hits(self, words: str, *, limit: int = 50, records: frozenset[int] = frozenset()) -> list[Hit]:
        sought = fold(words).split()
        hits = [
            Hit(record, row.id, row.case or (row.id if record.scope is Scope.CASE else b""))
            for record in (RECORDS if records else CASE_RECORDS)
            if not records or record.number in records
            for row in self._rows.find(record)
            if not row.deleted and sought and all(matches(row, word) for word in sought)
        ]
        return hits[::-1][:limit]

    def find_conflicts(self, case: bytes | None = None) -> list[Row]:
        return [row for record in CASE_RECORDS for row in self.find_rows(record, case=case) if row.in_conflict()]

    def find_directory_writes(
        self, record: RecordType, *, row: bytes | None = None, before_case: bytes | None = None
    ) -> list[DirectoryWrite]:
        held = self._store.held
        begun = [n for n, one in enumerate(held) if one.device == row and one.entry.head.case == before_case]
        return [
            DirectoryWrite(one.entry.head.at, change.row, change.fields)
            for one in (held[: begun[0]] if before_case and begun else held)
            if one.entry.head.scope is Scope.DIRECTORY
            for change in one.entry.changes
            if change.record == record.number and row in (None, change.row)
        ]

    def _updated(self, case: bytes) -> int:
        return max((held.entry.head.at for held in self._store.held if held.entry.head.case == case), default=0)

    def _case_device(self, case: bytes, besides: Collection[bytes] = ()) -> bytes | None:
        devices = (held.device for held in self._store.held if held.entry.head.case == case)
        return next((device for device in devices if device not in besides), None)

    def case_devices(self, cases: Collection[bytes], besides: Collection[bytes] = ()) -> dict[bytes, bytes]:
        found = {case: self._case_device(case, besides) for case in cases}
        return {case: device for case, device in found.items() if device}

    def device_of_log(self, log: bytes) -> bytes:
        return next((one.device for one in self._store.held if one.entry.log == log), b"")

    def case_creator(self, case: bytes) -> bytes | None:
        device = self._case_device(case)
        held = [one.entry for one in self._store.held if one.entry.head.case == case and one.device == device]
        return min(held, key=lambda entry: entry.head.seq).head.actor if held else None

    def cases_of(self, record: int, rows: Collection[bytes]) -> dict[bytes, bytes]:
        kind = BY_NUMBER.get(record)
        found = [self.get_row(kind, row) for row in rows] if kind else []
        return {row.id: row.case for row in found if row is not None and row.case is not None}

    def get_setting(self, key: str) -> bytes | None:
        return self._store.settings.get(key)

    def count_unsent(self, after: int) -> int:
        scopes = {Scope.CASE, Scope.REGISTER}
        own = [held.entry for held in self._store.held if held.entry.log == self._store.place.log]
        return sum(entry.head.scope in scopes and entry.head.seq > after for entry in own)


class FakeUnit(FakeReader):
    """Reads, and writes entries of the own log."""

    def __init__(self, store: FakeStore, actor: Actor) -> None:
        super().__init__(store)
        self._actor = actor

    @property
    def ledger(self) -> Ledger:
        message = "the fake keeps entries as values; what needs bytes is tested on the real store"
        raise AssertionError(message)

    def append(
        self,
        scope: Scope,
        case: bytes | None,
        changes: Sequence[Change],
        reason: Reason = None,
        *,
        urgent: bool = False,
    ) -> Entry:
        store = self._store
        if store.broken:
            raise store.broken
        seq = self.next_dot().seq
        at, offset = store.clock.now_ms(), store.clock.offset_minutes()
        head = Head(seq, at, offset, self._actor.officer, scope, case, SCHEMA_VERSION)
        entry = Entry(store.place.log, head, tuple(changes), reason)
        store.hold(Held(entry, store.place.device, None))
        if urgent:
            store.urgent.append(entry.dot)
        return entry

    def seek_also(self, most: int) -> int:
        return 0

    def next_dot(self) -> Dot:
        own = self._store.place.log
        return Dot(own, 1 + sum(held.entry.log == own for held in self._store.held))

    def find_settings(self, beginning: str) -> list[str]:
        return sorted(key for key in self._store.settings if key.startswith(beginning))

    def put_setting(self, key: str, value: bytes | None) -> None:
        if value is None:
            self._store.settings.pop(key, None)
        else:
            self._store.settings[key] = value
