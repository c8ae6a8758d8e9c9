"""What the beginning of a file on a stick says of the whole: it is signed by somebody known here, or it is a stray.

Nothing of a bundle is opened or decrypted for that; only the signature over its outer header is checked. Who signed a
document is asked in `sift_arrivals` and `receive_stick`.
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
"""How many bytes of a mark are remembered of what was read before: whoever made two alike would have to sign both."""


class Sifted(Enum):
    """What is done with a file.

    `DOUBT` is read after all others, and only a few of them are, since a document may be ours in part.
    """

    TAKE = 0
    DOUBT = 1
    STRAY = 2
    LEAVE = 3


@dataclass(frozen=True, slots=True)
class Worth:
    """What the beginning of a file says of it.

    For a stray, `reason` and `message` are the code and the words of its refusal. `mark` is the SHA-256 of everything
    after the first `start` bytes, as it was signed; empty where no signature says so. `is_later` says that it was read
    the last time, when not everything could be.
    """

    sifted: Sifted
    reason: str = ""
    message: str = ""
    mark: bytes = b""
    start: int = 0
    is_later: bool = False

    def is_whole(self, content: bytes) -> bool:
        """Tell whether these bytes are exactly what was signed."""
        return not self.mark or hashlib.sha256(memoryview(content)[self.start :]).digest() == self.mark


Sift = Callable[[bytes, int], Worth]
"""Takes the first `HEAD_BYTES` of a file and its size, and returns what the file is worth."""


def take_all(_head: bytes, _size: int) -> Worth:
    """Take everything, where the reader judges anyway and nothing else can lie there."""
    return Worth(Sifted.TAKE)


def document_mark(document: bytes) -> bytes:
    """Return the mark of a document that was read whole."""
    return hashlib.sha256(document).digest()


def stray(refusal: Distrust) -> Worth:
    """Return the worth of something that nobody known here has signed."""
    return Worth(Sifted.STRAY, refusal.code, refusal.template)


def altered(worth: Worth) -> Worth:
    """Return the worth of a file whose header somebody known signed, but whose content is not what was signed."""
    words = _("This bundle is incomplete or was altered on its way.")
    return replace(worth, sifted=Sifted.STRAY, reason="altered", message=words, is_later=False)


def bundle_worth(
    head: bytes, size: int, key_of: Callable[[bytes], bytes | None], verify: Verifier, before: Collection[bytes]
) -> Worth:
    """Return what a bundle is worth to somebody who knows these keys.

    `size` is that of the whole file, and `before` are the beginnings of the marks read before.
    """
    try:
        outer, rest = admit(head, key_of, verify)
    except Distrust as refusal:
        return stray(refusal)
    start = len(head) - len(rest)
    worth = Worth(Sifted.TAKE, mark=outer.digest, start=start, is_later=outer.digest[:MARK_BYTES] in before)
    return worth if size == start + outer.length else altered(worth)
