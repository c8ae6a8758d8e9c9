"""Telephone numbers as they are kept (E.164), and as people read them out."""

import re
import unicodedata

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

_NORTH_AMERICAN_DIGITS = 10


def phone_text(number: str) -> str:
    """Return a number as people read it out: "+1 758 555 0101" for the Caribbean and North America, else unchanged."""
    digits = number.removeprefix("+1")
    if number.startswith("+1") and len(digits) == _NORTH_AMERICAN_DIGITS and digits.isdecimal():
        return f"+1 {digits[:3]} {digits[3:6]} {digits[6:]}"
    return number


def parse_phone(text: str) -> str:
    """Return an E.164 number; seven local digits get Saint Lucia's +1758.

    Raises UserError `bad-phone` for no number.
    """
    plain = re.sub(r"[\s().-]", "", unicodedata.normalize("NFKC", text))
    if re.fullmatch(r"[2-9][0-9]{6}", plain):
        plain = "+1758" + plain
    elif re.fullmatch(r"1?758[0-9]{7}", plain):
        plain = "+1" + plain[-10:]
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", plain):
        raise UserError("bad-phone", _("This must be a telephone number with its country code, like +1 758 452 0000."))
    return plain
