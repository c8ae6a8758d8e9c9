"""A case that is made on any stage, with a report that answers what is wanted of an open one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.services.arrived import arrived_case

if TYPE_CHECKING:
    from tipdesk.homes.sessions import Session

TRIAGED = {"urgency": "now", "danger_now": "no", "under_18": "unsure"}


def begun(post: Session, status: str, **case: object) -> bytes:
    """Make a case on this stage, with a report that answers what is wanted of an open one."""
    records = [{"record": "Report", "fields": TRIAGED}]
    document = {"case": {"title": "Blue heron 12", "status": status, **case}, "records": records}
    return arrived_case(post.desk, document).id
