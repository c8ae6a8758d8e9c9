"""What lies sealed in the outbox of a locked PC, in one small signed document: which files, in which order, from when.

The order is that of the log. How long a hold lasts is told twice, as a moment and as a span, so that a clock which was
set back keeps nothing for ever.
"""

from typing import NamedTuple

import msgspec

from tipdesk.sync.document import read_signed, write_payload
from tipdesk.sync.envelope import Signer, Verifier

OUTBOX = "outbox"
MOST_FILES = 100


class SealedFile(NamedTuple):
    """One bundle. `digest`: SHA-256; `not_before`: ms since 1970; `hold_ms`: how long that was when it was sealed."""

    name: str
    digest: bytes
    not_before: int
    hold_ms: int


class OutboxSheet(msgspec.Struct, array_like=True, frozen=True):
    """The document."""

    version: int
    files: tuple[SealedFile, ...]


def write_sheet(files: tuple[SealedFile, ...], signer: Signer) -> bytes:
    """Return the signed document."""
    return write_payload(OUTBOX, OutboxSheet(1, files), signer)


def read_sheet(content: bytes, sign_key: bytes, verify: Verifier) -> tuple[SealedFile, ...]:
    """Return what the device said. Distrust `not-a-document` or `bad-signature`."""
    return read_signed(content, OUTBOX, OutboxSheet, (sign_key,), verify).files
