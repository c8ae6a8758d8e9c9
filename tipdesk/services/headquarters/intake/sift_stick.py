"""What of a stick headquarters reads: what an enrolled device signed, whatever else lies beside it.

Promises that headquarters' own down-bundles, which wait there for their posts, are left in peace.
"""

from tipdesk.domain.errors import Distrust
from tipdesk.services.desk import Reader
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.keys.office import known_keysets
from tipdesk.services.link_desk import LinkDesk, device_of
from tipdesk.services.sticks.bundle_worth import bundle_worth
from tipdesk.services.sticks.read_before import get_read_before
from tipdesk.services.sticks.worth import MARK_BYTES, Sift, Sifted, Worth, document_mark, stray
from tipdesk.sync.bundle import read_outer
from tipdesk.sync.document import FETCH, Fetch, read_payload


def sift_bundles(desk: LinkDesk, reader: Reader) -> Sift:
    """Return how bundles are sifted by the directory as it stands now."""
    keys, before = read_registry(reader).keys, get_read_before(reader)
    ours = {device_of(key): key for keyset in known_keysets(reader) for key in keyset.sign_keys}

    def sift(head: bytes, size: int) -> Worth:
        is_ours = _author(head) in ours
        worth = bundle_worth(head, size, (ours if is_ours else keys).get, desk.keys.verify, before)
        return Worth(Sifted.LEAVE) if is_ours and worth.mark else worth

    return sift


def sift_fetches(desk: LinkDesk, reader: Reader) -> Sift:
    """Return how fetch documents are sifted by the directory as it stands now."""
    keys, before = read_registry(reader).keys, get_read_before(reader)

    def sift(head: bytes, _size: int) -> Worth:
        try:
            fetch, signed = read_payload(head, FETCH, Fetch)
        except Distrust as refusal:
            return stray(refusal)
        key = keys.get(fetch.device)
        if key is None or not signed.is_by(key, desk.keys.verify):
            return Worth(Sifted.STRAY, "bad-signature")
        mark = document_mark(head)
        return Worth(Sifted.TAKE, mark=mark, is_later=mark[:MARK_BYTES] in before)

    return sift


def _author(head: bytes) -> bytes | None:
    try:
        return read_outer(head, None, None)[0].device
    except Distrust:
        return None
