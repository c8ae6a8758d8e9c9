"""What the beginning of a file on a stick says of the whole of it: signed by somebody known here, or a stray.

Of a bundle nothing is opened or decrypted for that: the signature over its outer header is all that is asked. Asking
who signed a document is left to `sift_arrivals` and `receive_stick`, the reading to `sifting`.
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.sync.envelope import Verifier
from tipdesk.sync.trust import admit

MARK_BYTES: Final = 8
"""So much of a mark tells whether something was read before: whoever could make two alike would have to sign both."""


class Sifted(Enum):
    """What is done with a file. `DOUBT`: read after all others, and few of them: a document may be ours in part."""

    TAKE = 0
    DOUBT = 1
    STRAY = 2
    LEAVE = 3


@dataclass(frozen=True, slots=True)
class Worth:
    """What the beginning of a file says. `reason`, `message`: of a stray, the code and words of its refusal.

    `mark`: SHA-256 of everything after the first `start` bytes, as it was signed; empty where nobody says so.
    `is_later`: it was read the last time, when not all could be.
    """

    sifted: Sifted
    reason: str = ""
    message: str = ""
    mark: bytes = b""
    start: int = 0
    is_later: bool = False

    def is_whole(self, content: bytes) -> bool:
        """Tell whether a content is what was signed."""
        return not self.mark or hashlib.sha256(memoryview(content)[self.start :]).digest() == self.mark


Sift = Callable[[bytes, int], Worth]
"""(the first `HEAD_BYTES` of a file, its size) -> what it is worth."""


def take_all(_head: bytes, _size: int) -> Worth:
    """Take everything: where whoever reads judges all the same, and nothing else can lie there."""
    return Worth(Sifted.TAKE)


def document_mark(document: bytes) -> bytes:
    """Return the mark of a document that was read whole."""
    return hashlib.sha256(document).digest()


def stray(refusal: Distrust) -> Worth:
    """Return the worth of what nobody known here signed."""
    return Worth(Sifted.STRAY, refusal.code, refusal.template)


def altered(worth: Worth) -> Worth:
    """Return the worth of what stands behind a header that somebody known signed, and is not what was signed."""
    words = _("This bundle is incomplete or was altered on its way.")
    return replace(worth, sifted=Sifted.STRAY, reason="altered", message=words, is_later=False)


def bundle_worth(
    head: bytes, size: int, key_of: Callable[[bytes], bytes | None], verify: Verifier, before: Collection[bytes]
) -> Worth:
    """Return what a bundle is worth where these keys are known. `before`: beginnings of the marks read before."""
    try:
        outer, rest = admit(head, key_of, verify)
    except Distrust as refusal:
        return stray(refusal)
    start = len(head) - len(rest)
    worth = Worth(Sifted.TAKE, mark=outer.digest, start=start, is_later=outer.digest[:MARK_BYTES] in before)
    return worth if size == start + outer.length else altered(worth)
