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
    """One sealed bundle in the outbox, with its SHA-256 (`digest`).

    It may leave from `not_before` on, in ms since 1970, and `hold_ms` is how far off that was when it was sealed.
    """

    name: str
    digest: bytes
    not_before: int
    hold_ms: int


class OutboxSheet(msgspec.Struct, array_like=True, frozen=True):
    """The document that lists the files of the outbox."""

    version: int
    files: tuple[SealedFile, ...]


def write_sheet(files: tuple[SealedFile, ...], signer: Signer) -> bytes:
    """Return the signed document that lists these files."""
    return write_payload(OUTBOX, OutboxSheet(1, files), signer)


def read_sheet(content: bytes, sign_key: bytes, verify: Verifier) -> tuple[SealedFile, ...]:
    """Return the files that the device listed; raises Distrust `not-a-document` or `bad-signature`."""
    return read_signed(content, OUTBOX, OutboxSheet, (sign_key,), verify).files
