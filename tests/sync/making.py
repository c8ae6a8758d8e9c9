"""Logs, bundles and their parts as tests want them: chained as a store chains them, signed by any keys."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change, Head
from tipdesk.domain.schema import Scope
from tipdesk.sync.bundle import DOWN, ENTRY, UP, VERSION, Inner, Item, LogTable, Salt, seal_bundle, write_content
from tipdesk.sync.codec import (
    body_hash,
    encode_body,
    encode_head,
    first_down_hash,
    first_hash,
    next_down_hash,
    next_hash,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tipdesk.services.link_desk import Keys
    from tipdesk.sync.envelope import Signer

ACTOR, CASE, ROW = b"a" * 16, b"c" * 16, b"r" * 16
AT = 1_795_000_000_000


def salt_of(key: bytes) -> bytes:
    """Return the salt of a scope in these tests."""
    return hashlib.sha256(b"salt" + key).digest()


@dataclass
class Written:
    """One log as its author keeps it. `hashes[n]`: h of entry n."""

    device: bytes
    log: bytes = b"l" * 16
    items: list[Item] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hashes = [first_hash(self.device, self.log)]

    def save(self, text: str, *, redacted: bool = False) -> None:
        """Write one entry that sets one field of a row."""
        seq = len(self.items) + 1
        head = encode_head(Head(seq, AT + seq, -240, ACTOR, Scope.CASE, CASE, 1))
        body = encode_body([Change(12, ROW, {3: text}, {})], None, lambda _log: 0)
        hashed = body_hash(salt_of(CASE), self.log, seq, body)
        self.items.append(Item(ENTRY, 0, head, None if redacted else body, hashed if redacted else None))
        self.hashes.append(next_hash(self.hashes[-1], head, hashed))

    def inner(self, first: int, last: int) -> Inner:
        """Return the inner header of a stretch."""
        return Inner(
            version=VERSION,
            kind=UP,
            device=self.device,
            logs=(LogTable(self.log, self.device, (self.log,)),),
            log=self.log,
            first=first,
            last=last,
            prev=self.hashes[first - 1],
            head=self.hashes[last],
            schema=1,
        )

    def content(self, signer: Signer, first: int, last: int, salts: Sequence[Salt] | None = None) -> bytes:
        """Return the plaintext of a stretch."""
        return write_content(
            self.inner(first, last), signer, self.salts() if salts is None else salts, self.items[first - 1 : last]
        )

    def bundle(self, keys: Keys, recipients: Sequence[str], first: int, last: int) -> bytes:
        """Return the file of a stretch."""
        return seal_bundle(self.content(keys.signer, first, last), self.device, keys.signer, keys.sealer(recipients))

    def salts(self) -> tuple[Salt, ...]:
        """Return the one salt that the entries need."""
        return (Salt(int(Scope.CASE), CASE, salt_of(CASE)),)

    def down(self, addressee: bytes, first: int = 1, prev: bytes | None = None) -> tuple[Inner, list[Item]]:
        """Return the whole log as a stretch of somebody's down-log."""
        start = prev or first_down_hash(addressee)
        chained = start
        for seq, item in enumerate(self.items, 1):
            hashed = item.body_hash or body_hash(salt_of(CASE), self.log, seq, item.body or b"")
            chained = next_down_hash(chained, item.kind, self.log, seq, item.head, hashed)
        inner = Inner(
            version=VERSION,
            kind=DOWN,
            device=addressee,
            logs=(LogTable(self.log, self.device, (self.log,)),),
            log=b"",
            first=first,
            last=first + len(self.items) - 1,
            prev=start,
            head=chained,
            schema=1,
        )
        return inner, self.items


def written(device: bytes, count: int, log: bytes = b"l" * 16) -> Written:
    """Return a log with so many entries."""
    made = Written(device, log)
    for number in range(count):
        made.save(f"entry {number}")
    return made
