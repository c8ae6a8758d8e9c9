"""How a person's agreement with an agency stands, as a page says it: live, or why it is not.

Whether it is live is decided by the predicate of the gates alone (`gates/protected`); this only says in words why not.
"""

from datetime import datetime
from enum import Enum
from typing import NamedTuple

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.complete import TO_AN_AGENCY
from tipdesk.domain.rules.gates.predicates import NotJudgedError
from tipdesk.domain.rules.gates.protected import consent
from tipdesk.domain.rules.gates.standing_beside import GIVEN
from tipdesk.domain.rules.withdrawal import is_withdrawn
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate


class Standing(Enum):
    """How an agreement stands; the value says so in words."""

    LIVE = _("Agreed")
    NONE = _("Not asked yet")
    REFUSED = _("Refused")
    NOT_ABLE = _("Not able to agree")
    WITHDRAWN = _("Taken back")
    ENDED = _("Agreed, but no longer valid")
    INCOMPLETE = _("Agreed, but what was recorded is not complete")
    SEALED = _("Sealed. Ask somebody who can open it")


class Agreed(NamedTuple):
    """How it stands, and the row that says so; None where none does."""

    standing: Standing
    consent: Row | None = None

    @property
    def is_live(self) -> bool:
        """Tell whether the person agrees now."""
        return self.standing is Standing.LIVE


def agreement_with(view: FrozenCase, person: bytes, agency: bytes) -> Agreed:
    """Return how it stands with the agreement of a person to what is shared with an agency."""
    try:
        live = consent(view, person, TO_AN_AGENCY, agency)
    except NotJudgedError:
        return Agreed(Standing.SEALED)
    if live is not None:
        return Agreed(Standing.LIVE, live)
    newest = max((row for row in view.of("Consent") if _is_about(row, person, agency)), key=_order, default=None)
    return Agreed(Standing.NONE if newest is None else _why_not(view, newest), newest)


def _is_about(row: Row, person: bytes, agency: bytes) -> bool:
    named = live_values(row, "agency")
    return row["person"] == person and row["scope"] == TO_AN_AGENCY and bool(named & {agency, None})


def _order(row: Row) -> tuple[float, bytes]:
    told = [one.timestamp() for one in live_values(row, "given_at") if isinstance(one, datetime)]
    return max(told, default=0.0), row.id


def _why_not(view: FrozenCase, row: Row) -> Standing:
    told = live_values(row, "status")
    if is_withdrawn(row):
        return Standing.WITHDRAWN
    if told != {GIVEN}:
        return Standing.REFUSED if "refused" in told else Standing.NOT_ABLE
    ends = live_values(row, "valid_until")
    if any(isinstance(one, PartialDate) and one.last_day < view.today for one in ends):
        return Standing.ENDED
    return Standing.INCOMPLETE
