"""The age v1 container (C2SP age specification): seals bytes to recipients, and opens them with an identity.

`open_sealed` returns only after the header's MAC and every chunk of the payload have verified, so nothing of an altered
container is ever released; `open_stream` reads the whole container once before it hands out the first byte. Streams
hold one chunk in memory, whatever the size. What is inside, how large it may be, and who should be a recipient are for
the caller to decide.
"""

import hmac
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Protocol

from tipdesk.adapters.keys.age_header import (
    HEADER_LIMIT,
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
Read = Callable[[int], bytes]
"""Gives at most so many bytes more of a stream, and none at its end."""


class Container(Protocol):
    """A container that can be read more than once."""

    def read(self, most: int, /) -> bytes:
        """Return at most so many bytes more, and none at the end."""

    def seek(self, place: int, /) -> int:
        """Go to a place, counted from the beginning."""


def seal(plaintext: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Return an age container of the plaintext that each recipient can open; raises what `seal_stream` raises."""
    sealed = BytesIO()
    seal_stream(BytesIO(plaintext).read, sealed.write, recipients)
    return sealed.getvalue()


def seal_stream(read: Read, write: Callable[[bytes], object], recipients: Sequence[Recipient]) -> None:
    """Write an age container of what `read` gives, chunk by chunk, which each of the recipients can open.

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
    write(covered + mac_line(_mac(file_key, covered)) + nonce)
    for place, chunk, last in _pieces(read, _CHUNK):
        write(encrypt(key, _chunk_nonce(place, last=last), chunk))


def open_sealed(container: bytes, *identities: Identity) -> bytes:
    """Return the plaintext of a container, once all of it has verified.

    Raises:
        AgeHeaderError: `age-header`, the header is malformed, a share in it forged, or the payload's nonce missing.
        AgeNoMatchError: `age-no-match`, no stanza opens with any of the identities.
        AgeHmacError: `age-hmac`, the header was altered.
        AgePayloadError: `age-payload`, the payload is truncated, extended, reordered or altered.
    """
    return b"".join(_opened(BytesIO(container), identities))


def open_stream(container: Container, *identities: Identity) -> Iterator[bytes]:
    """Yield the plaintext of a container that can be read twice, once all of it has verified.

    What is altered between the two readings is refused at that chunk, so a caller keeps nothing before the last one.
    Raises what `open_sealed` raises, before it returns.
    """
    for _chunk in _opened(container, identities):
        pass
    return _opened(container, identities)


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


def _opened(container: Container, identities: Sequence[Identity]) -> Iterator[bytes]:
    """Yield the plaintext chunk by chunk, each verified; only an empty payload may end in an empty chunk."""
    container.seek(0)
    header = parse_header(_filled(container.read, HEADER_LIMIT))
    file_key = _file_key(header, identities)
    if not hmac.compare_digest(_mac(file_key, header.covered), header.mac):
        raise AgeHmacError
    container.seek(header.length)
    nonce = _filled(container.read, _PAYLOAD_NONCE_BYTES)
    if len(nonce) < _PAYLOAD_NONCE_BYTES:
        raise AgeHeaderError
    key = derive(file_key, salt=nonce, info=_PAYLOAD_INFO)
    for place, chunk, last in _pieces(container.read, _CHUNK + TAG_BYTES):
        plain = decrypt(key, _chunk_nonce(place, last=last), chunk)
        if plain is None or (not plain and place > 0):
            raise AgePayloadError
        yield plain


def _pieces(read: Read, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield the place of each piece, the piece, and whether it is the last; an empty stream is one empty last piece."""
    place, piece = 0, _filled(read, size)
    while True:
        following = _filled(read, size) if len(piece) == size else b""
        yield place, piece, not following
        if not following:
            return
        place, piece = place + 1, following


def _filled(read: Read, size: int) -> bytes:
    """Return `size` bytes, or as many as there still are: a stream may give fewer at a time than it is asked for."""
    piece = read(size)
    while 0 < len(piece) < size:
        more = read(size - len(piece))
        if not more:
            break
        piece += more
    return piece
