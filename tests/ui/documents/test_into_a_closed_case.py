"""A file for a closed case: the rule says that a reason will do, so one is asked for, and noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.preview import made
from tests.ui.documents.officer import answer, dialog, files, strip, written
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.fields import change_of_row
from tipdesk.ui.access.questions import REASON
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.documents.officer import FakeChoosing
    from tests.ui.invented import CasesDesk

CASE = BY_NAME["Case"]


@pytest.fixture
def closed(desk: CasesDesk, case: bytes) -> bytes:
    """The case in front, closed meanwhile."""
    with desk.store.work() as unit:
        row = unit.get_row(CASE, case)
        assert row is not None
        change = change_of_row(row, {"status": "closed"})
        unit.append(Scope.CASE, case, [change] if change else [])
    return case


def why(desk: CasesDesk) -> AskDialog:
    """Return the dialog that asks for the reason."""
    [found] = [one for one in desk.screen.window().findChildren(AskDialog) if one.isVisible() and one.has_field(REASON)]
    return found


def test_a_file_comes_into_a_closed_case_with_a_reason(
    desk: CasesDesk, closed: bytes, choosing: FakeChoosing, tmp_path: Path
) -> None:
    """Nothing is taken without one; what was typed of the file is kept, and the reason stands in the history."""
    choosing.path = written(tmp_path, "red.png", made.picture("PNG"))
    desk.press(strip(desk).choose)
    answer(desk, description="Came after the closing")
    assert files(desk, closed) == ()
    asked = why(desk)
    desk.press(asked.deed)
    assert asked.field(REASON).problem()
    asked.field(REASON).set_value("The hospital sent it late")
    desk.press(asked.deed)
    [row] = files(desk, closed)
    assert row["description"] == "Came after the closing"
    with desk.store.work() as unit:
        [dot, *_others] = row.dots[row.record.by_name["digest"].number]
        entry = unit.ledger.get_entry(*dot)
    assert entry is not None
    assert b"The hospital sent it late" in (entry.body or b"")


def test_nothing_is_taken_where_no_reason_is_given(
    desk: CasesDesk, closed: bytes, choosing: FakeChoosing, tmp_path: Path
) -> None:
    """Cancel leads back to the questions about the file, which say what the rule is."""
    choosing.path = written(tmp_path, "red.png", made.picture("PNG"))
    desk.press(strip(desk).choose)
    answer(desk)
    why(desk).reject()
    desk.settle()
    assert dialog(desk).isVisible()
    assert files(desk, closed) == ()
