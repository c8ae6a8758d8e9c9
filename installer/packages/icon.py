"""The program's icon, drawn from `resources/icons/program.svg` in every size that a package needs.

Desktops on Linux take PNG files and the drawing itself; Windows takes one ICO file with all sizes in it, of which the
largest is a PNG and the others are bitmaps, since older readers of ICO files know nothing else. Qt draws them, which
the program brings along anyway, and the same drawing gives the same bytes every time.
"""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parents[2] / "resources" / "icons" / "program.svg"
PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Windows draws small icons in 16 pixels and large ones in 32, each also at 125, 150 and 200 %."""
LARGEST = 256
SIDE, GROUND = (164, 314), 0xFF14233B


def make_png(size: int) -> bytes:
    """Return the icon as a PNG file of `size` by `size` pixels."""
    return _written(_draw(size), b"png")


def make_side() -> bytes:
    """Return the picture that stands beside the last page of setup, as a BMP file: the icon on its own ground."""
    image = QImage(*SIDE, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(DRAWING.read_bytes())).render(painter, QRectF(34, 64, 96, 96))
    painter.end()
    return _written(image, b"bmp")


def make_ico() -> bytes:
    """Return the icon as one ICO file with all the sizes that Windows asks for."""
    pictures = [make_png(size) if size == LARGEST else _bitmap(size) for size in ICO_SIZES]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        # 256 does not fit into the one byte that a side has; there it is written as 0.
        head += struct.pack("<BBBBHHII", size % LARGEST, size % LARGEST, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return head + b"".join(pictures)


def _written(image: QImage, form: bytes) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(form)).write(image)
    return bytes(kept.data())


def _draw(size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(DRAWING.read_bytes())).render(painter)
    painter.end()
    return image


def _bitmap(size: int) -> bytes:
    """Return a picture as ICO files hold it: a head, the rows from below, and a mask that hides nothing.

    The height in the head counts picture and mask.
    """
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    image = _draw(size)  # its bits are gone as soon as the picture is
    pixels = bytes(image.constBits())
    row = 4 * size
    rows = [pixels[at : at + row] for at in range(0, len(pixels), row)]
    mask_row = (size + 31) // 32 * 4
    return head + b"".join(reversed(rows)) + bytes(mask_row * size)
