"""What the words of a cell mean, and which cell of a pasted sheet belongs to which column."""

from __future__ import annotations

from functools import partial

import pytest

from tests.fakes.desk import CODES
from tests.services.refusals import refusal
from tipdesk.services.line_list.cells import need_name, read_cell
from tipdesk.services.line_list.columns import BY_COLUMN, COLUMNS, FIRST, NEEDS
from tipdesk.services.line_list.sheets import read_sheet
from tipdesk.services.line_list.signs import SIGNS


@pytest.mark.parametrize(
    ("column", "words", "given"),
    [
        ("about_age", "about 34", {"about_age": 34}),
        ("about_age", "19?", {"about_age": 19, "age_basis": "disputed"}),
        ("about_age", "15-17 years", {"about_age": 15, "age_basis": "disputed"}),
        ("about_age", "8 months", {"about_age": 0}),
        ("about_age", "?", {"about_age": {"missing": "unknown"}}),
        ("sex", "F", {"sex": "female"}),
        ("sex", "unknown", {"sex": "unknown"}),
        ("citizenships", "haiti; HTI", {"citizenships": ["HT", "HT"]}),
        ("citizenships", "", {"citizenships": None}),
        ("family_group", "b", {"family_group": "B"}),
        ("tag_number", "#07", {"tag_number": "07"}),
        ("needs", "hurt, Water or food", {"needs": frozenset({"medical_emergency", "food_clothing_hygiene"})}),
        ("needs", "shelter; m", {"needs": frozenset({"shelter", "medical_general"})}),
        ("needs", "Legal aid", {"needs": frozenset({"legal_aid"})}),
    ],
)  # fmt: skip
def test_what_a_cell_says(column: str, words: str, given: dict[str, object]) -> None:
    """Words are read as officers type them; a doubt about an age is kept, since it protects as a child."""
    assert read_cell(CODES, BY_COLUMN[column], words) == given


def test_every_need_is_read_as_it_is_shown() -> None:
    """The name of every need, and several of them with commas between, mean what they say when they are read again."""
    kinds = [code.code for code in CODES.list_of("service_type")]
    for kind in kinds:
        assert read_cell(CODES, BY_COLUMN[NEEDS], need_name(CODES, kind)) == {NEEDS: frozenset({kind})}, kind
    some = [sign.kind for sign in SIGNS]
    assert read_cell(CODES, BY_COLUMN[NEEDS], "; ".join(need_name(CODES, kind) for kind in some)) == {
        NEEDS: frozenset(some)
    }


def test_a_sheet_with_a_heading_is_placed_by_its_words() -> None:
    """Columns come in any order; what is not known here is kept with its heading, and a comma in quotes is no comma."""
    sheet = "Passport No.\tSurname\tFirst name\tVisa until\tAge\r\nX12\tTestova\tAna\t01 12 2026\t34\r\n"
    sheet += '\t"Mock""son"\tBo\t\t'
    assert read_sheet(sheet, ["tag_number"]) == [
        {"document_number": "X12", "family_name": "Testova", "given_names": "Ana", "about_age": "34",
         "description": "Visa until: 01 12 2026"},
        {"family_name": 'Mock"son', "given_names": "Bo"},
    ]  # fmt: skip


def test_a_sheet_without_a_heading_goes_to_the_columns_in_sight() -> None:
    """Cells fall from the cursor to the right; those past the last column are kept too, and so is a stray quote."""
    assert read_sheet('01\tAna\tf\textra\n02\t6" scar\tm\t', ["tag_number", "given_names", "sex"]) == [
        {"tag_number": "01", "given_names": "Ana", "sex": "f", "description": "extra"},
        {"tag_number": "02", "given_names": '6" scar', "sex": "m"},
    ]
    assert read_sheet("Family", ["given_names"]) == [{"given_names": "Family"}]
    assert refusal(partial(read_sheet, "a\n" * 502, ["given_names"])).code == "sheet-too-long"


def test_columns_are_those_of_a_person() -> None:
    """Every column is a declared field that may stand in a list; a safe place and a code phrase have none."""
    names = {column.name for column in COLUMNS}
    assert {column.name for column in FIRST} < names
    assert names.isdisjoint({"shelter_place", "code_phrase", "safe_contact", "line_order"})
    assert all(column.field is None or column.field.is_asked or column.field.later for column in COLUMNS)
