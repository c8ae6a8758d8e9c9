"""The markers for texts that people read.

Everything below the screens speaks English message ids; the screens, documents and the command line translate them when
they are shown, through one gettext catalogue. `_` and `counted` here only mark a text so that Babel finds it. A refusal
that counts carries `counted(one, many).of(count)`, and is shown as every other.
"""

from typing import NamedTuple, Self


class Counted(NamedTuple):
    """A text that counts, in both its English forms: message ids, with the number in a named place."""

    one: str
    many: str

    def of(self, count: int) -> "CountedText":
        """Return the text for a count that is known."""
        return CountedText(self, count)


class CountedText(str):
    """The English form of a text for one count. A catalogue finds its own form by `forms` and `number`."""

    __slots__ = ("forms", "number")

    forms: Counted
    number: int

    def __new__(cls, forms: Counted, count: int) -> Self:
        """Take the form that English has for the count, with its named places still to be filled in."""
        made = super().__new__(cls, forms.one if count == 1 else forms.many)
        made.forms, made.number = forms, count
        return made

    def __reduce__(self) -> tuple[type["CountedText"], tuple[Counted, int]]:
        """Return what a copy is made of."""
        return CountedText, (self.forms, self.number)


def _(text: str) -> str:
    """Mark a text for the catalogue and return it unchanged."""
    return text


def counted(one: str, many: str) -> Counted:
    """Mark a text that counts for the catalogue, where a language has as many forms as it needs."""
    return Counted(one, many)
