"""What verbs on cases answer: small frozen values, by which screens tell each other what changed and commands print it.

They carry ids, references and names of records, never the content of a field.
"""

from dataclasses import dataclass, field

from tipdesk.domain.changes import Dot
from tipdesk.domain.rules.gates.gate import Failed


@dataclass(frozen=True)
class Changed:
    """What a save touched.

    `kinds` are record names ("Person"), and `row` is the one row concerned, where there is one. `dots` are the entries
    that it wrote, by which alone it can be taken back (`take_back`). `is_new` says that they made the row, and `warned`
    has the gates that do not hold and stopped nothing.
    """

    kinds: frozenset[str]
    case: bytes | None = None
    row: bytes | None = None
    dots: tuple[Dot, ...] = ()
    is_new: bool = False
    warned: tuple[Failed, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, kind: str, case: bytes | None, row: bytes | None, *dots: Dot) -> "Changed":
        """Return the answer of a verb that touched one row, written by these entries."""
        return cls(frozenset({kind}), case, row, dots)


@dataclass(frozen=True)
class NewCase:
    """A case that was made: its reference, the id of its Case row, and the ids of all its rows in document order."""

    reference: str
    id: bytes
    rows: tuple[bytes, ...]
    changed: Changed


@dataclass(frozen=True)
class Saved:
    """A worry that was kept: the case, the report with the officer's answers, and the people who are feared for."""

    reference: str
    case: bytes
    report: bytes
    changed: Changed
    people: tuple[bytes, ...] = ()
