"""What verbs on cases answer: small frozen values, so that screens can tell each other and commands can print.

They carry ids, references and names of records, never the content of a field.
"""

from dataclasses import dataclass

from tipdesk.domain.changes import Dot


@dataclass(frozen=True)
class Changed:
    """What a save touched. `kinds`: record names ("Person"); `row`: the one row concerned, where there is one.

    `dots`: the entries that it wrote, by which alone it is taken back (`take_back`); `is_new`: they made the row.
    """

    kinds: frozenset[str]
    case: bytes | None = None
    row: bytes | None = None
    dots: tuple[Dot, ...] = ()
    is_new: bool = False

    @classmethod
    def of(cls, kind: str, case: bytes | None, row: bytes | None, *dots: Dot) -> "Changed":
        """Build the answer of a verb that touched one row."""
        return cls(frozenset({kind}), case, row, dots)


@dataclass(frozen=True)
class NewCase:
    """A case that was made. `id` is the id of its Case row; `rows`: the ids of all, in the document's order."""

    reference: str
    id: bytes
    rows: tuple[bytes, ...]
    changed: Changed


@dataclass(frozen=True)
class Saved:
    """A worry that was kept: the case, and the report with the officer's answers."""

    reference: str
    case: bytes
    report: bytes
    changed: Changed
