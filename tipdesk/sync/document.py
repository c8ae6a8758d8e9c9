"""What the signed documents say: enrolment request, grant, keyset, receipt, fetch, growth of the ledger.

Payloads are MessagePack arrays (msgspec Structs) that may only grow at their end. Who must have signed which: a
request by the device key inside it; a keyset by the root key that people compared; a grant and a receipt by a signing
key of the keyset; a fetch by the enrolled device.
"""

from typing import TypeVar

import msgspec

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.sync.bundle import Item, LogTable, Salt
from tipdesk.sync.codec import DECODE_FAULTS
from tipdesk.sync.envelope import Document, Signer, Verifier, pae, read_document, sign_document

REQUEST, GRANT, KEYSET, RECEIPT, FETCH, LEDGER = "request", "grant", "keyset", "receipt", "fetch", "ledger"
SUCCESSION, RECOVERY, RECOVERED, WORD = "succession", "recovery", "recovered", "keyset.word"
Mark = tuple[int, int]
T = TypeVar("T", bound=msgspec.Struct)


class Request(msgspec.Struct, array_like=True, frozen=True):
    """A post asks to be enrolled.

    `recipient`: what bundles for it are sealed to (age). Keys of its first officer beside.
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


class Succession(msgspec.Struct, array_like=True, frozen=True):
    """A root key hands over to the next one: the former root's signature over both."""

    former: bytes
    root: bytes
    signature: bytes


class Keyset(msgspec.Struct, array_like=True, frozen=True):
    """Headquarters' keys at one time; the highest `mark` counts.

    `seal_current`, `seal_next`: two keys of headquarters, either of which opens; `case_unit`, `recovery`: further age
    recipients. `succession`: how the root came from the roots before it, oldest first. `word`: the signature of
    headquarters' own device over all this, by which it knows a keyset that a backup has lost as its own again.
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
        """Return by what it is told from others, and which of two is the later one.

        A headquarters that was put back from a backup may give a number twice; then the later one counts.
        """
        return self.number, self.made_at

    @property
    def up_recipients(self) -> tuple[str, ...]:
        """Return whom up-bundles are sealed to: headquarters' current and next key, and recovery."""
        return tuple(one for one in (self.seal_current, self.seal_next, self.recovery) if one)


class Grant(msgspec.Struct, array_like=True, frozen=True):
    """Headquarters' answer: its device, address and certificate authority, the keyset document, and directory rows."""

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
    """How far headquarters holds one log, cumulative. `time`: headquarters' clock, ms since 1970.

    `keyset`: the mark of the keyset whose key signs it.
    `wanted`: the first item of the device's down-log that headquarters wants back after a restore, 0 for none;
    `wanted_after`: the chain hash of the item before it, as headquarters knows it.
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
    """What a device noticed of its own store and could not write into its log. `at`: ms since 1970 by its clock.

    `kind`: a code of the list incident_kind; `digest`: of the suspicious store file.
    """

    id: bytes
    kind: str
    at: int
    offset: int
    detail: str
    call_code: str
    digest: bytes


class RecoveryRequest(msgspec.Struct, array_like=True, frozen=True):
    """A locked PC whose passphrases are lost asks to be opened again; signed by the officer's new key inside.

    `sealed`: its store key as sealed to recovery; `seal_to`: the age recipient that is to have it.
    """

    version: int
    login: str
    sign_key: bytes
    seal_to: str
    sealed: bytes
    made_at: int


class RecoveryAnswer(msgspec.Struct, array_like=True, frozen=True):
    """The store key, sealed to whoever asked; signed by headquarters, whose keyset comes along."""

    version: int
    sign_key: bytes
    sealed: bytes
    keyset: bytes
    made_at: int


class Fetch(msgspec.Struct, array_like=True, frozen=True):
    """A device says who it is and how far its down-log is, and asks for what follows.

    `checkpoints`: those of headquarters' ledger that it has seen and wants proved to be a beginning of the present one.
    `keyset`: the mark of the keyset it holds; headquarters signs for it with that one's keys, and sends a newer one.
    `keyset_document`: that keyset itself, where headquarters has answered with the keys of another one.
    `incidents`: what was noticed of its store, which is read-only then.
    `number`: grows from document to document of one log, whatever the clock does; 0 from the first release.
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


class LedgerGrowth(msgspec.Struct, array_like=True, frozen=True):
    """Headquarters proves to a device that its ledger has only grown: `path` leads from one checkpoint to the other.

    Without a path, where sizes differ, headquarters says that it cannot. `keyset`: as in a receipt.
    """

    device: bytes
    epoch: int
    first: tuple[int, bytes]
    second: tuple[int, bytes]
    path: tuple[bytes, ...]
    keyset: Mark = (0, 0)


def write_payload(kind: str, payload: msgspec.Struct, signer: Signer) -> bytes:
    """Return the signed document."""
    return sign_document(kind, msgspec.msgpack.encode(payload), signer)


def read_payload(content: bytes, kind: str, payload_type: type[T]) -> tuple[T, Document]:
    """Return the payload and the document, not yet verified. Distrust `not-a-document` otherwise."""
    document = read_document(content, kind)
    try:
        return msgspec.msgpack.decode(document.payload, type=payload_type), document
    except DECODE_FAULTS as error:
        raise Distrust("not-a-document", _("This {kind} cannot be read."), kind=kind) from error


def read_signed(content: bytes, kind: str, payload_type: type[T], keys: tuple[bytes, ...], verify: Verifier) -> T:
    """Return the payload of a document signed by one of these keys. Distrust `bad-signature` otherwise."""
    payload, document = read_payload(content, kind, payload_type)
    if not any(document.is_by(key, verify) for key in keys):
        raise Distrust("bad-signature", _("This {kind} is not signed by a key that this PC trusts."), kind=kind)
    return payload


def read_keyset(content: bytes, verify: Verifier) -> Keyset:
    """Return a keyset signed by the root key it names; the caller compares that root with the pinned one."""
    keyset, document = read_payload(content, KEYSET, Keyset)
    if not document.is_by(keyset.root, verify):
        raise Distrust("bad-signature", _("This keyset is not signed by the root key that it names."))
    return keyset


def with_word(keyset: Keyset, device: Signer) -> Keyset:
    """Return a keyset with the word of headquarters' device."""
    return msgspec.structs.replace(keyset, word=device.sign(_word_of(keyset)))


def has_word(keyset: Keyset, device_key: bytes, verify: Verifier) -> bool:
    """Tell whether a keyset bears the word of the device with this public key."""
    return verify(device_key, _word_of(keyset), keyset.word)


def _word_of(keyset: Keyset) -> bytes:
    return pae(WORD, msgspec.msgpack.encode(msgspec.structs.replace(keyset, word=b"")))


def hand_over(former: Signer, root: bytes) -> Succession:
    """Return the former root's word that this is the root from now on."""
    return Succession(former.public, root, former.sign(pae(SUCCESSION, former.public + root)))


def descends(keyset: Keyset, pinned: bytes, verify: Verifier) -> bool:
    """Tell whether a keyset's root is the pinned one, or came from it by hand-overs that each former root signed."""
    reached = {pinned}
    for step in keyset.succession:
        if step.former in reached and verify(step.former, pae(SUCCESSION, step.former + step.root), step.signature):
            reached.add(step.root)
    return keyset.root in reached


def read_request(content: bytes, verify: Verifier) -> Request:
    """Return a request signed by the device key inside it."""
    request, document = read_payload(content, REQUEST, Request)
    if not document.is_by(request.sign_key, verify):
        raise Distrust("bad-signature", _("This enrolment request is not signed by the PC that it names."))
    return request
