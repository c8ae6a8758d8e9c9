"""What a locked PC knows, in one small signed document: where headquarters is, whom to ring, and what to seal to.

No case, no officer's login and no key that opens anything stands in it. The device signs it. Whoever holds the store
compares the document with what was signed; anybody else can tell only that it is whole.
"""

from typing import NamedTuple

import msgspec

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.sync.document import read_payload, write_payload
from tipdesk.sync.envelope import Signer, Verifier

OUTSIDE = "outside"
MOST_NUMBERS = 80
"""How many duty numbers the document has room for, even with long names."""


class Number(NamedTuple):
    """One duty number, with the hours in which it answers; None stands for the whole day."""

    kind: str
    label: str
    phone: str
    district: str
    languages: tuple[str, ...]
    hour_from: int | None
    hour_to: int | None


class Outside(msgspec.Struct, array_like=True, frozen=True):
    """The content of the document.

    `sign_key` is this device's, by which its own files are known. `recipient` is what a report is sealed to. `address`
    and `authority` are headquarters', and empty before the grant. `district` is that of the device's post, and
    `numbers` come in headquarters' order.
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
    """Return what the document says.

    Raises Distrust `not-a-document`, or `bad-signature` where it is not whole.
    """
    outside, document = read_payload(content, OUTSIDE, Outside)
    if not document.is_by(outside.sign_key, verify):
        raise Distrust("bad-signature", _("What this PC knows while it is locked is damaged."))
    return outside
