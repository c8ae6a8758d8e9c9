"""The model of the long list: 100,000 cases, a few pages in memory, each page asked for once."""

import pytest

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.rows import CaseSummary
from tipdesk.domain.rules.access import Level
from tipdesk.services.case.find_case_lines import CaseLine
from tipdesk.ui.cases.columns import TITLE, UPDATED
from tipdesk.ui.cases.model import CasesModel
from tipdesk.ui.cases.paged_model import MOST_PAGES, PAGE
from tipdesk.ui.wording import Wording

MANY = 100_000


def line(case: bytes) -> CaseLine:
    """Return the line of an invented case."""
    number = int.from_bytes(case, "big")
    summary = CaseSummary(case, f"REF-{number}", f"Heron {number}", "open", "low", "VFT", None, number, 1, 0, "", 0)
    return CaseLine(summary, Level.FULL)


@pytest.fixture
def model() -> CasesModel:
    """A list of 100,000 cases of which no page has come."""
    made = CasesModel(Wording(CodeBook({}), zone_minutes=0))
    made.show_ids([number.to_bytes(16, "big") for number in range(MANY)])
    return made


def test_the_scroll_bar_is_exact(model: CasesModel) -> None:
    """There are as many rows as cases, and a case is found at its row, whatever its bytes."""
    assert model.rowCount() == MANY
    for row in (0, 1, 255, 256, 65_536, MANY - 1):
        assert model.row_of(row.to_bytes(16, "big")) == row
    assert model.row_of(b"\xff" * 16) == -1


def test_a_page_is_asked_for_once(model: CasesModel) -> None:
    """A blank row asks for its page, and a second look at the same page does not ask again."""
    asked: list[int] = []
    model.wanted.connect(asked.append)
    for row in (0, 1, PAGE - 1, PAGE, 5 * PAGE):
        assert model.index(row, TITLE).data() is None
    assert asked == [0, 1, 5]


def test_a_page_that_came_is_shown(model: CasesModel) -> None:
    """Lines stand in the rows of their ids; a case that may not be known leaves its row blank."""
    lines = [line(case) for case in model.ids_of(3)]
    model.put_page(3, lines[1:])
    assert model.index(3 * PAGE, TITLE).data() is None
    assert model.index(3 * PAGE + 1, TITLE).data() == f"Heron {3 * PAGE + 1}"
    assert model.index(3 * PAGE + 1, UPDATED).data() == "1 Jan 1970 00:00"


def test_memory_holds_a_few_pages(model: CasesModel) -> None:
    """Scrolling through everything keeps the pages seen last, and asks again for one that went."""
    asked: list[int] = []
    model.wanted.connect(asked.append)
    for page in range(MOST_PAGES + 5):
        model.put_page(page, [line(case) for case in model.ids_of(page)])
    assert model.index(MOST_PAGES * PAGE, TITLE).data() is not None
    assert model.index(0, TITLE).data() is None
    assert 0 in asked


def test_a_new_snapshot_does_not_flicker(model: CasesModel) -> None:
    """Lines that were here are shown until newer ones come, at their new rows."""
    model.put_page(0, [line(case) for case in model.ids_of(0)])
    first, second = model.case_at(0), model.case_at(1)
    model.show_ids([second, first])
    assert model.index(0, TITLE).data() == "Heron 1"
    assert model.index(1, TITLE).data() == "Heron 0"


def test_what_was_found_stands_beside_the_title(model: CasesModel) -> None:
    """A search says in which row of the case the words are."""
    case = model.case_at(7)
    model.show_cases([case], [line(case)], {case: "P-7K2M"})
    assert model.index(0, TITLE).data() == "Heron 7   ·   P-7K2M"
