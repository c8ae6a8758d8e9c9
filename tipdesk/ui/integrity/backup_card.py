"""The card of backups: how the last one stands, making one now, reading it back, and letting them make themselves.

An officer who may not make one sees how it stands and whom to ask. The card speaks the task's words as signals, and
knows no service and no thread.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.rules.backups import DAILY, WEEKLY
from tipdesk.services.remembered.shapes import Plan
from tipdesk.ui.sync.outside import Plugged
from tipdesk.ui.sync.stick_buttons import StickButtons
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, muted, rule
from tipdesk.ui.widgets.sign_line import SignLine
from tipdesk.ui.widgets.sign_row import SignRow

NEVER = "never"


class BackupCard(Card):
    """The card.

    `make_pressed` carries a stick's path, or None for the usual place; `elsewhere_pressed` asks for a folder.
    `check_pressed` asks to read the last one back. `folder_pressed` asks for the folder of the plan, and `plan_pressed`
    carries the `Plan`.
    """

    make_pressed = Signal(object)
    elsewhere_pressed = Signal()
    check_pressed = Signal()
    folder_pressed = Signal()
    plan_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(_("Backup"))
        self.sign_row = SignRow()
        self.sign_row.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addLayout(self.sign_row)
        self._same_disk = SignLine(
            "alert-triangle", _("It lies on the same disk as the records: if that breaks, both are gone."), "warn"
        )
        self.add(self._same_disk)
        self.now = primary(_("&Back up now"), icon="device-floppy", pressed=partial(self.make_pressed.emit, None))
        self._elsewhere = plain(_("To a&nother folder…"), icon="folder", pressed=self.elsewhere_pressed.emit)
        self._check = quiet(_("&Read the last one back"), icon="check", pressed=self.check_pressed.emit)
        buttons = Flow(gap=8)
        for button in (self.now, self._elsewhere, self._check):
            buttons.addWidget(button)
        self._sticks = StickButtons(buttons, _("Back up to “{stick}”"), self.make_pressed.emit)
        self.column.addLayout(buttons)
        self._plan_parts = self._add_plan()
        self._refused = muted("")
        self.add(self._refused)
        self.add(muted(_("A backup is as secret as the records, and opens with the same passphrases. Lock it away.")))
        self.column.addStretch(1)
        self._same_disk.hide()  # until it is known how it stands, nothing is claimed and nothing offered
        self.show_allowed(may_make=False, has_last=False, why_not="")

    def _add_plan(self) -> Sequence[QWidget]:
        choices = (Choice(NEVER, _("Off")), Choice(DAILY, _("Every day")), Choice(WEEKLY, _("Every week")))
        advice = _("Made while TIPdesk is unlocked. The latest three stay.")
        self.every = FieldFrame(
            "every", _("&Automatic backup"), CodeCombo(choices), help_text=advice, can_be_missing=False
        )
        self.folder = body()
        self._choose = plain(_("Choose the fo&lder…"), icon="folder", pressed=self.folder_pressed.emit)
        self._keep = plain(_("Sa&ve this plan"), icon="check", pressed=self._give_plan)
        holder = QWidget()
        bar = Flow(holder, gap=8)
        bar.addWidget(self._choose)
        bar.addWidget(self._keep)
        parts = (rule(), self.every, self.folder, holder)
        for part in parts:
            self.add(part)
        self._folder = Path()
        self.show_folder(None)
        return parts

    def show_state(self, sentence: str, detail: str, *, is_well: bool, is_same_disk: bool) -> None:
        """Show how the last backup stands; `is_same_disk` warns that it lies on the disk of the records."""
        icon, colour = ("circle-check", "ok") if is_well else ("alert-triangle", "warn")
        self.sign_row.show_sign(icon, colour, sentence, detail)
        self._same_disk.setVisible(is_same_disk)

    def show_plan(self, plan: Plan) -> None:
        """Show how often, and where, backups make themselves."""
        self.every.set_value(plan.every or NEVER)
        self.show_folder(Path(plan.folder) if plan.folder else None)

    def show_folder(self, folder: Path | None) -> None:
        """Show the folder that was chosen for the plan, or that none is."""
        self._folder = folder or Path()
        self.folder.setText(_("In {folder}").format(folder=folder) if folder else _("No folder is chosen."))

    def show_sticks(self, sticks: Sequence[Plugged]) -> None:
        """Offer each stick that is plugged in by its name."""
        self._sticks.show(sticks)

    def show_allowed(self, *, may_make: bool, has_last: bool, why_not: str) -> None:
        """Offer what this officer may do; `why_not` stands in its place where that is nothing."""
        for part in (self.now, self._elsewhere, *self._sticks.shown, *self._plan_parts):
            part.setVisible(may_make)
        self._check.setVisible(has_last)
        self._refused.setText(why_not)
        self._refused.setVisible(bool(why_not))

    def set_busy(self, *, is_busy: bool) -> None:
        """Switch the buttons off while a backup is made, so that nothing is pressed twice, or on again."""
        for part in (self.now, self._elsewhere, self._check, self._keep, *self._sticks.shown):
            part.setEnabled(not is_busy)

    def _give_plan(self) -> None:
        every = str(self.every.value() or NEVER)
        has_folder = self._folder != Path()
        self.every.refuse(None if every == NEVER or has_folder else _("Choose the folder or stick first."))
        if every == NEVER:
            self.plan_pressed.emit(Plan())
        elif has_folder:
            self.plan_pressed.emit(Plan(every, str(self._folder)))
