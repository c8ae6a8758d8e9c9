"""What does not count as it says, though it stands in the case: it came in past a gate, or was found out later.

A consent that lacks anything counts as not given, a guardian who is not independent as none, and what was said through
an interpreter who was not checked is marked. Once it is mended, it counts.
"""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.agreement import COMPLETE, FOR_CHILD
from tipdesk.domain.rules.gates.gate import Failed, Gate
from tipdesk.domain.rules.gates.predicates import NotJudgedError
from tipdesk.domain.rules.gates.protected import is_live
from tipdesk.domain.rules.gates.standing_beside import COMPANION, GUARDIAN, INTERPRETER, is_given
from tipdesk.domain.texts import _


class CountsAs(Enum):
    """As what a row counts that does not count as it says."""

    NOT_GIVEN = "not_given"
    NO_GUARDIAN = "no_guardian"
    UNCHECKED = "unchecked"


class Uncounted(NamedTuple):
    """As what a row counts, and why: a marked text with its values filled in, which names nobody."""

    counts_as: CountsAs
    why: str


_AS_CONSENT = (GUARDIAN, COMPLETE, COMPANION, FOR_CHILD)
_OVER = _("Its time is over: ask again.")
_OTHERS: tuple[tuple[str, CountsAs, tuple[Gate, ...]], ...] = (
    ("Guardian", CountsAs.NO_GUARDIAN, (GUARDIAN,)),
    ("Interpreter", CountsAs.UNCHECKED, (COMPANION,)),
    ("InformationGiven", CountsAs.UNCHECKED, (COMPANION, INTERPRETER)),
    ("VictimWish", CountsAs.UNCHECKED, (COMPANION,)),
    ("Statement", CountsAs.UNCHECKED, (COMPANION, INTERPRETER)),
)


def find_uncounted(view: FrozenCase) -> Iterator[tuple[bytes, Uncounted]]:
    """Yield each row that does not count as it says; what cannot be judged here is not told."""
    for row in view.of("Consent"):
        why = _why_not_given(view, row)
        if why is not None:
            yield row.id, Uncounted(CountsAs.NOT_GIVEN, why)
    for record, counts_as, gates in _OTHERS:
        for row in view.of(record):
            failed = next(_failing(view, row, gates), None)
            if failed is not None:
                yield row.id, Uncounted(counts_as, failed.sentence)


def _why_not_given(view: FrozenCase, row: Row) -> str | None:
    """Return why somebody who agreed, by this row, has not; None where they have, or never did."""
    try:
        if not is_given(row) or is_live(view, row):
            return None
    except NotJudgedError:
        return None
    failed = next(_failing(view, row, _AS_CONSENT), None)
    return failed.sentence if failed is not None else _OVER


def _failing(view: FrozenCase, row: Row, gates: tuple[Gate, ...]) -> Iterator[Failed]:
    for gate in gates:
        try:
            failed = gate.check(view, row, None)
        except NotJudgedError:
            continue
        if failed is not None:
            yield failed
