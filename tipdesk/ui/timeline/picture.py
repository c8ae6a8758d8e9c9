"""A timeline as a picture that leaves the program: painted as on the screen, at twice its size, with a head and a foot.

Head and foot say how it is to be kept, which case it is about, and who took it when. The picture is as wide as what was
seen and as high as all tracks together, so that no track is missing because it was scrolled away.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from tipdesk.domain.moments import clock_shown, moment_shown, wall_clock
from tipdesk.domain.scale import Scale
from tipdesk.domain.spans import DAY
from tipdesk.services.documents.build_case_file import MARKING
from tipdesk.services.documents.timeline_copy import TimelineCopy
from tipdesk.ui.theme import current
from tipdesk.ui.timeline.painting import AXIS, NAMES, Painting, Sight, words_of
from tipdesk.ui.timeline.wide_tracks import ROW, lay_out
from tipdesk.ui.translate import _

_LARGER, _HIGHEST = 2, 16_000
_HEAD, _FOOT, _LEAST_WIDE = 56, 26, 640
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def picture_of(copied: TimelineCopy, width: int) -> bytes:
    """Return the picture as a PNG, for a copy of a timeline that was seen `width` pixels wide."""
    theme, printed = current(), copied.printed
    width = max(width, theme.pixels(_LEAST_WIDE))
    scale = Scale.fitted(*_ends(copied), width - theme.pixels(NAMES))
    laid = lay_out(copied.tracks, scale, copied.now, words_of(theme).measured, theme.pixels(ROW))
    tall = theme.pixels(AXIS) + (laid[-1].top + laid[-1].height if laid else theme.pixels(ROW))
    head, foot = theme.pixels(_HEAD), theme.pixels(_FOOT)
    larger = _LARGER if (head + tall + foot) * _LARGER <= _HIGHEST else 1
    image = QImage(width * larger, (head + tall + foot) * larger, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(larger)
    image.fill(theme.colour("surface"))
    clock = wall_clock(printed.at_ms, printed.offset_minutes)
    painter = QPainter(image)
    _paint_head(painter, QRect(0, 0, width, head), copied)
    sight = Sight(QRect(0, head, width, tall), 0, 0)
    Painting(laid, scale, copied.now, clock_shown(clock) if clock else "").paint(painter, sight, None, has_focus=False)
    when = moment_shown(printed.at_ms, printed.offset_minutes, _)
    by = ", ".join(filter(None, (printed.officer, printed.post)))
    painter.setFont(theme.font(11))
    painter.setPen(theme.colour("muted"))
    said = _("Taken by {by} · {when}").format(by=by, when=when)
    painter.drawText(QRect(12, head + tall, width - 24, foot), _LEFT, said)
    painter.end()
    return _png(image)


def _paint_head(painter: QPainter, rect: QRect, copied: TimelineCopy) -> None:
    theme = current()
    band = rect.adjusted(0, 0, 0, -rect.height() * 3 // 5)
    painter.fillRect(band, theme.colour("text"))
    painter.setPen(theme.colour("surface"))
    painter.setFont(theme.font(11, is_strong=True))
    painter.drawText(band, Qt.AlignmentFlag.AlignCenter, _(MARKING))
    painter.setPen(theme.colour("text"))
    painter.setFont(theme.font(13, is_strong=True))
    told = " · ".join(filter(None, (_("Timeline"), copied.reference, copied.title)))
    painter.drawText(rect.adjusted(12, band.height(), -12, 0), _LEFT, told)


def _ends(copied: TimelineCopy) -> tuple[int, int]:
    spans = [event.span for track in copied.tracks for event in track.events if event.span is not None]
    asked = copied.asked
    start = min((span.start for span in spans), default=copied.now) if asked.start is None else asked.start
    end = max((span.end for span in spans), default=copied.now) if asked.end is None else asked.end
    pad = max((end - start) // 40, DAY // 2) if asked.start is None else 0
    return start - pad, end + pad


def _png(image: QImage) -> bytes:
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(written.data())
