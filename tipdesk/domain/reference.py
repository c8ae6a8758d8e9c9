"""Case references: neutral, made without a server, hard to mistype.

`K7Q-42MX` is six random Crockford base-32 characters and a check character. It tells nothing outside: no year, no post,
no count. The check is Crockford's, the number modulo 37; references whose check would be one of its five extra signs
are not made. It notices every single wrong character and every exchange of two neighbours.
"""

import unicodedata

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 6
_PRIME = 37
_CHECKS = ALPHABET + "*~$=U"
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def make_reference(noise: bytes) -> str:
    """Return a reference from at least four random bytes whose check character is a plain letter or digit."""
    number = int.from_bytes(noise[:8], "big")
    while True:
        characters = "".join(ALPHABET[number >> 5 * place & 31] for place in range(RANDOM_CHARACTERS))
        check = _check(characters)
        if check in ALPHABET:
            return _hyphened(characters + check)
        number += 1


def parse_reference(text: str) -> str:
    """Return the reference as it is written, from any case and spacing, with O read as 0 and I or L as 1.

    Raises UserError `bad-reference` for what is none, or where the check character does not fit.
    """
    plain = unicodedata.normalize("NFKC", text).upper().replace("-", "").replace(" ", "").translate(READ_AS)
    known = len(plain) == RANDOM_CHARACTERS + 1 and all(character in ALPHABET for character in plain)
    if not known or _check(plain[:-1]) != plain[-1]:
        raise UserError("bad-reference", _("“{text}” is not a case reference. It looks like K7Q-42MX."), text=text[:20])
    return _hyphened(plain)


def _check(characters: str) -> str:
    number = 0
    for character in characters:
        number = number * 32 + ALPHABET.index(character)
    return _CHECKS[number % _PRIME]


def _hyphened(plain: str) -> str:
    return f"{plain[:3]}-{plain[3:]}"
