"""The Desk: everything a verb may touch, handed to it as its first argument.

A verb opens `desk.work()` to write (one unit of work: everything in it lands together at the end, or nothing does when
it raises) or `desk.read()` to read one consistent state. Time, randomness and ids come from here and nowhere else. The
Protocols below are implemented by `adapters/store`, `adapters/system` and, for tests, by fakes of the same names.
"""

from collections.abc import Callable, Collection, Mapping, MutableMapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from tipdesk.domain.case_kinds import CaseFacts
from tipdesk.domain.changes import Change, Dot, Entry, Reason
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Author, CaseSummary, DirectoryWrite, EntryTold, Happening, Hit, Look, Row
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.similar.around import Around
from tipdesk.domain.similar.nearness import Nearness
from tipdesk.domain.similar.nicknames import NO_NICKNAMES, Nicknames
from tipdesk.services.draft_table import Drafts
from tipdesk.services.file_store import FileStore
from tipdesk.services.ledger import Ledger
from tipdesk.services.officer_ring import OfficerRing


class Clock(Protocol):
    """The clocks of this PC.

    Wall time may be wrong by years and decides nothing; entries carry it for people to read.
    """

    def now_ms(self) -> int:
        """Return the wall time in milliseconds since 1970-01-01 UTC."""

    def running_ms(self) -> int:
        """Return milliseconds on a clock that nobody sets and that runs while the PC sleeps; it starts anywhere."""

    def offset_minutes(self) -> int:
        """Return the zone of this PC in minutes east of UTC (Saint Lucia: -240)."""


class Ids(Protocol):
    """Where ids and all other randomness come from."""

    def new_id(self) -> bytes:
        """Return a fresh row id (UUIDv7, sixteen bytes)."""

    def noise(self, count: int) -> bytes:
        """Return `count` unpredictable bytes."""


@dataclass(frozen=True)
class Actor:
    """The officer at the keyboard.

    `roles` are as the directory has them or, before the grant, as this PC holds them.
    """

    officer: bytes
    login: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Place:
    """Which installation this is: its device, its log, and whether it is headquarters' or a post's."""

    device: bytes
    log: bytes
    is_headquarters: bool


@dataclass(frozen=True)
class CaseQuery:
    """What a case list asks for; latest change first, deleted cases only if asked for, and empty sets ask for all.

    `owners` are officers in charge, with None among them for nobody. `updated_since` is in milliseconds since 1970.
    `acknowledged` False asks for cases with a report that nobody has acknowledged, those of danger first and then those
    of a child; True for cases with one that somebody has. With `but_moved`, cases that were moved into another one are
    left out. `most` limits the answer, 0 for all. A case whose stage or
    officer is in dispute answers to each of its live values.
    """

    stages: frozenset[str] = frozenset()
    owners: frozenset[bytes | None] = frozenset()
    updated_since: int | None = None
    only_open: bool = False
    with_deleted: bool = False
    acknowledged: bool | None = None
    but_moved: bool = False
    most: int = 0


@dataclass(frozen=True)
class LookQuery:
    """What of the audit is asked for; None and empty sets ask for all.

    `since` and `until` are in milliseconds since 1970, and looks at `until` itself are left out. `log` and `up_to` ask
    for the looks of one log up to this sequence number, `id` for one look. `most` limits the answer to the latest so
    many.
    """

    actors: frozenset[bytes] = frozenset()
    devices: frozenset[bytes] | None = None
    case: bytes | None = None
    actions: frozenset[str] = frozenset()
    results: frozenset[str] = frozenset()
    since: int | None = None
    until: int | None = None
    log: bytes | None = None
    up_to: int | None = None
    id: bytes | None = None
    most: int = 1_000


class Rows(Protocol):
    """Reads the rows of one consistent state of the store."""

    def remember(self, case: bytes, *parts: Sequence[RecordType]) -> None:
        """Be ready to give all of a case, of these records: from now on what was read once is not read again.

        The records of one part are read together, when the first of them is asked for.
        """

    def get_row(self, record: RecordType, row: bytes) -> Row | None:
        """Return a row by id, deleted or not; None when no entry has named it."""

    def find_rows(
        self,
        record: RecordType,
        *,
        case: bytes | None = None,
        where: Mapping[str, Value] | None = None,
        with_deleted: bool = False,
        with_disputed: bool = False,
    ) -> list[Row]:
        """Return rows in the order of their ids (that is, of their making), of one case or of all.

        `where` names fields and the value that each must show; with `with_disputed`, having it among several live
        values is enough.
        """

    def find_hits(self, words: str, *, limit: int = 50, records: frozenset[int] = frozenset()) -> list[Hit]:
        """Return rows whose searched fields match every word: beginnings of words, any part of names and numbers.

        `records` are the numbers of the records to search; where it names none, those of cases are.
        """

    def find_around(self, keys: Collection[int], most: int) -> Around:
        """Return at most `most` people who share most with who lies under these keys, whatever their cases."""

    def count_unsought(self) -> int:
        """Return how many rows `find_around` does not find yet (`UnitOfWork.seek_also`)."""

    def find_conflicts(self, case: bytes | None = None) -> list[Row]:
        """Return the rows of case scope that are in conflict."""

    def cases_of(self, record: int, rows: Collection[bytes]) -> dict[bytes, bytes]:
        """Return the case of each of these rows that has one, by row.

        `record` is the number of their record; where it is unknown, they have none.
        """

    def find_entries(self, dots: Collection[Dot]) -> dict[Dot, EntryTold]:
        """Return, by their dots, who wrote these entries when, without reading what they wrote; others are left out."""


class Reader(Rows, Protocol):
    """Reads one consistent state of the store.

    Only `services/look` and the sync services may hand what it returns to people.
    """

    @property
    def drafts(self) -> Drafts:
        """Return the drafts: what has been typed and not finished on this PC, in no log."""

    def find_case_ids(self, query: CaseQuery) -> list[bytes]:
        """Return the ids of all cases that answer the query, latest change first (fast at 100,000)."""

    def find_case_summaries(self, cases: Sequence[bytes]) -> list[CaseSummary]:
        """Return the list lines of these cases, in the order given."""

    def find_case_facts(self, marks: Sequence[int], today: date) -> CaseFacts:
        """Return what lists filter, sort and count all cases by (fast at 100,000).

        `marks` are moments in ms since 1970 that the kinds of cases count; `today` is the day by which somebody is a
        child.
        """

    def find_case_order(self, by: str) -> list[bytes]:
        """Return the ids of all cases in ascending order of "reference", "title", "people" or "conflicts"."""

    def find_happenings(self, case: bytes | None, row: bytes | None = None) -> list[Happening]:
        """Return what happened to a case, or to one of its rows, latest first; without a case, to a row of a register.

        There a row must be named.
        """

    def find_last_happenings(self, case: bytes, most: tuple[int, int]) -> tuple[list[Happening], bool]:
        """Return what the entries wrote that came last to a case, latest first, and whether that is all.

        `most` are how many entries and how many writes are told; of an entry that goes past them, its first. What an
        earlier entry wrote need not be told among what was replaced.
        """

    def find_authors(self, case: bytes) -> dict[bytes, Author]:
        """Return who wrote each row of a case first, by its id: who stands in the earliest line of its history."""

    def find_looks(self, query: LookQuery) -> list[Look]:
        """Return rows of the audit that are held here, latest entry first."""

    def find_directory_writes(
        self, record: RecordType, *, row: bytes | None = None, before_case: bytes | None = None
    ) -> list[DirectoryWrite]:
        """Return every write to a record of the directory that still stands in the log, in the order of arrival.

        `row` limits it to writes to that row. `before_case` limits it to what came before the first applied entry that
        this row, a device, wrote to a case; where it wrote none, nothing is left out.
        """

    def case_devices(self, cases: Collection[bytes], besides: Collection[bytes] = ()) -> dict[bytes, bytes]:
        """Return, by case, the device whose log first wrote to each of these cases.

        The devices `besides` are passed over. A case of which no other device is known is left out.
        """

    def device_of_log(self, log: bytes) -> bytes:
        """Return the device that writes a log, b"" where the log is not known here."""

    def case_creator(self, case: bytes) -> bytes | None:
        """Return who wrote the case's first entry: the lowest of the log that began the case, whatever clocks say."""

    def get_setting(self, key: str) -> bytes | None:
        """Return the bytes of a value of this installation that is in no log, None where there is none."""

    def count_unsent(self, after: int) -> int:
        """Return how many case and register entries of the own log stand after this sequence number."""


class UnitOfWork(Reader, Protocol):
    """Reads as a `Reader` does, inside the one writing transaction, and writes."""

    @property
    def ledger(self) -> Ledger:
        """Return the logs, for sync and headquarters."""

    def append(
        self,
        scope: Scope,
        case: bytes | None,
        changes: Sequence[Change],
        reason: Reason = None,
        *,
        urgent: bool = False,
    ) -> Entry:
        """Write one entry of the own log, which the caller has checked: applied, hashed, indexed, logged, returned."""

    def seek_also(self, most: int) -> int:
        """Let `find_around` find at most so many more of the rows that came in large bundles; return how many wait."""

    def next_dot(self) -> Dot:
        """Return the dot that the next appended entry will have, for an entry that speaks of itself."""

    def put_setting(self, key: str, value: bytes | None) -> None:
        """Keep a value of this installation that is in no log; None deletes it."""


@dataclass(frozen=True)
class Desk:
    """What a verb works with, built once a session by `homes/sessions`.

    `officer_keys` are those of the officer at the keyboard, and `words` the neutral words of which code names are made.
    `nearness` and `nicknames` compare names; `files` are the sealed files of the home. `looked` is when this session
    last wrote an audit row of (case, action); `looks/find_looks` and `integrity/notice_clock` keep marks of their own
    in it. `permits` is until when (`Clock.running_ms`) something done in an emergency opens (case, action); only
    `services/access` writes it. `looks` opens a unit for rows of the audit alone, which waits for no check of the
    store; where it is None a unit like any other is used.
    """

    work: Callable[[], AbstractContextManager[UnitOfWork]]
    read: Callable[[], AbstractContextManager[Reader]]
    clock: Clock
    ids: Ids
    actor: Actor
    place: Place
    codes: CodeBook
    officer_keys: OfficerRing
    nearness: Nearness
    files: FileStore
    nicknames: Nicknames = NO_NICKNAMES
    words: Sequence[str] = ()
    looked: MutableMapping[tuple[bytes, str], int] = field(default_factory=dict, compare=False)
    permits: MutableMapping[tuple[bytes, str], int] = field(default_factory=dict, compare=False)
    looks: Callable[[], AbstractContextManager[UnitOfWork]] | None = None
