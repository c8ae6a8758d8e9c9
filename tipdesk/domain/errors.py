"""The three families of refusal, and nothing else that is raised on purpose.

`UserError`: the officer can put it right. `Trouble`: the world is in the way (disk, link, stick). `Distrust`: a
bundle, store or device failed a check. Each carries a stable code for scripts and a sentence for people; sentences
name ids and fields, never a person, an answer or a key. Anything else that escapes is our own bug.
"""

from collections.abc import Callable
from typing import ClassVar, NamedTuple


class FieldProblem(NamedTuple):
    """One field that was refused: `path` as in the document ("records[1].fields.birth_date"), and why."""

    path: str
    template: str
    values: tuple[tuple[str, object], ...] = ()

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`."""
        return translate(self.template).format(**dict(self.values))


class TipdeskError(Exception):
    """Base of the three families. `code` is stable, kebab-case; `template` is a message id with named places."""

    family: ClassVar[str] = ""
    exit_status: ClassVar[int] = 70

    def __init__(self, code: str, template: str, *, fields: tuple[FieldProblem, ...] = (), **values: object) -> None:
        """Keep code, sentence and the values that fill it apart, so that the sentence can be translated when shown."""
        super().__init__(code)
        self.code = code
        self.template = template
        self.fields = fields
        self.values = values

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate` (English by default)."""
        return translate(self.template).format(**self.values)

    def __str__(self) -> str:
        """Return the English sentence, for logs and tracebacks."""
        return self.text()


class UserError(TipdeskError):
    """The officer can put it right: a sentence beside the field, exit status 1."""

    family = "user"
    exit_status = 1


class Trouble(TipdeskError):  # noqa: N818 - the family's name is the word that officers and the manual use
    """The world is in the way (disk full, no link, stick gone): try again; exit status 3."""

    family = "trouble"
    exit_status = 3


class Distrust(TipdeskError):  # noqa: N818 - as above
    """A bundle, a store or a device failed a check: refused by name, kept aside, never retried by itself; exit 4."""

    family = "distrust"
    exit_status = 4
