"""What makes long documents quick changes nothing of them: widths, lines, rows and their order stay as they are."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, Spacer

from tests.adapters.documents.test_case_file_printer import PRINTER, answer, case_file, history, pages_of
from tipdesk.adapters.documents.quick import Face, Story, Words
from tipdesk.adapters.documents.styles import styles
from tipdesk.adapters.documents.typeface import REGULAR, Typeface
from tipdesk.adapters.system.resources import read_bytes
from tipdesk.services.documents.case_file import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = ("Asked for water and a quiet room.", "W" * 300, "Zoë  Nguyễn &amp; Ann", "", "a b\u00a0c")


class StopError(Exception):
    """Raised by who is told, to end a printing."""


def test_a_remembered_width_is_the_right_one() -> None:
    """The first time and every other time, at each size, a word is as wide as the library says."""
    content = read_bytes(f"fonts/{REGULAR}.ttf")
    face, plain = Face("quick-test", BytesIO(content)), TTFont("plain-test", BytesIO(content))
    for _time in range(2):
        for text in (*TEXTS, "\u4e2d"):
            for size in (7.5, 24.0):
                assert face.stringWidth(text, size) == plain.stringWidth(text, size)
    assert face.stringWidth("é".encode(), 8) == plain.stringWidth("é".encode(), 8)


@pytest.mark.parametrize("text", TEXTS)
def test_words_break_as_paragraphs_do(text: str) -> None:
    """The height at any width, asked in any order, is that of the library's paragraph."""
    assert Typeface(read_bytes).signs
    style = styles().value
    words = Words.plain(text.replace("&amp;", "&"), style, None)
    for width in (60, 200, 200, 60):
        assert words.wrap(width, 1000) == Paragraph(text, style).wrap(width, 1000)


def test_a_story_is_made_when_it_is_come_to() -> None:
    """Only a few parts are there ahead of the one that is set, and none is lost at the end."""
    made: list[int] = []

    def parts() -> Iterator[Spacer]:
        for number in range(100):
            made.append(number)
            yield Spacer(1, number)

    story, seen = Story(parts()), []
    while len(story):
        seen.append(story[0].height)
        del story[0]
        assert len(made) - len(seen) < 10
    assert seen == list(range(100))


def test_each_row_is_made_once_and_told() -> None:
    """However many pages a table takes, each of its rows is set once; whoever is told hears of all, in order."""
    told: list[tuple[int, int]] = []
    printed = PRINTER.print(
        case_file(Block("Note", (answer("Seen"),)), history(150)), lambda done, total: told.append((done, total))
    )
    assert len(pages_of(printed)) > 2
    assert told == [(done, 151) for done in (*range(25, 151, 25), 151)]


def test_whoever_is_told_can_end_it() -> None:
    """What they raise comes out as it is, before the rest is set; the printer prints the next one whole."""
    told: list[int] = []

    def stop(done: int, _total: int) -> None:
        told.append(done)
        raise StopError

    with pytest.raises(StopError):
        PRINTER.print(case_file(history(5_000)), stop)
    assert told == [25]
    assert PRINTER.print(case_file()).startswith(b"%PDF")
