"""Ask who is who and write it: one function for the card, for a search hit and for a hint that two may be one.

Of somebody who is still being typed the same is asked, checked, and handed back: it is written when they are saved.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.results import Changed
from tipdesk.services.same_person.link_lines import find_people
from tipdesk.services.same_person.link_person import link_person, unlink_person
from tipdesk.services.similar.said import Said, check_said
from tipdesk.ui.linking.link_dialog import BASIS, RESULT, WORDS, LinkDialog
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _

KEY = "same-person-seek"


class LinkAsking(QObject):
    """Asks over a window whether two persons of two cases are one human being, and writes the answer."""

    def __init__(self, seat: Seat, over: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._over = seat, over
        self.dialog: LinkDialog | None = None

    def ask(
        self, case: bytes, person: bytes, other_case: bytes | None = None, other_person: bytes | None = None
    ) -> None:
        """Ask what was found of a person and of another one, who is sought in the dialog where nobody is named."""
        known = (other_case, other_person) if other_case is not None and other_person is not None else None
        dialog = self._dialog(known)
        dialog.agreed.connect(partial(self._write, dialog, case, person))
        if dialog.seeker is not None:
            dialog.seeker.asked.connect(partial(self._seek, dialog, case))
        dialog.open()

    def ask_before(self, said: Said, then: Callable[[Said], object]) -> None:
        """Ask it of somebody who is typed; `then` is called with what was said, once it can be written."""
        dialog = self._dialog((said.case, said.person))
        dialog.agreed.connect(partial(self._check, dialog, said, then))
        dialog.open()

    def _dialog(self, known: tuple[bytes, bytes] | None) -> LinkDialog:
        dialog = self.dialog = LinkDialog(self._seat.wording, self._over.window(), known)
        dialog.finished.connect(self._closed)
        return dialog

    def _check(
        self, dialog: LinkDialog, about: Said, then: Callable[[Said], object], answers: dict[str, object]
    ) -> None:
        result, basis, words = _read(answers)
        said = replace(about, result=result, basis=basis, words=words)

        def agree(_answer: None) -> None:
            dialog.accept()
            then(said)

        self._seat.lanes.read(check_said, said, then=agree, failed=partial(_refuse, dialog), key=KEY, owner=dialog)

    def _seek(self, dialog: LinkDialog, case: bytes, words: str, finished: bool) -> None:  # noqa: FBT001 - a signal's
        seeker = dialog.seeker
        if seeker is None:
            return
        names = not self._seat.names_switch.is_on
        self._seat.lanes.read(
            find_people, words, case, finished=finished, names=names, then=seeker.show_found, key=KEY, owner=dialog
        )

    def _write(self, dialog: LinkDialog, case: bytes, person: bytes, answers: dict[str, object]) -> None:
        other = dialog.other()
        if other is None:
            dialog.refuse(UserError("no-person", mark("Choose the person of the other case first.")))
            return
        result, basis, words = _read(answers)
        self._seat.lanes.write(
            link_person,
            case,
            person,
            *other,
            words,
            result=result,
            basis=basis,
            then=partial(self._linked, dialog),
            failed=partial(_refuse, dialog),
            owner=dialog,
        )

    def _linked(self, dialog: LinkDialog, changed: Changed) -> None:
        dialog.accept()
        undo = partial(self._seat.lanes.write, unlink_person, changed.row, failed=self._seat.say_problem)
        self._seat.say(_("Linked"), offer=_("Undo"), undo=undo)

    def _closed(self) -> None:
        self.dialog = None


def _read(answers: dict[str, object]) -> tuple[str, frozenset[str], str]:
    """Return what was found, on what it rests, and why in words."""
    basis = answers.get(BASIS)
    named = frozenset(map(str, basis)) if isinstance(basis, frozenset | set) else frozenset()
    return str(answers.get(RESULT) or ""), named, str(answers.get(WORDS) or "").strip()


def _refuse(dialog: LinkDialog, problem: TipdeskError) -> None:
    if problem.code == "reason-needed":
        dialog.refuse_field(WORDS, problem.text(_))
    else:
        dialog.refuse_beside(problem)
