"""The ids of rows: UUIDv7, which sort by the time at which they were made.

An id is sixteen bytes inside the program and on the wire, and the usual text with hyphens in documents. People are
shown references and titles instead, or at most an id's first digits.
"""

import hashlib

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

ID_BYTES = 16


def uuid7(at_ms: int, noise: bytes) -> bytes:
    """Return a UUIDv7 (RFC 9562, 5.7) from wall time in milliseconds and ten random bytes."""
    value = (at_ms & (1 << 48) - 1) << 80 | int.from_bytes(noise[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return value.to_bytes(ID_BYTES, "big")


def derived_id(row_id: bytes, purpose: str, *about: bytes) -> bytes:
    """Return the id of a row that is made from another one, the same on whatever PC it is made.

    It keeps the time of that row, so that rows made from others stand in the order of these. `purpose` says what it is
    made for, and `about` are ids of what else it depends on.
    """
    noise = hashlib.sha256(b"\0".join((purpose.encode(), row_id, *about))).digest()
    return uuid7(int.from_bytes(row_id[:6], "big"), noise)


def id_text(row_id: bytes) -> str:
    """Return the id as text with hyphens, such as "01930e2e-…"."""
    plain = row_id.hex()
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))


def parse_id(text: str) -> bytes:
    """Return the sixteen bytes of an id, with or without hyphens. Raises UserError `bad-id` for any other text."""
    row_id = _bytes_of(text)
    if len(row_id) != ID_BYTES:
        raise UserError("bad-id", _("“{text}” is not the id of a record."), text=text[:40])
    return row_id


def is_id(text: str) -> bool:
    """Tell whether a text is an id, with or without hyphens."""
    return len(_bytes_of(text)) == ID_BYTES


def _bytes_of(text: str) -> bytes:
    try:
        return bytes.fromhex(text.strip().replace("-", ""))
    except ValueError:
        return b""
