"""Makes one system call of a real deed fail, once or from then on, by `strace`, at every place where it is called.

Promises the real library on a real file system: the calls of SQLCipher, of the head, the slots, backups, the outbox and
the stick alike. A rehearsal counts the calls; only those on files of the homes and the stick are failed, each with the
errors that a disk gives there. What the process answers is held against what the home says when it is opened again.

Decision: `strace` and not a fault-injecting VFS under `apsw-sqlite3mc`. Such a VFS sees what another build of another
library (SQLite3 Multiple Ciphers, its own page format switched to SQLCipher's) writes to the database file and its WAL;
it sees nothing of head, slots, backup, bundle and outbox, which is where half a case could come from, and the program
does not ship that library. A call that fails in the kernel meets the very build that officers run, and every file.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tests.lab.faults.child import DO, DONE, GO, LOOK, MOST, TOLD, rehearse
from tests.lab.faults.deeds import Deed, prepare
from tests.lab.homes import Country, make_country
from tests.lab.processes import PROCESSES
from tests.stretching import AsHere

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path

ERRORS = {
    "openat": ("EIO", "EROFS"),
    "pread64": ("EIO",),
    "read": ("EIO",),
    "getdents64": ("EIO",),
    "pwrite64": ("EIO", "ENOSPC"),
    "write": ("ENOSPC", "EIO"),
    "sendfile": ("ENOSPC", "EIO"),
    "copy_file_range": ("ENOSPC", "EIO"),
    "fsync": ("EIO",),
    "fdatasync": ("EIO",),
    "ftruncate": ("EIO",),
    "fallocate": ("ENOSPC",),
    "rename": ("EIO", "EACCES"),
    "unlink": ("EIO", "EACCES"),
    "mkdir": ("ENOSPC", "EACCES"),
    "rmdir": ("EIO",),
}
SECONDS = 120
"""How long anything is waited for."""
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)$")


class Point(NamedTuple):
    """One call that fails: the number-th call of this name, or (`for_ever`) that one and all after it."""

    call: str
    number: int
    error: str
    for_ever: bool

    def inject(self) -> str:
        """Return what strace is told."""
        return f"inject={self.call}:error={self.error}:when={self.number}{'+' if self.for_ever else ''}"


@cache
def why_not() -> str:
    """Return why no call can be made to fail here, empty where it can."""
    if not sys.platform.startswith("linux") or shutil.which("strace") is None:
        return "making system calls fail takes strace on Linux"
    tried = subprocess.run(["strace", "-e", "trace=none", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "no process may be traced here"


@dataclass
class Doing:
    """A process that is about to do a deed."""

    pid: int
    _pipe: Connection

    def go(self) -> str:
        """Let it, and return its answer."""
        os.write(self._pipe.fileno(), GO)
        return _hear(self._pipe)


@dataclass
class Rehearsed:
    """A process that has rehearsed one deed, and forks one for every time that it is done, and looked after."""

    deed: Deed
    _pipe: Connection

    @contextmanager
    def doing(self, country: Country) -> Iterator[Doing]:
        """Give a process that has unlocked, if the deed says so, and waits. It ends with the block."""
        self._pipe.send([DO, country])
        said = _hear(self._pipe)
        if not said.isdigit():
            message = f"the child said {said!r} before its deed"
            raise RuntimeError(message)
        try:
            yield Doing(int(said), self._pipe)
        finally:
            os.kill(int(said), signal.SIGKILL)
            self._wait_for_the_end()

    def problems_after(self, country: Country, said: str) -> list[str]:
        """Return what another process finds in the homes afterwards."""
        self._pipe.send([LOOK, country, said])
        if not self._pipe.poll(SECONDS):
            message = f"looking after {self.deed.name} does not end"
            raise RuntimeError(message)
        found: list[str] = self._pipe.recv()
        self._wait_for_the_end()
        return found

    def _wait_for_the_end(self) -> None:
        """Wait until the process is gone, with every file it had open."""
        if not self._pipe.poll(SECONDS) or self._pipe.recv() != "":
            message = "the process does not end"
            raise RuntimeError(message)


@contextmanager
def rehearsed(country: Country, deed: Deed, folder: Path) -> Iterator[Rehearsed]:
    """Rehearse a deed on a copy of a country, in an empty folder."""
    ours, theirs = PROCESSES.Pipe(duplex=True)
    process = PROCESSES.Process(target=AsHere(rehearse), args=(deed.name, country.copied(folder), theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(SECONDS) or ours.recv() != "":
            message = f"{deed.name} cannot be rehearsed"
            raise RuntimeError(message)
        yield Rehearsed(deed, ours)
    finally:
        ours.close()
        process.kill()
        process.join()


@dataclass
class Faults:
    """One deed, its prepared homes, and a folder in which every try gets a copy of them."""

    deed: Deed
    folder: Path
    made: Country
    child: Rehearsed
    tries: int = 0

    @classmethod
    @contextmanager
    def of(cls, deed: Deed, folder: Path) -> Iterator[Faults]:
        """Prepare the homes of a deed."""
        (folder / "made").mkdir(parents=True)
        made = make_country(folder / "made")
        prepare(made, deed)
        with rehearsed(made, deed, folder / "rehearsal") as child:
            yield cls(deed, folder, made, child)

    def points(self) -> list[Point]:
        """Do the deed once and return every point: each call on a file of ours, failing once and for ever.

        Where a disk gives several errors, the calls take them in turn.
        """
        log = self.folder / "calls"
        with self._copy() as country, self.child.doing(country) as process:
            said = self._traced(process, "-y", "-o", str(log), "-e", f"trace={','.join(ERRORS)}")
        if said != DONE:
            message = f"{self.deed.name} answered {said!r} though nothing failed"
            raise RuntimeError(message)
        return sorted(self._points_of(log.read_text("utf-8", "replace")))

    def _points_of(self, log: str) -> set[Point]:
        """Return the points of a log. `strace` counts the calls of each thread by itself, and so does this."""
        seen: Counter[tuple[str, str]] = Counter()
        found = set()
        for line in log.splitlines():
            call = _CALL.match(line)
            if call is None:
                continue
            thread, name, given = call.groups()
            seen[thread, name] += 1
            if str(self.folder) in given:
                number, errors = seen[thread, name], ERRORS[name]
                found |= {Point(name, number, errors[(number + ever) % len(errors)], ever) for ever in (False, True)}
        return found

    def fail_at(self, point: Point) -> list[str]:
        """Do the deed with this fault; return what is wrong afterwards. What fails once is done again at once."""
        with self._copy() as country:
            with self.child.doing(country) as process:
                said = [self._failing(process, point)]
                if said[0].startswith(TOLD):
                    said.append(self._failing(process, point._replace(number=1)) if point.for_ever else process.go())
            problems = [f"it broke: {answer}" for answer in said if not answer.startswith((DONE, TOLD))]
            if said[-1] != DONE and not point.for_ever:
                problems.append("it failed once, and could not be done again at once")
            problems += self.child.problems_after(country, said[-1])
            return [f"{self.deed.name}, {point}: {problem} (it answered {said})" for problem in problems]

    @contextmanager
    def _copy(self) -> Iterator[Country]:
        self.tries += 1
        folder = self.folder / f"try{self.tries}"
        try:
            yield self.made.copied(folder)
        finally:
            shutil.rmtree(folder)

    def _failing(self, process: Doing, point: Point) -> str:
        return self._traced(process, "-o", "/dev/null", "-e", f"trace={point.call}", "-e", point.inject())

    @staticmethod
    def _traced(process: Doing, *words: str) -> str:
        """Attach strace to the waiting process, let it do its deed, and return its answer."""
        command = ["strace", "-f", "-p", str(process.pid), *words]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            try:
                if tracer.stderr is None or "attached" not in tracer.stderr.readline():
                    message = "strace did not attach"
                    raise RuntimeError(message)
                return process.go()
            finally:
                tracer.terminate()


def _hear(pipe: Connection) -> str:
    if not pipe.poll(SECONDS):
        message = "no answer in time"
        raise RuntimeError(message)
    return os.read(pipe.fileno(), MOST).decode()
