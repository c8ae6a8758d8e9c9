"""Look at a file of a case, or make the small picture of one that is taken in: what draws gets its bytes, and no key.

Where the file itself is not here yet, as at headquarters while it is on its way, its small picture is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tipdesk.domain.errors import TipdeskError, Trouble
from tipdesk.services.desk import Desk
from tipdesk.services.files.attach import Picture
from tipdesk.services.files.attachments import find_attachments, reading_attachment
from tipdesk.services.files.previewer import Previewer, Viewing

NOT_HERE = "file-not-here"
_DRAWN = frozenset({"application/pdf", *(f"image/{kind}" for kind in ("png", "jpeg", "tiff", "gif", "webp"))})


@dataclass(frozen=True)
class Viewed:
    """A file that is looked at until `viewing` is closed; `is_small` says that it is the small picture alone."""

    viewing: Viewing
    is_small: bool = False


def view_file(desk: Desk, previewer: Previewer, case: bytes, row: bytes) -> Viewed:
    """Open a file of a case for looking, once the look at it is in the audit.

    Raises what `reading_attachment` and `Previewer.open` raise.
    """
    try:
        with reading_attachment(desk, case, row) as (_opened, chunks):
            return Viewed(previewer.open(chunks))
    except Trouble as trouble:
        small = _small_of(desk, case, row) if trouble.code == NOT_HERE else None
        if small is None:
            raise
        return Viewed(previewer.open([small]), is_small=True)


def picture_by(previewer: Previewer) -> Picture:
    """Return what makes the small picture of a file that is taken in; one that cannot be drawn has none."""

    def make(chunks: Iterator[bytes], media_type: str) -> bytes | None:
        if media_type not in _DRAWN:
            return None
        try:
            with previewer.open(chunks) as viewing:
                return viewing.thumbnail() or None
        except TipdeskError:
            return None

    return make


def _small_of(desk: Desk, case: bytes, row: bytes) -> bytes | None:
    return next((line.thumbnail for line in find_attachments(desk, case) if line.row.id == row), None)
