"""Workbooks from outside: what IOM's own hold, merged cells, formulas, macros, several sheets, damage, size."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from tests.fakes.desk import make_actor
from tests.services.import_export.sheets import unheard
from tests.services.test_store_contract import open_site
from tests.vectors.conformance import folder
from tipdesk.adapters.spreadsheets.csv_source import CsvSource
from tipdesk.adapters.spreadsheets.xlsx_source import XlsxSource
from tipdesk.domain.errors import UserError
from tipdesk.services.import_export.find_sheet import find_sheet
from tipdesk.services.import_export.htcds import CORE, HTCDS
from tipdesk.services.import_export.import_sheet import import_sheet
from tipdesk.services.import_export.sheet_source import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tipdesk.services.desk import Desk
    from tipdesk.services.import_export.imported import Imported

HEAD = ["First Name", "Second Name", "Gender", "Birthdate"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Headquarters' coordinator."""
    for site in open_site(tmp_path / "home", 1, is_headquarters=True):
        yield site.desk(make_actor("coordinator", frozenset({"coordinator"})))


def book_of(*sheets: Sequence[Sequence[object]], merged: str = "") -> bytes:
    """Return a workbook of these sheets."""
    book, file = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        if merged:
            sheet.merge_cells(merged)
    book.save(file)
    return file.getvalue()


def tried(desk: Desk, content: bytes, sheet: str = "") -> Imported:
    """Return what a workbook would do."""
    return import_sheet(desk, XlsxSource(content), HTCDS, dry_run=True, told=unheard, sheet=sheet)


@pytest.mark.filterwarnings("ignore:Data Validation")
def test_the_sheets_of_the_standard_are_read_by_their_labels(desk: Desk) -> None:
    """Each of IOM's own spreadsheets, filled below its labels, gives every core field that has a column."""
    books = sorted(folder("htcds", "two spreadsheets").glob("*.xlsx"))
    assert len(books) == 2
    for path in books:
        book = load_workbook(io.BytesIO(path.read_bytes()))
        sheet = book.worksheets[0]
        letters = {one.label: one.letter for one in CORE}
        assert {str(cell.value): cell.column_letter for cell in sheet[2] if cell.value} == letters
        for label, words in {"Mailing Street": "High Street", "Mailing City": "Castries", "First Name": "Ann",
                             "Status": "Follow up", "Mailing Country": "LC"}.items():  # fmt: skip
            sheet[f"{letters[label]}3"] = words
        file = io.BytesIO()
        book.save(file)
        source = XlsxSource(file.getvalue())
        found = find_sheet(source, HTCDS)
        assert {column.name for column in found.heading.places.values()} == {one.name for one in CORE}
        told = tried(desk, file.getvalue())
        assert (told.added, told.problems, told.passed_over) == (1, [], ())


def test_merged_cells_and_formulas_are_told_beside_their_cells(desk: Desk) -> None:
    """Nobody can tell whose a merged cell is, and nothing is calculated: the other rows come in."""
    rows: Sequence[Sequence[object]] = [HEAD, ["Ann", "A", "Feminine", ""], ["Bea", "B", "", ""], ["=1+1", "C", "", ""],
                                ["Dora", "D", "", "=TODAY()"], ["Eve", "E", "", "32874"]]  # fmt: skip
    told = tried(desk, book_of(rows, merged="A2:B3"))
    assert [(one.row, one.column) for one in told.problems] == [
        (2, "A"), (2, "B"), (3, "A"), (3, "B"), (4, "A"), (5, "D"), (6, "D")
    ]  # fmt: skip
    assert told.added == 0


def test_of_several_sheets_that_fit_one_is_asked_for(desk: Desk) -> None:
    """A sheet of lists beside it does not matter; a second one like it does, and a name says which."""
    rows: Sequence[Sequence[object]] = [HEAD, ["Ann", "A", "Feminine", ""]]
    assert tried(desk, book_of(rows, [["Gender"], ["Feminine"]])).added == 1
    with pytest.raises(UserError, match="Several sheets"):
        tried(desk, book_of(rows, rows))
    assert tried(desk, book_of(rows, rows), "Sheet1").added == 1
    with pytest.raises(UserError, match="no sheet"):
        tried(desk, book_of(rows), "Nowhere")
    with pytest.raises(UserError, match="No row of this file"):
        tried(desk, book_of([["Colour"], ["red"]]))


def test_a_workbook_that_means_harm_is_refused_whole() -> None:
    """Macros, entities, and what is no workbook."""
    plain = book_of([HEAD])
    for name, content in (("xl/vbaProject.bin", b"macro"), ("xl/more.xml", b"<!DOCTYPE a><a/>")):
        file = io.BytesIO(plain)
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(name, content)
        with pytest.raises(UserError):
            XlsxSource(file.getvalue())
    for content in (b"", b"PK\x03\x04", plain[: len(plain) // 2]):
        with pytest.raises(UserError):
            XlsxSource(content)


def test_more_rows_than_are_read_are_told(desk: Desk) -> None:
    """A file may have so many rows, which are read one after the other and never all held."""
    text = b"First Name,Second Name\n" + b",\n" * MOST_ROWS + b"Ann,A\n"
    with pytest.raises(UserError, match="share it out"):
        import_sheet(desk, CsvSource(text), HTCDS, dry_run=True, told=unheard)
