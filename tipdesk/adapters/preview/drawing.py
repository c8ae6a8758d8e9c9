"""Draws a PDF, an image or a text, page by page, from bytes in memory. Runs in the preview child alone.

What a file is, is told by its bytes. Whatever a library says of a file that it cannot read becomes a `NotShownError`;
what it does not say (it ends the process, or never comes back) the asking side sees.
"""

from __future__ import annotations

import io
import re
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

import pypdfium2
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from tipdesk.adapters.preview.inside import inside_image, inside_pdf
from tipdesk.adapters.preview.wire import Opened, Refused
from tipdesk.services.files.previewer import MOST_PAGES, MOST_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.adapters.preview.wire import Asked

_FORMATS: Final = tuple(
    plugin.format
    for plugin in (
        PngImagePlugin.PngImageFile,
        JpegImagePlugin.JpegImageFile,
        TiffImagePlugin.TiffImageFile,
        WebPImagePlugin.WebPImageFile,
        GifImagePlugin.GifImageFile,
        BmpImagePlugin.BmpImageFile,
    )
)
_IS_IMAGE: Final = re.compile(rb"\x89PNG|\xff\xd8\xff|II\*\0|MM\0\*|RIFF.{4}WEBP|GIF8[79]a|BM.{4}\0{4}", re.DOTALL)
_PDF, _PDF_WITHIN = b"%PDF-", 1024
MOST_PIXELS: Final = 100_000_000
"""So many pixels of an image are read; a scan of a large sheet has 70 million."""
_CONTROLS: Final = frozenset(chr(number) for number in (*range(9), *range(14, 27), *range(28, 32)))
_BYTE_ORDERS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WITHOUT: Final = ("utf-8", "cp1252")
ENCODINGS: Final = (*(name for _start, name in _BYTE_ORDERS), *_WITHOUT)
"""The ways in which a text may be written."""


class NotShownError(Exception):
    """Why a file is not shown."""

    def __init__(self, why: Refused) -> None:
        super().__init__(why)
        self.why = why


class Drawing(Protocol):
    """A file whose pages can be drawn."""

    opened: Opened

    def draw(self, asked: Asked) -> Image.Image | str:
        """Return a page as an image of red, green and blue, or as the signs of a text. Raises NotShownError."""


@contextmanager
def warned() -> Iterator[None]:
    """Take a warning of too many pixels for a refusal, and hear none of the others that broken files call forth."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def read_drawing(content: bytes) -> Drawing:
    """Return what can be drawn of a file. Raises NotShownError."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    if _PDF in content[: _PDF_WITHIN + len(_PDF)]:
        return PdfDrawing(content)
    if _IS_IMAGE.match(content):
        return ImageDrawing(content)
    return TextDrawing(content)


class PdfDrawing:
    """The pages of a PDF."""

    def __init__(self, content: bytes) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(content)
            count = len(self._pdf)
        except pypdfium2.PdfiumError as error:
            is_locked = error.err_code == _NEEDS_PASSWORD
            raise NotShownError(Refused.LOCKED if is_locked else Refused.DAMAGED) from error
        if count < 1:
            raise NotShownError(Refused.DAMAGED)
        self.opened = Opened(min(count, MOST_PAGES), count > MOST_PAGES, inside_pdf(self._pdf))

    def draw(self, asked: Asked) -> Image.Image:
        """Return a page."""
        try:
            page = self._pdf[asked.page]
            wide, high = page.get_size()
            if not (wide > 0 and high > 0):
                raise NotShownError(Refused.DAMAGED)
            scale = min(asked.width / wide, asked.height / high)
            if min(wide, high) * scale < 1:  # a hair of a page, which no scale makes a picture of
                raise NotShownError(Refused.DAMAGED)
            drawn = page.render(scale=scale).to_pil().convert("RGB")
            page.close()
        except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
            raise NotShownError(Refused.DAMAGED) from error
        drawn.thumbnail((asked.width, asked.height))  # the library rounds a side up
        return drawn


_NEEDS_PASSWORD: Final = 4
"""What PDFium calls a document that is encrypted under a password."""


class ImageDrawing:
    """An image: the pages of a TIFF, the first picture of anything else."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        with self._read() as image:
            count = 1
            if image.format == "TIFF":
                count = _count_frames(image)
            self.opened = Opened(min(count, MOST_PAGES), count > MOST_PAGES, inside_image(image))

    def draw(self, asked: Asked) -> Image.Image:
        """Return a picture, turned as the camera was held and no larger than it is."""
        try:
            with self._read() as image:
                if asked.page:
                    image.seek(asked.page)
                if image.format == "JPEG":
                    image.draft("RGB", (asked.width, asked.height))
                image.thumbnail((asked.width, asked.height), reducing_gap=3.0)
                return _flat(ImageOps.exif_transpose(image), asked)
        except EOFError as error:
            raise NotShownError(Refused.NO_PAGE) from error
        except NotShownError:
            raise
        except _UNREADABLE as error:
            raise NotShownError(Refused.DAMAGED) from error

    def _read(self) -> Image.Image:
        try:
            return Image.open(io.BytesIO(self._content), formats=[one for one in _FORMATS if one])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise NotShownError(Refused.TOO_LARGE) from error
        except UnidentifiedImageError as error:
            raise NotShownError(Refused.DAMAGED) from error
        except _UNREADABLE as error:
            raise NotShownError(Refused.DAMAGED) from error


class TextDrawing:
    """A text in one of the few ways in which texts are written."""

    def __init__(self, content: bytes) -> None:
        self._signs = _signs_of(content)
        count = max(1, -(-len(self._signs) // MOST_SIGNS))
        self.opened = Opened(min(count, MOST_PAGES), count > MOST_PAGES, ())

    def draw(self, asked: Asked) -> str:
        """Return one page of it."""
        return self._signs[asked.page * MOST_SIGNS : (asked.page + 1) * MOST_SIGNS]


_UNREADABLE: Final = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, OverflowError, ArithmeticError)
"""What Pillow raises of broken images beside its own errors; TypeError and the like come from wrong tags."""


def _count_frames(image: Image.Image) -> int:
    """Count the pages of a TIFF, up to one more than are shown."""
    count = 1
    try:
        while count <= MOST_PAGES:
            image.seek(count)
            count += 1
    except EOFError:
        pass
    except _UNREADABLE:
        return count
    return count


def _flat(image: Image.Image, asked: Asked) -> Image.Image:
    """Return an image without transparency, on white, and within the box."""
    if image.mode in {"I;16", "I;16B", "I;16L", "I", "F"}:  # a scanner's sixteen bits, else shown as white
        image = image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image)
    image = image.convert("RGB")
    image.thumbnail((asked.width, asked.height))
    return image


def _signs_of(content: bytes) -> str:
    """Return the signs of a text; raises NotShownError for bytes that are none."""
    encodings = [name for start, name in _BYTE_ORDERS if content.startswith(start)] or _WITHOUT
    for encoding in encodings:
        try:
            signs = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if signs and not _CONTROLS & set(signs):
            return signs
    raise NotShownError(Refused.UNKNOWN_KIND)
