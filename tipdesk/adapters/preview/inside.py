"""What a file tells of its making beside what it shows: where, when, with what and by whom. In the preview child alone.

It is for a warning before a copy leaves (a photograph of a safe place may hold the place), and not for evidence: what
stands here is what the file says of itself, and a file may say it in ways that are not read.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PIL import ExifTags

from tipdesk.services.files.previewer import Inside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PIL.Image import Image
    from pypdfium2 import PdfDocument

Words = tuple[tuple[Inside, str], ...]
_SIXTY, _MOST_DEGREES = 60.0, 180.0
_BROKEN: Final = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, ArithmeticError, AttributeError)
"""What comes of tags that are not as they must be."""


def inside_image(image: Image) -> Words:
    """Return what an image tells of its making."""
    with suppress(*_BROKEN):
        return tuple(_of_image(image))
    return ()


def inside_pdf(pdf: PdfDocument) -> Words:
    """Return what a PDF tells of its making."""
    with suppress(*_BROKEN):
        told = pdf.get_metadata_dict(skip_empty=True)
        found = (
            (Inside.TIME, _pdf_time(told.get("CreationDate", ""))),
            (Inside.AUTHOR, told.get("Author", "")),
            (Inside.DEVICE, told.get("Creator", "")),
        )
        return tuple((inside, said) for inside, words in found if (said := _plain(words)))
    return ()


def _of_image(image: Image) -> Iterator[tuple[Inside, str]]:
    tags = image.getexif()
    place = ""
    with suppress(*_BROKEN):
        place = _place(tags.get_ifd(ExifTags.IFD.GPSInfo))
    if not place and _names_a_place(image.info.get("xmp")):
        place = "XMP"
    if place:
        yield Inside.PLACE, place
    camera: Mapping[int, object] = {}
    with suppress(*_BROKEN):
        camera = tags.get_ifd(ExifTags.IFD.Exif)
    made = (camera.get(ExifTags.Base.DateTimeOriginal), camera.get(ExifTags.Base.DateTimeDigitized))
    if time := next(filter(None, map(_plain, (*made, tags.get(ExifTags.Base.DateTime)))), ""):
        yield Inside.TIME, time
    names = (_plain(tags.get(tag)) for tag in (ExifTags.Base.Make, ExifTags.Base.Model))
    number = _plain(camera.get(ExifTags.Base.BodySerialNumber))
    if device := " ".join(filter(None, (*names, number))):
        yield Inside.DEVICE, device
    if author := _plain(tags.get(ExifTags.Base.Artist)):
        yield Inside.AUTHOR, author


def _place(told: Mapping[int, object]) -> str:
    """Return latitude and longitude in degrees with four places, "" where there are none."""
    gps = ExifTags.GPS
    north = _degrees(told.get(gps.GPSLatitude), told.get(gps.GPSLatitudeRef), "S")
    east = _degrees(told.get(gps.GPSLongitude), told.get(gps.GPSLongitudeRef), "W")
    return f"{north:.4f} {east:.4f}" if north is not None and east is not None else ""


def _degrees(parts: object, side: object, negative: str) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != len(("degrees", "minutes", "seconds")):
        return None
    degrees, minutes, seconds = map(float, parts)
    found = degrees + minutes / _SIXTY + seconds / _SIXTY / _SIXTY
    if not abs(found) <= _MOST_DEGREES:
        return None
    return -found if side == negative else found


def _names_a_place(packet: object) -> bool:
    """Tell whether the other way in which cameras write names a place."""
    return isinstance(packet, bytes | str) and ("GPSLatitude" in str(packet))


def _pdf_time(words: str) -> str:
    """Return a time such as D:20261127123000-04'00' as people read it."""
    digits = words.removeprefix("D:")
    if len(digits) < len("20261127") or not digits[:8].isdecimal():
        return ""
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    return f"{day} {digits[8:10]}:{digits[10:12]}" if digits[8:12].isdecimal() else day


def _plain(words: object) -> str:
    """Return words of a file without what is not for people."""
    if isinstance(words, bytes):
        words = words.decode("utf-8", "replace")
    if not isinstance(words, str):
        return ""
    return "".join(sign for sign in words if sign.isprintable()).strip()
