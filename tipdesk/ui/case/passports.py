"""Passports read for the people of a case: a button below the list for somebody new, one beside the names of each.

What the officer takes over is saved at once, person and paper as one entry, and can be taken back with *Undo*. Another
section that is open keeps what is typed in it as its draft. While the names themselves are being written, it fills
their fields, and what has no field there is saved with them. Of somebody new the dialog asks the role as well, and
proposes what the list tells: the role by which it is filtered, or else the one that everybody in the case has.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.case_roles import UNASKED
from tipdesk.domain.values import Missing
from tipdesk.services.case.passport import LINES, PAPER, PERSON
from tipdesk.services.case.record_passport import PassportSaved, record_passport
from tipdesk.services.case.take_back import take_back_all
from tipdesk.ui.case.boards import CaseBoards
from tipdesk.ui.case.pages import CasePages
from tipdesk.ui.case.people import BY_ROLE, ROLE
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.passport.dialog import KnownPerson, PassportDialog, Taken
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.wording import Wording

NAMES = BESIDE, _GIVEN = "family_name", "given_names"
"""The answers in whose section the button of a person stands."""


class Passports(QObject):
    """Offers to read passports on every board of people that is built, and records what is taken over."""

    def __init__(self, seat: Seat, boards: CaseBoards, pages: CasePages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._boards, self._pages = seat, boards, pages
        self.dialog: PassportDialog | None = None
        pages.board_made.connect(self._attach)

    def _attach(self, board: RecordBoard) -> None:
        """Put the buttons on a board, if it is one of people."""
        if board.record is not PERSON:
            return
        below = plain(_("Passport"), icon="id", pressed=self.add)
        set_name(below, _("Add a person by passport"))
        set_tip(below, _("Scan or paste passport"))
        board.list.add_button(below)
        board.row_shown.connect(lambda _row: below.setEnabled(self._may_write()))
        board.pane_made.connect(partial(self._dress, board))

    def _dress(self, board: RecordBoard, pane: RecordPane) -> None:
        """Put a button beside the names in a pane, and one into each form of names that is opened in it."""
        view = next(one for one in pane.body.sections if any(kind.name == BESIDE for kind in one.fields))
        beside = _scan_button(lambda: self._read(board))
        view.head.insertWidget(view.head.count() - 1, beside)
        board.row_shown.connect(partial(self._show_beside, beside))
        pane.form_turned.connect(lambda: self._offer_within(board))

    def add(self) -> None:
        """Read a passport for somebody who is not among the people yet."""
        told, board = self._boards.told, self._pages.board_of(PERSON.name)
        if told is not None and board is not None and told.can_write:
            self._open(board, None, KnownPerson(), _("a new person"))

    def _show_beside(self, beside: QPushButton, row: Row | None) -> None:
        """Offer the button of a person to whoever may write."""
        beside.setVisible(self._may_write() and row is not None and not row.deleted)

    def _may_write(self) -> bool:
        told = self._boards.told
        return told is not None and told.can_write

    def _offer_within(self, board: RecordBoard) -> None:
        page = board.pane.form
        if page is not None and page.form.record is PERSON and BESIDE in page.form.frames:
            page.add_aside(_scan_button(lambda: self._read_into(board, page)))

    def _read_into(self, board: RecordBoard, page: SectionForm) -> None:
        """Fill an open form of names from a passport; nothing is saved before the officer saves the form."""
        told, writing = self._boards.told, self._boards.writing()
        if told is None or writing is None or writing.editing is None:
            return
        seen = writing.editing.target.seen
        known = KnownPerson.of_rows(seen, told.children_of(seen.id).get(PAPER.name, ())) if seen else KnownPerson()
        known = replace(known, values={**known.values, **_typed(page)})
        name = told.wording.title(seen) if seen else _("a new person")
        dialog = self.dialog = self._dialog(board, told, seen, known, name)

        def take(taken: Taken) -> None:
            dialog.accept()
            if isValid(page):
                _fill(page, taken, told.wording)

        dialog.taken.connect(take)
        dialog.open()

    def _read(self, board: RecordBoard) -> None:
        told, shown = self._boards.told, board.pane.row
        row = told.get_row(shown.id) if told is not None and shown is not None else None
        if told is not None and row is not None:
            papers = told.children_of(row.id).get(PAPER.name, ())
            self._open(board, row, KnownPerson.of_rows(row, papers), told.wording.title(row))

    def _open(self, board: RecordBoard, row: Row | None, known: KnownPerson, name: str) -> None:
        told, writing = self._boards.told, self._boards.writing()
        if told is None:
            return
        if writing is not None:
            writing.close()
        case = told.workspace.view.id
        dialog = self.dialog = self._dialog(board, told, row, known, name)

        def take(taken: Taken) -> None:
            then = partial(self._done, dialog)
            write = self._seat.lanes.write
            write(record_passport, case, row, taken.passport, then=then, failed=dialog.refuse, owner=dialog)

        dialog.taken.connect(take)
        dialog.open()

    def _dialog(
        self, board: RecordBoard, told: CaseTold, seen: Row | None, known: KnownPerson, name: str
    ) -> PassportDialog:
        role = _role_known(board, told) if seen is None else None
        return PassportDialog(told.wording, known, name, board.window(), asks_role=seen is None, role=role)

    def _done(self, dialog: PassportDialog, saved: PassportSaved) -> None:
        dialog.accept()
        if saved.changed.row is not None:
            self._boards.go_on_with(PERSON.name, saved.changed.row)
        undo = partial(self._seat.lanes.write, take_back_all, saved.deeds, failed=self._seat.say_problem)
        self._seat.say(_("Saved"), offer=_("Undo"), undo=undo)


def _role_known(board: RecordBoard, told: CaseTold) -> str | None:
    """Return the role of somebody new by what the list shows, None where it tells none that is given in passing."""
    asked = [key.partition("=") for key in board.list.arrangement.passing]
    roles = {code for name, _equals, code in asked if name == BY_ROLE}
    if not roles:
        held = {row.parent for row in told.rows_of(ROLE)}
        is_everybody = held >= {row.id for row in told.rows_of(PERSON.name)}
        roles = {str(row["role"]) for row in told.rows_of(ROLE)} if is_everybody else set()
    [role] = roles if len(roles) == 1 else [None]
    return role if role not in UNASKED else None


def _scan_button(pressed: Callable[[], object]) -> QPushButton:
    """Return the button beside names, which reads a passport for them."""
    button = quiet(_("Passport"), pressed=pressed)
    button.setProperty("guise", "foot-link")
    set_name(button, _("Scan or paste passport"))
    return button


def _typed(page: SectionForm) -> dict[str, Value]:
    """Return the names that stand in an open form, or why there are none."""
    found: dict[str, Value] = {}
    for name in NAMES:
        told = page.form.frames[name].value() if name in page.form.frames else None
        if isinstance(told, str | Missing):
            found[name] = told
    return found


def _fill(page: SectionForm, taken: Taken, wording: Wording) -> None:
    """Write what was taken over into the fields that are there; the rest is saved with them, and said below."""
    rest = {name: value for name, value in taken.person.items() if name not in page.form.frames}
    for name, value in taken.person.items():
        if name in page.form.frames:
            page.form.frames[name].set_value(value)
    page.form.changed.emit()
    told = [(PERSON, rest), (PAPER, {name: value for name, value in taken.paper.items() if name != LINES})]
    told += [(BY_NAME[ROLE], {"role": taken.role})] if taken.role is not None else []
    words = [wording.value(record.by_name[name], value) for record, part in told for name, value in part.items()]
    if rest or taken.paper or taken.role is not None:
        said = _("Saved with it, from the passport: {words}").format(words=", ".join(filter(None, words)))
        page.take_passport(replace(taken.passport, answers=rest), said)
