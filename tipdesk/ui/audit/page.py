"""Joins the page and the presenter of the audit. Who may read it is decided in services, which refuse the others."""

from tipdesk.ui.audit.presenter import AuditPresenter
from tipdesk.ui.audit.view import AuditPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.widgets.choice import choices_of


def make_page(seat: Seat) -> AuditPage:
    """Return the page of the audit with its presenter."""
    actions, results = (
        choices_of(seat.codes.list_of(name), seat.language) for name in ("audit_action", "audit_result")
    )
    page = AuditPage(actions, results)
    AuditPresenter(page, seat)
    return page
