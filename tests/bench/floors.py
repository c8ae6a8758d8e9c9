"""What our push is compared with: PouchDB on LevelDB, SQLite's session extension, git bundles, on the same changes.

Promises, for each, changes a second from one end to the other and bytes a change; None where the program that does it
is absent here. Only carrying and taking in is timed, not how the changes came to be at the first end.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.session_floor import find_library, run_session
from tests.bench.timing import timed
from tipdesk.domain.records import BY_NAME
from tipdesk.sync.codec import decode_raw_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tipdesk.services.ledger import Arrival

ROOT = Path(__file__).parents[2]
NODE_MODULES = [ROOT / "build" / "node" / name / "node_modules" for name in ("pouchdb", "express-pouchdb", "express")]
_PERSON = BY_NAME["Person"]


@dataclass(frozen=True)
class Carried:
    """What carrying one kind of changes came to: changes a second, in the quickest run and usually, and bytes."""

    rate: float
    usual: float
    bytes_each: float


Run = tuple[str, float, int, int]
"""One kind of changes carried once: kind, seconds, changes, bytes."""

Figures = dict[str, Carried]
"""By kind: "inserts" and "updates"."""


@dataclass(frozen=True)
class Round:
    """The same changes as our bundles carry: people inserted, then one field of each updated."""

    inserts: Sequence[Arrival]
    updates: Sequence[Arrival]

    def documents(self) -> dict[str, list[dict[str, object]]]:
        """Return them as documents with ids."""
        return {
            "inserts": [_document(one) for one in self.inserts],
            "updates": [_document(one) for one in self.updates],
        }


def _document(arrival: Arrival) -> dict[str, object]:
    _reason, changes = decode_raw_body(arrival.entry.body or b"")
    _record, row, fields, _replaces = changes[0]
    return {"_id": row.hex(), **{_PERSON.by_number[number].name: value for number, value in fields.items()}}


class PouchDB:
    """PouchDB and its own server over HTTP: processes that wait between rounds, so that ours and theirs alternate.

    Absent without node or without the packages: `carry` then does nothing and `runs` stays empty.
    """

    def __init__(self, folder: Path) -> None:
        self.runs: list[Run] = []
        self._changes, self._process = folder / "changes.json", None
        node = shutil.which("node")
        if node is not None and all(one.is_dir() for one in NODE_MODULES):
            folder.mkdir()
            self._process = subprocess.Popen(
                [node, str(Path(__file__).with_name("pouchdb.js")), str(folder)],
                env={**os.environ, "NODE_PATH": os.pathsep.join(map(str, NODE_MODULES))},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )

    def carry(self, one: Round) -> None:
        """Replicate one round. RuntimeError when it did not come through."""
        if self._process is None:
            return
        self._changes.write_text(json.dumps(one.documents()), encoding="utf-8")
        asked, told = self._process.stdin, self._process.stdout
        print(self._changes, file=asked, flush=True)
        line = told.readline() if told else ""
        if not line:
            message = "PouchDB did not replicate"
            raise RuntimeError(message)
        self.runs += [(run["kind"], run["seconds"], run["changes"], run["bytes"]) for run in json.loads(line)]

    def close(self) -> None:
        """End both processes."""
        if self._process is not None:
            self._process.communicate(timeout=60)

    def figures(self) -> Figures | None:
        """Return what all rounds came to."""
        return _figures(self.runs) if self.runs else None


def session(folder: Path, rounds: Sequence[Round]) -> Figures | None:
    """Carry changesets of SQLite's session extension between two plain files; None where SQLite lacks it."""
    library = find_library()
    if library is None:
        return None
    folder.mkdir()
    return _figures(run_session(library, folder, [one.documents() for one in rounds]))


def git(folder: Path, rounds: Sequence[Round]) -> Figures | None:
    """Carry one commit a change with a git bundle; None without git."""
    program = shutil.which("git")
    if program is None:
        return None
    folder.mkdir()
    repository = _Git(program, folder)
    runs: list[Run] = []
    for one in rounds:
        documents = one.documents()
        runs += [(kind, *repository.carry(documents[kind])) for kind in ("inserts", "updates")]
    return _figures(runs)


class _Git:
    """Two bare repositories and the bundle between them."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._source, self._target, self._bundle = folder / "source.git", folder / "target.git", folder / "bundle"
        self._kept: dict[str, dict[str, object]] = {}
        self._mark = ""
        for repository in (self._source, self._target):
            self._run("init", "--quiet", "--bare", str(repository))

    def carry(self, documents: Sequence[dict[str, object]]) -> tuple[float, int, int]:
        """Commit each document, bundle what is new, fetch it at the other end: seconds, changes, bytes."""
        self._run("-C", str(self._source), "fast-import", "--quiet", stdin=self._stream(documents))
        since = [f"^{self._mark}"] if self._mark else []
        self._mark = self._run("-C", str(self._source), "rev-parse", "main").strip()
        seconds = timed(
            lambda: self._run("-C", str(self._source), "bundle", "create", "-q", self._bundle, "main", *since)
        )
        seconds += timed(lambda: self._run("-C", str(self._target), "fetch", "-q", self._bundle, "+main:main"))
        return seconds, len(documents), self._bundle.stat().st_size

    def _stream(self, documents: Sequence[dict[str, object]]) -> bytes:
        parts = []
        for number, one in enumerate(documents):
            name = str(one["_id"])
            self._kept[name] = {**self._kept.get(name, {}), **one}
            content = json.dumps(self._kept[name], indent=0).encode()
            begun = b"from refs/heads/main^0\n" if number == 0 and self._mark else b""
            parts += [
                b"commit refs/heads/main\ncommitter Bench <bench@invalid> %d +0000\n" % (1_795_000_000 + number),
                b"data 0\n%sM 100644 inline %s/%s\n" % (begun, name[-2:].encode(), name.encode()),
                b"data %d\n%s\n" % (len(content), content),
            ]
        return b"".join(parts)

    def _run(self, *words: str | Path, stdin: bytes = b"") -> str:
        done = subprocess.run([self._program, *words], input=stdin, capture_output=True, check=True, timeout=300)
        return done.stdout.decode()


def _figures(runs: Sequence[Run]) -> Figures:
    found = {}
    for kind in ("inserts", "updates"):
        own = [(changes / seconds, size / changes) for name, seconds, changes, size in runs if name == kind]
        rates = [rate for rate, _each in own]
        found[kind] = Carried(max(rates), median(rates), median(each for _rate, each in own))
    return found
