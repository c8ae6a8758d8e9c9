"""A signed receipt as digits: what its QR code holds, so that a scanner that types, or a person, can bring it in.

Only the writing is checked here; the signature inside decides whether it is a receipt.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.sync.limits import LIMITS

GROUP = 5
_MARK = b"\x01"
"""Is put before the document, so that its leading zero bytes survive as a number."""
_MOST_DIGITS = (LIMITS.receipt + len(_MARK)) * 3
_SPACES = " \t\r\n-"


def receipt_digits(document: bytes) -> str:
    """Return the digits of a receipt, without gaps."""
    return str(int.from_bytes(_MARK + document))


def grouped(digits: str) -> str:
    """Return digits in groups of five, for people to read."""
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def parse_receipt_digits(text: str) -> bytes:
    """Return the receipt whose digits were scanned or typed.

    Raises UserError `bad-receipt-digits` where they can be none.
    """
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
