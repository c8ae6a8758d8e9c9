"""What is done about a letter that went out: printed, answered, taken back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.sent import is_sent
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.referring.find_agency_number import find_agency_number
from tipdesk.services.referring.note_reply import note_reply
from tipdesk.services.referring.revoke_referral import revoke_referral
from tipdesk.services.results import Changed
from tipdesk.ui.access.questions import REASON
from tipdesk.ui.referring.course_view import CourseView
from tipdesk.ui.referring.page import ReferPage
from tipdesk.ui.referring.replying import (
    ANSWER,
    BESIDE,
    BY,
    CHECKED,
    CODE,
    REPLY,
    WAY,
    WHOM,
    WORDS,
    ask_reply,
    ask_revoke,
    replies_of,
)
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.kept_focus import focus_kept
from tipdesk.ui.wording import Wording


class Following(QObject):
    """Presents what became of one referral on its page, with which it ends.

    `print_asked` carries the row of which a paper is wanted.
    """

    print_asked = Signal(object)

    def __init__(self, seat: Seat, page: ReferPage, space: Workspace, wording: Wording, row: Row) -> None:
        super().__init__(page)
        self._seat, self._page, self._space, self._wording, self._row = seat, page, space, wording, row
        self.view = CourseView()
        page.show_over(self.view)
        self.view.print_pressed.connect(lambda: self.print_asked.emit(self._row))
        self.view.reply_pressed.connect(self.ask_reply)
        self.view.revoke_pressed.connect(lambda: self._with_number(self._open_revoke))
        self.view.chain_after(page.back)
        self.show(space, wording)
        self._focus()

    @property
    def row(self) -> bytes:
        """Return the id of the referral."""
        return self._row.id

    def show(self, space: Workspace, wording: Wording) -> None:
        """Show it as the case stands now."""
        self._space, self._wording = space, wording
        self._row = space.view.get_row(self._row.id) or self._row
        named = self._row["transfer"]
        transfer = space.view.get_row(named) if isinstance(named, bytes) else None
        replies = replies_of(space.view.of(REPLY.name), self._row.id)
        can_write = bool(space.rights.edit)
        with focus_kept(self.view, self._focus):
            self.view.show_course(self._row, transfer, replies, wording, can_write=can_write)

    def ask_reply(self, code: str = "") -> None:
        """Ask what they answer; `code` is that of a slip which led here."""
        self._with_number(partial(self._open_reply, code))

    def _focus(self) -> None:
        """Move the focus to what is done next, or where nothing is left to do to the way back."""
        (self.view.first_button() or self._page.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_reply(self, code: str, number: str) -> None:
        dialog = ask_reply(number, self._wording, self._page.window())
        if code:
            dialog.field(CODE).set_value(code)
            dialog.field(WAY).set_value("slip")

        def note(said: dict[str, object]) -> None:
            given = {name: said[name] for name in (ANSWER, WAY, BY, CODE, WORDS) if said[name] is not None}
            deed = partial(note_reply, given=given, caller_checked=str(said[CHECKED] or ""))
            self._do(dialog, deed, _("Noted. You find it with the referral."))

        dialog.agreed.connect(note)
        dialog.open()

    def _open_revoke(self, number: str) -> None:
        dialog = ask_revoke(self._wording, self._page.window(), is_sent=is_sent(self._row), phone=number)

        def take_back(said: dict[str, object]) -> None:
            whom, checked = (str(said.get(name) or "") for name in (WHOM, CHECKED))
            deed = partial(revoke_referral, why=str(said[REASON] or ""), told_whom=whom, caller_checked=checked)
            self._do(dialog, deed, _("Taken back."))

        dialog.agreed.connect(take_back)
        dialog.open()

    def _do(self, dialog: AskDialog, deed: Callable[..., Changed], words: str) -> None:
        def done(_changed: Changed) -> None:
            dialog.accept()
            self._seat.say(words)

        write = self._seat.lanes.write
        write(deed, self._row.id, then=done, failed=partial(dialog.refuse_beside, places=BESIDE), owner=dialog)

    def _with_number(self, then: Callable[[str], object]) -> None:
        """Go on with the number of the agency in the directory."""
        agency = self._row["agency"]
        if isinstance(agency, bytes):
            self._seat.lanes.read(find_agency_number, agency, then=then, key="agency-number", owner=self)
        else:
            then("")
