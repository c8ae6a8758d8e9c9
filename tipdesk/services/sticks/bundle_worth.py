"""What the beginning of a bundle says: signed by a key that is known here, behind a header that one signed, or neither.

Promises that nothing is opened or decrypted for it: the signature over the outer header is all that is asked.
"""

from collections.abc import Callable, Collection

from tipdesk.domain.errors import Distrust
from tipdesk.services.sticks.worth import MARK_BYTES, Sifted, Worth, altered, stray
from tipdesk.sync.envelope import Verifier
from tipdesk.sync.trust import admit


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
