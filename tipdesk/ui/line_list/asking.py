"""What a line list asks in a dialog: the tags of this PC, what those of one letter are to each other, a passport."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from tipdesk.services.line_list.families import FEWEST, Joined, find_members, join_family
from tipdesk.services.line_list.tag_ranges import keep_range
from tipdesk.services.remembered.shapes import TagRange
from tipdesk.ui.line_list.dialogs import FIRST, LAST, FamilyDialog, range_dialog
from tipdesk.ui.line_list.saving import Saving
from tipdesk.ui.line_list.view import LineListView
from tipdesk.ui.passport.dialog import KnownPerson, PassportDialog, Taken
from tipdesk.ui.passport.opening import with_age
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _


class Asking(QObject):
    """The questions of one list, about its `case`; `range_kept` says that this PC took other tags."""

    range_kept = Signal()

    def __init__(self, seat: Seat, view: LineListView, saving: Saving, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._view, self._saving = seat, view, saving
        self.case = b""
        view.family_pressed.connect(self.ask_family)
        view.range_pressed.connect(self.ask_range)
        view.passport_pressed.connect(self.ask_passport)

    def ask_range(self) -> None:
        """Ask which tags this PC gives out."""
        dialog = range_dialog(self._view.model.range, self._view)

        def agreed(answers: dict[str, int | None]) -> None:
            first, last = answers[FIRST], answers[LAST]
            taken = TagRange(first or 0, last or 0) if first or last else None
            self._seat.lanes.write(keep_range, self.case, taken, then=kept, failed=dialog.refuse, owner=dialog)

        def kept(taken: TagRange | None) -> None:
            self._view.model.range = taken
            self._view.show_range(taken.first if taken else None, taken.last if taken else None)
            self._view.model.note_changed()
            self.range_kept.emit()
            dialog.accept()

        dialog.agreed.connect(agreed)
        self._open(dialog)

    def ask_family(self) -> None:
        """Ask what those are to each other who have the letter of the row with the cursor."""
        at = self._view.grid.selection.currentIndex()
        line = self._view.model.entries[at.row()].line if at.isValid() else None
        members = find_members(self._view.model.entries.lines(), line.family) if line else []
        if line is None or len(members) < FEWEST:
            self._view.show_problem(_("Put the cursor on one of two people or more who have the same family letter."))
            return
        self._view.show_problem("")
        named = [(one.person.id, self._called(one.key)) for one in members]
        dialog = FamilyDialog(line.family, named, self._view)

        def joined(answer: Joined) -> None:
            self._saving.note_deeds(answer.deeds)
            self._view.show_saved(self._view.saved.text(), can_undo=True)
            self._seat.say(_("Recorded: how family {letter} belongs together").format(letter=line.family))
            dialog.accept()

        def agreed(parents: list[bytes], claimed: str) -> None:
            self._seat.lanes.write(
                join_family, self.case, line.family, parents=parents, claimed_by=claimed,
                then=joined, failed=dialog.refuse, owner=dialog,
            )  # fmt: skip

        dialog.agreed.connect(agreed)
        self._open(dialog)

    def ask_passport(self, pasted: str = "") -> None:
        """Read a passport for whoever stands in the row with the cursor: somebody new in the blank one.

        `pasted` are its lines where they were put into the sheet.
        """
        model, at = self._view.model, self._view.grid.selection.currentIndex()
        row = at.row() if at.isValid() else len(model.entries) - 1
        entry = model.entries[row]
        if not model.can_edit or entry.is_gone:
            self._view.show_problem(_("You may read this list and not write in it."))
            return
        self._view.show_problem("")
        line = entry.line
        known = KnownPerson.of_rows(line.person, line.passports) if line is not None else KnownPerson()
        name = self._called(entry.key) or _("a new person")
        dialog = PassportDialog(self._seat.wording, known, name, self._view)

        def take(taken: Taken) -> None:
            dialog.accept()
            if entry in model.entries:
                answers = with_age(taken.person, known.values, self._seat.now().date())
                model.take_passport(model.entries.index(entry), replace(taken.passport, answers=answers))
                self._saving.leave(entry)

        dialog.taken.connect(take)
        if pasted:
            dialog.read_lines(pasted)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        """Open a dialog; when it is closed, the keys go to the sheet again."""
        dialog.finished.connect(self._view.grid.enter)
        dialog.open()

    def _called(self, key: str) -> str:
        entry = self._view.model.entries.find(key)
        if entry is None or entry.line is None:
            return ""
        tag = _("Tag {tag}").format(tag=entry.line.tag) if entry.line.tag else ""
        return " ".join(part for part in (tag, self._view.model.cell_words.name(entry)) if part)
