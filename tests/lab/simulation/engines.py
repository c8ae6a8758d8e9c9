"""What a simulated PC keeps its records in: a store in memory, or a real SQLCipher file in a temporary folder.

Promises the same few verbs of both, so that one seed lives the same life on either.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from tests.fakes.desk import CODES
from tests.fakes.files import FakeFiles, crossed, key_check
from tests.fakes.keys import verify
from tests.lab.simulation.memory import MemoryStore
from tests.lab.simulation.rows import Merging
from tipdesk.adapters.files.sealed_files import SealedFiles
from tipdesk.adapters.store.backup import SEALED
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.store.named_files import find_named
from tipdesk.adapters.store.store import Store
from tipdesk.adapters.store.surroundings import Surroundings
from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME
from tipdesk.services.file_store import LARGEST
from tipdesk.services.headquarters.directory.route import route

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from contextlib import AbstractContextManager

    from tipdesk.adapters.files.sealed_files import SealedFile
    from tipdesk.adapters.store.backup import Backup
    from tipdesk.services.desk import Actor, Clock, Ids, Reader, UnitOfWork
    from tipdesk.services.file_store import FileStore

KEY = bytes(range(32))
FILES, PART_BYTES, AT_ONCE = "files", 64, 65_536
"""The folder of sealed files, how small their parts are, and how much of one is read at once."""


class FakeCipher:
    """Seals as files in memory are sealed, so that a file has the same content id on either engine."""

    def __init__(self) -> None:
        self._keys = count(1)

    def new_key(self) -> bytes:
        return next(self._keys).to_bytes(32, "big")

    def seal(self, key: bytes, read: Callable[[int], bytes], write: Callable[[bytes], object]) -> None:
        content = b"".join(iter(partial(read, AT_ONCE), b""))
        write(key_check(key) + crossed(key, content))

    def open(self, key: bytes, container: SealedFile) -> Iterator[bytes]:
        sealed = container.read(LARGEST)
        if not sealed.startswith(key_check(key)):
            raise Distrust("age-no-match", "The sealed file was not sealed to this key.")
        yield crossed(key, sealed.removeprefix(key_check(key)))


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

    @property
    def files(self) -> FileStore:
        """Return the sealed files beside the store."""

    def backup(self) -> object:
        """Return a copy of everything, sealed files too."""

    def restore(self, backup: object, log: bytes, *, keeps_files: bool = False) -> None:
        """Be what the copy was, and go on in a new log; `keeps_files`: with the files of before brought over."""

    def become(self, backup: object, *, keeps_files: bool = False) -> None:
        """Be what the copy was, and go on as that would have: in its log."""

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
    files: FakeFiles = field(init=False)

    def __post_init__(self) -> None:
        self.files = FakeFiles(self._named, part_bytes=PART_BYTES)

    def work(self, actor: Actor) -> AbstractContextManager[UnitOfWork]:
        return cast("AbstractContextManager[UnitOfWork]", self.store.work(actor))

    def read(self) -> AbstractContextManager[Reader]:
        return cast("AbstractContextManager[Reader]", self.store.read())

    def backup(self) -> object:
        return self.store.backup(), dict(self.files.held)

    def restore(self, backup: object, log: bytes, *, keeps_files: bool = False) -> None:
        self.become(backup, keeps_files=keeps_files)
        self.store.begin_log(log)

    def become(self, backup: object, *, keeps_files: bool = False) -> None:
        rows, held = cast("tuple[list[dict[object, object]], dict[bytes, bytes]]", backup)
        self.store.put_back(rows)
        self.files.held = {**self.files.held, **held} if keeps_files else dict(held)
        self.files.under_way = {}
        self.files.sweep()

    def restart(self) -> None:
        self.files.sweep()

    def _named(self, content_ids: Collection[bytes]) -> set[bytes]:
        with self.store.read() as reader:
            rows = reader.find_rows(BY_NAME["Attachment"], with_deleted=True)
        return set(content_ids) & {row["content_id"] for row in rows}

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
        self._cipher = FakeCipher()
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

    @property
    def files(self) -> SealedFiles:
        return SealedFiles(self._home / FILES, self._cipher, self._alone, self._named, int, PART_BYTES)

    def backup(self) -> object:
        self._backups += 1
        made = self._store.back_up(self._folder, str(self._backups))
        kept = self._folder / f"files{self._backups}"
        kept.mkdir()
        for content_id in self.files.find_held():
            shutil.copyfile(self._home / FILES / content_id.hex(), kept / content_id.hex())
        return made, kept

    def restore(self, backup: object, log: bytes, *, keeps_files: bool = False) -> None:
        self.become(backup, keeps_files=keeps_files)
        self._store.begin_log(log)

    def become(self, backup: object, *, keeps_files: bool = False) -> None:
        self._store.close()
        made, kept = cast("tuple[Backup, Path]", backup)
        if keeps_files:
            held = self.files.find_held()
            kept = shutil.copytree(kept, self._folder / f"kept{len(list(self._folder.iterdir()))}")
            for content_id in held:
                shutil.copyfile(self._home / FILES / content_id.hex(), kept / content_id.hex())
        shutil.rmtree(self._home)
        self._home.mkdir()
        for name in made.contents.files.keys() - {SEALED}:
            shutil.copyfile(made.folder / name, self._home / name)
        shutil.copytree(kept, self._home / FILES)
        self._store = Store.open(self._home, KEY, self._outside)
        self.files.sweep()

    def restart(self) -> None:
        self._store.close()
        self._store = Store.open(self._home, KEY, self._outside)
        self.files.sweep()

    def _alone(self, seconds: float) -> AbstractContextManager[None]:
        return file_lock(self._folder / "files.lock", wait_seconds=seconds)

    def _named(self, content_ids: Collection[bytes]) -> set[bytes]:
        with self._store.read() as reader:
            return find_named(reader.link, content_ids)

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
