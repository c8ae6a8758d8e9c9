"""A chart on paper: every mark is drawn or counted, odd words break nothing, and equal models give equal bytes."""

from __future__ import annotations

import pytest
from pypdfium2 import PdfDocument

from tests.adapters.documents.test_case_file_printer import FURNITURE, PRINTER, SLIP
from tipdesk.services.documents.case_file import CaseFile, Chart, ChartMark, ChartTrack, MarkShape, Section

LEGEND = tuple((shape, f"It is {shape.value}") for shape in MarkShape)
ODD = ("", " ", "a" * 5_000, "<b>&amp;", "नेपाल", "\u202eturned", "new\nline", "🙂", "王")


def paper(*tracks: ChartTrack, now: float | None = 0.5) -> CaseFile:
    """Return a document with one chart."""
    chart = Chart(tracks, ((0.0, "1 Jan 2026"), (0.5, "Feb"), (1.0, "Mar")), now, LEGEND, "and {count} more")
    return CaseFile(
        "Timeline", "K7Q-42MX", "Heron maple 42", SLIP, (Section("Timeline", (chart,), "None."),), FURNITURE
    )


def track(*marks: ChartMark, name: str = "Journey") -> ChartTrack:
    """Return a track."""
    return ChartTrack(name, f"{len(marks)} events", marks)


def text_of(content: bytes) -> str:
    """Return all words of a document."""
    with PdfDocument(content) as document:
        return " ".join(document[at].get_textpage().get_text_range() for at in range(len(document)))


def test_every_mark_and_every_shape_is_there() -> None:
    """Names, counts, words, ticks and what the shapes mean can be read, whichever side the words stand on."""
    marks = tuple(
        ChartMark(start, min(start + 0.2, 1.0), f"Mark {number} {shape.value}", shape)
        for number, start in enumerate((0.0, 0.4, 0.97))
        for shape in MarkShape
    )
    said = text_of(PRINTER.print(paper(track(*marks))))
    assert all(mark.label in said for mark in marks)
    assert all(words in said for words in ("Journey", "12 events", "1 Jan 2026", "It is about"))


def test_many_marks_take_many_pages_and_the_rest_is_counted() -> None:
    """A track goes on over pages under its name; marks for which there was no row are counted in words."""
    marks = tuple(ChartMark(0.3, 0.3, f"Mark {number}", MarkShape.MOMENT) for number in range(100))
    content = PRINTER.print(paper(track(*marks)))
    said = text_of(content)
    drawn = sum(f"Mark {number}" in said.split("\r\n") or f"Mark {number}\r\n" in said for number in range(100))
    assert said.count("Journey") > 2
    assert "and 28 more" in said
    assert drawn <= 72
    with PdfDocument(content) as document:
        assert len(document) > 1


@pytest.mark.parametrize("now", [None, 0.0, 0.999])
@pytest.mark.parametrize("word", ODD)
def test_no_words_break_it(word: str, now: float | None) -> None:
    """Long, empty, hidden or foreign words give a document, the same twice."""
    odd = paper(
        track(*(ChartMark(at, at, word, shape) for at in (0.0, 1.0) for shape in MarkShape), name=word), now=now
    )
    content = PRINTER.print(odd)
    assert content.startswith(b"%PDF")
    assert PRINTER.print(odd) == content
    assert "\u202e" not in text_of(content)


def test_words_keep_within_the_page() -> None:
    """Between the present and the edge there is little room: words are cut there, and none stands outside."""
    marks = tuple(ChartMark(at, at, f"A mark with many words {at}", MarkShape.DUE) for at in (0.95, 0.99, 1.0))
    with PdfDocument(PRINTER.print(paper(track(*marks), now=0.94))) as document:
        page = document[0]
        text = page.get_textpage()
        rights = [text.get_charbox(at)[2] for at in range(text.count_chars())]
    assert max(rights) <= 210 * 72 / 25.4 - 18 * 72 / 25.4 + 1
