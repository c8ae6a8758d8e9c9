"""The ladder of checks at unlock: whether the store is the one that was closed, or at least whole and at its heads.

The first rungs compare the digest of the closed store and the heads outside it, and take no time (`begin`). Where the
store was not closed cleanly, every check of `checks` follows that needs only the store (`finish`), which takes longer
the more it holds. A rung that does not hold is named, never repaired: the store is then opened read-only and its files
are set aside (`setting_aside`). The caller holds the lock of the home.
"""

import hashlib
import itertools
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine

from tipdesk.adapters.store.checks import (
    carry_over,
    check_chains,
    check_cipher,
    check_projection,
    guarded,
    quick_problems,
)
from tipdesk.adapters.store.closed_file import changed_since, digest_of, read_closed
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.head_file import Verify, check_head, read_head
from tipdesk.adapters.store.heads import receipt_problems, words_problems
from tipdesk.adapters.store.ledger_tree import LedgerTree
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.seen_slots import slots_problems
from tipdesk.domain.errors import Distrust, TipdeskError
from tipdesk.domain.reference import ALPHABET
from tipdesk.domain.texts import _
from tipdesk.services.remembered.here import OWN_LOG
from tipdesk.sync.envelope import Verifier

P = TypeVar("P")
Rung = tuple[str, Callable[[], list[str]]]
Step = Callable[[str, int, int], None]
"""Called with (rung, its number, how many there are) before each rung that takes time, by the thread that climbs it."""

RUNGS: dict[str, tuple[str, str]] = {
    "head": ("store-rolled-back", _("The store does not match the signed head beside it: an older copy may lie here.")),
    "receipt": ("receipt-ahead", _("The store does not match headquarters' receipt: an older copy may lie here.")),
    "words": (
        "words-ahead",
        _("The store does not match the words in the shift register: an older copy may lie here."),
    ),
    "chain": ("chain-broken", _("Entries of the store do not follow each other: something was changed or is missing.")),
    "projection": ("rows-changed", _("A record is not the one that was saved: an old part of the file may lie here.")),
    "cipher": ("store-altered", _("Part of the store was altered by somebody without its key.")),
    "database": ("store-damaged", _("The store is damaged.")),
    "slots": ("slots-rolled-back", _("The key file beside the store is an older one that had been replaced.")),
    "digest": ("store-changed", _("The files of the store were changed while it was closed.")),
}
"""The code and sentence of each rung, the most telling first; a rung's name is a code of the list incident_kind."""
RING = _("Nothing was repaired and nothing can be saved. Ring headquarters and read out this code: {call_code}.")
HEADS = ("head", "receipt", "words", "slots")
"""The rungs that compare the chain with what lies outside the store."""
_CODE_LETTERS = 8
_LONGEST_DETAIL = 500
_STEPS_BETWEEN = 50_000
"""How many steps of the database, some milliseconds, lie between two questions whether to stop."""
_LOOKED_AT = ("store.db-wal", "head", "closed", "receipt", "slots")


@dataclass(frozen=True)
class Suspicion:
    """What did not hold when a store was checked.

    `problems` pairs a rung with what it found, by numbers and hashes. `digest` is the SHA-256 of the store file as it
    was found, and `state` one over all files of the home that the ladder looks at.
    """

    problems: tuple[tuple[str, str], ...]
    digest: bytes
    state: bytes

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the rungs that did not hold, the most telling first."""
        return tuple(kind for kind in RUNGS if any(kind == one for one, _text in self.problems))

    @property
    def call_code(self) -> str:
        """Return eight letters and digits that name this state of the files: what is read out on the telephone."""
        number = int.from_bytes(self.state[:8], "big")
        letters = "".join(ALPHABET[number >> 5 * place & 31] for place in range(_CODE_LETTERS))
        return f"{letters[:4]}-{letters[4:]}"

    @property
    def detail(self) -> str:
        """Return everything that was found in one text, for headquarters; it is cut after 500 characters."""
        return "; ".join(f"{kind}: {problem}" for kind, problem in self.problems)[:_LONGEST_DETAIL]

    def refusal(self) -> Distrust:
        """Return the Distrust that is raised where a store that cannot be trusted is of no use to the caller."""
        code, sentence = RUNGS[self.kinds[0]]
        return Distrust(code, sentence + " " + RING, call_code=self.call_code)


@dataclass(frozen=True)
class Begun:
    """What the rungs that take no time have found.

    `own_log` is empty where the store does not tell it. `needs_all` says that the other rungs must be climbed.
    """

    problems: tuple[tuple[str, str], ...]
    own_log: bytes
    needs_all: bool


@dataclass(frozen=True)
class Ladder:
    """The ladder of one home.

    `verify` checks signatures of the device, `verify_by` those of any key; `words` are the places of the shift register
    that officers have compared before.
    """

    home: Path
    store: Path
    key: bytes
    engine: Engine
    verify: Verify
    verify_by: Verifier
    words: Sequence[bytes]

    def begin(self, *, is_alone: bool) -> Begun:
        """Climb the rungs that take no time, and return what they found.

        `is_alone` says that nobody else has the store open. Otherwise the others have climbed the ladder already, and
        only the heads are compared.
        """
        was_closed, problems = self.climb_closed() if is_alone else (True, [])
        needs_all = bool(problems) or not was_closed
        own_log = b""
        try:
            own_log, device = self._inside(own_log_and_device)
            problems += self.climb_heads(own_log, device)
        except TipdeskError as error:
            problems.append(("database", error.code))
        return Begun(tuple(problems), own_log, needs_all=needs_all)

    def finish(self, begun: Begun, step: Step, is_stopped: Callable[[], bool]) -> Suspicion | None:
        """Climb the remaining rungs where that is called for, and return what does not hold, or None where all holds.

        After `is_stopped` has answered True, what this returns means nothing.
        """
        if not begun.needs_all:
            return Suspicion(begun.problems, *self._as_found()) if begun.problems else None
        found, problems = self._as_found(), list(begun.problems)
        if begun.own_log:
            problems += self._climb_all(begun.own_log, step, is_stopped)
        return Suspicion(tuple(problems), *found) if problems else None

    def _as_found(self) -> tuple[bytes, bytes]:
        """Return the digest of the store, and one over all files looked at, taken before a check moves the WAL."""
        digest = digest_of(self.store)
        beside = b"".join(digest_of(self.home / name).ljust(len(digest), b"-") for name in _LOOKED_AT)
        return digest, hashlib.sha256(digest + beside).digest()

    def suspicion_of(self, problem: str, kind: str = "words") -> Suspicion:
        """Return the suspicion of something that was noticed while the store was open."""
        return Suspicion(((kind, problem),), *self._as_found())

    def climb_closed(self) -> tuple[bool, list[tuple[str, str]]]:
        """Compare the closed files with the note of their closing.

        Returns whether there is such a note, and what has changed since it was written.
        """
        try:
            closed = read_closed(self.home, self.verify)
        except ValueError:
            return True, [("digest", "the note of the last closing was altered")]
        if closed is None:
            return False, []
        kinds = {"store": "digest"}
        return True, [
            (kinds.get(name, name), f"{name} is not the one that was closed at entry {closed.seq}")
            for name in changed_since(self.home, self.store, closed)
        ]

    def _climb_all(self, own_log: bytes, step: Step, is_stopped: Callable[[], bool]) -> list[tuple[str, str]]:
        """Check everything that the store says of itself, as after a crash: its pages while what they hold is checked.

        Each rung has a connection of its own, since one that once failed to read a page reads no other.
        """
        carried = [("cipher", problem) for problem in guarded(lambda: carry_over(self.engine))]

        def inside(run: Callable[[Link], list[str]]) -> Callable[[], list[str]]:
            return lambda: self._scan(run, is_stopped)

        pages: tuple[Rung, ...] = (
            ("cipher", lambda: check_cipher(self.store, self.key)),
            ("database", inside(quick_problems)),
        )
        rows: tuple[Rung, ...] = (
            ("chain", inside(check_chains)),
            ("projection", inside(lambda link: check_projection(link, own_log))),
            ("chain", inside(lambda link: LedgerTree(link).problems())),
        )
        told, turn = itertools.count(1), threading.Lock()

        def climb(rungs: tuple[Rung, ...]) -> list[tuple[str, str]]:
            found = []
            for kind, run in rungs:
                with turn:
                    step(kind, next(told), len(pages) + len(rows))
                found += [(kind, problem) for problem in guarded(run)]
            return found

        with ThreadPoolExecutor(1, "check") as beside:
            of_pages = beside.submit(climb, pages)
            of_rows = climb(rows)
            return carried + of_pages.result() + of_rows

    def _scan(self, run: Callable[[Link], P], is_stopped: Callable[[], bool]) -> P:
        """Read the store from end to end; raises Trouble `check-unfinished` soon after it has been told to stop."""
        engine = open_engine(self.store, self.key, read_only=True, is_scan=True)
        try:
            return _inside(engine, run, is_stopped)
        finally:
            engine.dispose()

    def climb_heads(self, own_log: bytes, device: bytes) -> list[tuple[str, str]]:
        """Compare the chain with every head outside the store, and return (rung, problem) for each misfit."""
        return self._inside(
            lambda link: [
                *(("head", problem) for problem in self._head(link, own_log)),
                *(("receipt", problem) for problem in receipt_problems(link, self.home, self.verify_by)),
                *(("words", problem) for problem in words_problems(link, device, self.words)),
                *(("slots", problem) for problem in slots_problems(link, self.home)),
            ]
        )

    def _head(self, link: Link, own_log: bytes) -> list[str]:
        try:
            check_head(link, own_log, read_head(self.home / "head", self.verify))
        except Distrust:
            return ["the head beside the store is not on its chain, or is none"]
        return []

    def _inside(self, run: Callable[[Link], P]) -> P:
        return _inside(self.engine, run)


def _inside(engine: Engine, run: Callable[[Link], P], is_stopped: Callable[[], bool] | None = None) -> P:
    with at_the_door(), engine.connect() as connection, connection.begin():
        link = Link(connection)
        if is_stopped is not None:
            link.raw.set_progress_handler(is_stopped, _STEPS_BETWEEN)
        return run(link)


def own_log_and_device(link: Link) -> tuple[bytes, bytes]:
    """Return the own log and its device; raises Distrust `no-own-log` where the store does not know them."""
    row = link.row(
        "SELECT l.log, l.device FROM settings s JOIN logs l ON l.log = s.value WHERE s.key = ?", (OWN_LOG.name,)
    )
    if row is None:
        raise Distrust("no-own-log", _("The store has lost its own log."))
    return row[0], row[1]
