"""Joining a case that was entered twice into the one that is kept, and parting it again, each with a reason."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.case.references import get_case_id
from tipdesk.services.desk import Desk
from tipdesk.services.same_person.join_case import Joined, join_case
from tipdesk.services.same_person.part_case import part_case
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.text_edit import TextEdit

OTHER, WORDS = "other", "words"
_OF_OTHER = frozenset({"bad-reference", "no-such-case", "same-case"})


class CaseJoining(QObject):
    """Asks over a window; `front` returns the case in front, or None."""

    def __init__(
        self, seat: Seat, over: QWidget, front: Callable[[], Workspace | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._seat, self._over, self._front = seat, over, front
        self.dialog: AskDialog | None = None

    def ask_join(self) -> None:
        """Ask into which case the one in front goes, and why."""
        workspace = self._front()
        if workspace is not None:
            explanation = _(
                "Its rows are copied into the case that is kept, and it stands among the open cases no more. Reports, "
                "tasks and what was signed stay here. It can be parted again."
            )
            fields = [FieldFrame(OTHER, _("Reference of the case that is kept"), TextEdit(), can_be_missing=False)]
            dialog = self._open(_("Join into another case"), explanation, fields, _("Join"))
            dialog.agreed.connect(partial(self._join, dialog, workspace.view.id))

    def ask_part(self) -> None:
        """Ask why the case in front is parted from the one into which it was joined."""
        workspace = self._front()
        if workspace is not None:
            explanation = _(
                "Copies of which nothing was written since are put away in the other case. What was written stays."
            )
            dialog = self._open(_("Part from the other case"), explanation, [], _("Part"))
            dialog.agreed.connect(partial(self._part, dialog, workspace.view.id))

    def _open(self, title: str, explanation: str, fields: list[FieldFrame], deed: str) -> AskDialog:
        why = FieldFrame(WORDS, _("Why, in words"), LongText(3, ""), can_be_missing=False)
        dialog = self.dialog = AskDialog(
            title, explanation, [*fields, why], primary(deed, icon="check"), self._over.window()
        )
        dialog.finished.connect(self._closed)
        dialog.open()
        return dialog

    def _join(self, dialog: AskDialog, case: bytes, answers: dict[str, object]) -> None:
        words = str(answers.get(WORDS) or "")
        then = partial(self._joined, dialog, case, words)
        other, failed = str(answers.get(OTHER) or ""), partial(_refuse, dialog)
        self._seat.lanes.write(_join_named, case, other, words, then=then, failed=failed, owner=dialog)

    def _joined(self, dialog: AskDialog, double: bytes, words: str, joined: Joined) -> None:
        dialog.accept()
        undo = partial(self._seat.lanes.write, part_case, double, words, failed=self._seat.say_problem)
        said = _("Joined. Rows copied: {count}. Rows that stay in the double: {stayed}.")
        self._seat.say(said.format(count=joined.rows, stayed=len(joined.stayed)), offer=_("Undo"), undo=undo)

    def _part(self, dialog: AskDialog, case: bytes, answers: dict[str, object]) -> None:
        words = str(answers.get(WORDS) or "")
        then, failed = partial(self._parted, dialog), partial(_refuse, dialog)
        self._seat.lanes.write(part_case, case, words, then=then, failed=failed, owner=dialog)

    def _parted(self, dialog: AskDialog, parted: Joined) -> None:
        dialog.accept()
        said = _("Parted. Copies put away: {count}. Copies that stay: {stayed}.")
        self._seat.say(said.format(count=parted.rows, stayed=len(parted.stayed)))

    def _closed(self) -> None:
        self.dialog = None


def _join_named(desk: Desk, double: bytes, reference: str, words: str) -> Joined:
    return join_case(desk, double, get_case_id(desk, reference), words)


def _refuse(dialog: AskDialog, problem: TipdeskError) -> None:
    if problem.code in _OF_OTHER and dialog.has_field(OTHER):
        dialog.refuse_field(OTHER, problem.text(_))
    elif problem.code == "reason-needed":
        dialog.refuse_field(WORDS, problem.text(_))
    else:
        dialog.refuse(problem)
