"""What a gate is, what a deed is that gates judge, and what a gate answers that does not hold.

Everything here is frozen and pure. A gate reads a `FrozenCase`, in which nothing is masked; what it answers names no
person and no answer, so that whoever reads it learns only what is missing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.frozen_case import FrozenCase


class Way(Enum):
    """How somebody may go past a gate.

    `APPROVAL`: somebody else agreed before. `REVIEW`: at once, for a ground, and somebody else judges it within a day.
    `REASON`: with a typed reason that the history keeps. `WARNING`: nothing is stopped.
    """

    APPROVAL = "approval"
    REVIEW = "review"
    REASON = "reason"
    WARNING = "warning"


class Arrives(Enum):
    """What becomes of something that came in past a gate.

    It is kept aside where its writer's role does not carry it, or applied and shown as a breach.
    """

    PARKED = "parked"
    BREACH = "breach"


class Basis(Enum):
    """Where a gate comes from: a rule of our own can become a warning by a setting, law and practice cannot."""

    OURS = "ours"
    PRACTICE = "practice"
    LAW = "law"


class Guard(NamedTuple):
    """What a gate watches: writes to these fields of a record, or to any field where none is named.

    No record means every row of a case.
    """

    record: str
    fields: frozenset[str] = frozenset()

    def meets(self, wrote: "Wrote") -> bool:
        """Tell whether this guard watches what was written to a row."""
        is_record = self.record in ("", wrote.record)
        return is_record and (not self.fields or not self.fields.isdisjoint(wrote.fields))


class Past(NamedTuple):
    """One way past a gate: who approves, or for which grounds (code list `review_ground`) somebody acts at once."""

    way: Way
    roles: frozenset[str] = frozenset()
    grounds: frozenset[str] = frozenset()


class Need(NamedTuple):
    """What satisfies a gate, as a deed that a screen can offer: fill these fields of a record, of this row if named.

    `person` is the person it concerns and `roles` are those of whom one has to do it, none where anybody may. `gate` is
    what an Approval is asked for.
    """

    record: str
    fields: tuple[str, ...] = ()
    row: bytes | None = None
    person: bytes | None = None
    roles: tuple[str, ...] = ()
    gate: str = ""


@dataclass(frozen=True)
class Failed:
    """A gate that does not hold: for which row, why in a sentence, and what satisfies it.

    `sentence` is a marked text; `values` fill its places, and are counts and codes, never a name or an answer. `fields`
    are the fields of the row beside which the sentence stands. `ways` are those of the ways past the gate that are open
    for this row, where they are fewer than the gate has. `has_happened` says that the row tells what is past: it is
    saved all the same, and stands past the gate.
    """

    gate: str
    record: str
    row: bytes
    sentence: str
    needs: tuple[Need, ...] = ()
    values: tuple[tuple[str, object], ...] = ()
    fields: tuple[str, ...] = ()
    ways: frozenset[Way] | None = None
    has_happened: bool = False

    def opens(self, past: Past) -> bool:
        """Tell whether a way past the gate is open for this row."""
        return self.ways is None or past.way in self.ways

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence, translated by `translate` (English by default)."""
        return translate(self.sentence).format(**dict(self.values))


class Wrote(NamedTuple):
    """What a deed wrote to one row; `is_new` where it made the row, and "deleted" among the fields is the trash."""

    record: str
    row: bytes
    fields: frozenset[str]
    is_new: bool


class Doer(NamedTuple):
    """Who does a deed: under which ids they are known, their roles, and whether they sit at headquarters."""

    ids: frozenset[bytes]
    roles: frozenset[str]
    is_headquarters: bool


@dataclass(frozen=True)
class Deed:
    """What somebody just did to a case, as it stands in the view that is judged.

    `before` is the Case row as it was, None where the deed makes the case. `reason` is the entry's. A deed that tells
    (`is_telling`: a worry, a new case, a line of the list) is stopped by no gate that can be passed by a reason alone.
    """

    doer: Doer
    wrote: tuple[Wrote, ...]
    before: Row | None = None
    reason: str = ""
    is_telling: bool = False


Check = Callable[[FrozenCase, Row, Deed | None], Failed | None]
"""Judges one row that a gate guards: as a deed left it, or as it stands (None), and then what came in is judged."""


def _no_more(_view: FrozenCase, _row: Row) -> Iterator[Row]:
    return iter(())


def _always(_deed: Deed) -> bool:
    return True


def _all_rows(view: FrozenCase, gate: "Gate") -> Iterator[Row]:
    for record in dict.fromkeys(guard.record for guard in gate.guards):
        yield from (view.case,) if record == view.case.record.name else view.of(record)


@dataclass(frozen=True)
class Gate:
    """One gate, as the table has it.

    `label` is what lists call it. `who` are the roles that take the step, and `asks` those that may ask for it as well.
    `approvers` are those who may agree where it
    asks for an approval, of which `approved_fields` of its subject, and the rows that `covers` names beside, are what
    was agreed to. `concerns` tells cheaply whether a deed that it watches can fail it at all. `guarded` gives
    the rows that may stand in breach of it; by the writes of `known_by` such a breach is known, where they are fewer
    than the guards watch. A closed case that stands past a gate which `keeps_open` is listed as an open one.
    `since_schema` is the version of the declarations from which on programs know it.
    """

    id: str
    label: str
    guards: tuple[Guard, ...]
    check: Check
    who: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    past: tuple[Past, ...] = ()
    arrives: frozenset[Arrives] = frozenset({Arrives.BREACH})
    basis: Basis = Basis.OURS
    source: str = ""
    approvers: frozenset[str] = frozenset()
    approved_fields: tuple[str, ...] = ()
    covers: Callable[[FrozenCase, Row], Iterator[Row]] = _no_more
    concerns: Callable[[Deed], bool] = _always
    guarded: Callable[[FrozenCase, "Gate"], Iterator[Row]] = _all_rows
    known_by: frozenset[str] = frozenset()
    keeps_open: bool = False
    since_schema: int = 4

    def narrowed(self, failed: Failed) -> "Gate":
        """Return the gate with those ways past it alone that are open for the row for which it does not hold."""
        return self if failed.ways is None else replace(self, past=tuple(filter(failed.opens, self.past)))

    def has(self, way: Way) -> bool:
        """Tell whether somebody may go past the gate in this way."""
        return any(one.way is way for one in self.past)

    @property
    def is_never(self) -> bool:
        """Tell whether there is no way past the gate."""
        return not self.past
