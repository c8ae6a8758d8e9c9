"""What the summary of a case says of each victim: the elements, and the newest decision with what it counts as.

It is read within the look that opened the case. Nothing here is a verdict: the program lists, and people decide.
"""

from dataclasses import dataclass

from tipdesk.domain.kinds import Sensitivity
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import opens
from tipdesk.domain.rules.determinations import is_signed, signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.predicates import NotJudgedError
from tipdesk.domain.rules.gates.victims import CountsAs, counts_as
from tipdesk.services.elements.read_elements import PersonElements, elements_in
from tipdesk.services.eyes import Eyes


@dataclass(frozen=True)
class VictimTold:
    """One victim: what was found, and the newest decision, which is a proposal while nobody has signed it.

    `standing` is what a signed decision counts as; None where there is none, or nobody has signed it. `prepared` is the
    newest proposal beside a signed one.
    """

    found: PersonElements
    decision: Row | None
    standing: CountsAs | None
    prepared: Row | None = None


def victims_in(eyes: Eyes, view: FrozenCase) -> tuple[VictimTold, ...] | None:
    """Return what is told of each victim, None where the officer may not read accounts or cannot open all of it."""
    if not opens(eyes.level, Sensitivity.NARRATIVE):
        return None
    try:
        return tuple(_told(eyes, view, one) for one in elements_in(eyes, view))
    except NotJudgedError:
        return None


def _told(eyes: Eyes, view: FrozenCase, found: PersonElements) -> VictimTold:
    decisions = [row for row in view.of("Determination") if row["person"] == found.person.id]
    proposed = next((row for row in reversed(decisions) if not is_signed(row)), None)
    newest = next(iter(signed_first(decisions)), proposed)
    standing = counts_as(view, newest) if newest is not None and is_signed(newest) else None
    prepared = eyes.see(proposed) if proposed is not None and proposed is not newest else None
    return VictimTold(found, eyes.see(newest) if newest is not None else None, standing, prepared)
