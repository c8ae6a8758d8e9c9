"""The letter beside what is asked: as it would be now, asked for again when something was typed, hidden with the names.

An answer that comes for what is not asked any more, or once names are hidden, is dropped.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.referring.drawing import Request
from tipdesk.services.referring.preview_referral import Preview, preview_referral
from tipdesk.ui.referring.letter_view import LetterView
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _

SOON_MS = 350
"""How long nothing is typed before the letter is asked for again."""
_WANTED = ("person", "service", "agency", "reason")


class LetterReading(QObject):
    """Presents the letter of one case; `request` returns what is asked now, with no id before that has begun."""

    def __init__(
        self, seat: Seat, case: bytes, view: LetterView, request: Callable[[], Request], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._seat, self._case, self._view, self._request = seat, case, view, request
        self.digest: bytes | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SOON_MS)
        self._pause.timeout.connect(self.ask)
        seat.names_switch.turned.connect(self.ask)

    def ask_soon(self) -> None:
        """Ask for it once nothing is typed for a moment; what stands there is not what would be sent any more."""
        self.digest = None
        self._pause.start()

    def ask(self) -> None:
        """Ask for the letter as it would be now."""
        self._pause.stop()
        request = self._request()
        if self._is_hidden:
            self._say(_("Names are hidden in this window (F4). Show the names of this case to look at the letter."))
        elif request.row and all(request.referral.get(name) for name in _WANTED):
            ask = partial(self._seat.lanes.read, preview_referral, self._case, request, key="refer-letter", owner=self)
            ask(then=partial(self._show, request), failed=partial(self._fail, request))
        else:
            self._say(
                _("Choose what is needed and an agency. Then you see the letter here, exactly as they will read it.")
            )

    @property
    def _is_hidden(self) -> bool:
        return self._seat.names_switch.hides_in(self._case)

    def _show(self, asked: Request, preview: Preview) -> None:
        if asked == self._request() and not self._is_hidden:
            self.digest = preview.digest
            self._view.show_paper(preview.paper, _(preview.advice) if preview.advice else "")

    def _fail(self, asked: Request, problem: TipdeskError) -> None:
        if asked == self._request():
            self._say(problem.text(_))

    def _say(self, sentence: str) -> None:
        self.digest = None
        self._view.show_instead(sentence)
