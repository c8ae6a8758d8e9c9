"""What follows a call of the hotline: a case is opened from it, its case is gone to, the caller was rung back.

The buttons stand beside the tabs, and the strip with the rule and the numbers at the foot of the page: both are there
as long as the calls are in front. Each button has a key (`actions`).
"""

from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPushButton

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.texts import _ as mark
from tipdesk.services.cooperation.note_called_back import note_called_back
from tipdesk.services.cooperation.open_case_of_call import CALL, open_case_of_call
from tipdesk.services.directory.find_duty_numbers import DutyLine, find_duty_numbers
from tipdesk.services.registers.take_back_row import take_back_row
from tipdesk.services.results import Changed, Saved
from tipdesk.ui.registers.call_dialog import CallDialog
from tipdesk.ui.registers.call_strip import DANGER, GRAVE, CallStrip
from tipdesk.ui.registers.presenter import RegisterPresenter
from tipdesk.ui.registers.view import RegisterPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain

OPEN_CASE, GO_TO_CASE, CALLED_BACK = mark("Open a case…"), mark("Go to the case"), mark("Called back")

LEAST_HEIGHT = 430
"""The height of the page, in pixels at the ordinary size of letters, from which the strip leaves room for the list."""
SAVE_FIRST = mark("Save the call first (Ctrl+Enter). A case can then be opened from it.")
CHOOSE = mark("Choose a call in the list first.")


class CallTools(QObject):
    """The deeds of the calls on one page; `dialog` is the one that is open."""

    def __init__(self, page: RegisterPage, seat: Seat, presenter: RegisterPresenter) -> None:
        super().__init__(page)
        self._page, self._seat, self._presenter = page, seat, presenter
        self._board = page.boards[CALL.name]
        self.dialog: CallDialog | None = None
        self._is_following = False
        self.strip = CallStrip(seat.codes, seat.language)
        self.opens = self._button(OPEN_CASE, "folder", self.open_case)
        self.goes = self._button(GO_TO_CASE, "chevron-right", self.go_to_case)
        self.backs = self._button(CALLED_BACK, "phone", self.called_back)
        page.add_foot(self.strip)
        page.installEventFilter(self)
        page.turned.connect(self._turn)
        page.shown.connect(self._ask_numbers)
        presenter.told.connect(self.fit)
        self._board.list.chosen.connect(lambda _row: self.fit())
        self._board.row_shown.connect(lambda _row: self._know_pane())
        self._board.add_asked.connect(lambda _name: self._know_pane())
        self._turn()

    def open_case(self) -> None:
        """Ask what the caller said, and open a case; where one was opened from the call before, go there."""
        row = self._row()
        if row is None or self._is_writing():
            self._page.say(_(SAVE_FIRST) if self._is_writing() else _(CHOOSE), "warn")
            return
        if self._case(row) is not None:
            self.go_to_case()
            return
        dialog = self.dialog = CallDialog(self._seat, row.id, self._page.window())
        dialog.agreed.connect(lambda _answers: self._open(dialog, row))
        dialog.finished.connect(self._forget)
        dialog.open()

    def go_to_case(self) -> None:
        """Open the case that was opened from the call, where the officer may know of it."""
        row = self._row()
        case = self._case(row) if row is not None else None
        if case is not None and self._presenter.reference_of(case):
            self._seat.open_case(case)
        else:
            self._page.say(_("You may not know of the case of this call."), "warn")

    def called_back(self) -> None:
        """Note that the caller was rung back just now; it can be undone."""
        row = self._row()
        if row is None:
            self._page.say(_(CHOOSE), "warn")
        else:
            self._seat.lanes.write(
                note_called_back, row, then=self._rang, failed=self._presenter.say_problem, owner=self
            )

    def fit(self) -> None:
        """Offer what can be done with the call under the cursor, and show the rule that its danger asks for."""
        row = self._row()
        can_write = row is not None and not row.deleted and self._presenter.can_change
        case = self._case(row) if row is not None else None
        self.opens.setEnabled(can_write and case is None)
        self.goes.setEnabled(case is not None and bool(self._presenter.reference_of(case)))
        self.backs.setEnabled(can_write and row is not None and None in live_values(row, "called_back_at"))
        self._show_danger()

    def _open(self, dialog: CallDialog, row: Row) -> None:
        caller = dialog.caller
        self._seat.lanes.write(
            open_case_of_call, row.id, caller, draft=dialog.key,
            then=partial(self._opened, dialog), failed=dialog.refuse, owner=dialog,
        )  # fmt: skip

    def _opened(self, dialog: CallDialog, saved: Saved) -> None:
        dialog.done_with()
        self._seat.go("saved", (saved, False))

    def _rang(self, changed: Changed) -> None:
        undo = partial(self._seat.lanes.write, take_back_row, changed, failed=self._presenter.say_problem)
        self._seat.say(_("Noted: called back"), offer=_("Undo"), undo=undo)

    def _is_writing(self) -> bool:
        return self._is_following and self._board.pane.form is not None

    def _row(self) -> Row | None:
        return self._board.list.row() if self._page.record is CALL else None

    def _case(self, row: Row) -> bytes | None:
        return next((one for one in live_values(row, "case") if isinstance(one, bytes)), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the strip only where it leaves room for the list; elsewhere the foot of the page says the rule."""
        if event.type() == QEvent.Type.Resize:
            self._fit_strip()
        return super().eventFilter(watched, event)

    def _turn(self) -> None:
        self._fit_strip()
        self.fit()

    def _fit_strip(self) -> None:
        has_room = self._page.height() >= current().pixels(LEAST_HEIGHT)
        self.strip.setVisible(self._page.record is CALL and has_room)

    def _ask_numbers(self) -> None:
        def show(lines: list[DutyLine]) -> None:
            self.strip.show_lines(lines)

        self._seat.lanes.read(find_duty_numbers, then=show, key="calls-numbers", owner=self)

    def _know_pane(self) -> None:
        """Follow the forms of the pane, which is built when it is first needed."""
        if not self._is_following:
            self._is_following = True
            self._board.pane.form_turned.connect(self._follow_form)

    def _follow_form(self) -> None:
        """Follow the answer about danger while it is typed."""
        form = self._board.pane.form if self._is_following else None
        if form is not None:
            form.form.changed.connect(self._show_danger)
        self._show_danger()

    def _show_danger(self) -> None:
        form, row = self._board.pane.form if self._is_following else None, self._row()
        frame = form.form.frames.get("danger") if form is not None else None
        if frame is not None:
            try:
                self._show_rule(frame.value())
            except UserError:
                return  # half typed: the rule stays
        else:
            is_open = row is not None and self._case(row) is None
            told = live_values(row, "danger") if row is not None and is_open else frozenset()
            self._show_rule(next((one for one in GRAVE if one in told), None))

    def _show_rule(self, danger: object) -> None:
        was_grave = self.strip.is_grave
        self.strip.show_danger(danger)
        if self.strip.isHidden() and self._page.record is CALL and self.strip.is_grave and not was_grave:
            self._page.say(_(DANGER[1]), "danger")

    def _button(self, words: str, icon: str, pressed: object) -> QPushButton:
        button = plain(_(words), icon=icon)
        button.clicked.connect(pressed)
        self._page.add_tool(button, CALL)
        return button

    def _forget(self, _result: int) -> None:
        self.dialog = None
