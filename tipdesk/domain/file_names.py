"""How the name of a file is shown: in characters that screens and terminals take as characters and nothing else.

No two names are shown alike, and nothing in a shown name moves a cursor, turns the direction of the text or is unseen.
A name from the disk may hold bytes that are no characters, which Python hands over as lone surrogates. A shown name is
never used to open the file again: whoever found the file keeps its real path.
"""

from typing import Final

MOST_SHOWN: Final = 255
_BYTES: Final = range(0xDC80, 0xDD00)
_SHORT: Final = 0x10000
_ELLIPSIS: Final = "…"


def shown_file_name(name: str) -> str:
    r"""Return the name with every character that cannot be seen written out: `\xff`, `\u202e`; a backslash is two."""
    return "".join(_shown(character) for character in name)


def short_file_name(shown: str) -> str:
    """Return a shown name, cut to `MOST_SHOWN` characters with an ellipsis at its end where it is longer than that."""
    return shown if len(shown) <= MOST_SHOWN else shown[: MOST_SHOWN - 1] + _ELLIPSIS


def _shown(character: str) -> str:
    code = ord(character)
    if character == "\\":
        return "\\\\"
    if code in _BYTES:
        return f"\\x{code & 0xFF:02x}"
    if character.isprintable():
        return character
    return f"\\u{code:04x}" if code < _SHORT else f"\\U{code:08x}"
