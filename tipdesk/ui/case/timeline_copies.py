"""Copies of a timeline that leave the program, as PDF and as picture: audited looks, signed before they are written.

A picture is painted on the thread of the screen, and read and signed beside it: first what it may show, then its bytes.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from tipdesk.domain.rules.access import Action
from tipdesk.services.case.timeline_filter import Asked
from tipdesk.services.desk import Desk
from tipdesk.services.documents.printer import Told
from tipdesk.services.documents.timeline_copy import TimelineCopy, copy_timeline, sign_picture
from tipdesk.ui.case.printing import Printing, Saying, neutral
from tipdesk.ui.seat import Seat
from tipdesk.ui.timeline.page import TimelinePage
from tipdesk.ui.timeline.picture import picture_of
from tipdesk.ui.translate import _

KEY = "timeline-copy"


class TimelineCopies(QObject):
    """Makes the copies that the page asks for, of the case that is open."""

    def __init__(self, seat: Seat, page: TimelinePage, printing: Printing, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._page, self._printing = seat, page, printing

    def copy(self, case: bytes, reference: str, kind: str, asked: Asked, *, identity: bool) -> None:
        """Ask where to, make the copy ("pdf" or "png"), and say where it lies."""
        print_timeline = self._seat.print_timeline
        path = self._printing.ask(f"{neutral(reference)}.{kind}", _saying()) if print_timeline is not None else None
        if path is None or print_timeline is None:
            return
        if kind == "pdf":
            make = partial(print_timeline, case=case, asked=asked, identity=identity)
            self._printing.write(path, lambda desk, told: make(desk, told=told), _saying())
            return
        self._seat.lanes.read(
            copy_timeline, case, Action.EXPORT, asked, identity=identity, translate=_,
            then=partial(self._paint, case, path), failed=self._printing.refuse, key=KEY, owner=self,
        )  # fmt: skip

    def _paint(self, case: bytes, path: Path, copied: TimelineCopy) -> None:
        content = picture_of(copied, self._page.chart.viewport().width())

        def make(desk: Desk, _told: Told) -> bytes:
            sign_picture(desk, case, content)
            return content

        self._printing.write(path, make, _saying())


def _saying() -> Saying:
    return Saying(
        _("The document before this one is still being made."),
        _("Timeline saved: {name} in {folder}"),
        _("Stopped. No timeline was saved."),
    )
