"""What anybody may know of a bundle without a store, and what this installation can verify of it."""

from dataclasses import dataclass

from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.texts import _
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.keys.office.office_keys import get_office
from tipdesk.services.link_desk import LinkDesk, device_of
from tipdesk.services.remembered.link import KEYSET_IN_FORCE
from tipdesk.sync.bundle import Outer, open_content, read_content, read_outer
from tipdesk.sync.limits import LIMITS
from tipdesk.sync.part import PART, is_part, part_count, read_part
from tipdesk.sync.trust import admit, prove


@dataclass(frozen=True)
class Inspected:
    """What is known of a bundle: its outer header, and what is inside as far as it could be opened here.

    `verdict` is "unknown-key" where nothing was verified, "signed" where only the outer signature was, and "verified"
    where it was opened. Of a part of a file, `log` is the content id of that, `first` the number of the part, from
    nought on, and `last` how many parts the file has.
    """

    outer: Outer
    size: int
    verdict: str
    kind: str = ""
    log: bytes = b""
    first: int = 0
    last: int = 0
    entries: int = 0


def inspect_bundle(content: bytes) -> Inspected:
    """Return what a reader without any key can know of a bundle.

    Raises Distrust where the bytes are no bundle, too large or incomplete.
    """
    if len(content) > LIMITS.sealed:
        raise Distrust("too-large", _("This bundle is larger than any bundle may be."))
    outer, ciphertext = read_outer(content, None, None)
    if len(ciphertext) != outer.length:
        raise Distrust("altered", _("This bundle is incomplete or was altered on its way."))
    return Inspected(outer, len(content), "unknown-key")


def verify_bundle(desk: LinkDesk, content: bytes) -> Inspected:
    """Return what this installation can prove of a bundle; raises Distrust that names the check that failed."""
    with desk.work() as work:
        keys = {desk.place.device: desk.keys.signer.public}
        for device in work.find_rows(BY_NAME["Device"]):
            key = device["sign_key"]
            if isinstance(key, bytes):
                keys[device_of(key)] = key
        if KEYSET_IN_FORCE.get(work) or b"":
            keys |= {device_of(key): key for key in get_keyset(work).sign_keys}
        opener = get_office(desk, work).open if desk.place.is_headquarters else desk.keys.open
    outer, ciphertext = admit(content, keys.get, desk.keys.verify)
    try:
        plaintext = open_content(outer, ciphertext, opener)
    except Distrust as refusal:
        if refusal.code != "age-no-match":
            raise
        return Inspected(outer, len(content), "signed")
    if is_part(plaintext):
        return _verified_part(desk, content, outer, plaintext, keys[outer.device])
    bundle = read_content(plaintext)
    prove(bundle, {})
    inner = bundle.inner
    return Inspected(outer, len(content), "verified", inner.kind, inner.log, inner.first, inner.last, len(bundle.items))


def _verified_part(desk: LinkDesk, content: bytes, outer: Outer, plaintext: bytes, key: bytes) -> Inspected:
    part_bytes, to = desk.files.parts.part_bytes, None if desk.place.is_headquarters else desk.place.device
    header = read_part(plaintext, outer, key, desk.keys.verify, to=to, part_bytes=part_bytes).header
    count = part_count(header.size, part_bytes)
    return Inspected(outer, len(content), "verified", PART, header.content, header.index, count)
