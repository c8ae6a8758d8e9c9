"""The code on a reply slip: by it an answer on paper or by telephone finds the referral that it answers.

`R-K7Q42MX`: an R, six Crockford characters made of the referral's id, and a check character. It tells nothing outside,
is the same in every print of the same letter, and a slip of the tongue is noticed as in a case reference.
"""

import hashlib

from tipdesk.domain.errors import UserError
from tipdesk.domain.reference import make_reference, parse_reference
from tipdesk.domain.texts import _

_LETTER = "R-"
_BYTES = 8


def make_slip_code(referral: bytes) -> str:
    """Return the code of the slip of a referral, given by its id."""
    return _LETTER + make_reference(hashlib.sha256(b"reply slip" + referral).digest()[:_BYTES]).replace("-", "")


def parse_slip_code(text: str) -> str:
    """Return a code as it is written, from any case and spacing, with or without its first letter.

    Raises UserError `bad-slip-code` for what is none, or where the check character does not fit.
    """
    plain = text.strip().upper()
    try:
        return _LETTER + parse_reference(plain.removeprefix("R").lstrip(" -")).replace("-", "")
    except UserError:
        sentence = _("“{text}” is not the code of a reply slip. It looks like R-K7Q42MX. Read it again.")
        raise UserError("bad-slip-code", sentence, text=text[:20]) from None
