"""What a locked PC knows, in one small signed document: where headquarters is, whom to ring, what to seal to.

No case, no officer's login, no key that opens anything stands in it. The device signs it; whoever holds the store
compares it with what was signed, whoever does not can tell that it is whole.
"""

from typing import NamedTuple

import msgspec

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.sync.document import read_payload, write_payload
from tipdesk.sync.envelope import Signer, Verifier

OUTSIDE = "outside"
MOST_NUMBERS = 80
"""Duty numbers that the document has room for, with long names."""


class Number(NamedTuple):
    """One duty number, with the hours in which it answers (None: the whole day)."""

    kind: str
    label: str
    phone: str
    district: str
    languages: tuple[str, ...]
    hour_from: int | None
    hour_to: int | None


class Outside(msgspec.Struct, array_like=True, frozen=True):
    """The document. `address` and `authority` are empty before the grant; `recipient`: what a report is sealed to.

    `sign_key`: of this device, by which its own files are known; `district`: of its post; `numbers`: in the order of
    headquarters.
    """

    version: int
    sign_key: bytes
    recipient: str
    address: str = ""
    authority: bytes = b""
    district: str = ""
    numbers: tuple[Number, ...] = ()


def write_outside(outside: Outside, signer: Signer) -> bytes:
    """Return the signed document: the same bytes for the same content."""
    return write_payload(OUTSIDE, outside, signer)


def read_outside(content: bytes, verify: Verifier) -> Outside:
    """Return what the document says. Distrust `not-a-document` or `bad-signature` where it is not whole."""
    outside, document = read_payload(content, OUTSIDE, Outside)
    if not document.is_by(outside.sign_key, verify):
        raise Distrust("bad-signature", _("What this PC knows while it is locked is damaged."))
    return outside
