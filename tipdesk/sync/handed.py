"""A case that goes from post to post by stick: several signed stretches in one envelope, each of which proves itself.

```
handed = u16 [version, "handed"] { u32 stretch }*        stretch = what is inside a bundle (`bundle`)
```
The first stretch is the giving device's own word: the entries of the case from its own logs, chained from
SHA-256("tipdesk handed v1" ‖ device ‖ case) and signed by that device. The others are what that device was given
itself: stretches of its down-log as headquarters signed them, and what an earlier post handed to it, as that one signed
it. So nobody vouches for what somebody else wrote. What such a stretch has of other cases is *hidden*: the chain needs
only the digest of an item and the hash of its body, and neither can be guessed back.

A hidden item travels as an item whose head is the digest. Which keys are believed, and who may hand over what, is
decided in `services/sync/handed`.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.texts import _
from tipdesk.sync.bundle import DOWN, ENTRY, HANDED, HIDDEN, VERSION, Bundle, Item, read_content
from tipdesk.sync.codec import DECODE_FAULTS, first_handed_hash, item_digest, next_item_hash
from tipdesk.sync.limits import LIMITS
from tipdesk.sync.trust import Proved, SaltKey, prove_items

MOST_STRETCHES = 2_000
_DIGEST_BYTES = 32


_encoder = msgspec.msgpack.Encoder()
_digest_decoder = msgspec.msgpack.Decoder(bytes)
_MARK = _encoder.encode((VERSION, HANDED))
_OPENING = len(_MARK).to_bytes(2, "big") + _MARK


def hidden_item(digest: bytes, hashed_body: bytes) -> Item:
    """Return the item that stands for one of which the receiver learns nothing."""
    return Item(HIDDEN, 0, _encoder.encode(digest), None, hashed_body)


def write_handed(stretches: Sequence[bytes]) -> bytes:
    """Return the plaintext that carries these stretches, each written as the content of a bundle.

    Raises UserError `too-much-to-hand` where it would grow over the limit of a bundle.
    """
    plain = _OPENING + b"".join(len(one).to_bytes(4, "big") + one for one in stretches)
    if len(plain) > LIMITS.plaintext or len(stretches) > MOST_STRETCHES:
        raise UserError(
            "too-much-to-hand",
            _("More is written in this case than can go to another post directly. Hand it over through headquarters."),
        )
    return plain


def is_handed(plaintext: bytes) -> bool:
    """Tell whether what was inside an envelope says that it goes from post to post; nothing is believed yet."""
    return plaintext.startswith(_OPENING)


def read_handed(plaintext: bytes) -> tuple[Bundle, ...]:
    """Return the stretches, the giver's own first, none of them believed yet.

    Raises Distrust `bad-bundle` for any byte that does not belong there, and `other-case` where they are not all of the
    one case that the first names.
    """
    found = []
    for content in _cut(plaintext):
        stretch = read_content(content)
        if stretch.inner.kind not in (HANDED, DOWN):
            raise _refusal()
        found.append(stretch)
    if not found or found[0].inner.kind != HANDED:
        raise _refusal()
    if any(one.inner.kind == HANDED and one.inner.log != found[0].inner.log for one in found):
        raise _other_case()
    return tuple(found)


def prove_stretch(bundle: Bundle, case: bytes, salts: Mapping[SaltKey, bytes]) -> list[Proved]:
    """Return the entries that a stretch shows, each proved against the chain that its signed header commits to.

    Raises Distrust `broken-chain`, `bad-entry`, `salt-missing`, or `other-case` where an entry is of another case.
    """
    inner = bundle.inner
    is_whole = inner.first >= 1 and inner.last - inner.first + 1 == len(bundle.items)
    if inner.kind == HANDED:
        is_whole &= inner.first == 1 and inner.prev == first_handed_hash(inner.device, case)
    shown = [item for item in bundle.items if item.kind == ENTRY]
    proved = prove_items(shown, inner.logs, salts)
    chained, coming = inner.prev, iter(proved)
    for item in bundle.items:
        if item.kind == ENTRY:
            one = next(coming)
            digest, hashed = item_digest(ENTRY, one.log, one.head.seq, item.head), one.body_hash
        else:
            digest, hashed = hidden_parts(item)
        chained = next_item_hash(chained, digest, hashed)
    if not is_whole or chained != inner.head:
        raise Distrust("broken-chain", _("The entries of this bundle do not follow each other."))
    if any(one.head.case != case for one in proved):
        raise _other_case()
    return proved


def hidden_parts(item: Item) -> tuple[bytes, bytes]:
    """Return what a hidden item says: the digest of the item, and the hash of its body.

    Raises Distrust `bad-bundle` where it is none.
    """
    try:
        digest = _digest_decoder.decode(item.head)
    except DECODE_FAULTS as error:
        raise _refusal() from error
    if item.kind != HIDDEN or item.body is not None or item.body_hash is None or len(digest) != _DIGEST_BYTES:
        raise _refusal()
    return digest, item.body_hash


def _cut(plaintext: bytes) -> Iterator[bytes]:
    """Yield the contents of the stretches; raises Distrust `bad-bundle` where the bytes do not end with the last."""
    place, count = len(_OPENING), 0
    while place < len(plaintext):
        start = place + 4
        end = start + int.from_bytes(plaintext[place:start], "big")
        count += 1
        if end > len(plaintext) or start > len(plaintext) or count > MOST_STRETCHES:
            raise _refusal()
        yield plaintext[start:end]
        place = end


def _refusal() -> Distrust:
    return Distrust("bad-bundle", _("This file is not a TIPdesk bundle, or it has been damaged."))


def _other_case() -> Distrust:
    return Distrust("other-case", _("This hand-over brings entries of another case than the one that it names."))
