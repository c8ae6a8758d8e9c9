"""A country that has worked for years, as homes on disk: headquarters, and a post of two PCs; both hold every entry.

Promises entries of both PCs' own logs, written by the store's one writer (the ledger's `take_in`, which logs
and applies them) a batch in one unit of work; carried to headquarters in real bundles; and from there, by its
down-log, to the other PC. So the first PC holds a log of its own and one that came down, and headquarters holds both
whole, with what it routes and the tree over it. Built once where a folder is given to keep it in.
"""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tests.bench.entries import Dice
from tests.bench.homes import LOGIN, PASSPHRASE, POST, Homes, enrol, state_of
from tests.bench.load_entries import BusyAuthor
from tipdesk.domain.schema import Scope
from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.homes.founding import make_headquarters
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.ledger import ScopeKey
from tipdesk.services.sync.pull.make_fetch import make_fetch
from tipdesk.services.sync.pull.take_arrival import take_arrival

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tipdesk.adapters.keys.stretching import Cost
    from tipdesk.homes.sessions import Session

_BUILT = "built.json"
_BATCH = 1_000
"""Cases written in one unit of work and carried in one push."""
_COLLEAGUE = 0.4
"""The share that the other PC of the post writes."""


@dataclass(frozen=True)
class Built:
    """Two homes and what they hold. `cases` in the order of their making, as hexadecimal digits."""

    office: Path
    post: Path
    entries: int
    cases: list[str]
    words: list[str]

    @property
    def note(self) -> Path:
        """Return the file that says the same, for other processes."""
        return self.post.with_name(_BUILT)


LOGINS = {"office": LOGIN, "post": "officer1"}


def build(folder: Path, cases: int, tell: Callable[[str], None], cost: Cost | None = None) -> Built:
    """Return the homes in this folder, made now unless they stand there for as many cases.

    `cost`: of the passphrases; as dear as this PC bears unless given.
    """
    note = folder / _BUILT
    mark = [cases, SCHEMA_VERSION]
    if note.exists() and (kept := json.loads(note.read_text())).pop("mark") == mark:
        return Built(folder / "office", folder / "post", **kept)
    for name in ("office", "post", "colleague"):
        shutil.rmtree(folder / name, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    built = _build(folder, cases, tell, cost)
    tell(f"built in {time.monotonic() - began:.0f} s")
    told = {name: value for name, value in asdict(built).items() if name not in LOGINS}
    note.write_text(json.dumps({"mark": mark, **told}))
    return built


def _build(folder: Path, cases: int, tell: Callable[[str], None], cost: Cost | None) -> Built:
    founded = make_headquarters(folder / "office", "Bench office", LOGIN, PASSPHRASE, cost=cost)
    office = founded.session
    add_post(office.desk, POST, "Bench post", "police_station")
    pcs = [
        enrol(founded, folder / name, login) for name, login in (("post", LOGINS["post"]), ("colleague", "officer2"))
    ]
    own, colleague = (Homes(office, pc, _author(pc, seed)) for seed, pc in enumerate(pcs))
    for homes, share in ((colleague, _COLLEAGUE), (own, 1 - _COLLEAGUE)):
        _work(homes, round(cases * share), tell)
        _pull(office, own.post)
    written = [homes.author for homes in (own, colleague)]
    built = Built(
        folder / "office",
        folder / "post",
        sum(author.state.seq for author in written),
        [case.hex() for author in written for case in author.cases],
        [written[0].dice.name() for _time in range(200)],
    )
    colleague.post.close()
    own.close()
    return built


def _author(pc: Session, seed: int) -> BusyAuthor:
    state = state_of(pc)
    author = BusyAuthor(state, pc.desk.actor.officer, Dice(seed))
    key = ScopeKey(int(Scope.AUDIT), state.log)
    with pc.desk.work() as work:
        author.salts.update(work.ledger.salts([key]))
        if key not in author.salts:
            author.salts[key] = pc.desk.ids.noise(32)
            work.ledger.keep_salts({key: author.salts[key]})
    return author


def _work(homes: Homes, cases: int, tell: Callable[[str], None]) -> None:
    """Write so many cases and carry them to headquarters, batch by batch."""
    author = homes.author
    if not isinstance(author, BusyAuthor):
        raise TypeError
    homes.push()
    for done in range(0, cases, _BATCH):
        entries = [entry for _case in range(min(_BATCH, cases - done)) for entry in author.write_case()]
        homes.record(entries)
        homes.push()
        if done % (10 * _BATCH) == 0:
            tell(f"building: {author.state.seq:,} entries of one PC")


def _pull(office: Session, pc: Session) -> None:
    """Bring down everything that waits at headquarters for a PC."""
    is_more = True
    while is_more:
        with pc.desk.read() as reader:
            fetch = make_fetch(pc.desk, reader)
        came = [take_arrival(pc.desk, one) for one in answer_fetch(office.desk, fetch)[1]]
        is_more = any(one is not None and one.kind == "bundle" and one.entries for one in came)
