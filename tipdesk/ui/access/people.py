"""Runs the dialog “Who may see this case”: asks who stands where, asks why, does it, and shows it again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.services.access.exclude_officer import exclude_officer, lift_exclusion
from tipdesk.services.access.find_access import CaseAccess, find_access
from tipdesk.services.access.serve_case import serve_case, withdraw_access
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import Names, read_names
from tipdesk.ui.access.access_dialog import AccessDialog, PersonLine
from tipdesk.ui.access.agreeing import Deed, ask_then_do
from tipdesk.ui.access.questions import LEVEL, OFFICER, REASON, ask_words, chosen_field
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.choice import choices_of

Found = tuple[CaseAccess, Names]


class People(QObject):
    """Connects the dialog with the services; it lives as long as the dialog."""

    def __init__(self, seat: Seat, case: bytes, reference: str, parent: QWidget) -> None:
        self.dialog = AccessDialog(reference, parent)
        super().__init__(self.dialog)
        self._seat, self._case = seat, case
        self._wording = seat.wording
        self.dialog.exclude_pressed.connect(self._exclude)
        self.dialog.serve_pressed.connect(self._serve)
        self.dialog.lift_pressed.connect(self._lift)
        self.dialog.end_pressed.connect(self._end)

    def open(self, refused: Callable[[TipdeskError], object]) -> None:
        """Ask who stands where, then show the dialog.

        `refused` hears the refusal where the officer may not decide this.
        """
        self._ask(partial(self._first, refused), refused)

    def _first(self, _refused: object, found: tuple[CaseAccess, Names]) -> None:
        self._show(found)
        self.dialog.open()

    def _ask(
        self, then: Callable[[tuple[CaseAccess, Names]], object], failed: Callable[[TipdeskError], object]
    ) -> None:
        self._seat.lanes.read(_read, self._case, then=then, failed=failed, key="case-access", owner=self)

    def _show(self, found: tuple[CaseAccess, Names]) -> None:
        access, names = found
        self._wording = self._wording.with_names(names)
        self.dialog.show_people(
            [self._line(row, "since") for row in access.excluded],
            [self._line(row, "begun_at") for row in access.served],
            [self._line(row, "begun_at") for row in access.emergencies],
        )

    def _line(self, row: Row, since: str) -> PersonLine:
        fields = row.record.by_name
        parts = [self._wording.value(fields[since], row[since])]
        parts += [
            self._wording.value(fields[name], row[name]) for name in ("kind", "level", "reason") if name in fields
        ]
        return PersonLine(row.id, self._wording.names.officer(row["officer"]), "  ·  ".join(filter(None, parts)))

    def _exclude(self) -> None:
        officers = chosen_field(OFFICER, _("&Officer"), self._wording.choices.get("Officer", ()))
        dialog = ask_words(
            _("Exclude an officer"),
            _("From now on they find nothing of this case, on any PC that has it. What they have read stays read."),
            _("&Exclude"),
            self.dialog,
            officers,
        )
        self._agree(dialog, lambda said: (exclude_officer, (self._case, _officer(said), str(said[REASON] or ""))))

    def _serve(self) -> None:
        officers = chosen_field(OFFICER, _("&Officer"), self._wording.choices.get("Officer", ()))
        levels = choices_of(self._wording.codes.list_of("access_level"), self._wording.language)
        dialog = ask_words(
            _("Serve to somebody"),
            _("They can read the case up to the level you choose, and change nothing. Sources are never shown."),
            _("&Serve"),
            self.dialog,
            officers,
            chosen_field(LEVEL, _("&Up to"), levels),
        )
        self._agree(
            dialog,
            lambda said: (serve_case, (self._case, _officer(said), str(said[LEVEL] or ""), str(said[REASON] or ""))),
        )

    def _lift(self, row: bytes) -> None:
        dialog = ask_words(_("Lift the exclusion"), "", _("&Lift it"), self.dialog)
        self._agree(dialog, lambda said: (lift_exclusion, (row, str(said[REASON] or ""))))

    def _end(self, row: bytes) -> None:
        dialog = ask_words(_("End what was served"), _("What they have read stays read."), _("&End it"), self.dialog)
        self._agree(dialog, lambda said: (withdraw_access, (row, str(said[REASON] or ""))))

    def _agree(self, dialog: AskDialog, deed: Deed) -> None:
        ask_then_do(dialog, self._seat.lanes, deed, self._ask_again)

    def _ask_again(self) -> None:
        self._ask(self._show, lambda problem: self.dialog.show_problem(problem.text(_)))


def _officer(said: dict[str, object]) -> bytes:
    chosen = said[OFFICER]
    return bytes.fromhex(str(chosen)) if chosen else b""


def _read(desk: Desk, case: bytes) -> tuple[CaseAccess, Names]:
    return find_access(desk, case), read_names(desk)
