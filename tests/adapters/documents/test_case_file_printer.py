"""The printed case file, read back as a PDF reader sees it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument

from tests.vectors.conformance import folder
from tipdesk.adapters.documents.case_file import CaseFilePrinter
from tipdesk.adapters.documents.furniture import fitted
from tipdesk.adapters.documents.typeface import MARK, REGULAR, Pen, Typeface
from tipdesk.adapters.system.resources import read_bytes
from tipdesk.services.documents.case_file import (
    Answer,
    AnswerState,
    Block,
    CaseFile,
    Furniture,
    Grid,
    GridLine,
    Section,
    Shown,
    Slip,
)

if TYPE_CHECKING:
    from tipdesk.services.documents.printer import Printer

PRINTER: Printer = CaseFilePrinter(read_bytes)
FURNITURE = Furniture(
    marking="RESTRICTED",
    foot="Copy 3 · printed by officer1",
    watermark="officer1 · copy 3",
    page="Page {page} of {pages}",
    withheld="Withheld",
    not_settled="Not settled",
    unprintable="{count} characters stand as {mark}.",
)
SLIP = Slip((("Copy number", "3"), ("Post", "")), ("Collected by", "Shredded by"), "Date and time")
WITHHELD = Shown(standing=AnswerState.WITHHELD)


def answer(*texts: str, label: str = "Label", is_long: bool = False) -> Answer:
    """Return a plain answer."""
    return Answer(label, Shown(texts), is_long)


def case_file(*parts: Block | Grid) -> CaseFile:
    """Return a file with one section of these parts."""
    section = Section("Notes", parts, "None recorded.")
    return CaseFile("Case file", "K7Q-42MX", "Heron maple 42", SLIP, (section,), FURNITURE)


def pages_of(printed: bytes) -> list[str]:
    """Return the text of each page."""
    with PdfDocument(printed) as document:
        return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def text_of(*parts: Block | Grid) -> str:
    """Print the parts and return all text, without line ends."""
    return " ".join(" ".join(pages_of(PRINTER.print(case_file(*parts)))).split())


def naughty() -> list[str]:
    """Return the public list of naughty strings."""
    listed: list[str] = json.loads((folder("strings", "naughty strings") / "blns.json").read_text("utf-8"))
    return listed


def history(lines: int) -> Grid:
    """Return a table of so many lines."""
    rows = tuple(GridLine((Shown((f"When {at}",)), Shown((f"To {at}",))), continues=at % 2 == 1) for at in range(lines))
    return Grid(("When", "To"), (1, 2), rows, shared=1)


def test_equal_models_print_equal_bytes() -> None:
    """Printing knows no clock and no chance: a fresh printer gives the same bytes."""
    model = case_file(Block("Note 1", (answer("Seen"),)), history(90))
    assert PRINTER.print(model) == CaseFilePrinter(read_bytes).print(model) == PRINTER.print(model)


def test_every_page_is_marked_and_counted() -> None:
    """The marking stands twice, the copy and the page number once on each page."""
    pages = pages_of(PRINTER.print(case_file(history(150))))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert page.count("RESTRICTED") == 2
        assert "Copy 3 · printed by officer1" in page
        assert f"Page {number} of {len(pages)}" in page


def test_a_table_repeats_its_head() -> None:
    """Each page of a long table names its columns, and no line is lost or printed twice."""
    pages = pages_of(PRINTER.print(case_file(history(150))))
    assert all(re.search(r"^When\s+To\s*$", page, re.MULTILINE) for page in pages)
    assert [int(at) for page in pages for at in re.findall(r"When (\d+)", page)] == list(range(150))


def test_the_properties_tell_nothing() -> None:
    """Only the neutral reference is in the properties; the date is the same for all."""
    with PdfDocument(PRINTER.print(case_file(Block("Ann Marie Doe", (answer("Doe"),))))) as document:
        properties = document.get_metadata_dict(skip_empty=True)
    assert properties["Title"] == "K7Q-42MX"
    assert set(properties) == {"Title", "Creator", "Producer", "CreationDate", "ModDate"}
    assert properties["Creator"] == properties["Producer"] == "TIPdesk"
    assert properties["CreationDate"].startswith("D:20000101")


def test_the_paper_is_a4_and_the_typeface_embedded() -> None:
    """Every page is A4, and no font has to be on the PC that shows the file."""
    printed = PRINTER.print(case_file(history(60)))
    with PdfDocument(printed) as document:
        sizes = {tuple(round(side) for side in document[at].get_size()) for at in range(len(document))}
    assert sizes == {(595, 842)}
    fonts = set(re.findall(rb"/BaseFont /([^\s/]+)", printed))
    assert all(re.fullmatch(rb"[A-Z]{6}\+Inter-\w+", font) for font in fonts - {b"Helvetica"})
    assert printed.count(b"/FontFile2") >= 2


def test_withheld_and_unsettled_answers_are_told_in_words() -> None:
    """Both can be read on a black and white copy, in blocks and in tables."""
    unsettled = Shown(("Mary (one)", "Maria (two)"), AnswerState.NOT_SETTLED)
    block = Block("Person", (Answer("Name", WITHHELD), Answer("Sex", unsettled)))
    grid = Grid(("Name", "Sex"), (1, 1), (GridLine((WITHHELD, unsettled)),))
    text = text_of(block, grid)
    assert text.count("Withheld") == 2
    assert text.count("Not settled") == 2
    assert text.count("Mary (one)") == text.count("Maria (two)") == 2


def test_an_empty_section_says_so() -> None:
    """A section without rows has one line."""
    assert "Notes None recorded." in text_of()


def test_the_slip_leaves_room_for_hands() -> None:
    """Lines for who collected and who shredded the copy stand on the first page; a fact that is not known does not."""
    text = text_of()
    assert "Collected by Date and time" in text
    assert "Shredded by Date and time" in text
    assert "Post" not in text


def test_long_text_flows_across_pages() -> None:
    """Fifty thousand characters are all there, in words, in one word, and in fifty thousand lines."""
    words = " ".join(f"word{at}" for at in range(6000))
    text = text_of(Block("Note", (answer(words, is_long=True), answer("W" * 50_000, is_long=True))))
    assert re.findall(r"word(\d+)", text) == [str(at) for at in range(6000)]
    assert text.count("W") == 50_000
    assert "last line" in text_of(Block("Note", (answer("\n" * 5_000 + "x\n" * 2_000 + "last line", is_long=True),)))


@pytest.mark.parametrize("hostile", ["W" * 5000, "W\n" * 400, "\x0b".join("W" * 45), "\u2028".join("W" * 45), ""])
def test_a_cell_never_outgrows_its_page(hostile: str) -> None:
    """Applying is total, so any field may hold anything: no cell, pair, title or name makes a row too high to place."""
    shown = Shown((hostile,) * 200)
    grid = Grid(("A",) * 8, (1,) * 8, (GridLine((shown,) * 8),))
    model = case_file(Block(hostile[:2000], (answer(hostile), Answer("L", replace(shown, texts=(hostile,))))), grid)
    slip = replace(SLIP, facts=(("Printed by", hostile),) * 5)
    furniture = replace(FURNITURE, foot=hostile, watermark=hostile, marking=hostile)
    printed = PRINTER.print(replace(model, slip=slip, furniture=furniture, reference=hostile, title=hostile))
    assert printed.startswith(b"%PDF")


def test_naughty_strings_print_everywhere() -> None:
    """Each string of the public list prints as answer, paragraph, cell, title and label at once."""
    strings = naughty()
    blocks = [Block(text, (answer(text, label=text), answer(text, label=text, is_long=True))) for text in strings]
    grid = Grid(("A", "B"), (1, 1), tuple(GridLine((Shown((text,)), Shown((text, text)))) for text in strings))
    assert len(pages_of(PRINTER.print(case_file(*blocks, grid)))) > 5


def test_markup_is_text() -> None:
    """Tags and entities print as they were typed."""
    typed = "<b>bold</b> &amp; <img src=\"file:///etc/hosts\"/> <a href='x'>"
    printed = text_of(Block("Note", (answer(typed, is_long=True),)))
    assert typed.replace(" ", "") in printed.replace(" ", "")  # a reader guesses spaces from the gaps between signs


def test_a_character_without_a_sign_is_marked_and_counted() -> None:
    """Emoji and rare characters stand as boxes, and the end of the file says how many; accents stand as they are."""
    text = text_of(Block("Person", (answer("Zoë Nguyễn \U00020000\U00020001 \U0001f600"),)))
    assert f"Zoë Nguyễn {MARK}{MARK} {MARK}" in text
    assert f"3 characters stand as {MARK}." in text
    assert "characters stand" not in text_of(Block("Person", (answer("Zoë"),)))


@pytest.mark.parametrize(
    ("name", "on_paper"),
    [
        ("李娜 张喆", "李娜 张喆"),
        ("नेपाली", "नेपाली"),
        ("हिन्दी", "\u093fहन्दी"),
        ("ɔ ɛ ọ Жанна", "ɔ ɛ ọ Жанна"),
    ],
)
def test_a_name_in_other_letters_is_printed(name: str, on_paper: str) -> None:
    """As title, label, cell, long text and on each page it has signs, and a reader of the file finds them.

    Signs stand in the order in which they are seen: the short i of Devanagari before its letter.
    """
    grid = Grid((name,), (1,), (GridLine((Shown((name,)),)),))
    block = Block(name, (answer(name, label=name), answer(name, is_long=True)))
    furniture = replace(FURNITURE, foot=name, watermark=name, marking=name)
    printed = PRINTER.print(replace(case_file(block, grid), furniture=furniture, title=name))
    text = "".join("".join(pages_of(printed)).split())
    assert text.count("".join(on_paper.split())) >= 9
    assert MARK not in text
    lent = set(re.findall(rb"/BaseFont /[A-Z]{6}\+(NotoSans\w*)-", printed))
    assert len(lent) == 1


def test_no_character_turns_or_hides_a_line() -> None:
    """Controls, marks of direction and zero-width signs stand as marks; odd spaces become spaces."""
    pen = Pen(Typeface(read_bytes))
    assert pen.plain("a\x00\x1b\u202eb\u200bc\u00a0d\u2003e\r\nf\ud800") == (
        "a‹U+0000›‹U+001B›‹U+202E›b‹U+200B›c d e\nf‹U+D800›"
    )
    assert pen.plain("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645").count(MARK) == pen.unprintable == 7


def test_a_text_too_wide_ends_in_dots() -> None:
    """What stands on every page keeps to its place."""
    assert Typeface(read_bytes).signs
    cut = fitted("W" * 500, REGULAR, 8, 100)
    assert cut.endswith("…")
    assert len(cut) < 20
    assert fitted("short", REGULAR, 8, 100) == "short"


def test_reportlab_is_read_when_something_is_printed() -> None:
    """Making a printer costs nothing at start: the library is not imported before the first page."""
    code = (
        "import sys; from tipdesk.adapters.documents.case_file import CaseFilePrinter; CaseFilePrinter(bytes);"
        "sys.exit(any(name.split('.')[0] == 'reportlab' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_heading_is_printed_once_above_its_answers() -> None:
    """Answers of one section stand together under its heading, short and long ones alike."""
    said = (
        replace(answer("Marisol", label="Name"), section="Who this is"),
        replace(answer("long " * 60, label="Marks", is_long=True), section="Who this is"),
        replace(answer("16", label="Years"), section="Age"),
    )
    told = text_of(Block("P-7K2M", said))
    assert [told.count(one) for one in ("Who this is", "Age")] == [1, 1]
    in_order = [told.index(one) for one in ("P-7K2M", "Who this is", "Marisol", "Marks", "Age", "Years")]
    assert in_order == sorted(in_order)
