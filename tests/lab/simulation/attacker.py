"""Somebody who keeps everything that was ever sent: what they hold, and what they can make of it without a key.

What they write themselves bears a signature that was made for something else. Whatever travels passes through their
hands: bundles, receipts, proofs, keysets, down-bundles, fetch documents, enrolment requests and grants. What they do
with it, and what must hold then, is in `attacks`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tipdesk.sync.document import FETCH, RECEIPT, Fetch, Receipt, read_payload
from tipdesk.sync.envelope import DOCUMENT_MAGIC, SIGNATURE_BYTES, is_document, is_kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from tests.lab.simulation.sites import Site
    from tipdesk.services.sync.enrolment import Enrolment


@dataclass
class Asked:
    """A request of a PC, the turn in which it was made, and its digits."""

    site: Site
    turn: int
    enrolment: Enrolment


@dataclass
class Attacker:
    """What they hold. `given`: receipts that headquarters gave; `answered`: of each PC, the turn of its last answer.

    `questions`: fetch documents in the order in which they were made; `met`: of each log, the last that was answered.
    """

    kept: dict[bytes, None] = field(default_factory=dict)
    given: set[bytes] = field(default_factory=set)
    requests: list[Asked] = field(default_factory=list)
    grants: list[bytes] = field(default_factory=list)
    taken: set[bytes] = field(default_factory=set)
    answered: dict[bytes, int] = field(default_factory=dict)
    questions: dict[bytes, int] = field(default_factory=dict)
    met: dict[tuple[bytes, bytes], int] = field(default_factory=dict)
    turn: int = 0

    def hear(self, contents: Iterable[bytes]) -> None:
        """Keep what passes."""
        for content in contents:
            self.kept[content] = None
            if is_document(content) and is_kind(content, FETCH):
                self.questions.setdefault(content, len(self.questions))

    def hear_answer(self, contents: Iterable[bytes]) -> None:
        """Keep what headquarters itself has just said."""
        told = list(contents)
        self.hear(told)
        self.given |= {content for content in told if is_document(content) and is_kind(content, RECEIPT)}

    def is_over(self, question: bytes) -> bool:
        """Note that headquarters has answered a question; tell whether it had answered a later one of that log."""
        said, turn = read_payload(question, FETCH, Fetch)[0], self.questions.get(question, -1)
        last = self.met.get((said.device, said.log), -1)
        self.met[said.device, said.log] = max(turn, last)
        return turn < last

    def forget_what_was_lost(self) -> None:
        """Headquarters was put back from a copy: it cannot know what it answered since, nor a grant nobody took in."""
        self.answered.clear()
        self.met.clear()
        self.grants = [grant for grant in self.grants if grant in self.taken]


def splice(dice: Random, first: bytes, second: bytes) -> bytes:
    """Return the body of one thing with the signature of another, or the beginning of one and the end of another."""
    if is_document(first) and is_document(second) and dice.randrange(3):
        return first[:-SIGNATURE_BYTES] + second[-SIGNATURE_BYTES:]
    cut = dice.randrange(1, len(first))
    return first[:cut] + second[min(cut, len(second)) :]


def kind_of(content: bytes) -> bytes:
    """Return what a document calls itself, nothing for a bundle."""
    start = len(DOCUMENT_MAGIC) + 1
    end = start + int.from_bytes(content[start - 1 : start], "big")
    return content[start:end] if is_document(content) else b""


@dataclass
class FakeCopiedHand:
    """Writes under whatever it signs the signature that it has copied."""

    copied: bytes
    public: bytes = b""

    def sign(self, _message: bytes) -> bytes:
        return self.copied


def receipt_in(content: bytes) -> Receipt:
    """Return what a receipt says."""
    return read_payload(content, RECEIPT, Receipt)[0]
