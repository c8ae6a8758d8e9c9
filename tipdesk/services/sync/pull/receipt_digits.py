"""A signed receipt as digits: what its QR code holds, so that a scanner which types can bring it in, and a person too.

The signature inside decides whether it is one; here only the writing is checked.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.sync.limits import LIMITS

GROUP = 5
_MARK = b"\x01"
"""Stands before the document, so that leading zero bytes survive as a number."""
_MOST_DIGITS = (LIMITS.receipt + len(_MARK)) * 3
_SPACES = " \t\r\n-"


def receipt_digits(document: bytes) -> str:
    """Return the digits of a receipt, without gaps."""
    return str(int.from_bytes(_MARK + document))


def grouped(digits: str) -> str:
    """Return the digits in groups of five for people."""
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def parse_receipt_digits(text: str) -> bytes:
    """Return the receipt that was scanned or typed. UserError `bad-receipt-digits` when it can be none."""
    plain = text.translate({ord(sign): None for sign in _SPACES})
    if not (plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS):
        raise _bad()
    number = int(plain)
    content = number.to_bytes((number.bit_length() + 7) // 8 or 1)
    if content[:1] != _MARK or not 0 < len(content) - 1 <= LIMITS.receipt:
        raise _bad()
    return content[1:]


def _bad() -> UserError:
    return UserError("bad-receipt-digits", _("These are not the digits of a receipt, or some are missing."))
