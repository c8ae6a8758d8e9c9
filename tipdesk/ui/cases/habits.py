"""What an officer keeps of the list of cases: filters by name, and which columns they see."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from tipdesk.services.lists.saved_filters import (
    LONGEST,
    ListHabits,
    forget_filter,
    get_habits,
    keep_columns,
    keep_filter,
)
from tipdesk.ui.cases.presenter import CasesPresenter
from tipdesk.ui.cases.view import CasesView
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.text_edit import TextEdit


class CaseHabits(QObject):
    """Connects the tools of the list with what is kept. `dialog` is the one that asks for a name, while it is open."""

    def __init__(self, seat: Seat, view: CasesView, presenter: CasesPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._view, self._presenter = seat, view, presenter
        self.dialog: AskDialog | None = None
        view.tools.keep_pressed.connect(self._ask_name)
        view.tools.forgotten.connect(self._forget)
        view.tools.columns_chosen.connect(self._keep_columns)
        seat.lanes.read(get_habits, then=self._show, key="cases-habits", owner=self)

    def _show(self, habits: ListHabits) -> None:
        self._view.tools.show_kept(habits.filters)
        self._view.show_columns(habits.columns)

    def _ask_name(self) -> None:
        rule = self._presenter.words.rule(self._presenter.asked)
        told = _("{rule}. It is kept for you on this PC alone.").format(rule=rule)
        field = FieldFrame("name", _("&Name"), TextEdit(most=LONGEST), can_be_missing=False)
        self.dialog = AskDialog(_("Keep this filter"), told, [field], primary(_("&Keep")), self._view.window())
        self.dialog.agreed.connect(self._keep)
        self.dialog.open()

    def _keep(self, given: dict[str, object]) -> None:
        dialog = self.dialog
        if dialog is not None:
            then, name = partial(self._kept, dialog), str(given["name"] or "")
            asked, write = self._presenter.asked, self._seat.lanes.write
            write(keep_filter, name, asked, then=then, failed=dialog.refuse, owner=dialog)

    def _kept(self, dialog: AskDialog, habits: ListHabits) -> None:
        dialog.accept()
        self._show(habits)
        self._seat.say(_("The filter is kept"))

    def _forget(self, name: str) -> None:
        self._seat.lanes.write(forget_filter, name, then=self._show, owner=self)

    def _keep_columns(self, names: Sequence[str]) -> None:
        self._view.show_columns(names)
        self._seat.lanes.write(keep_columns, names, key="cases-columns", owner=self)
