"""What the tests of files on the screen stand on: a case whose page of documents is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.documents.officer import FakeChoosing
from tests.ui.invented import amber
from tipdesk.homes.case_files import CaseFiles

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk


@pytest.fixture
def choosing(desk: CasesDesk) -> FakeChoosing:
    """The officer at the dialogs, over a seat that has files."""
    desk.seat.files, chooses = CaseFiles(), FakeChoosing()
    desk.seat.choosing = chooses
    return chooses


@pytest.fixture
def case(desk: CasesDesk, choosing: FakeChoosing) -> bytes:
    """An open case, on whose page of documents the officer is."""
    found = amber(desk.store).id
    desk.open(found)
    desk.screen.case_view.add_asked.emit("Attachment", {})
    return found
