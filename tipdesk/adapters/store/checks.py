"""What `store check` looks at: the cipher, the database, the chains, the kept sum of the rows, and the search text.

Each check has a name and returns what it found; none repairs anything. The cipher check reads every page of the file,
so the WAL is carried into the file first (`carry_over`) and a fresh connection is used.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from tipdesk.adapters.store import search
from tipdesk.adapters.store.engine import keep_few_pages, set_pragmas
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.ledger_tree import LedgerTree
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.projection import fits, kept_sum
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.ledger import ScopeKey
from tipdesk.sync.codec import body_hash, first_hash, next_hash

_CHAIN = (
    "SELECT e.seq, e.head, e.body_hash, e.hash, e.scope, e.case_id, b.body FROM entries e "
    "LEFT JOIN bodies b ON b.entry_no = e.no WHERE e.log_no = ? ORDER BY e.seq"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check; `problems` says what is wrong, by ids and numbers, and is empty when all is well."""

    check: str
    problems: tuple[str, ...]


def check_store(engine: Engine, path: Path, key: bytes, own_log: bytes) -> list[Finding]:
    """Run every check of the store file; a file that cannot be read is a finding, too."""
    checks: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("cipher", lambda: carry_over(engine) + check_cipher(path, key)),
        ("database", lambda: _inside(engine, lambda link: _words(link, "PRAGMA integrity_check", "ok"))),
        ("chain", lambda: _inside(engine, check_chains)),
        ("projection", lambda: _inside(engine, lambda link: check_projection(link, own_log))),
        ("ledger", lambda: _inside(engine, lambda link: LedgerTree(link).problems())),
        ("search", lambda: _inside(engine, search.check_indexes)),
    )
    return [Finding(name, tuple(guarded(run))) for name, run in checks]


def guarded(run: Callable[[], list[str]]) -> list[str]:
    """Run a check and return its problems; where the store cannot even be read, its code is the problem."""
    try:
        with at_the_door():
            return run()
    except TipdeskError as error:
        return [error.code]


def _inside(engine: Engine, run: Callable[[Link], list[str]]) -> list[str]:
    with engine.connect() as connection, connection.begin():
        return run(Link(connection))


def carry_over(engine: Engine) -> list[str]:
    """Carry what the WAL holds into the store file, and return no problem where that can be done."""
    with engine.connect() as connection:
        Link(connection).rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return []


def check_cipher(path: Path, key: bytes) -> list[str]:
    """Check the authentication code of every page, and return those that were changed without the key."""
    with closing(dbapi2.connect(path.absolute().as_uri() + "?mode=rw", uri=True)) as fresh:
        set_pragmas(fresh, key, read_only=True)
        keep_few_pages(fresh)
        return [str(word) for (word,) in fresh.execute("PRAGMA cipher_integrity_check").fetchall()]


def quick_problems(link: Link) -> list[str]:
    """Run the database's own quick check, and return what it finds."""
    return _words(link, "PRAGMA quick_check", "ok")


def _words(link: Link, sql: str, well: str) -> list[str]:
    return [str(word) for (word,) in link.rows(sql) if word != well]


def check_chains(link: Link) -> list[str]:
    """Recompute every log that is held from its start, and the hash of every body whose salt is held."""
    problems: list[str] = []
    logs = link.rows("SELECT no, log, device, seq, hash FROM logs WHERE hash IS NOT NULL ORDER BY no")
    salts = {ScopeKey(scope, key): salt for scope, key, salt in link.rows("SELECT scope, key, salt FROM salts")}
    for number, log, device, seq, kept in logs:
        after, last = first_hash(device, log), 0
        for problem, here, at in _walk(link, number, log, after, salts):
            problems += [f"{log.hex()}:{here}: {problem}"] if problem else []
            after, last = at, here
        if last != seq or after != kept:
            problems.append(f"{log.hex()}: the log ends at {last}, not at {seq}, or elsewhere")
    return problems


def _walk(
    link: Link, number: int, log: bytes, after: bytes, salts: dict[ScopeKey, bytes]
) -> Iterator[tuple[str, int, bytes]]:
    """Yield (problem or "", sequence number, hash) for every entry of one log."""
    wanted = 1
    for seq, head, hashed, kept, scope, case, body in link.each(_CHAIN, (number,)):
        salt = salts.get(ScopeKey(scope, case)) if case is not None else _salt(salts, scope, log)
        is_body_good = body is None or salt is None or body_hash(salt, log, seq, body) == hashed
        problem = "" if is_body_good else "the body is not the one that was hashed"
        if kept is None:
            # It came down by itself, proved by headquarters' down-chain: its own log is not held here as a whole.
            yield problem, wanted - 1, after
            continue
        if seq != wanted:
            yield "an entry is missing before this one", seq, kept
            return
        after = next_hash(after, head, hashed)
        yield problem if kept == after else "the chain does not hold", seq, after
        wanted = seq + 1


def _salt(salts: dict[ScopeKey, bytes], scope: int, log: bytes) -> bytes | None:
    return salts.get(ScopeKey(scope, log)) or salts.get(ScopeKey(scope, b""))


def check_projection(link: Link, own_log: bytes) -> list[str]:
    """Sum the rows again and compare, so that an old page shows.

    An old page of a case row does not fit the sum that is kept; an old page of the sum does not fit the log.
    """
    seq, _total = kept_sum(link)
    own = link.value("SELECT seq FROM logs WHERE log = ?", (own_log,))
    problems = [] if seq == own else [f"the rows stand at entry {seq}, the log at {own}"]
    return problems if fits(link) else [*problems, "a row is not the one that was written"]
