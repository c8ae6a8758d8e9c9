"""The three families of refusal, which are the only errors that the program raises on purpose.

`UserError` is for what the officer can put right, `Trouble` for a world that is in the way (disk, link, stick), and
`Distrust` for a bundle, store or device that failed a check. Each carries a stable code for scripts and a sentence for
people; the sentences name ids and fields, never a person, an answer or a key. Anything else that escapes is a bug of
our own.
"""

from collections.abc import Callable
from typing import ClassVar, NamedTuple


class FieldProblem(NamedTuple):
    """One field that was refused, and why.

    `path` names the field as it stands in the document, such as "records[1].fields.birth_date".
    """

    path: str
    template: str
    values: tuple[tuple[str, object], ...] = ()

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence, translated by `translate` (English by default)."""
        return translate(self.template).format(**dict(self.values))


class TipdeskError(Exception):
    """The base of the three families.

    `code` is stable and in kebab-case. `template` is a message id with named places, which `values` fill. `fields` are
    the single fields that were refused, if there are any.
    """

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
        """Return the sentence, translated by `translate` (English by default)."""
        return translate(self.template).format(**self.values)

    def beside(self, path: str) -> FieldProblem:
        """Return the refusal as what is wrong with one field."""
        return FieldProblem(path, self.template, tuple(self.values.items()))

    def details(self) -> dict[str, object]:
        """Return what commands print beside code and sentence, such as the seconds to wait."""
        return {"seconds": self.values["seconds"]} if "seconds" in self.values else {}

    def others(self) -> tuple[FieldProblem, ...]:
        """Return what else is refused beside the first; each path is a code, and names no field."""
        return ()

    def __str__(self) -> str:
        """Return the English sentence, for logs and tracebacks."""
        return self.text()


class UserError(TipdeskError):
    """Something the officer can put right: it is shown as a sentence beside the field, and the exit status is 1."""

    family = "user"
    exit_status = 1


class Trouble(TipdeskError):  # noqa: N818 - the family's name is the word that officers and the manual use
    """The world is in the way (disk full, no link, stick gone), so that trying again may help; the exit status is 3."""

    family = "trouble"
    exit_status = 3


class Distrust(TipdeskError):  # noqa: N818 - as above
    """A bundle, a store or a device failed a check.

    It is refused by name and kept aside, and the program never tries it again by itself; the exit status is 4.
    """

    family = "distrust"
    exit_status = 4
