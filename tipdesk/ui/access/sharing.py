"""Runs the dialog “Share with another post”: with which posts the case is shared, a further share, and the end of one.

Headquarters does it; a post asks headquarters, and the dialog says so. Why is asked each time.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.moments import day_shown
from tipdesk.services.sharing.ask_share import ask_share
from tipdesk.services.sharing.see_shares import ShareLine, find_sharing
from tipdesk.services.sharing.see_shares import Sharing as Found
from tipdesk.services.sharing.share_case import end_share, share_case
from tipdesk.ui.access.agreeing import Deed, ask_then_do
from tipdesk.ui.access.questions import REASON, ask_words, chosen_field
from tipdesk.ui.plain import set_name
from tipdesk.ui.seat import Seat
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.labels import body, muted, small
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.titled_dialog import TitledDialog

WIDTH, POST = 560, "post"


class SharingDialog(TitledDialog):
    """The dialog. `share_pressed` asks for a further post, and `end_pressed` carries the line of a share to end."""

    share_pressed = Signal()
    end_pressed = Signal(object)

    def __init__(self, reference: str, explanation: str, parent: QWidget | None = None) -> None:
        title = _("Share {reference} with another post").format(reference=reference)
        super().__init__(title, title, current().pixels(WIDTH), parent)
        self._lines, self._problem = Lines(), Banner("", "danger")
        self.share = primary(_("&Share with a post…"), icon="building", pressed=self.share_pressed.emit)
        self.column.addWidget(body(explanation))
        self.column.addWidget(self._lines)
        self.column.addWidget(self._problem)
        self._problem.keep_room()
        self._problem.hide()
        self.add_buttons(self.share, plain(_("Close"), pressed=self.accept))
        self.share.setFocus()

    def show_shares(self, lines: Sequence[ShareLine], details: Sequence[str], *, can_end: bool) -> None:
        """Show the shares, each with what is told of it and, where it lives and may be ended, its *End*."""
        self._problem.hide()
        none = [muted(_("It is shared with no other post."))]
        shown = [self._line(*one, can_end=can_end) for one in zip(lines, details, strict=True)]
        self._lines.fill(shown or none)

    def show_problem(self, sentence: str) -> None:
        """Say at the foot why something was not done."""
        self._problem.refuse(sentence)

    def _line(self, line: ShareLine, detail: str, *, can_end: bool) -> QWidget:
        holder, words = QWidget(), QVBoxLayout()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(body(line.name))
        words.addWidget(small(detail))
        row.addLayout(words, 1)
        if line.is_live and can_end:
            end = quiet(_("End…"), pressed=partial(self.end_pressed.emit, line))
            set_name(end, _("End the share with {post}").format(post=line.name))
            row.addWidget(end, 0, Qt.AlignmentFlag.AlignTop)
        return holder


class Sharing(QObject):
    """Connects the dialog with the services; it lives as long as the dialog.

    `may` says that the officer may share the case or ask for it; anybody else reads how it is shared.
    """

    def __init__(self, seat: Seat, case: bytes, reference: str, parent: QWidget, *, may: bool) -> None:
        self._is_here, self._may = seat.is_headquarters, may
        explanation = _(
            "The post gets the case with its whole history, and its officers work on it as those of the post in charge "
            "do. When the share ends, the PCs of that post forget the case."
        )
        if not may:
            explanation = f"{explanation} {_('The post in charge and headquarters decide about it.')}"
        elif not self._is_here:
            explanation = f"{explanation} {_('Headquarters decides: your question goes to it at once.')}"
        self.dialog = SharingDialog(reference, explanation, parent)
        super().__init__(self.dialog)
        self._seat, self._case = seat, case
        self._posts: Sequence[Choice] = ()
        self.dialog.share_pressed.connect(self._share)
        self.dialog.end_pressed.connect(self._end)

    def open(self, refused: Callable[[TipdeskError], object]) -> None:
        """Ask how the case is shared, then show the dialog; `refused` hears why that was refused."""

        def first(found: Found) -> None:
            self._show(found)
            self.dialog.open()

        self._ask(first, refused)

    def _ask(self, then: Callable[[Found], object], failed: Callable[[TipdeskError], object]) -> None:
        self._seat.lanes.read(find_sharing, self._case, then=then, failed=failed, key="case-sharing", owner=self)

    def _show(self, found: Found) -> None:
        self._posts = [Choice(code, name) for code, name in found.posts] if self._may else []
        self.dialog.share.setEnabled(bool(self._posts))
        self.dialog.show_shares(found.lines, [_detail(one) for one in found.lines], can_end=self._may)

    def _share(self) -> None:
        dialog = ask_words(
            _("Share with a post"),
            _("It gets the case with all of its history and files, at its next sync."),
            _("&Share") if self._is_here else _("&Ask headquarters"),
            self.dialog,
            chosen_field(POST, _("&Post"), self._posts),
        )
        verb = share_case if self._is_here else ask_share
        self._agree(dialog, lambda said: (verb, (self._case, str(said[POST] or ""), str(said[REASON] or ""))))

    def _end(self, line: ShareLine) -> None:
        dialog = ask_words(
            _("End the share with {post}").format(post=line.name),
            _(
                "Its PCs forget the case once headquarters has everything that was written there. What was printed "
                "there, and what its officers have read, stays with them."
            ),
            _("&End it") if self._is_here else _("&Ask headquarters"),
            self.dialog,
        )
        verb = end_share if self._is_here else partial(ask_share, ends=True)
        self._agree(dialog, lambda said: (verb, (self._case, line.code, str(said[REASON] or ""))))

    def _agree(self, dialog: AskDialog, deed: Deed) -> None:
        ask_then_do(dialog, self._seat.lanes, deed, self._done)

    def _done(self) -> None:
        if not self._is_here:
            self._seat.say(_("Headquarters was asked. It answers after the next sync."))
        self._ask(self._show, lambda problem: self.dialog.show_problem(problem.text(_)))


def _detail(line: ShareLine) -> str:
    """Return what is told of a share: since when, who asked, why; and of one that ended, who is still to forget it."""
    began = day_shown(line.began.date(), _) if line.began else ""
    ended = day_shown(line.ended.date(), _) if line.ended else ""
    parts = [_("ended {day}").format(day=ended) if ended else _("since {day}").format(day=began)]
    parts += [_("asked by {officer}").format(officer=line.asked_by)] if line.asked_by else []
    parts += [line.why] if line.why else []
    if line.waiting:
        names = ", ".join(
            _("{pc} (revoked)").format(pc=one.name) if one.is_revoked else one.name for one in line.waiting
        )
        parts.append(_("still to forget it: {names}").format(names=names))
    return "  ·  ".join(parts)
