"""What is said beside what was read: a sentence, and what would have to change for it to be otherwise.

A hint never changes a character by itself. One that proposes carries the lines as they would be read then, so that a
screen can offer them.
"""

from collections.abc import Callable
from typing import NamedTuple

from tipdesk.domain.texts import _

WHAT = {
    "document_number": _("Document number"),
    "birth_date": _("Date of birth"),
    "expires": _("Valid until"),
    "optional_data": _("Personal number"),
    "composite": _("The whole"),
    "names": _("Names"),
    "issuer": _("Issued by"),
    "nationality": _("Citizenship"),
}
"""What people call the parts of a machine-readable zone, and the checks that bear their names."""


class Hint(NamedTuple):
    """One sentence. `what` is a key of `WHAT` and fills its place {what}; `instead` are the lines as proposed."""

    template: str
    values: tuple[tuple[str, object], ...] = ()
    what: str = ""
    instead: tuple[str, ...] = ()

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence, translated by `translate` (English by default)."""
        what = translate(WHAT[self.what]) if self.what else ""
        return translate(self.template).format(what=what, **dict(self.values))


def hint(template: str, what: str = "", instead: tuple[str, ...] = (), **values: object) -> Hint:
    """Return a hint, its places filled by name."""
    return Hint(template, tuple(values.items()), what, instead)
