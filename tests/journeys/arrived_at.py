"""What came into a home past a gate, for journeys whose homes nobody has open meanwhile."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from tests.services.arrived import arrive
from tipdesk.homes.opening import open_session
from tipdesk.services.case.references import get_case_id

if TYPE_CHECKING:
    from pathlib import Path


def arrive_at(home: Path, reference: str, passphrase: str, **given: str | bool | None) -> None:
    """Write answers of a case of a home that nobody has open, as they came in from elsewhere."""
    with closing(open_session(home, None, passphrase)) as session:
        arrive(session.desk, get_case_id(session.desk, reference), **given)
