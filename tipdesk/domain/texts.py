"""The markers for texts that people read.

Everything below the screens holds English message ids. The screens, documents and the command line translate them when
they show them, through one gettext catalogue. `_` and `counted` here only mark a text, so that Babel finds it.
"""

from typing import NamedTuple


class Counted(NamedTuple):
    """A text that counts, in both its English forms: two message ids with {count} in them."""

    one: str
    many: str


def _(text: str) -> str:
    """Mark a text for the catalogue and return it unchanged."""
    return text


def counted(one: str, many: str) -> Counted:
    """Mark a text that counts for the catalogue, where a language has as many forms as it needs."""
    return Counted(one, many)
