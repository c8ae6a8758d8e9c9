"""The markers for texts that people read.

Everything below the screens speaks English message ids; the screens, documents and the command line translate them when
they are shown, through one gettext catalogue. `_` and `counted` here only mark a text so that Babel finds it.
"""

from typing import NamedTuple


class Counted(NamedTuple):
    """A text that counts, in both its English forms: message ids, with {count} in them."""

    one: str
    many: str


def _(text: str) -> str:
    """Mark a text for the catalogue; returns it unchanged."""
    return text


def counted(one: str, many: str) -> Counted:
    """Mark a text that counts for the catalogue, where other languages have other forms, and more or fewer of them."""
    return Counted(one, many)
