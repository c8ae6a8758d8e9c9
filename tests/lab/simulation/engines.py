"""What a simulated PC keeps its records in: a store in memory, or a real SQLCipher file in a temporary folder.

Promises the same few verbs of both, so that one seed lives the same life on either.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from tests.fakes.desk import CODES
from tests.fakes.keys import verify
from tests.lab.simulation.memory import MemoryStore
from tests.lab.simulation.rows import Merging
from tipdesk.adapters.store.store import Store
from tipdesk.adapters.store.surroundings import Surroundings
from tipdesk.services.headquarters.directory.route import route

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tipdesk.adapters.store.backup import Backup
    from tipdesk.services.desk import Actor, Clock, Ids, Reader, UnitOfWork

KEY = bytes(range(32))


@dataclass(frozen=True)
class Birth:
    """What a PC begins with."""

    device: bytes
    log: bytes
    clock: Clock
    ids: Ids
    is_headquarters: bool


class Replica(Protocol):
    """The records of one PC."""

    def work(self, actor: Actor) -> AbstractContextManager[UnitOfWork]:
        """Run one unit of work."""

    def read(self) -> AbstractContextManager[Reader]:
        """Read."""

    def backup(self) -> object:
        """Return a copy of everything."""

    def restore(self, backup: object, log: bytes) -> None:
        """Be what the copy was, and go on in a new log."""

    def restart(self) -> None:
        """Close and open again, as after a power cut."""

    def problems(self) -> list[str]:
        """Return what the store's own checks find."""

    def close(self) -> None:
        """End."""


@dataclass
class MemoryReplica:
    """A store in memory."""

    store: MemoryStore

    def work(self, actor: Actor) -> AbstractContextManager[UnitOfWork]:
        return cast("AbstractContextManager[UnitOfWork]", self.store.work(actor))

    def read(self) -> AbstractContextManager[Reader]:
        return cast("AbstractContextManager[Reader]", self.store.read())

    def backup(self) -> object:
        return self.store.backup()

    def restore(self, backup: object, log: bytes) -> None:
        self.store.put_back(cast("list[dict[object, object]]", backup))
        self.store.begin_log(log)

    def restart(self) -> None:
        """Memory has no file to open."""

    def problems(self) -> list[str]:
        return []

    def close(self) -> None:
        """Nothing is left behind."""


@dataclass(frozen=True)
class PureEngine:
    """Stores in memory. `merging`: the rule of merging, or a planted bug."""

    merging: Merging = field(default_factory=Merging)

    def make(self, born: Birth) -> Replica:
        """Return a new store."""
        routed: Any = route if born.is_headquarters else None
        return MemoryReplica(
            MemoryStore(born.device, born.log, born.clock, born.ids, CODES, born.is_headquarters, self.merging, routed)
        )


class StoreReplica:
    """A real store in a temporary folder."""

    def __init__(self, born: Birth) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="tipdesk-lab-"))
        self._home = self._folder / "home"
        self._home.mkdir()
        self._backups = 0
        self._outside = Surroundings(born.clock, born.ids, _sign, _verify, CODES.rank, route, verify_by=verify)
        self._store = Store.create(
            self._home,
            KEY,
            self._outside,
            device=born.device,
            log=born.log,
            is_headquarters=born.is_headquarters,
        )

    def work(self, actor: Actor) -> AbstractContextManager[UnitOfWork]:
        return self._store.work(actor)

    def read(self) -> AbstractContextManager[Reader]:
        return self._store.read()

    def backup(self) -> object:
        self._backups += 1
        return self._store.back_up(self._folder, str(self._backups))

    def restore(self, backup: object, log: bytes) -> None:
        self._store.close()
        shutil.rmtree(self._home)
        self._home.mkdir()
        made = cast("Backup", backup)
        for name in made.contents.files:
            shutil.copyfile(made.folder / name, self._home / name)
        self._store = Store.open(self._home, KEY, self._outside)
        self._store.begin_log(log)

    def restart(self) -> None:
        self._store.close()
        self._store = Store.open(self._home, KEY, self._outside)

    def problems(self) -> list[str]:
        found = [f"{one.check}: {problem}" for one in self._store.check() for problem in one.problems]
        return found + self._store.find_differences()

    def close(self) -> None:
        self._store.close()
        shutil.rmtree(self._folder)


@dataclass(frozen=True)
class StoreEngine:
    """Real SQLCipher stores."""

    def make(self, born: Birth) -> Replica:
        """Return a new store."""
        return StoreReplica(born)


Engine = PureEngine | StoreEngine


def _sign(message: bytes) -> bytes:
    return hashlib.sha256(b"lab" + message).digest()


def _verify(message: bytes, signature: bytes) -> bool:
    return _sign(message) == signature
