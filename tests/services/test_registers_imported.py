"""Spreadsheets that come in: dry runs, every cell that is wrong, keys that are nobody's ids, and limits."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tipdesk.adapters.spreadsheets.csv_file import CsvFile
from tipdesk.adapters.spreadsheets.xlsx_file import XlsxFile
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.registers.import_register import import_register
from tipdesk.services.registers.reading import list_register, pick_register_row
from tipdesk.services.registers.sheets import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Sheet, guarded, is_formula, unguarded
from tipdesk.services.registers.writing import add_row, delete_row

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.services.desk import Desk
    from tipdesk.services.registers.read_sheet import Imported
    from tipdesk.services.registers.sheets import SheetFormat

TRAINING = BY_NAME["Training"]
HEAD = "key,title,topics,audiences,cost,level\n"


@pytest.fixture
def store() -> FakeStore:
    """The store of a headquarters."""
    return make_store(is_headquarters=True)


@pytest.fixture
def desk(store: FakeStore) -> Desk:
    """Its trainer."""
    return make_desk(store, make_actor("tina", frozenset({"trainer"})))


def take_in(desk: Desk, text: str, *, dry_run: bool = False) -> Imported:
    """Import a CSV file of trainings."""
    return import_register(desk, TRAINING, CsvFile().read(text.encode()), dry_run=dry_run)


def wrong(told: Imported) -> list[tuple[int, str]]:
    """Return row and column of everything that is wrong."""
    return [(one.row, one.column) for one in told.problems]


def test_a_dry_run_saves_nothing_and_says_what_would_be(desk: Desk, store: FakeStore) -> None:
    """The same file then does exactly that, in one unit of work, and adds nothing the second time."""
    text = HEAD + "T-1,First response,Referral; identification,police,1250 XCD,Front line\nT-2,Second,referral,,,\n"
    told = take_in(desk, text, dry_run=True)
    assert (told.added, told.changed, told.problems, list_register(desk, TRAINING)) == (2, 0, (), [])
    entries = len(store.held)
    assert take_in(desk, text).added == 2
    assert len(store.held) == entries + 2  # the rows, and the audit of the import
    first, second = list_register(desk, TRAINING)
    assert (first["topics"], first["level"], str(first["cost"])) == (
        frozenset({"referral", "identification"}), "front_line", "1250.00 XCD"
    )  # fmt: skip
    again = take_in(desk, text.replace("Second", "Third"))
    assert (again.added, again.changed, again.unchanged) == (0, 1, 1)
    assert pick_register_row(desk, TRAINING, second.id)["title"] == "Third"


def test_every_wrong_cell_is_told_and_nothing_is_saved(desk: Desk) -> None:
    """A code that is none, an amount that is none, a formula, a missing title: each by row and column."""
    text = HEAD + "T-1,Good,referral,,,\nT-2,,flying,,12 cats,\nT-3,=cmd|' /C calc'!A0,referral,,,\n"
    told = take_in(desk, text)
    assert sorted(wrong(told)) == [(3, "B"), (3, "C"), (3, "E"), (4, "B")]
    assert list_register(desk, TRAINING) == []


def test_unknown_columns_are_named_each(desk: Desk) -> None:
    """Of thirty columns those that no field has are told by their letters, also beyond Z; and so is one given twice."""
    names = ["title", "topics", *(f"Colour {number}" for number in range(26)), "level", "LEVEL"]
    told = take_in(desk, ",".join(names) + "\nA,referral\n")
    assert wrong(told)[:3] == [(1, "C"), (1, "D"), (1, "E")]
    assert wrong(told)[-2:] == [(1, "AB"), (1, "AD")]
    assert len(wrong(told)) == 27
    assert dict(told.problems[0].why.values)["name"] == "Colour 0"


def test_a_column_that_is_needed_is_told_once(desk: Desk) -> None:
    """Not for each row of the file; where all rows are there already it need not be there."""
    assert wrong(take_in(desk, "topics\nreferral\nreferral\n")) == [(1, "A")]
    row = add_row(desk, TRAINING, {"title": "One", "topics": ["referral"]}).row or b""
    assert take_in(desk, f"key,level\n{row.hex()},specialist\n").changed == 1


def test_a_key_names_one_row(desk: Desk) -> None:
    """Twice in one file, the id of no row, and a row in the trash are refused."""
    row = add_row(desk, TRAINING, {"title": "One", "topics": ["referral"]}).row or b""
    delete_row(desk, pick_register_row(desk, TRAINING, row))
    text = f"key,title,topics\n7,A,referral\n 7 ,B,referral\n{'0' * 32},C,referral\n{row.hex()},D,referral\n"
    assert wrong(take_in(desk, text)) == [(3, "A"), (4, "A"), (5, "A")]
    assert list_register(desk, TRAINING) == []


def test_an_empty_cell_leaves_what_stands(desk: Desk) -> None:
    """So does a column that is not there; a reason for no answer is written as it is typed elsewhere."""
    row = add_row(desk, TRAINING, {"title": "One", "topics": ["referral"], "funder": "IOM"}).row or b""
    told = take_in(desk, f"key,title,funder,organiser\n{row.hex()},Two,,?unknown\n")
    kept = pick_register_row(desk, TRAINING, row)
    assert (told.changed, kept["title"], kept["funder"]) == (1, "Two", "IOM")
    assert str(getattr(kept["organiser"], "code", "")) == "unknown"


def test_a_large_import_is_shared_out_and_still_one_deed(desk: Desk, store: FakeStore) -> None:
    """Five hundred rows stand in several entries; where one cell is wrong, in none."""
    lines = "".join(f"{number},Training {number},referral,,,\n" for number in range(500))
    entries = len(store.held)
    assert wrong(take_in(desk, HEAD + lines + "x,,referral,,,\n")) == [(502, "B")]
    assert len(store.held) == entries
    assert take_in(desk, HEAD + lines).added == 500
    assert len(store.held) == entries + 4


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@x", "\tx", "\rx", "'=x", "''", "plain", "O'Brien", "'", ""])
def test_a_guard_comes_off_as_it_went_on(text: str) -> None:
    """No cell that leaves begins with a sign of a formula, and what a person wrote comes back to the letter."""
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_signed_number_is_no_formula() -> None:
    """Nor is a telephone number as a list has it; anything else behind a sign is."""
    assert [is_formula(cell) for cell in ("-5", "+1 (758) 555-0101", "+1+1", "=5", "@a", "5")] == [
        False, False, True, True, True, False
    ]  # fmt: skip


def test_files_that_are_too_large_are_refused_before_they_are_read(desk: Desk) -> None:
    """By octets, rows and columns."""
    for refused in (
        lambda: CsvFile().read(b"a" * (MOST_BYTES + 1)),
        lambda: import_register(desk, TRAINING, Sheet("", (("title",),) * (MOST_ROWS + 3)), dry_run=True),
        lambda: import_register(desk, TRAINING, Sheet("", (("title",) * (MOST_COLUMNS + 1),)), dry_run=True),
    ):
        with pytest.raises(UserError) as raised:
            refused()
        assert raised.value.code == "too-large"
    with pytest.raises(UserError) as raised:
        take_in(desk, HEAD)
    assert raised.value.code == "no-rows"


def zipped(**parts: bytes) -> bytes:
    """Return an archive with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


BAD: dict[str, tuple[SheetFormat, bytes]] = {
    "no archive": (XlsxFile(), b"no archive"),
    "cut": (XlsxFile(), XlsxFile().write(Sheet("A", (("a",),)))[:-40]),
    "another archive": (XlsxFile(), zipped(readme=b"hello")),
    "a bomb": (XlsxFile(), zipped(**{"xl/workbook.xml": bytes(65 << 20)})),
    "entities": (XlsxFile(), zipped(**{"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"})),
    "entities in UTF-16": (XlsxFile(), zipped(**{"a.xml": "<!doctype x>".encode("utf-16")})),
    "latin": (CsvFile(), "title\nÉté\n".encode("latin-1")),
    "octets": (CsvFile(), b"title\n\x00\n"),
    "an open quotation": (CsvFile(), b'title\n"open\n'),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_none_is_refused(name: str) -> None:
    """With one sentence, and before anything in it can grow."""
    file, content = BAD[name]
    with pytest.raises(UserError) as refused:
        file.read(content)
    assert refused.value.code == "bad-file"


def test_csv_is_read_as_spreadsheets_write_it() -> None:
    """With semicolons or tabs, with a mark before it, and in UTF-16, as “Unicode text” is saved."""
    want = (("title", "level"), ("Été, in short", "x;y"))
    for content in (
        '\ufefftitle;level\r\nÉté, in short;"x;y"\r\n'.encode(),
        "title\tlevel\nÉté, in short\tx;y\n".encode("utf-16"),
        'title,level\n"Été, in short",x;y\n'.encode(),
    ):
        assert CsvFile().read(content).rows == want


def test_cells_of_a_workbook_are_read_as_they_are_typed() -> None:
    """A day without its time, a whole number without a point, yes and no; what is empty at the end is left out."""
    from datetime import date, datetime

    from openpyxl import Workbook

    book, file = Workbook(write_only=True), io.BytesIO()
    page = book.create_sheet("A")
    page.append(["on", date(2026, 11, 20), datetime(2026, 11, 20), datetime(2026, 11, 20, 9, 30), 7.0, 7.5, True, None])  # noqa: DTZ001 - a workbook knows no zones
    page.append([None, None])
    book.save(file)
    [row] = XlsxFile().read(file.getvalue()).rows
    assert row == ("on", "2026-11-20", "2026-11-20", "2026-11-20T09:30", "7", "7.5", "yes")
