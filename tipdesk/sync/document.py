"""What the signed documents say: enrolment request, grant, keyset, receipt, fetch, growth of the ledger, and recovery.

Payloads are MessagePack arrays (msgspec Structs) that may only grow at their end. Each must have been signed by one
key: a request by the device key inside it; a keyset by the root key that people compared; a grant, a receipt and a
proof of growth by a signing key of the keyset; a fetch by the enrolled device.
"""

from typing import TypeVar

import msgspec

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.sync.bundle import Item, LogTable, Salt
from tipdesk.sync.codec import DECODE_FAULTS
from tipdesk.sync.envelope import Document, Signer, Verifier, pae, read_document, sign_document
from tipdesk.sync.wants import Files

REQUEST, GRANT, KEYSET, RECEIPT, FETCH, LEDGER = "request", "grant", "keyset", "receipt", "fetch", "ledger"
SUCCESSION, RECOVERY, RECOVERED, WORD = "succession", "recovery", "recovered", "keyset.word"
Mark = tuple[int, int]
T = TypeVar("T", bound=msgspec.Struct)


class Request(msgspec.Struct, array_like=True, frozen=True):
    """The request by which a post's PC asks to be enrolled, with the keys of its first officer.

    `recipient` is what bundles for the PC are sealed to (age). `made_at` is in ms since 1970. `number` grows with every
    request of one store, whatever its clock says; it is 0 where an earlier version wrote the request. `waiting` is how
    many of its records no receipt has covered.
    """

    version: int
    device: bytes
    sign_key: bytes
    recipient: str
    log: bytes
    officer: bytes
    login: str
    officer_seal_key: bytes
    officer_sign_key: bytes
    made_at: int
    number: int = 0
    waiting: int = 0


class Succession(msgspec.Struct, array_like=True, frozen=True):
    """The hand-over from a root key to the next one, with the former root's signature over both."""

    former: bytes
    root: bytes
    signature: bytes


class Keyset(msgspec.Struct, array_like=True, frozen=True):
    """Headquarters' keys at one time; of several keysets the one with the highest `mark` counts.

    `seal_current` and `seal_next` are two keys of headquarters, either of which opens; `case_unit` and `recovery` are
    further age recipients. `succession` tells how the root came from the roots before it, oldest first. `word` is the
    signature of headquarters' own device over all this, by which it knows a keyset that a backup has lost as its own.
    """

    number: int
    root: bytes
    sign_keys: tuple[bytes, ...]
    seal_current: str
    seal_next: str
    case_unit: str
    recovery: str
    made_at: int
    succession: tuple[Succession, ...] = ()
    word: bytes = b""

    @property
    def mark(self) -> Mark:
        """Return what tells this keyset from others, and which of two is the later one.

        A headquarters that was put back from a backup may give a number twice; then the one made later counts.
        """
        return self.number, self.made_at

    @property
    def up_recipients(self) -> tuple[str, ...]:
        """Return the recipients that up-bundles are sealed to: headquarters' current and next key, and recovery."""
        return tuple(one for one in (self.seal_current, self.seal_next, self.recovery) if one)


class Grant(msgspec.Struct, array_like=True, frozen=True):
    """Headquarters' answer to a request: its device, address and certificate authority, and the keyset document.

    It also says which officer and post the device is enrolled for, and brings the directory's entries (`logs`, `salts`
    and `items`).
    """

    version: int
    device: bytes
    headquarters: bytes
    url: str
    authority: bytes
    keyset: bytes
    officer: bytes
    post: bytes
    logs: tuple[LogTable, ...]
    salts: tuple[Salt, ...]
    items: tuple[Item, ...]
    made_at: int


class Receipt(msgspec.Struct, array_like=True, frozen=True):
    """How far headquarters holds one log, which covers everything before it too.

    `time` is headquarters' clock, in ms since 1970. `parked` is how many entries are parked, and `parked_lowest` the
    lowest of them. `keyset` is the mark of the keyset whose key signs the receipt. `wanted` is the first item of the
    device's down-log that headquarters wants back after a restore, 0 for none, and `wanted_after` the chain hash of the
    item before it, as headquarters knows it.
    """

    device: bytes
    log: bytes
    seq: int
    head: bytes
    parked: int
    parked_lowest: int
    revoked_from: int | None
    epoch: int
    checkpoint: tuple[int, bytes]
    keyset: Mark
    time: int
    wanted: int = 0
    wanted_after: bytes = b""


class IncidentNote(msgspec.Struct, array_like=True, frozen=True):
    """What a device noticed of its own store and could not write into its log.

    `kind` is a code of the list incident_kind, `at` is in ms since 1970 by the device's clock, and `digest` is that of
    the suspicious store file.
    """

    id: bytes
    kind: str
    at: int
    offset: int
    detail: str
    call_code: str
    digest: bytes


class RecoveryRequest(msgspec.Struct, array_like=True, frozen=True):
    """The request by which a locked PC whose passphrases are lost asks to be opened again.

    It is signed by the officer's new key inside it. `sealed` is the PC's store key as sealed to recovery, and `seal_to`
    the age recipient that is to have it.
    """

    version: int
    login: str
    sign_key: bytes
    seal_to: str
    sealed: bytes
    made_at: int


class RecoveryAnswer(msgspec.Struct, array_like=True, frozen=True):
    """The answer to a recovery request: the store key, sealed to whoever asked.

    Headquarters signs it, and its keyset comes along.
    """

    version: int
    sign_key: bytes
    sealed: bytes
    keyset: bytes
    made_at: int


class Fetch(msgspec.Struct, array_like=True, frozen=True):
    """The document in which a device says who it is and how far its down-log is, and asks for what follows.

    `checkpoints` are those of headquarters' ledger that it has seen and wants proved to be a beginning of the present
    one. `keyset` is the mark of the keyset that it holds; headquarters signs for it with the keys of that one, and
    sends a newer one. `keyset_document` is that keyset itself, where headquarters has answered with the keys of another
    one. `incidents` are what was noticed of its store, which is then read-only. `number` grows from document to
    document of one log, whatever the clock does; it is 0 from the first release. `files` is what the device says of
    files, None where its program knows of none.
    """

    device: bytes
    log: bytes
    down_seq: int
    down_hash: bytes
    receipt_time: int
    made_at: int
    epoch: int = 0
    checkpoints: tuple[tuple[int, bytes], ...] = ()
    keyset: Mark = (0, 0)
    keyset_document: bytes = b""
    incidents: tuple[IncidentNote, ...] = ()
    number: int = 0
    files: Files | None = None


class LedgerGrowth(msgspec.Struct, array_like=True, frozen=True):
    """Headquarters' proof to a device that its ledger has only grown: `path` leads from one checkpoint to the other.

    Where sizes differ and there is no path, headquarters says that it cannot prove it. `keyset` is as in a receipt.
    """

    device: bytes
    epoch: int
    first: tuple[int, bytes]
    second: tuple[int, bytes]
    path: tuple[bytes, ...]
    keyset: Mark = (0, 0)


def write_payload(kind: str, payload: msgspec.Struct, signer: Signer) -> bytes:
    """Return a signed document of this kind with this payload."""
    return sign_document(kind, msgspec.msgpack.encode(payload), signer)


def payload_size(payload: msgspec.Struct) -> int:
    """Return how many bytes a payload takes before it is signed."""
    return len(msgspec.msgpack.encode(payload))


def read_payload(content: bytes, kind: str, payload_type: type[T]) -> tuple[T, Document]:
    """Return the payload and the document, which is not verified yet.

    Raises Distrust `not-a-document` where the bytes are no such document.
    """
    document = read_document(content, kind)
    try:
        return msgspec.msgpack.decode(document.payload, type=payload_type), document
    except DECODE_FAULTS as error:
        raise Distrust("not-a-document", _("This {kind} cannot be read."), kind=kind) from error


def read_signed(content: bytes, kind: str, payload_type: type[T], keys: tuple[bytes, ...], verify: Verifier) -> T:
    """Return the payload of a document that one of these keys has signed.

    Raises Distrust `not-a-document`, or `bad-signature` where none of them has.
    """
    payload, document = read_payload(content, kind, payload_type)
    if not any(document.is_by(key, verify) for key in keys):
        raise Distrust("bad-signature", _("This {kind} is not signed by a key that this PC trusts."), kind=kind)
    return payload


def read_keyset(content: bytes, verify: Verifier) -> Keyset:
    """Return a keyset that is signed by the root key it names; the caller compares that root with the pinned one.

    Raises Distrust `not-a-document` or `bad-signature`.
    """
    keyset, document = read_payload(content, KEYSET, Keyset)
    if not document.is_by(keyset.root, verify):
        raise Distrust("bad-signature", _("This keyset is not signed by the root key that it names."))
    return keyset


def with_word(keyset: Keyset, device: Signer) -> Keyset:
    """Return the keyset with the word of headquarters' device."""
    return msgspec.structs.replace(keyset, word=device.sign(_word_of(keyset)))


def has_word(keyset: Keyset, device_key: bytes, verify: Verifier) -> bool:
    """Tell whether a keyset bears the word of the device with this public key."""
    return verify(device_key, _word_of(keyset), keyset.word)


def _word_of(keyset: Keyset) -> bytes:
    return pae(WORD, msgspec.msgpack.encode(msgspec.structs.replace(keyset, word=b"")))


def hand_over(former: Signer, root: bytes) -> Succession:
    """Return the former root's word that `root` is the root from now on."""
    return Succession(former.public, root, former.sign(pae(SUCCESSION, former.public + root)))


def descends(keyset: Keyset, pinned: bytes, verify: Verifier) -> bool:
    """Tell whether a keyset's root is the pinned one, or came from it by hand-overs that each former root signed."""
    reached = {pinned}
    for step in keyset.succession:
        if step.former in reached and verify(step.former, pae(SUCCESSION, step.former + step.root), step.signature):
            reached.add(step.root)
    return keyset.root in reached


def read_request(content: bytes, verify: Verifier) -> Request:
    """Return a request that is signed by the device key inside it.

    Raises Distrust `not-a-document` or `bad-signature`.
    """
    request, document = read_payload(content, REQUEST, Request)
    if not document.is_by(request.sign_key, verify):
        raise Distrust("bad-signature", _("This enrolment request is not signed by the PC that it names."))
    return request
