"""What the tests of a case stand on: a view that knows one record more than the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.case.oddments import RECORDS
from tests.ui.invented import amber
from tipdesk.ui.case.view import CaseView

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.services.case.open_case import Workspace


@pytest.fixture
def shown(desk: CasesDesk) -> tuple[CaseView, Workspace, CasesDesk]:
    """A case's view that knows the record too, and a case that has no row of it."""
    desk.open(amber(desk.store).id)
    view = CaseView(desk.seat.wording, can_print=False, records=RECORDS)
    desk.qtbot.addWidget(view)
    view.resize(1160, 620)
    view.show()
    return view, desk.workspace(), desk
