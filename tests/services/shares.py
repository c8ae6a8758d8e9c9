"""Headquarters shares a case with a post, and ends that, as its entries say it: for tests of who then holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.clock import MORNING
from tests.services.writes import write
from tipdesk.domain.changes import Change
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_of
from tipdesk.services.directory.shares import SHARE
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.headquarters.directory.registry import get_post
from tipdesk.services.ledger import ScopeKey

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tipdesk.domain.kinds import Value

NOW = moment_of(MORNING, -240)


def begin_share(office: Site, case: bytes, post: str = "B") -> bytes:
    """Share a case with the post of this code; return the row."""
    row = office.ids.new_id()
    with office.desk().read() as reader:
        values: dict[str, Value] = {"with_post": get_post(reader, post).id, "why": "They know her", "began": NOW}
    write(office, case, change_of_new(SHARE, row, values))
    return row


def end_share(office: Site, case: bytes, row: bytes) -> None:
    """End a share."""
    with office.desk().read() as reader:
        held = reader.get_row(SHARE, row)
    assert held is not None
    change = change_of_row(held, {"ended": NOW})
    assert isinstance(change, Change)
    write(office, case, change)


def bodies(site: Site, case: bytes) -> list[bytes]:
    """Return the bodies of a case that a site holds."""
    with site.desk().work() as work:
        return [one.body for one in work.ledger.case_entries(case) if one.body is not None]


def has_salt(site: Site, case: bytes) -> bool:
    """Tell whether a site holds what the bodies of a case were hashed with."""
    with site.desk().work() as work:
        return bool(work.ledger.salts([ScopeKey(int(Scope.CASE), case)]))
