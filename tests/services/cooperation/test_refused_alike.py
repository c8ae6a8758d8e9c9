"""What contradicts itself in a register is refused alike: as a new row, as a change and in a spreadsheet."""

from __future__ import annotations

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.registers.import_register import import_register
from tipdesk.services.registers.reading import list_register
from tipdesk.services.registers.sheets import Sheet
from tipdesk.services.registers.writing import add_row, amend_row

SCREENING = BY_NAME["ScreeningExercise"]
GIVEN = {"group": "Invented crew", "on": "2026-11-01", "screened": "8", "flagged": "2"}
SENTENCE = "Signs were found with more than were screened."


def test_more_flagged_than_screened_is_refused_on_every_way_in() -> None:
    """A new row, a change of one number alone and a line of a file: beside its field, and nothing is saved."""
    store = make_store(is_headquarters=True)
    desk = make_desk(store, make_actor("admin", frozenset({"coordinator"})))
    with pytest.raises(UserError) as added:
        add_row(desk, SCREENING, {**GIVEN, "flagged": "9"})
    assert list_register(desk, SCREENING) == []
    add_row(desk, SCREENING, GIVEN)
    [row] = list_register(desk, SCREENING)
    with pytest.raises(UserError) as amended:
        amend_row(desk, row, {"flagged": "9"})
    sheet = Sheet(
        "", (("key", *GIVEN), ("1", "Invented crew", "2026-11-01", "8", "9"), (row.id.hex(), "", "", "1", ""))
    )
    told = import_register(desk, SCREENING, sheet, dry_run=False)
    for refusal in (added, amended):
        assert [(one.path, one.text()) for one in refusal.value.fields] == [("ScreeningExercise.flagged", SENTENCE)]
    assert [(one.row, one.column, one.why.text()) for one in told.problems] == [(2, "E", SENTENCE), (3, "E", SENTENCE)]
    assert [one.version for one in list_register(desk, SCREENING)] == [row.version]
