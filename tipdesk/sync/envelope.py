"""Signed bytes: DSSE's pre-authentication encoding, and small signed documents.

What is signed is the exact bytes that travel; nothing is encoded again to verify. A document names its kind, so that a
signature over one kind never serves for another. The keys stay behind the Protocols `Signer` and `Verifier`.
"""

from dataclasses import dataclass
from typing import Protocol

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.sync.limits import LIMITS

SIGNATURE_BYTES = 64
DOCUMENT_MAGIC = b"tipdesk document 1\n"
_TYPE = "application/vnd.tipdesk."


class Signer(Protocol):
    """Signs with one Ed25519 key."""

    @property
    def public(self) -> bytes:
        """Return the public key, 32 bytes."""

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature of the key over this message."""


class Verifier(Protocol):
    """Checks Ed25519 signatures."""

    def __call__(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether the signature is this key's over this message."""


@dataclass(frozen=True)
class Document:
    """A signed document as it was read: its kind, its exact payload, and the signature over both."""

    kind: str
    payload: bytes
    signature: bytes

    def is_by(self, public: bytes, verify: Verifier) -> bool:
        """Tell whether this key signed the document."""
        return verify(public, pae(self.kind, self.payload), self.signature)


def pae(kind: str, payload: bytes) -> bytes:
    """Return DSSE v1's PAE of a payload, under the type that stands for this kind of TIPdesk's."""
    return dsse(_TYPE + kind, payload)


def dsse(payload_type: str, payload: bytes) -> bytes:
    """Return DSSE v1's PAE: type and payload, each with its length, so that neither can run into the other."""
    name = payload_type.encode()
    return b" ".join((b"DSSEv1", str(len(name)).encode(), name, str(len(payload)).encode(), payload))


def sign_document(kind: str, payload: bytes, signer: Signer) -> bytes:
    """Return a signed document: magic, length-prefixed kind and payload, and signature.

    Raises ValueError where it would grow over the limit for documents.
    """
    name = kind.encode()
    framed = len(name).to_bytes(1, "big") + name + len(payload).to_bytes(2, "big") + payload
    document = DOCUMENT_MAGIC + framed + signer.sign(pae(kind, payload))
    if len(document) > LIMITS.document:
        message = "a signed document may not grow over its limit"
        raise ValueError(message)
    return document


def read_document(document: bytes, kind: str) -> Document:
    """Return a document of this kind, not yet verified; raises Distrust `not-a-document` where the bytes are none."""
    refusal = Distrust("not-a-document", _("This file is not a TIPdesk {kind}, or it has been damaged."), kind=kind)
    if len(document) > LIMITS.document or not document.startswith(DOCUMENT_MAGIC):
        raise refusal
    rest = document[len(DOCUMENT_MAGIC) :]
    end = 1 + int.from_bytes(rest[:1], "big")
    name, rest = rest[1:end], rest[end:]
    length = int.from_bytes(rest[:2], "big")
    payload, signature = rest[2 : 2 + length], rest[2 + length :]
    if name != kind.encode() or len(payload) != length or len(signature) != SIGNATURE_BYTES:
        raise refusal
    return Document(kind, payload, signature)


def is_document(content: bytes) -> bool:
    """Tell whether the bytes begin like a signed document."""
    return content.startswith(DOCUMENT_MAGIC)


def is_kind(content: bytes, kind: str) -> bool:
    """Tell whether the bytes begin like a signed document of this kind."""
    name = kind.encode()
    return content.startswith(DOCUMENT_MAGIC + len(name).to_bytes(1, "big") + name)
