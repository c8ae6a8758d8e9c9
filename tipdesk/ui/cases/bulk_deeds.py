"""Deeds on every case that is chosen in the list: who is in charge, the stage, a task more.

A dialog asks once for all of them. The work runs on the link lane, shows how far it is after a moment, and can be
stopped; what was done by then stays. A sentence says what became of them and offers to undo the whole, and cases that
were refused are listed with the reason of each.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.kinds import Kind
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import CLOSED
from tipdesk.services.case.find_case_lines import find_case_lines
from tipdesk.services.desk import Desk
from tipdesk.services.directory.find_people import Person, find_people
from tipdesk.services.lists.bulk import (
    Bulk,
    CaseDeed,
    RefusedCase,
    add_task,
    change_many,
    set_in_charge,
    set_stage,
    take_back_many,
)
from tipdesk.services.results import Changed
from tipdesk.ui.cases.refused_dialog import RefusedDialog, RefusedLine
from tipdesk.ui.cases.view import CasesView
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.lanes import Ears, Job, Watch
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.field_frame import FieldFrame

MOST = 1_000
"""So many cases are changed in one go at most: whoever means more, means another list."""
TASK_FIELDS = ("title", "kind", "assigned_to", "due", "priority")
_CASE, _TASK = BY_NAME["Case"], BY_NAME["Task"]


class BulkDeeds(QObject):
    """Opens the dialogs of the three deeds and does what they say, one deed at a time.

    `done` is emitted when cases were changed, or changed back.
    """

    done = Signal()

    def __init__(self, seat: Seat, view: CasesView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._view = seat, view
        self._job: Job | None = None
        self.dialog: AskDialog | None = None
        self.refused: RefusedDialog | None = None
        view.detail.in_charge.clicked.connect(lambda _checked=False: self._read_people())
        view.detail.stage.clicked.connect(lambda _checked=False: self._ask_stage())
        view.detail.task.clicked.connect(lambda _checked=False: self._ask_task())
        view.progress.cancelled.connect(self._cancel)

    def _read_people(self) -> None:
        if self._may_begin():
            self._seat.lanes.read(find_people, then=self._ask_officer, key="bulk-people", owner=self)

    def _ask_officer(self, people: Sequence[Person]) -> None:
        me = Choice(self._seat.officer.hex(), _("{name} (me)").format(name=self._seat.signed_in or _("Officer")))
        others = [Choice(one.officer.hex(), f"{one.name}, {one.post}" if one.post else one.name) for one in people]
        field = FieldFrame("owner", _("&Officer in charge"), CodeCombo([me, *others]), can_be_missing=False)
        told = _("They see all of each case. Where it is in dispute who is in charge, the case is left as it is.")
        self._ask(_("Put an officer in charge"), told, [field], _("&Put in charge"), _officer_deed)

    def _ask_stage(self) -> None:
        if self._may_begin():
            names = ("status", "closure_reason", "closure_words")
            told = _("The reason counts where cases are closed. What is in dispute is left as it is.")
            fields = [self._frame(_CASE.by_name[name]) for name in names]
            self._ask(_("Set the stage"), told, fields, _("&Set the stage"), _stage_deed)

    def _ask_task(self) -> None:
        if self._may_begin():
            fields = [self._frame(_TASK.by_name[name]) for name in TASK_FIELDS]
            self._ask(_("Add a task"), _("Each case gets a task of its own."), fields, _("&Add"), _task_deed)

    def _frame(self, field: Kind) -> FieldFrame:
        wording = self._seat.wording.with_names(self._view.model.names)
        label = f"{_(field.label)} *" if field.required else _(field.label)
        return FieldFrame(field.name, label, editor_of(field, wording), can_be_missing=False)

    def _may_begin(self) -> bool:
        """Tell whether a deed can begin now, and say why not where it cannot."""
        count = len(self._view.chosen())
        if self._job is not None:
            self._seat.say(_("The cases before these are still being changed."))
        elif count > MOST:
            self._seat.say(_("Choose at most {most} cases at once.").format(most=f"{MOST:,}"))
        return self._job is None and 0 < count <= MOST

    def _ask(
        self,
        title: str,
        told: str,
        fields: Sequence[FieldFrame],
        deed: str,
        made: Callable[[dict[str, object]], CaseDeed | str],
    ) -> None:
        cases = self._view.chosen()
        count = plural("{count} case", "{count} cases", len(cases))
        dialog = AskDialog(f"{title}: {count}", told, fields, primary(deed), self._view.window())
        dialog.agreed.connect(partial(self._agree, dialog, cases, made))
        self.dialog = dialog
        dialog.open()

    def _agree(
        self,
        dialog: AskDialog,
        cases: Sequence[bytes],
        made: Callable[[dict[str, object]], CaseDeed | str],
        given: dict[str, object],
    ) -> None:
        deed = made(given)
        if isinstance(deed, str):
            dialog.refuse_field(deed, _("This is needed."))
            return
        dialog.accept()
        self._run(partial(_change, cases=cases, deed=deed), self._told)

    def _run(self, verb: Callable[..., Bulk], then: Callable[[Bulk], object]) -> None:
        self._view.progress.start()
        ears = Ears(then, self._failed, self._stopped, self._view.progress.tell, owner=self)
        self._job = self._seat.lanes.link(verb, ears=ears)

    def _told(self, bulk: Bulk) -> None:
        self._end(bulk)
        count = len(bulk.done)
        parts = [plural("Done: {count} case", "Done: {count} cases", count)]
        parts += [plural("{count} was so already", "{count} were so already", bulk.same)] if bulk.same else []
        parts += [plural("{count} refused", "{count} refused", len(bulk.refused))] if bulk.refused else []
        parts += [plural("{count} not reached", "{count} not reached", bulk.left)] if bulk.left else []
        undo = partial(self._run, partial(_take_back, done=bulk.done), self._undone) if count else None
        self._seat.say(" · ".join(parts), offer=_("Undo") if count else "", undo=undo)

    def _undone(self, bulk: Bulk) -> None:
        self._end(bulk)
        parts = [plural("Undone: {count} case", "Undone: {count} cases", len(bulk.done))]
        parts += [plural("{count} refused", "{count} refused", len(bulk.refused))] if bulk.refused else []
        self._seat.say(" · ".join(parts))

    def _end(self, bulk: Bulk | None = None) -> None:
        self._job = None
        self._view.progress.finish()
        self.done.emit()
        if bulk is not None and bulk.refused:
            cases = [one.case for one in bulk.refused]
            then = partial(self._show_refused, bulk.refused)
            self._seat.lanes.read(_references, cases, then=then, key="bulk-refused", owner=self)

    def _show_refused(self, refused: Sequence[RefusedCase], references: dict[bytes, str]) -> None:
        lines = [RefusedLine(references.get(one.case, "?"), one.problem.text(_)) for one in refused]
        self.refused = RefusedDialog(lines, self._view.window())
        self.refused.open()

    def _failed(self, problem: TipdeskError) -> None:
        self._end()
        self._seat.say_problem(problem)

    def _stopped(self) -> None:
        self._end()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _change(desk: Desk, *, cases: Sequence[bytes], deed: CaseDeed, watch: Watch) -> Bulk:
    return change_many(desk, cases, deed, told=partial(_tell, watch), is_stopped=watch.is_cancelled)


def _take_back(desk: Desk, *, done: Sequence[Changed], watch: Watch) -> Bulk:
    return take_back_many(desk, done, told=partial(_tell, watch), is_stopped=watch.is_cancelled)


def _tell(watch: Watch, done: int, total: int) -> None:
    """Say how far it is; whether to stop is asked between units of work, so that what is done is told."""
    if not watch.is_cancelled():
        watch.tell(done, total, plural("{count} case of {total}", "{count} cases of {total}", done, total=total))


def _officer_deed(given: dict[str, object]) -> CaseDeed | str:
    officer = given["owner"]
    return set_in_charge(bytes.fromhex(officer)) if isinstance(officer, str) and officer else "owner"


def _stage_deed(given: dict[str, object]) -> CaseDeed | str:
    stage, reason = given["status"], given["closure_reason"]
    if not isinstance(stage, str) or not stage:
        return "status"
    words = given["closure_words"]
    return set_stage(stage, *(str(one) if one and stage in CLOSED else "" for one in (reason, words)))


def _task_deed(given: dict[str, object]) -> CaseDeed | str:
    told = {name: value for name, value in given.items() if value not in (None, "")}
    return add_task(told) if told.get("title") else "title"


def _references(desk: Desk, cases: Sequence[bytes]) -> dict[bytes, str]:
    return {line.summary.id: line.summary.reference for line in find_case_lines(desk, cases)}
