"""The ways between a post and headquarters: a wire that drops, and sticks that are lost, copied, old, full of others'.

Promises the carrier's contract and nothing more: what is dropped is dropped before or after the other end has acted,
and a stick keeps no order.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.services.headquarters.intake.inbox import open_inbox
from tipdesk.services.sticks.sifting import HEAD_BYTES, Sieve
from tipdesk.services.sticks.stick import BUNDLE, FETCH, RECEIPT
from tipdesk.services.sticks.worth import take_all
from tipdesk.services.sync.carrier import ENDLESS, Cancelled, Step, never, no_step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from random import Random

    from tests.lab.simulation.attacker import Attacker
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.services.sticks.worth import Sift


@dataclass
class Wire:
    """A wire to headquarters. `drops`: of a hundred calls, how many break before, or after, the far end has acted.

    `heard`: who listens.
    """

    headquarters: LinkDesk
    dice: Random
    drops: int = 0
    refusals: list[str] = field(default_factory=list)
    answers_later: bool = False
    heard: Attacker | None = None

    def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> bytes:
        if self.heard is not None:
            self.heard.hear([bundle])
        self._drop()
        try:
            receipt = open_inbox(self.headquarters).receive(bundle)
        except Distrust as refusal:
            self.refusals.append(refusal.code)
            raise
        if self.heard is not None:
            self.heard.hear_answer([receipt])
        self._drop()
        return receipt

    def room_left(self) -> int:
        return ENDLESS

    def lies(self, name: str) -> bool:
        return False

    def collect(
        self, fetch: bytes, step: Step = no_step, cancelled: Cancelled = never, sift: Sift = take_all
    ) -> Iterator[bytes]:
        if self.heard is not None:
            self.heard.hear([fetch])
        self._drop()
        found = open_inbox(self.headquarters).fetch(fetch).blobs
        if self.heard is not None:
            self.heard.hear_answer(found)
            self.heard.is_over(fetch)
        self._drop()
        yield from found

    def sieves(self) -> Sequence[Sieve]:
        return ()

    def receipted(self, names: Collection[str]) -> None:
        """Nothing waits on a wire."""

    def taken(self, collected: Collection[bytes]) -> None:
        """Nothing waits on a wire."""

    def close(self) -> None:
        """Nothing is held."""

    def _drop(self) -> None:
        if self.dice.randrange(100) < self.drops:
            raise Trouble("no-link", "The link is gone.")


@dataclass
class Stick:
    """What lies on a stick, by file name; at headquarters it is this. `heard`: who copies it."""

    dice: Random
    files: dict[str, bytes] = field(default_factory=dict)
    drops: int = 0
    heard: Attacker | None = None

    def sieve(self, suffix: str, sift: Sift = take_all) -> Sieve:
        """Meet the files with a suffix, in any order."""
        names = sorted(name for name in self.files if name.endswith(suffix))
        self.arrange(names)
        sieve = Sieve(sift, self.files.get, self._digest)
        for number, name in enumerate(names):
            content = self.files[name]
            sieve.meet(name, len(content), number, content[:HEAD_BYTES])
        return sieve

    def arrange(self, names: list[str]) -> None:
        """Put names in the order in which they were left there."""
        self.dice.shuffle(names)

    def _digest(self, name: str) -> bytes | None:
        return hashlib.sha256(self.files[name]).digest() if name in self.files else None

    def put(self, content: bytes, suffix: str) -> str:
        name = hashlib.sha256(content).hexdigest()[:20] + suffix
        self.write(name, content)
        return name

    def write(self, name: str, content: bytes) -> None:
        self.pull_out()
        self.files[name] = content
        if self.heard is not None:
            self.heard.hear_answer([content])

    def room_left(self) -> int:
        return ENDLESS

    def lies(self, name: str) -> bool:
        return name in self.files

    def remove(self, name: str) -> None:
        self.files.pop(name, None)

    def pull_out(self) -> None:
        """Sometimes a stick is pulled out in the middle."""
        if self.dice.randrange(100) < self.drops:
            raise Trouble("stick-gone", "The stick is gone.")


@dataclass
class StickCarrier:
    """The same stick as a post sees it."""

    stick: Stick
    device: bytes
    own: set[str] = field(default_factory=set)
    answers_later: bool = True
    held_back: list[Sieve] = field(default_factory=list)

    def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> None:
        self.stick.pull_out()
        self.stick.files[name + BUNDLE] = bundle
        self.own.add(name + BUNDLE)

    def room_left(self) -> int:
        return self.stick.room_left()

    def lies(self, name: str) -> bool:
        return self.stick.lies(name + BUNDLE)

    def collect(
        self, fetch: bytes, step: Step = no_step, cancelled: Cancelled = never, sift: Sift = take_all
    ) -> Iterator[bytes]:
        self.stick.files[self.device.hex() + FETCH] = fetch
        if self.stick.heard is not None:
            self.stick.heard.hear([fetch])
        self.held_back = [self.stick.sieve(suffix, sift) for suffix in (RECEIPT, BUNDLE)]
        found = [content for sieve in self.held_back for _one, content in sieve.read() if content is not None]
        self.stick.pull_out()
        yield from found

    def sieves(self) -> Sequence[Sieve]:
        return self.held_back

    def receipted(self, names: Collection[str]) -> None:
        for name in names:
            self.stick.remove(name + BUNDLE)

    def taken(self, collected: Collection[bytes]) -> None:
        for name in [name for name, content in self.stick.files.items() if content in collected]:
            self.stick.remove(name)

    def close(self) -> None:
        """Nothing is held."""
