"""Makes one system call of a real deed fail, once or from then on, by `strace`, at every place where it is called.

Promises the real library on a real file system: the calls of SQLCipher, of the head, the slots and the stick alike. A
rehearsal counts the calls; only those on files of the homes and the stick are failed. What the process answers is held
against what the home says when it is opened again.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tests.lab.faults.child import GO, READY, do_deed
from tests.lab.faults.deeds import prepare, problems_after
from tests.lab.homes import Country, make_country

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path

    from tests.lab.faults.deeds import Deed

ERRORS = {
    "openat": "EIO",
    "pread64": "EIO",
    "read": "EIO",
    "pwrite64": "EIO",
    "write": "ENOSPC",
    "fsync": "EIO",
    "fdatasync": "EIO",
    "ftruncate": "EIO",
    "rename": "EIO",
    "unlink": "EIO",
}
READY_SECONDS, ANSWER_SECONDS = 60, 60
_CALL = re.compile(r"^\d+ +(\w+)\((.*)$")
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.lab.kill.preload"])


class Point(NamedTuple):
    """One call that fails: the number-th call of this name, or (`for_ever`) that one and all after it."""

    call: str
    number: int
    for_ever: bool

    def inject(self) -> str:
        """Return what strace is told."""
        return f"inject={self.call}:error={ERRORS[self.call]}:when={self.number}{'+' if self.for_ever else ''}"


@cache
def why_not() -> str:
    """Return why no call can be made to fail here, empty where it can."""
    if not sys.platform.startswith("linux") or shutil.which("strace") is None:
        return "making system calls fail takes strace on Linux"
    tried = subprocess.run(["strace", "-e", "trace=none", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "no process may be traced here"


@dataclass
class Faults:
    """One deed, its prepared homes, and a folder in which every try gets a copy of them."""

    deed: Deed
    folder: Path
    made: Country
    tries: int = 0

    @classmethod
    def of(cls, deed: Deed, folder: Path) -> Faults:
        """Prepare the homes of a deed."""
        (folder / "made").mkdir(parents=True)
        made = make_country(folder / "made")
        prepare(made, deed)
        return cls(deed, folder, made)

    def points(self) -> list[Point]:
        """Rehearse the deed and return every point: each call on a file of ours, failing once and for ever."""
        log = self.folder / "calls"
        with self._copy("rehearsal") as country, self._child(country) as (process, pipe):
            said = self._traced(process.pid or 0, pipe, "-y", "-o", str(log), "-e", f"trace={','.join(ERRORS)}")
        if said != "done":
            message = f"the rehearsal of {self.deed.name} answered {said!r}"
            raise RuntimeError(message)
        seen: dict[str, int] = {}
        found = []
        for line in log.read_text("utf-8", "replace").splitlines():
            call = _CALL.match(line)
            if call is None:
                continue
            seen[call[1]] = seen.get(call[1], 0) + 1
            if str(self.folder) in call[2]:
                found += [Point(call[1], seen[call[1]], for_ever) for for_ever in (False, True)]
        return found

    def fail_at(self, point: Point) -> list[str]:
        """Do the deed with this fault; return what is wrong afterwards."""
        self.tries += 1
        with self._copy(f"try{self.tries}") as country:
            with self._child(country) as (process, pipe):
                said = self._traced(
                    process.pid or 0, pipe, "-o", "/dev/null", "-e", f"trace={point.call}", "-e", point.inject()
                )
            answers = said.split("; ")
            problems = [f"it broke: {answer}" for answer in answers if not answer.startswith(("done", "told"))]
            if answers[-1] != "done" and not point.for_ever:
                problems.append("it failed once, and could not be done again at once")
            problems += problems_after(country, self.deed, answers[-1])
            return [f"{self.deed.name}, {point}: {problem} (it answered {said!r})" for problem in problems]

    @contextmanager
    def _copy(self, name: str) -> Iterator[Country]:
        folder = self.folder / name
        shutil.copytree(self.made.stick.parent, folder)
        try:
            yield Country(
                replace(self.made.headquarters, folder=folder / "headquarters"),
                replace(self.made.post, folder=folder / "post"),
                folder / "stick",
            )
        finally:
            shutil.rmtree(folder)

    @contextmanager
    def _child(self, country: Country) -> Iterator[tuple[multiprocessing.process.BaseProcess, Connection]]:
        ours, theirs = _processes.Pipe(duplex=True)
        with self._copy(f"{country.stick.parent.name}-rehearsed") as other:
            rehearsed = (self.deed.home(other), other.stick)
            process = _processes.Process(
                target=do_deed,
                args=(self.deed.home(country), country.stick, self.deed.name, *rehearsed, theirs),
                daemon=True,
            )
            process.start()
            theirs.close()
            try:
                yield process, ours
            finally:
                process.kill()
                process.join()
                ours.close()

    def _traced(self, pid: int, pipe: Connection, *words: str) -> str:
        """Attach strace to the waiting process, give the word, and return its answer."""
        _hear(pipe, READY_SECONDS, READY.decode())
        with subprocess.Popen(["strace", "-f", "-p", str(pid), *words], stderr=subprocess.PIPE, text=True) as tracer:
            try:
                if tracer.stderr is None or "attached" not in tracer.stderr.readline():
                    message = "strace did not attach"
                    raise RuntimeError(message)
                _say(pipe, GO)
                return _hear(pipe, ANSWER_SECONDS)
            finally:
                tracer.terminate()


def _say(pipe: Connection, word: bytes) -> None:
    os.write(pipe.fileno(), word)


def _hear(pipe: Connection, seconds: int, wanted: str = "") -> str:
    if not pipe.poll(seconds):
        return "nothing"
    said = os.read(pipe.fileno(), 4096).decode()
    if wanted and said != wanted:
        message = f"the child said {said!r} and not {wanted!r}"
        raise RuntimeError(message)
    return said
