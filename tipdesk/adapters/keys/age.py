"""The age v1 container (C2SP age specification): seals bytes to recipients, and opens them with an identity.

`open_sealed` returns only after the header's MAC and every chunk of the payload have verified, so nothing of an altered
container is ever released. What is inside, how large it may be, and who should be a recipient are for the caller to
decide.
"""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tipdesk.adapters.keys.age_header import (
    AgeHeaderError,
    AgeHmacError,
    AgeNoMatchError,
    AgePayloadError,
    Header,
    mac_input,
    mac_line,
    parse_header,
)
from tipdesk.adapters.keys.age_recipients import FILE_KEY_BYTES, HybridRecipient, Identity, Recipient
from tipdesk.adapters.keys.primitives import TAG_BYTES, decrypt, derive, encrypt, random_bytes

_CHUNK: Final = 64 * 1024
_PAYLOAD_NONCE_BYTES: Final = 16
_HEADER_INFO: Final = b"header"
_PAYLOAD_INFO: Final = b"payload"


def seal(plaintext: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Return an age container of the plaintext that each of the recipients can open.

    Raises:
        ValueError: there is no recipient, or post-quantum ones are mixed with others, which would undo their promise.
        Distrust: `bad-recipient` where a public key is of low order or otherwise unusable.
    """
    if not recipients:
        raise ValueError("a container without recipients could never be opened")
    if len({isinstance(recipient, HybridRecipient) for recipient in recipients}) > 1:
        raise ValueError("post-quantum recipients are never mixed with others")
    file_key = random_bytes(FILE_KEY_BYTES)
    covered = mac_input(tuple(recipient.wrap(file_key) for recipient in recipients))
    nonce = random_bytes(_PAYLOAD_NONCE_BYTES)
    key = derive(file_key, salt=nonce, info=_PAYLOAD_INFO)
    chunks = [encrypt(key, _chunk_nonce(place, last=last), chunk) for place, chunk, last in _cut(plaintext, _CHUNK)]
    return b"".join((covered, mac_line(_mac(file_key, covered)), nonce, *chunks))


def open_sealed(container: bytes, *identities: Identity) -> bytes:
    """Return the plaintext of a container, once all of it has verified.

    Raises:
        AgeHeaderError: `age-header`, the header is malformed, a share in it forged, or the payload's nonce missing.
        AgeNoMatchError: `age-no-match`, no stanza opens with any of the identities.
        AgeHmacError: `age-hmac`, the header was altered.
        AgePayloadError: `age-payload`, the payload is truncated, extended, reordered or altered.
    """
    header = parse_header(container)
    file_key = _file_key(header, identities)
    if not hmac.compare_digest(_mac(file_key, header.covered), header.mac):
        raise AgeHmacError
    nonce = container[header.length : header.length + _PAYLOAD_NONCE_BYTES]
    if len(nonce) < _PAYLOAD_NONCE_BYTES:
        raise AgeHeaderError
    key = derive(file_key, salt=nonce, info=_PAYLOAD_INFO)
    return b"".join(_open_chunks(key, container[header.length + _PAYLOAD_NONCE_BYTES :]))


@dataclass(frozen=True)
class SealTo:
    """Seals to the recipients that it was made for: the `Sealer` that bundles ask for."""

    recipients: tuple[Recipient, ...]

    def __call__(self, plaintext: bytes) -> bytes:
        """Return an age container of the plaintext; raises what `seal` raises."""
        return seal(plaintext, self.recipients)


@dataclass(frozen=True)
class OpenWith:
    """Opens what is sealed to any of its identities (current and next, say): the `Opener` that bundles ask for."""

    identities: tuple[Identity, ...]

    def __call__(self, sealed: bytes) -> bytes:
        """Return the plaintext, verified as a whole; raises what `open_sealed` raises."""
        return open_sealed(sealed, *self.identities)


def _file_key(header: Header, identities: Sequence[Identity]) -> bytes:
    for identity in identities:
        for stanza in header.stanzas:
            file_key = identity.unwrap(stanza)
            if file_key is not None:
                return file_key
    raise AgeNoMatchError


def _mac(file_key: bytes, covered: bytes) -> bytes:
    return hmac.digest(derive(file_key, salt=b"", info=_HEADER_INFO), covered, "sha256")


def _chunk_nonce(place: int, *, last: bool) -> bytes:
    return place.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _cut(stream: bytes, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield the place of each chunk, the chunk, and whether it is the last; an empty stream is one empty last chunk."""
    view = memoryview(stream)
    count = max(1, -(-len(stream) // size))
    for place in range(count):
        yield place, bytes(view[place * size : (place + 1) * size]), place == count - 1


def _open_chunks(key: bytes, payload: bytes) -> list[bytes]:
    """Return the plaintext of all chunks; only an empty payload may end in an empty chunk."""
    opened: list[bytes] = []
    for place, chunk, last in _cut(payload, _CHUNK + TAG_BYTES):
        plain = decrypt(key, _chunk_nonce(place, last=last), chunk)
        if plain is None or (not plain and place > 0):
            raise AgePayloadError
        opened.append(plain)
    return opened
