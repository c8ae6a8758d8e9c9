"""What an officer sees of a file, drawn by a real child process."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.adapters.preview import made
from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.services.files.previewer import MOST_SIGNS, MOST_THUMBNAIL, Inside, Picture, PlainText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.services.files.previewer import Previewer


def pixel(picture: Picture | PlainText, across: float = 0.5, down: float = 0.5) -> tuple[int, ...]:
    """Return the colour at a place of a picture."""
    assert isinstance(picture, Picture)
    at = 3 * (int(down * picture.height) * picture.width + int(across * picture.width))
    return tuple(picture.pixels[at : at + 3])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP"])
def test_an_image_is_shown_and_made_small(previewer: Previewer, kind: str) -> None:
    """Each kind of image comes as pixels of its colours, no larger than asked, and as a thumbnail."""
    with previewer.open([made.picture(kind, (600, 400))]) as viewing:
        shown = viewing.show(0, 300, 300)
        small = viewing.thumbnail()
        assert (viewing.pages, viewing.has_more) == (1, False)
    assert isinstance(shown, Picture)
    assert (shown.width, shown.height, len(shown.pixels)) == (300, 200, 300 * 200 * 3)
    red, green, blue = pixel(shown)
    assert red > 240
    assert max(green, blue) < 15
    assert len(small) <= MOST_THUMBNAIL
    with Image.open(io.BytesIO(small)) as read:
        assert (read.format, read.size) == ("JPEG", (256, 171))


def test_a_pdf_is_shown_page_by_page(previewer: Previewer) -> None:
    """Every page of a PDF is drawn to the size that is asked for, in any order."""
    with previewer.open([made.pdf(3)]) as viewing:
        assert viewing.pages == 3
        for page in (2, 0, 1, 2):
            shown = viewing.show(page, 150, 200)
            assert isinstance(shown, Picture)
            assert (shown.width, shown.height) == (150, 200)
            assert pixel(shown) == (0, 0, 0)
            assert pixel(shown, 0.1, 0.1) == (255, 255, 255)
        with pytest.raises(UserError, match="no such page"):
            viewing.show(3, 150, 200)
        large = viewing.show(0, 1500, 2000)
    assert isinstance(large, Picture)
    assert large.width == 1500


def test_pages_of_a_scan_are_turned(previewer: Previewer) -> None:
    """A TIFF has as many pages as the scanner put into it."""
    with previewer.open([made.tiff(3)]) as viewing:
        heights = [shown.height for page in range(3) if isinstance(shown := viewing.show(page, 900, 900), Picture)]
    assert heights == [70, 71, 72]


def test_a_text_is_shown_as_its_signs(previewer: Previewer) -> None:
    """A text comes as plain signs in any of the usual encodings, by pages, and has no thumbnail."""
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        with previewer.open(["Gros-Islet, 10 €\n<b>é</b>".encode(encoding)]) as viewing:
            assert viewing.show(0, 10, 10) == PlainText("Gros-Islet, 10 €\n<b>é</b>")
            assert viewing.thumbnail() == b""
    with previewer.open([b"a" * MOST_SIGNS, b"b"]) as viewing:
        assert (viewing.pages, viewing.show(1, 10, 10)) == (2, PlainText("b"))


def test_place_and_time_inside_a_photograph_are_told(previewer: Previewer) -> None:
    """Where, when and with what a photograph was taken is found, without what is not for people; it stands upright."""
    with previewer.open([made.photograph()]) as viewing:
        assert viewing.inside == (
            (Inside.PLACE, "14.0100 -60.9900"),
            (Inside.TIME, "2026:11:27 21:04:00"),
            (Inside.DEVICE, "Kodak Z1"),
        )
        shown = viewing.show(0, 60, 60)
    assert isinstance(shown, Picture)
    assert (shown.width, shown.height) == (40, 60)
    with previewer.open([made.pdf()]) as viewing:
        assert (Inside.AUTHOR, "Anse Officer") in viewing.inside


def test_transparency_and_sixteen_bits_are_seen(previewer: Previewer) -> None:
    """What is transparent stands on white, and a scan of sixteen bits a pixel is neither black nor white."""
    clear, grey, palette = io.BytesIO(), io.BytesIO(), io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(clear, "PNG")
    Image.new("I;16", (9, 9), 32_768).save(grey, "PNG")
    Image.new("P", (9, 9), 0).save(palette, "GIF", transparency=0)
    with previewer.open([clear.getvalue()]) as viewing:
        assert pixel(viewing.show(0, 9, 9)) == (255, 255, 255)
    with previewer.open([grey.getvalue()]) as viewing:
        assert 120 < pixel(viewing.show(0, 9, 9))[0] < 136
    with previewer.open([palette.getvalue()]) as viewing:
        assert pixel(viewing.show(0, 9, 9)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "preview-unknown-kind"),
        (bytes(range(256)), "preview-unknown-kind"),
        (b"PK\x03\x04" + bytes(500), "preview-unknown-kind"),
        (b"%PDF-1.7\nnothing else", "preview-damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"nothing else", "preview-damaged"),
        (b"\xff\xd8\xff", "preview-damaged"),
        (b"II*\0" + b"\xff" * 40, "preview-damaged"),
        (b"RIFF....WAVEfmt \0\1", "preview-unknown-kind"),
        (b"RIFF....WEBPVP8 ", "preview-damaged"),
        (made.locked_pdf(), "preview-locked"),
    ],
)
def test_what_is_not_shown_says_why(previewer: Previewer, content: bytes, code: str) -> None:
    """Each file that cannot be shown says so in a sentence of its own."""
    with pytest.raises(TipdeskError) as refusal, previewer.open([content]):
        pass
    assert refusal.value.code == code


def ending_of(previewer: Previewer, content: bytes) -> str:
    """Draw every page of a file, and return the code of the refusal, "shown" where there was none."""
    try:
        with previewer.open([content]) as viewing:
            for page in range(viewing.pages):
                viewing.show(page, 90, 90)
    except UserError as refusal:
        return refusal.code
    return "shown"


def test_a_file_that_breaks_off_is_refused_or_shown(previewer: Previewer) -> None:
    """An image cut anywhere ends in a sentence, on opening or on drawing, and the next file is shown."""
    for whole in (made.picture("PNG"), made.picture("JPEG"), made.tiff(2), made.pdf(2)):
        for cut in range(8, len(whole) - 1, len(whole) // 4):
            assert ending_of(previewer, whole[:cut]) in {"preview-damaged", "shown"}
    with previewer.open([made.pdf()]) as viewing:
        assert viewing.pages == 2


def test_a_file_too_large_is_not_read_to_its_end(previewer: Previewer) -> None:
    """A file beyond the limit is refused while it comes, so a long one is not waited for."""
    given = 0

    def endless() -> Iterator[bytes]:
        nonlocal given
        while True:
            given += 1
            yield bytes(1024 * 1024)

    with pytest.raises(UserError, match="too large"), previewer.open(endless()):
        pass
    assert given < 140
