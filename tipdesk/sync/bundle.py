"""Bundles (`*.tdb`), layer by layer: how one is written, and how it is read again.

```
magic  u16 outer  signature  age( zstd( u16 inner  signature  u32 salts  { u32 entry }* ) padding )
outer = [version, device, ciphertext length, SHA-256(ciphertext), SHA-256(upload key)]
inner = [version, kind, device, logs, log, from, to, prev, head, schema, receipt seen, checkpoint seen, down seen,
epoch, keyset, office] salts = [[scope, key, salt] …]
entry = [head, body] or [head, nil, b]; in down-bundles [kind, log index, head, body | nil, b | nil]
```
`logs` is `[[log, device, [log ids its dots name by index …]] …]`. A case that goes from post to post is a bundle of
several such insides (`handed`). Signatures are Ed25519 over PAE of the exact bytes.
An up-bundle is one stretch of its device's log; a down-bundle is one stretch of what headquarters holds ready for one
device, and is chained apart. After a restore of headquarters the device sends such stretches back: headquarters' own
signed inner header under the device's outer one. A gate that has no key to open anything can check the outer header.
The upload key is SHA-256("tipdesk upload v1" ‖ ciphertext): whoever knows it holds the bundle, not only its beginning.
Bundles of the first release, and those that go down to a post, have an outer header without its last field. Forty
lines of any language and an age tool can read all this.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import msgspec

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.sync.codec import DECODE_FAULTS
from tipdesk.sync.envelope import SIGNATURE_BYTES, Signer, Verifier, pae
from tipdesk.sync.frames import compress, decompress
from tipdesk.sync.limits import LIMITS

MAGIC = b"tipdesk bundle 1\n"
VERSION = 1
UP, DOWN, HANDED = "up", "down", "handed"
ENTRY, FORGET, HIDDEN = "entry", "forget", "hidden"
OUTER_TYPE, INNER_TYPE, OFFICE_TYPE = "bundle.outer", "bundle.inner", "bundle.office"
_NIL = b"\xc0"
_UPLOAD = b"tipdesk upload v1"


class Opener(Protocol):
    """Opens what is sealed to one identity, and raises Distrust for anything else."""

    def __call__(self, sealed: bytes) -> bytes:
        """Return the plaintext, verified as a whole."""


class Sealer(Protocol):
    """Seals to the recipients that it was made for."""

    def __call__(self, plaintext: bytes) -> bytes:
        """Return an age container of the plaintext."""


class Outer(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The outer header, which anybody may read: who signed, and the size in bytes and SHA-256 of the ciphertext.

    `upload` is the SHA-256 of the key under which alone the bundle can be uploaded; empty down, and in the first
    release.
    """

    version: int
    device: bytes
    length: int
    digest: bytes
    upload: bytes = b""


class LogTable(NamedTuple):
    """A log, the device that writes it, and the log ids that dots in its bodies name by index."""

    log: bytes
    device: bytes
    table: tuple[bytes, ...]


class Inner(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The inner header, which the recipient may read: which stretch of which log, chained between `prev` and `head`.

    `device` is the author of an up-bundle, or of what is handed to another post (there `log` is the case), and the
    addressee of a down-bundle. `receipt_seen` is the time of the
    author's last receipt, and `down_seen` how far it has taken in its down-log. `epoch` is headquarters'; in up-bundles
    it is the highest that the author has seen. `keyset` is the mark of the keyset that the author holds, with whose
    keys the answer must be signed. In down-bundles `office` is the key that signs and the word of headquarters' device
    for it, by which headquarters knows its own hand again after a restore.
    """

    version: int
    kind: str
    device: bytes
    logs: tuple[LogTable, ...]
    log: bytes
    first: int
    last: int
    prev: bytes
    head: bytes
    schema: int
    receipt_seen: int = 0
    checkpoint_seen: tuple[int, bytes] | None = None
    down_seen: tuple[int, bytes] | None = None
    epoch: int = 0
    keyset: tuple[int, int] = (0, 0)
    office: tuple[bytes, bytes] = (b"", b"")


class Salt(NamedTuple):
    """The salt of one scope: the scope's number, then a case id, a log id or nothing, then the 32 bytes of the salt."""

    scope: int
    key: bytes
    salt: bytes


class Item(NamedTuple):
    """One entry as it travels; `body` is None where it was redacted, and `body_hash` is given then."""

    kind: str
    log: int
    head: bytes
    body: bytes | None
    body_hash: bytes | None


@dataclass(frozen=True)
class Bundle:
    """A bundle as read, not believed before `trust` has judged it; `signed` are the bytes of the inner header."""

    inner: Inner
    signed: bytes
    signature: bytes
    salts: tuple[Salt, ...]
    items: tuple[Item, ...]


class _Up(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    head: msgspec.Raw
    body: msgspec.Raw
    body_hash: bytes | None = None


class _Down(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    kind: str
    log: int
    head: msgspec.Raw
    body: msgspec.Raw
    body_hash: bytes | None = None


_encoder = msgspec.msgpack.Encoder()
_outer_decoder = msgspec.msgpack.Decoder(Outer)
_inner_decoder = msgspec.msgpack.Decoder(Inner)
_salts_decoder = msgspec.msgpack.Decoder(tuple[Salt, ...])
_up_decoder = msgspec.msgpack.Decoder(_Up)
_down_decoder = msgspec.msgpack.Decoder(_Down)


def write_content(inner: Inner, signer: Signer, salts: Sequence[Salt], items: Sequence[Item]) -> bytes:
    """Return the plaintext of a bundle, with its inner header signed by `signer`."""
    signed = _encoder.encode(inner)
    return join_content(signed, signer.sign(pae(INNER_TYPE, signed)), salts, items, up=inner.kind == UP)


def vouch_for(key: bytes, device: Signer) -> tuple[bytes, bytes]:
    """Return one of headquarters' signing keys and the word of its device for that key, for `Inner.office`."""
    return key, device.sign(pae(OFFICE_TYPE, key))


def join_content(signed: bytes, signature: bytes, salts: Sequence[Salt], items: Sequence[Item], *, up: bool) -> bytes:
    """Return the plaintext of a bundle under an inner header that has been signed already."""
    packed_salts = _encoder.encode(tuple(salts))
    parts = [len(signed).to_bytes(2, "big"), signed, signature, len(packed_salts).to_bytes(4, "big"), packed_salts]
    for item in items:
        entry = _pack(item, up=up)
        parts += [len(entry).to_bytes(4, "big"), entry]
    return b"".join(parts)


def _pack(item: Item, *, up: bool) -> bytes:
    head, body = msgspec.Raw(item.head), msgspec.Raw(_NIL if item.body is None else item.body)
    hashed = item.body_hash if item.body is None else None
    if up:
        return _encoder.encode(_Up(head, body, hashed) if hashed else (head, body))
    return _encoder.encode(_Down(item.kind, item.log, head, body, hashed))


def seal_bundle(content: bytes, device: bytes, signer: Signer, seal: Sealer, *, is_uploaded: bool = True) -> bytes:
    """Return the file of a bundle: compressed, padded, sealed, and signed outside by `device`.

    `is_uploaded` is False for what headquarters sends down: its header ends before the upload key, as in the first
    release, which reads no other.
    """
    ciphertext = seal(compress(content))
    outer = _encoder.encode(
        (VERSION, device, len(ciphertext), hashlib.sha256(ciphertext).digest())
        + ((hashlib.sha256(_upload_key(ciphertext)).digest(),) if is_uploaded else ())
    )
    return MAGIC + len(outer).to_bytes(2, "big") + outer + signer.sign(pae(OUTER_TYPE, outer)) + ciphertext


def read_outer(content: bytes, verify_key: bytes | None, verify: Verifier | None) -> tuple[Outer, bytes]:
    """Return the outer header, and as much of the ciphertext as follows it; with a key, check the signature first.

    Raises Distrust `bad-bundle`, `unknown-version`, `too-large` or `bad-signature`.
    """
    start = len(MAGIC) + 2
    length = int.from_bytes(content[len(MAGIC) : start], "big")
    end = start + length + SIGNATURE_BYTES
    if not content.startswith(MAGIC) or length > LIMITS.header or len(content) < end:
        raise _refusal()
    raw = content[start : start + length]
    try:
        outer = _outer_decoder.decode(raw)
    except DECODE_FAULTS as error:
        raise _refusal() from error
    if outer.version != VERSION:
        raise Distrust("unknown-version", _("This bundle was written by a newer version of the program."))
    if outer.length > LIMITS.sealed:
        raise Distrust("too-large", _("This bundle is larger than any bundle may be."))
    if (
        verify_key is not None
        and verify is not None
        and not verify(verify_key, pae(OUTER_TYPE, raw), content[end - SIGNATURE_BYTES : end])
    ):
        raise Distrust("bad-signature", _("This bundle is not signed by the device that it names."))
    return outer, content[end:]


def upload_key(bundle: bytes) -> bytes:
    """Return the 32 bytes that only a holder of the whole bundle can tell; the outer header has their hash."""
    start = len(MAGIC) + 2
    return _upload_key(bundle[start + int.from_bytes(bundle[len(MAGIC) : start], "big") + SIGNATURE_BYTES :])


def _upload_key(ciphertext: bytes) -> bytes:
    return hashlib.sha256(_UPLOAD + ciphertext).digest()


def open_content(outer: Outer, ciphertext: bytes, opener: Opener) -> bytes:
    """Return the decompressed plaintext of a ciphertext.

    Raises Distrust: `altered` where it is not the one that was signed, `bad-compression`, or what the opener raises.
    """
    if len(ciphertext) != outer.length or hashlib.sha256(ciphertext).digest() != outer.digest:
        raise Distrust("altered", _("This bundle is incomplete or was altered on its way."))
    return decompress(opener(ciphertext))


def read_content(content: bytes) -> Bundle:
    """Return the parts of a plaintext; raises Distrust `bad-bundle` for any byte that does not belong there."""
    try:
        signed, place = _cut(content, 0, 2, LIMITS.header)
        signature, place = content[place : place + SIGNATURE_BYTES], place + SIGNATURE_BYTES
        packed_salts, place = _cut(content, place, 4, LIMITS.salts)
        inner = read_inner(signed)
        salts = _salts_decoder.decode(packed_salts)
        items = _items(content, place, up=inner.kind == UP)
    except DECODE_FAULTS as error:
        raise _refusal() from error
    if inner.version != VERSION or inner.kind not in (UP, DOWN, HANDED) or not inner.logs:
        raise _refusal()
    return Bundle(inner, signed, signature, salts, items)


def read_inner(signed: bytes) -> Inner:
    """Return an inner header; raises Distrust `bad-bundle` where the bytes are none."""
    try:
        return _inner_decoder.decode(signed)
    except DECODE_FAULTS as error:
        raise _refusal() from error


def _items(content: bytes, place: int, *, up: bool) -> tuple[Item, ...]:
    items: list[Item] = []
    while place < len(content):
        packed, place = _cut(content, place, 4, LIMITS.entry)
        if len(items) == LIMITS.entries:
            raise _refusal()
        if up:
            one: _Up | _Down = _up_decoder.decode(packed)
            kind, log = ENTRY, 0
        else:
            one = down = _down_decoder.decode(packed)
            kind, log = down.kind, down.log
        body = bytes(one.body)
        items.append(Item(kind, log, bytes(one.head), None if body == _NIL else body, one.body_hash))
    return tuple(items)


def _cut(content: bytes, place: int, width: int, limit: int) -> tuple[bytes, int]:
    length = int.from_bytes(content[place : place + width], "big")
    start, end = place + width, place + width + length
    if end > len(content) or length > limit:
        raise _refusal()
    return content[start:end], end


def _refusal() -> Distrust:
    return Distrust("bad-bundle", _("This file is not a TIPdesk bundle, or it has been damaged."))
