"""Files in memory: a `FakeFiles` that keeps what a home keeps sealed, and a `FakeSource` that gives one."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from tipdesk.domain.errors import Distrust, Trouble, UserError
from tipdesk.services.file_store import HEAD_BYTES, LARGEST, Measured, TakenIn, Told, untold
from tipdesk.sync.part import PART_BYTES, part_count

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tipdesk.services.file_store import Source

_PIECE = 64 * 1024


@dataclass
class FakeSource:
    """A file that a test gives: `changes` says that it changed while it was read."""

    name: str
    content: bytes
    size: int = -1
    changes: bool = False
    done: int = 0

    @contextmanager
    def reading(self) -> Iterator[FakeSource]:
        """Give itself, unless it is a file that nobody takes."""
        self.size, self.done = len(self.content), 0
        if not self.content:
            raise UserError("empty-file", "The file “{path}” is empty.", path=self.name)
        if self.size > LARGEST:
            raise UserError("too-large", "The file “{path}” has 4 GB or more.", path=self.name)
        yield self
        if self.changes:
            raise UserError("file-changed", "The file “{path}” changed.", path=self.name)

    def read(self, most: int, /) -> bytes:
        """Return at most so many bytes more."""
        piece = self.content[self.done : self.done + most]
        self.done += len(piece)
        return piece


@dataclass
class FakeFiles:
    """The sealed files of a home that has no disk.

    `named` tells which content ids the store names; `is_kept` says that another process takes files in.
    """

    named: Callable[[Collection[bytes]], Collection[bytes]] = set
    held: dict[bytes, bytes] = field(default_factory=dict)
    is_kept: bool = False
    part_bytes: int = PART_BYTES
    under_way: dict[bytes, dict[int, bytes]] = field(default_factory=dict)
    _keys: count[int] = field(default_factory=lambda: count(1))

    @property
    def parts(self) -> FakeParts:
        return FakeParts(self.held, self.under_way, self.part_bytes)

    def keeping(self) -> AbstractContextManager[None]:
        return nullcontext()

    def measure(self, source: Source, told: Told = untold) -> Measured:
        content = _read(source, told)
        return Measured(hashlib.sha256(content).digest(), len(content), content[:HEAD_BYTES])

    def take_in(self, source: Source, told: Told = untold) -> TakenIn:
        content, key = _read(source, told), next(self._keys).to_bytes(32, "big")
        sealed = key_check(key) + crossed(key, content)
        content_id = hashlib.sha256(sealed).digest()
        self.held[content_id] = sealed
        digest, head = hashlib.sha256(content).digest(), content[:HEAD_BYTES]
        return TakenIn(digest, len(content), head, content_id, len(sealed), key)

    def is_here(self, content_id: bytes) -> bool:
        return content_id in self.held

    def sealed_size(self, content_id: bytes) -> int:
        return len(self._sealed(content_id))

    def read_sealed(self, content_id: bytes, offset: int, length: int) -> bytes:
        return self._sealed(content_id)[offset : offset + length]

    def is_whole(self, content_id: bytes) -> bool:
        return hashlib.sha256(self._sealed(content_id)).digest() == content_id

    @contextmanager
    def reading(self, content_id: bytes, key: bytes) -> Iterator[Iterator[bytes]]:
        sealed = self._sealed(content_id)
        if sealed[:32] != key_check(key):
            raise Distrust("age-no-match", "The sealed file was not sealed to this key.")
        if not self.is_whole(content_id):
            raise Distrust("age-payload", "The sealed file's content is damaged or was altered.")
        content = crossed(key, sealed[32:])
        yield iter([content[place : place + _PIECE] for place in range(0, len(content), _PIECE)])

    def write_out(self, content_id: bytes, key: bytes, digest: bytes, target: Path) -> None:
        with self.reading(content_id, key) as chunks:
            content = b"".join(chunks)
        if hashlib.sha256(content).digest() != digest:
            raise Distrust("file-altered", "This is not the file that was taken in.")
        try:
            target.write_bytes(content)
        except OSError as error:
            raise Trouble("file-unwritable", "“{path}” cannot be written.", path=target.name) from error

    def drop(self, content_id: bytes) -> None:
        self.parts.drop_parts(content_id)
        self.held.pop(content_id, None)

    def find_held(self) -> list[bytes]:
        return sorted(self.held)

    def sweep(self) -> int:
        if self.is_kept:
            return 0
        gone = self.held.keys() - set(self.named(self.find_held()))
        for content_id in gone:
            del self.held[content_id]
        for content_id in self.under_way.keys() - set(self.named(sorted(self.under_way))):
            self.parts.drop_parts(content_id)
        return len(gone)

    def _sealed(self, content_id: bytes) -> bytes:
        if content_id not in self.held:
            raise Trouble("file-not-here", "This file is not on this PC.")
        return self.held[content_id]


@dataclass
class FakeParts:
    """The parts under way to such a home."""

    held: dict[bytes, bytes]
    under_way: dict[bytes, dict[int, bytes]]
    part_bytes: int

    def keep_part(self, content_id: bytes, index: int, content: bytes) -> None:
        self.under_way.setdefault(content_id, {})[index] = content

    def parts_here(self, content_id: bytes) -> frozenset[int]:
        return frozenset(self.under_way.get(content_id, ()))

    def find_under_way(self) -> list[bytes]:
        return sorted(self.under_way)

    def put_together(self, content_id: bytes, sealed_size: int) -> bool:
        count, kept = part_count(sealed_size, self.part_bytes), self.under_way.get(content_id, {})
        if not kept.keys() >= set(range(count)):
            return False
        content = b"".join(kept[index] for index in range(count))
        self.drop_parts(content_id)
        if hashlib.sha256(content).digest() != content_id:
            raise Distrust("file-altered", "The parts of a file do not make the file that was recorded.")
        self.held[content_id] = content
        return True

    def drop_parts(self, content_id: bytes) -> None:
        self.under_way.pop(content_id, None)


def key_check(key: bytes) -> bytes:
    """Return what tells by which key a fake file opens."""
    return hashlib.sha256(b"check" + key).digest()


def _read(source: Source, told: Told) -> bytes:
    with source.reading() as given:
        content = b""
        while piece := given.read(_PIECE):
            content += piece
            told(len(content), given.size)
    return content


def crossed(key: bytes, content: bytes) -> bytes:
    """Return a content as a fake file keeps it under a key, or what it was of what is kept."""
    stream = hashlib.shake_256(key).digest(len(content))
    return bytes(one ^ other for one, other in zip(content, stream, strict=True))
