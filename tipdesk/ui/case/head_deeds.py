"""Stage, risk and officer in charge, changed at the head of a case in two keys: one for what, a letter for the answer.

A press on a step of the stage opens its dialog; so does the short way where the step asks for something. What was done
can be taken back. A refusal opens the question as a dialog, with the answer as it was given and the reason beside it,
so that another can be given at once. What the rules say of a step is the part of `Stepping`.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import CLOSED, live_values
from tipdesk.domain.rules.risks import lifted
from tipdesk.domain.rules.stages import moves_from, step_of
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.case.take_back import take_back
from tipdesk.services.case.take_to_stage import take_to_stage
from tipdesk.services.directory.find_people import Person, find_people
from tipdesk.services.results import Changed
from tipdesk.ui.case.header import CaseHeader
from tipdesk.ui.case.step_dialog import REOPENED, STATUS, StepDialog, asks_more, make_step_dialog
from tipdesk.ui.case.stepping import Stepping
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.gates.offers import Offer, failed_in
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.when_active import WhenActive
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.lettered_menu import LetteredMenu
from tipdesk.ui.wording import Wording

RISK, OWNER = "risk_level", "owner"
MOST_NAMED = 8
"""How many officers the menu names; anybody is found in the dialog behind its last line."""
_SOMEBODY = b""
_CASE = BY_NAME["Case"]


class HeadDeeds(QObject):
    """Joins the head of one case to the services.

    `offered` is emitted with what a rule offers that leads elsewhere in the case.
    """

    offered = Signal(object)

    def __init__(self, seat: Seat, header: CaseHeader, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._header, self._wording = seat, header, seat.wording
        self._workspace: Workspace | None = None
        self._people: list[Person] = []
        self._stepping: Stepping | None = None
        self.dialog: QDialog | None = None
        self.menus = {
            STATUS: LetteredMenu(_("Change the stage"), header),
            RISK: LetteredMenu(_("Change the risk"), header),
            OWNER: LetteredMenu(_("Change who is in charge"), header),
        }
        header.stage_pressed.connect(self._show_step)
        header.risk_pressed.connect(self.ask_risk)
        header.charge_pressed.connect(self.ask_charge)
        self.menus[STATUS].chosen.connect(self._take_to)
        self.menus[RISK].chosen.connect(lambda level: self._write({RISK: level}))
        self.menus[OWNER].chosen.connect(self._give)

    def show(self, workspace: Workspace, wording: Wording) -> None:
        """Note the case that is on the screen; for a case that was not, ask to whom it may be given."""
        is_new = self._workspace is None or self._workspace.view.id != workspace.view.id
        self._workspace, self._wording = workspace, wording
        if self._stepping is not None:
            self._stepping.show(workspace, wording)
        if is_new:
            self._seat.lanes.read(find_people, then=self._know, key="case-head-people", owner=self)

    def close(self) -> None:
        """Forget the case, and whatever was being asked about it."""
        self._workspace = None
        for menu in self.menus.values():
            menu.close()
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.reject()

    def ask_stage(self) -> None:
        """Open the menu of the stages to which the case can go from here."""
        if self._workspace is not None:
            moves = [(one, self._wording.label("case_status", one)) for one in moves_from(self._workspace.case)]
            self._open(STATUS, moves, live_values(self._workspace.case, STATUS), self._header.stage)

    def ask_risk(self) -> None:
        """Open the menu of the levels of risk."""
        if self._workspace is not None:
            levels = [(one.code, one.label) for one in self._wording.choices_of(_CASE.by_name[RISK])]
            self._open(RISK, levels, live_values(self._workspace.case, RISK), self._header.risk)

    def ask_charge(self) -> None:
        """Open the menu of officers: the one who asks, those near by name, and a way to all others."""
        if self._workspace is not None:
            named = [(one.officer, one.name) for one in self._people[:MOST_NAMED]]
            offered = [(self._seat.officer, _("Me")), *named, (_SOMEBODY, _("Somebody else…"))]
            self._open(OWNER, offered, live_values(self._workspace.case, OWNER), self._header.charge)

    def _know(self, people: list[Person]) -> None:
        self._people = people

    def _open(
        self, name: str, choices: Sequence[tuple[Hashable, str]], marked: Iterable[Hashable], under: QWidget
    ) -> None:
        menu = self.menus[name]
        menu.offer(choices, marked)
        menu.open_under(under)

    def _show_step(self, step: int, chosen: str = "") -> None:
        """Open the dialog of a step: what it asks, what the rules say, and the way there."""
        space = self._workspace
        if space is None:
            return
        dialog = make_step_dialog(step, space.view, self._wording, self._header.window(), chosen)
        self._stand(dialog)
        if isinstance(dialog, StepDialog):
            self._stepping = stepping = Stepping(self._seat, dialog, space, self._wording)
            stepping.done.connect(self._told_done)
            stepping.offered.connect(self._lead)
            stepping.begin()

    def _take_to(self, stage: str) -> None:
        """Take the case to a stage at once; where that is more than a press, ask first."""
        space = self._workspace
        if space is None:
            return
        if asks_more(step_of(stage), space.case, space.reports, stage):
            self._show_step(step_of(stage), stage)
        else:
            self._write({STATUS: stage})

    def _give(self, officer: bytes) -> None:
        if officer == _SOMEBODY:
            self._ask(OWNER, {})
        else:
            self._write({OWNER: officer})

    def _ask(self, name: str, given: Mapping[str, object], problem: TipdeskError | None = None) -> None:
        """Ask for one answer in a dialog, with what was given filled in and, after a refusal, the reason beside it."""
        space = self._workspace
        if space is None:
            return
        declared = _CASE.by_name[name]
        frame = FieldFrame(name, _(declared.label), editor_of(declared, self._wording), can_be_missing=False)
        frame.set_value(given.get(name, space.case[name]))
        save = primary(_("Save"), icon="check")
        dialog = AskDialog(self.menus[name].accessibleName(), "", [frame], save, self._header.window())
        dialog.agreed.connect(partial(self._write, dialog=dialog))
        self._stand(dialog)
        if problem is not None:
            dialog.refuse_beside(problem)

    def _stand(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(partial(self._gone, dialog))
        dialog.open()

    def _gone(self, dialog: QDialog, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = self._stepping = None

    def _write(self, given: Mapping[str, object], dialog: AskDialog | None = None) -> None:
        space = self._workspace
        if space is not None:
            is_step = STATUS in given
            deed, said = (take_to_stage, given[STATUS]) if is_step else (amend_record, given)
            self._seat.lanes.write(
                deed,
                space.case,
                said,
                then=partial(self._written, given, dialog),
                failed=partial(self._refused, given, dialog),
                owner=self,
            )

    def _written(self, given: Mapping[str, object], dialog: AskDialog | None, changed: Changed) -> None:
        if dialog is not None and dialog is self.dialog:
            dialog.accept()
        if not changed.dots:
            self._seat.say(_("It is so already; nothing was changed."))
            return
        undo = partial(self._seat.lanes.write, take_back, changed)
        name = next(iter(given))
        words = self._wording.value(_CASE.by_name[name], given[name])  # type: ignore[arg-type] # what an editor gave
        said = _SAID[name]().format(answer=words)
        if name == RISK and (counts := self._assessed_above(given[name])):
            said = _("Noted: {answer}. What was assessed still counts: {level}.").format(answer=words, level=counts)
        if name == STATUS and given[name] in (*CLOSED, REOPENED):
            self._seat.say(said)  # back from there leads a step of its own, with its own reason
        else:
            self._seat.say(said, offer=_("Undo"), undo=undo)

    def _assessed_above(self, level: object) -> str:
        """Return in words what was assessed, where that is more than the head says now; "" where it is not."""
        assessed = self._workspace.assessed if self._workspace is not None else ""
        is_above = lifted([level if isinstance(level, str) else None], assessed) != (level,)
        return self._wording.label("risk_level", assessed) if assessed and is_above else ""

    def _told_done(self, given: Mapping[str, object], changed: Changed) -> None:
        """Say what a dialog of a step has done, once it is gone."""
        self._written(given, None, changed)

    def _lead(self, offer: Offer) -> None:
        """Lead to what a rule offers, once the dialog is gone and no longer draws the focus to where it came from."""
        WhenActive(self._header.window(), lambda: self.offered.emit(offer))

    def _refused(self, given: Mapping[str, object], dialog: AskDialog | None, problem: TipdeskError) -> None:
        if dialog is not None and dialog is self.dialog:
            dialog.refuse_beside(problem)
            return
        name = next(iter(given))
        if name != STATUS and not failed_in(problem):
            self._ask(name, given, problem)
            return
        if name != STATUS:  # a rule that the dialog of one answer cannot satisfy
            self._seat.say_problem(problem)
            return
        self._show_step(step_of(str(given[name])), str(given[name]))
        if self._stepping is not None:
            self._stepping.refuse(problem)


_SAID: Mapping[str, Callable[[], str]] = {
    STATUS: lambda: _("Stage: {answer}"),
    RISK: lambda: _("Risk: {answer}"),
    OWNER: lambda: _("In charge: {answer}"),
}
