"""Words as they are painted, and whether they can be told from their ground: labels, cells, and what a chart draws.

Each widget is painted once more into a drawing that keeps every text with its colour and place (SVG); the ground is the
colour that most of that place has on the screen. Left out is what cannot be used now, the mark across names, which is
no text to be read, and what lies under something else.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect
from PySide6.QtGui import QColor, QFont, QFontMetrics, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage

SVG = "{http://www.w3.org/2000/svg}"
MATRIX = re.compile(r"matrix\(([-\d.e]+),([-\d.e]+),([-\d.e]+),([-\d.e]+),([-\d.e]+),([-\d.e]+)\)")
LEAST_OPAQUE = 0.5
STEP, AROUND = 3, 3
"""Each so-manieth pixel of the ground is looked at, and so many around the letters."""
ONLY_ITSELF = QWidget.RenderFlag(0)


def faint_words(window: QWidget, part: QWidget, least: float) -> list[str]:
    """Return each painted text in a part of a window of less than this contrast, with place, colours and contrast."""
    image, found = window.grab().toImage(), dict[str, None]()
    for widget in (part, *part.findChildren(QWidget)):
        if not widget.isVisible() or not _has_words(widget) or not widget.isEnabled():
            continue
        place = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        origin, seen = widget.mapTo(window, QPoint(0, 0)), widget.visibleRegion()
        for words, colour, box in painted(widget):
            if seen.intersected(box).boundingRect() != box:
                continue
            ground = _ground(image, box.adjusted(-AROUND, -AROUND, AROUND, AROUND).translated(origin))
            if ground is not None and (ratio := contrast(_over(colour, ground), ground)) < least:
                found[f"{place}: {words!r} {colour.name()} on {ground.name()} {ratio:.1f}"] = None
    return list(found)


def painted(widget: QWidget) -> Iterator[tuple[str, QColor, QRect]]:
    """Yield each text that a widget itself paints, with its colour and the place of its letters in the widget."""
    buffer, drawing = QBuffer(), QSvgGenerator()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing.setOutputDevice(buffer)
    drawing.setSize(widget.size())
    drawing.setViewBox(widget.rect())
    widget.render(drawing, QPoint(), QRegion(), ONLY_ITSELF)
    drawn = bytes(buffer.data().data())
    if b"<text" not in drawn:
        return
    for group in ET.fromstring(drawn).iter(f"{SVG}g"):  # noqa: S314 - Qt has just written it
        found = MATRIX.fullmatch(group.get("transform", ""))
        if found is None or (turned := [float(one) for one in found.groups()])[1] or turned[0] != 1:
            continue
        for text in group.iter(f"{SVG}text"):
            words = (text.text or "").strip()
            if words and float(text.get("fill-opacity", "1")) >= LEAST_OPAQUE:
                font = QFont(text.get("font-family", ""), weight=QFont.Weight(int(text.get("font-weight", "400"))))
                font.setPixelSize(max(1, round(float(text.get("font-size", "13")))))
                letters = QFontMetrics(font)
                left, base = float(text.get("x", "0")) + turned[4], float(text.get("y", "0")) + turned[5]
                width, height = letters.horizontalAdvance(words), letters.ascent()
                colour = QColor(text.get("fill", "#000000"))
                colour.setAlphaF(float(text.get("fill-opacity", "1")))
                yield words, colour, QRect(round(left), round(base) - height, width, height)


def _has_words(widget: QWidget) -> bool:
    """Tell whether a widget may paint words itself: one that only holds others paints none."""
    if isinstance(widget, (QLabel, QAbstractButton)):
        return bool(widget.text())
    is_ours = any("paintEvent" in vars(kind) for kind in type(widget).mro() if kind.__module__.startswith("tipdesk"))
    is_port = isinstance(widget.parentWidget(), QAbstractScrollArea) and not isinstance(
        widget.parentWidget(), QScrollArea
    )
    return is_ours or is_port or isinstance(widget, (QLineEdit, QComboBox, QTabBar))


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _over(colour: QColor, ground: QColor) -> QColor:
    share = colour.alphaF()
    pairs = ((colour.redF(), ground.redF()), (colour.greenF(), ground.greenF()), (colour.blueF(), ground.blueF()))
    return QColor.fromRgbF(*(one * share + other * (1 - share) for one, other in pairs))


def _ground(image: QImage, box: QRect) -> QColor | None:
    inside = box.intersected(image.rect())
    counted = Counter(
        image.pixel(x, y)
        for x in range(inside.left(), inside.right() + 1, STEP)
        for y in range(inside.top(), inside.bottom() + 1, STEP)
    )
    return QColor(counted.most_common(1)[0][0]) if counted else None
