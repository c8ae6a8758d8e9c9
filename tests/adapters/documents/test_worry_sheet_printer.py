"""A blank worry on paper, read back as a PDF reader sees it: ten questions, numbers, a number of its own, one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument

from tipdesk.adapters.documents.worry_sheet import WorrySheetPrinter
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.adapters.system.resources import read_bytes
from tipdesk.domain.records import BY_NAME
from tipdesk.services.documents.blank_worry import make_blank_worry
from tipdesk.sync.outside import Number

if TYPE_CHECKING:
    from tipdesk.services.documents.blank_worry import SheetPrinter

PRINTER: SheetPrinter = WorrySheetPrinter(read_bytes)
CODES = load_code_book()
NUMBERS = [
    Number("medical", "Clinic", "+17585550104", "", (), 8, 18),
    Number("child_protection", "A. Standin", "+17585550102", "", (), None, None),
    Number("duty_officer", "Invented duty desk with a name much longer than its place on the paper has room for",
           "+17585550101", "", (), 20, 6),
]  # fmt: skip
ASKED = ("where_now", "danger_now", "under_18", "persons_count", "travel", "passport", "who_is_with_them", "what_seen",
         "own_words")  # fmt: skip


def text_of(pdf: bytes) -> str:
    """Return the text of a document of one page."""
    document = PdfDocument(pdf)
    assert len(document) == 1
    return " ".join(document[0].get_textpage().get_text_range().split())


def test_the_sheet_asks_what_the_page_asks() -> None:
    """Every question by its label, every answer to tick, whom to ring with the hours, and the number of the sheet."""
    sheet = make_blank_worry(CODES, NUMBERS, b"12345678", str)
    printed = text_of(PRINTER.print(sheet))
    assert len(sheet.questions) == 10
    assert all(str(BY_NAME["Report"].by_name[name].label) in printed for name in ASKED)
    assert all(box in printed for question in sheet.questions for row in question.boxes for box in row)
    assert [who for who, _phone, _under in sheet.numbers] == ["Child protection", "Duty officer", "Medical"]
    assert "+1 758 555 0102" in printed
    assert "08:00\u201318:00" in printed
    assert printed.count(sheet.paper_no) == 2
    assert sheet.paper_no.startswith("S-")


def test_any_sheet_is_one_page() -> None:
    """Without numbers, and with more than fit; equal sheets have equal bytes, others another number."""
    sheets = [make_blank_worry(CODES, numbers, b"12345678", str) for numbers in ([], NUMBERS * 20)]
    for sheet in sheets:
        assert text_of(PRINTER.print(sheet))
        assert PRINTER.print(sheet) == PRINTER.print(replace(sheet))
    assert make_blank_worry(CODES, [], b"another!", str).paper_no != sheets[0].paper_no
