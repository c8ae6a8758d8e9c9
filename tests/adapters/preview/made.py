"""Files made for the tests of the preview: good ones, broken ones, and those made to do harm."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from PIL import ExifTags, Image
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence


def picture(kind: str, size: tuple[int, int] = (60, 40), colour: str = "red", **how: object) -> bytes:
    """Return an image of one colour."""
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, kind, **how)
    return made.getvalue()


def photograph() -> bytes:
    """Return a JPEG that says where, when and with what it was taken."""
    tags = Image.Exif()
    tags[ExifTags.Base.Make], tags[ExifTags.Base.Model] = "Kodak", "Z\n1"
    tags[ExifTags.Base.Orientation] = 6
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:27 21:04:00"
    place = tags.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (14.0, 0.0, 36.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "W", (60.0, 59.0, 24.0)
    return picture("JPEG", exif=tags)


def pdf(pages: int = 2, **sides: float) -> bytes:
    """Return a PDF whose pages each have a black square in the middle."""
    made = io.BytesIO()
    wide, high = sides.get("wide", 300.0), sides.get("high", 400.0)
    canvas = Canvas(made, pagesize=(wide, high))
    canvas.setAuthor("Anse Officer")
    for _page in range(pages):
        canvas.rect(wide / 4, high / 4, wide / 2, high / 2, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def locked_pdf() -> bytes:
    """Return a PDF that wants a password."""
    made = io.BytesIO()
    canvas = Canvas(made, encrypt="a password")
    canvas.drawString(100, 100, "secret")
    canvas.save()
    return made.getvalue()


def raw_pdf(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is its catalogue."""
    numbered = b"".join(b"%d 0 obj%sendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer<</Root 1 0 R>>"


def swollen_pdf(size: int = 2**31) -> bytes:
    """Return a small PDF whose page is a stream that unpacks to gigabytes."""
    packer = zlib.compressobj(9)
    zeros = b" " * 2**20
    first = b"".join(packer.compress(zeros) for _part in range(size // 2**20)) + packer.flush()
    packed = zlib.compress(first, 9)
    head = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(packed)
    return _one_page(head + packed + b"\nendstream ")


def nested_pdf(depth: int = 100_000) -> bytes:
    """Return a PDF whose page opens so many things inside each other."""
    drawn = b"q " * depth + b"[" * depth + b"<<" * depth
    return _one_page(b"<</Length %d>>stream\n%s\nendstream " % (len(drawn), drawn))


def looping_pdf() -> bytes:
    """Return a PDF whose drawing contains itself, and whose tree of pages is a circle."""
    drawing = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 5>>"
    drawing += b"stream\n/X Do\nendstream "
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>"
    return raw_pdf([_CATALOGUE, b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>", page, drawing])


def giant_pdf() -> bytes:
    """Return a PDF whose page is larger than any paper, and one whose page is a hair."""
    return raw_pdf([_CATALOGUE, _PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99999999 99999998]>>"])


def hair_pdf() -> bytes:
    """Return a PDF whose page is a million times as high as it is wide."""
    return raw_pdf([_CATALOGUE, _PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 0.01 99999]>>"])


_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def _one_page(stream: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"
    return raw_pdf([_CATALOGUE, _PAGES, page, stream])


def swollen_png(side: int = 60_000) -> bytes:
    """Return a PNG of a few kilobytes that claims to be billions of pixels, and has some of them."""
    rows = zlib.compress(b"\0" * (side * 300), 9)
    return _png(struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0), rows)


def full_png(side: int = 9_900) -> bytes:
    """Return a PNG of a few kilobytes that is as many pixels as are read, and of four bytes each."""
    return _png(struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0), zlib.compress(b"\0" * ((4 * side + 1) * side), 9))


def _png(head: bytes, rows: bytes) -> bytes:
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part)) for name, part in parts
    )


def tiff(pages: int) -> bytes:
    """Return a TIFF of so many pages, packed as scanners do."""
    made = io.BytesIO()
    first, *others = (Image.new("L", (50, 70 + number), 200) for number in range(pages))
    first.save(made, "TIFF", save_all=True, append_images=others, compression="tiff_lzw")
    return made.getvalue()
