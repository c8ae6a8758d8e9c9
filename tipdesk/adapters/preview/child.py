"""The preview child: takes one file through a pipe, and draws the pages that it is asked for until the pipe closes.

It is started with no key, no home and an empty environment, and confines itself before it is sent the file. Everything
it does not come back from (memory is refused, a library ends the process) is left to the asking side to see.
"""

from __future__ import annotations

import codecs
import io
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from PIL import Image

from tipdesk.adapters.preview import wire
from tipdesk.adapters.preview.confining import confine
from tipdesk.adapters.preview.drawing import ENCODINGS, Drawing, NotShownError, read_drawing, warned
from tipdesk.adapters.preview.wire import Asked, GoneError, Kind, Refused, UntrueError
from tipdesk.services.files.previewer import MOST_BYTES, MOST_THUMBNAIL, THUMBNAIL_SIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    Answer = tuple[Kind, *tuple[bytes, ...]]

_QUALITIES: Final = (85, 70, 55, 40, 25)


def run() -> int:
    """Serve one file over standard input and output, and return the exit status of the process."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdin = sys.stdout = sys.stderr = io.StringIO()  # what a library prints would be read as an answer
    rehearse()
    try:
        serve(asked, answers, is_confined=confine())
    except (GoneError, BrokenPipeError):
        return 0
    except UntrueError:
        return 2
    return 0


def rehearse() -> None:
    """Draw something of each kind once, so that everything that is loaded late is loaded before the doors close."""
    for encoding in ENCODINGS:
        codecs.lookup(encoding)
    for kind in ("PNG", "JPEG", "TIFF", "WEBP", "GIF"):
        made = io.BytesIO()
        Image.new("RGB", (8, 8)).save(made, kind)
        _thumbnail(read_drawing(made.getvalue()))
    _page(read_drawing(_A_PDF), Asked(0, 8, 8))


_A_PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1"
    b"/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length 26>>stream\nBT /F 9 Tf 1 1 Td (a) Tj ET\nendstream endobj\n"
    b"trailer<</Root 1 0 R>>"
)


def serve(asked: IO[bytes], answers: IO[bytes], *, is_confined: bool) -> None:
    """Take the file and answer each question until there is no more. Raises GoneError, UntrueError."""
    wire.write_frame(answers, Kind.READY, bytes((is_confined,)))
    content, drawings = _content(asked), list[Drawing]()

    def open_it() -> Answer:
        drawings.append(read_drawing(b"".join(content)))
        return Kind.OPENED, wire.pack_opened(drawings[0].opened)

    _answer(answers, open_it)
    while drawings:
        kind, frame = wire.read_frame(asked, Kind.SHOW, Kind.THUMBNAIL)
        if kind is Kind.SHOW:
            _answer(answers, partial(_page, drawings[0], wire.read_asked(frame)))
        else:
            _answer(answers, partial(_thumbnail, drawings[0]))


def _answer(answers: IO[bytes], make: Callable[[], Answer]) -> None:
    try:
        with warned():
            kind, *parts = make()
    except NotShownError as refusal:
        kind, parts = Kind.REFUSED, [bytes((refusal.why,))]
    except (MemoryError, RecursionError):
        kind, parts = Kind.REFUSED, [bytes((Refused.TOO_LARGE,))]
    wire.write_frame(answers, kind, *parts)


def _content(asked: IO[bytes]) -> Iterator[bytes]:
    left = MOST_BYTES
    while left >= 0:
        _kind, part = wire.read_frame(asked, Kind.CONTENT)
        if not part:
            return
        left -= len(part)
        yield part
    raise UntrueError


def _page(drawing: Drawing, asked: Asked) -> Answer:
    if asked.page >= drawing.opened.pages:
        raise NotShownError(Refused.NO_PAGE)
    drawn = drawing.draw(asked)
    if isinstance(drawn, str):
        return Kind.TEXT, drawn.encode("utf-8", "replace")
    return Kind.PICTURE, wire.pack_sides(*drawn.size), drawn.tobytes()


def _thumbnail(drawing: Drawing) -> Answer:
    drawn = drawing.draw(Asked(0, THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Kind.SMALL, b"" if isinstance(drawn, str) else _small(drawn)


def _small(drawn: Image.Image) -> bytes:
    """Return a picture as a JPEG, as good as it can be and no larger than a thumbnail may be."""
    for quality in _QUALITIES:
        made = io.BytesIO()
        drawn.save(made, "JPEG", quality=quality)
        if made.tell() <= MOST_THUMBNAIL:
            return made.getvalue()
    return b""
