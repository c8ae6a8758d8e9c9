"""What of a stick a post reads: what headquarters signed for it, then the few things that may be of headquarters.

What waits for other PCs of a shared stick is left alone; what another post put there is tried, for it may hand a case
over to this one (`handed/take_handed`). What nobody known here signed takes the place of nothing.
Two things are doubtful and still read: a document that names this PC but bears an unknown key, which may tell that
either end was put back from a backup (`take_arrival`), and a keyset under another root, which people must compare.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from tipdesk.domain.errors import Distrust
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.directory.known_devices import find_devices
from tipdesk.services.from_headquarters import former_sign_keys, get_keyset
from tipdesk.services.link_desk import LinkDesk, device_of
from tipdesk.services.quarantine.keep_refused import Proof, prove_bundle
from tipdesk.services.sticks.read_before import get_read_before
from tipdesk.services.sticks.worth import MARK_BYTES, Sift, Sifted, Worth, bundle_worth, document_mark, stray
from tipdesk.sync.bundle import read_outer
from tipdesk.sync.document import KEYSET, LEDGER, RECEIPT, LedgerGrowth, Receipt, descends, read_keyset, read_payload
from tipdesk.sync.envelope import Verifier, is_document, is_kind
from tipdesk.sync.wants import WANTS, Wants

_SAID: Final[Mapping[str, type[Receipt | LedgerGrowth | Wants]]] = {
    RECEIPT: Receipt,
    LEDGER: LedgerGrowth,
    WANTS: Wants,
}


@dataclass(frozen=True)
class _Known:
    """What this PC knows: its id, headquarters' root and signing keys by device, and digests of what it keeps aside.

    `posts` are the keys of the other PCs that the directory has: those of another post may hand a case over.
    """

    device: bytes
    root: bytes
    keys: Mapping[bytes, bytes]
    former: tuple[bytes, ...]
    aside: Collection[bytes]
    verify: Verifier
    posts: Mapping[bytes, bytes] = field(default_factory=dict)

    def key_of(self, device: bytes) -> bytes | None:
        """Return the key of headquarters, or of a PC of a post, by its device."""
        return self.keys.get(device) or self.posts.get(device)


def sift_arrivals(desk: LinkDesk, work: UnitOfWork) -> Sift:
    """Return the function that sifts what lies on a stick, by the keys in force here."""
    known = _known(desk, work, frozenset(one.digest for one in work.ledger.quarantine.find_all()))
    before = get_read_before(work)

    def sift(head: bytes, size: int) -> Worth:
        if not is_document(head):
            worth = bundle_worth(head, size, known.key_of, known.verify, before)
            return Worth(Sifted.LEAVE) if worth.reason == "unknown-key" or _is_for_office(head, known) else worth
        mark = document_mark(head)
        try:
            sifted = _sifted(known, head)
        except Distrust as refusal:
            return stray(refusal)
        if sifted is Sifted.DOUBT and mark in known.aside:
            sifted = Sifted.LEAVE
        return Worth(sifted, mark=mark, is_later=mark[:MARK_BYTES] in before)

    return sift


def prove_arrival(desk: LinkDesk, reader: Reader, content: bytes) -> Proof:
    """Return how much of a refused thing headquarters has signed."""
    known = _known(desk, reader, ())
    if not is_document(content):
        every = {**{device_of(key): key for key in known.former}, **known.keys}
        return prove_bundle(content, every, known.verify)[0]
    try:
        return Proof.WHOLE if _sifted(known, content) is Sifted.TAKE else Proof.NOTHING
    except Distrust:
        return Proof.NOTHING


def _known(desk: LinkDesk, reader: Reader, aside: Collection[bytes]) -> _Known:
    keyset = get_keyset(reader)
    keys = {device_of(key): key for key in keyset.sign_keys}
    posts = {one.enrolled.device: one.sign_key for one in find_devices(reader)}
    posts.pop(desk.place.device, None)
    return _Known(desk.place.device, keyset.root, keys, former_sign_keys(reader), aside, desk.keys.verify, posts)


def _is_for_office(head: bytes, known: _Known) -> bool:
    """Tell whether a bundle is what another post sends to headquarters, of which nothing can be read here."""
    try:
        outer, _rest = read_outer(head, None, None)
    except Distrust:
        return False
    return outer.device in known.posts and bool(outer.upload)


def _sifted(known: _Known, document: bytes) -> Sifted:
    """Return what is done with a document; raises Distrust where it is none of ours, or not signed as it says."""
    if is_kind(document, KEYSET):
        is_ours = descends(read_keyset(document, known.verify), known.root, known.verify)
        return Sifted.TAKE if is_ours else Sifted.DOUBT
    kind = next((one for one in (LEDGER, WANTS) if is_kind(document, one)), RECEIPT)
    said, signed = read_payload(document, kind, _SAID[kind])
    if said.device != known.device:
        return Sifted.LEAVE
    is_ours = any(signed.is_by(key, known.verify) for key in (*known.keys.values(), *known.former))
    return Sifted.TAKE if is_ours else Sifted.DOUBT
