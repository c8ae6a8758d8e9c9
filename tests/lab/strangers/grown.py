"""Bad luck of the directory: a post, an officer and a PC that are changed again and again, and the PC enrolled anew.

What must hold is that the grant still fits a signed document, and that the PC which takes it has no dispute in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.simulation.engines import StoreEngine
from tests.lab.strangers.attack import Attack, Outcome
from tests.services.countries import Country, a_country
from tests.services.enrolments import accept, answer, ask, disputes_of, edit
from tipdesk.domain.schema import Scope
from tipdesk.sync.codec import decode_head
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from pathlib import Path

EDITS, EDITS_LONG, ENROLMENTS = 40, 200, 3


def _changed(*, is_long: bool) -> tuple[Country, bytes]:
    """Return a country whose directory was changed so often, and the grant of the third enrolment since."""
    country = a_country({"A": 1}, StoreEngine())
    [site] = country.posts
    grant = b""
    for _time in range(ENROLMENTS):
        edit(country, site, EDITS_LONG if is_long else EDITS)
        grant = answer(country, ask(site), "A")
        accept(country, site, grant)
    return country, grant


def grow(_folder: Path, is_long: bool) -> Outcome:
    """Enrol the PC for the third time after all those changes."""
    country, grant = _changed(is_long=is_long)
    disputes = disputes_of(country.posts[0])
    held = len(grant) <= LIMITS.document and not disputes
    return Outcome(held, f"the grant has {len(grant)} of {LIMITS.document} bytes, {len(disputes)} disputes")


def grow_with_history(_folder: Path, is_long: bool) -> Outcome:
    """Measure what the same grant would have if it carried whatever was written to the directory."""
    country, _grant = _changed(is_long=is_long)
    desk, size, seq = country.office.desk(), 0, 0
    with desk.work() as work:
        while (entry := work.ledger.get_entry(desk.place.log, seq := seq + 1)) is not None:
            if decode_head(entry.head).scope is Scope.DIRECTORY:
                size += len(entry.head) + len(entry.body or b"")
    return Outcome(size <= LIMITS.document, f"with its history it has {size} bytes and more")


GROWN = Attack("grant-grown-by-edits", grow, grow_with_history)
