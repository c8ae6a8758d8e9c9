"""Does what the buttons of My work say with the chosen line, and offers to take it back where nothing is signed.

A task is done or taken, a report acknowledged, a review decided, a dispute settled by keeping one of its answers, and
where a call stops a clock, the call is noted at once. What
was acknowledged, decided or settled happened and stays; a dispute that was settled wrongly is corrected in its case.
"""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.domain.rows import Sibling as Answer
from tipdesk.services.access.declare_interest import SAY_FIRST
from tipdesk.services.access.find_reviews import ReviewLine
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.dots import dot_text, parse_dot
from tipdesk.services.case.find_case_lines import CaseLine
from tipdesk.services.case.find_conflicts import show_conflict
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.case.take_back import take_back
from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.gates.find_approvals import ApprovalLine
from tipdesk.services.handover.find_handovers import HandoverLine
from tipdesk.services.my_work.my_work import Dispute, WorkLine
from tipdesk.services.my_work.take_task import take_task
from tipdesk.services.my_work.task_lines import TaskLine
from tipdesk.services.reports.acknowledge_report import acknowledge_report
from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.services.results import Changed
from tipdesk.ui.answering.answering import Answering
from tipdesk.ui.clocks.offers import offer_of
from tipdesk.ui.clocks.registers import open_register
from tipdesk.ui.clocks.ringing import ClockRinging
from tipdesk.ui.my_work.pane import WorkPane
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.entry_delegate import Entry
from tipdesk.ui.widgets.siblings_view import Sibling, SiblingsView
from tipdesk.ui.wording import Wording


class WorkDeeds(QObject):
    """Does the deeds of one page; `wording` is set anew when the names of the directory have come."""

    wording: Wording

    def __init__(self, seat: Seat, pane: WorkPane) -> None:
        super().__init__(pane)
        self._seat, self._pane = seat, pane
        self._answering = Answering(seat, pane, self._refused_look, self)
        self.wording = seat.wording
        self.ringing = ClockRinging(seat, pane.window, self)

    def offered(self, entry: Entry) -> Collection[str]:
        """Return the names of what can be done with an entry (`actions.DEEDS`)."""
        about = entry.subject.about if isinstance(entry.subject, WorkLine) else None
        if entry.is_gone or about is None:
            return ("open",)
        if isinstance(about, TaskLine):
            return ("done", "take", "open") if about.is_unowned else ("done", "open")
        if isinstance(about, ReviewLine):
            return ("decide", "open")
        if isinstance(about, ApprovalLine):
            return ("approve", "open")
        if isinstance(about, HandoverLine):
            return ("take_on", "open")
        if isinstance(about, ReportLine):
            return ("have", "open") if self._seat.is_headquarters else ("open",)
        if isinstance(about, ClockLine):
            return ("ring", "open") if _is_call(about) else ("open",)
        return ("answers", "open")

    def leave(self) -> None:
        """Show nothing of the line before any more, also not what comes only now."""
        self._answering.leave()
        self._pane.clear_answers()

    def do(self, deed: str, entry: Entry) -> None:
        """Do a deed with an entry."""
        subject = entry.subject
        if deed == "open":
            self._open(subject)
        elif isinstance(subject, WorkLine):
            about = subject.about
            if isinstance(about, TaskLine):
                self._do_task(deed, about.task)
            elif isinstance(about, ReviewLine):
                self._answering.judge(about)
            elif isinstance(about, ApprovalLine):
                self._answering.turn_to(about)
            elif isinstance(about, HandoverLine):
                self._answering.take_on(about.case)
            elif isinstance(about, ReportLine):
                self._write(acknowledge_report, subject.case, about.report, then=self._acknowledged)
            elif isinstance(about, ClockLine):
                self.ringing.ask(about)
            else:
                self._look(about)

    def _open(self, subject: object) -> None:
        if isinstance(subject, WorkLine):
            about, is_row = subject.about, isinstance(subject.about, (TaskLine, ReportLine, Dispute))
            if isinstance(about, ClockLine) and about.row is not None:
                open_register(self._seat, about.row)
                return
            self._seat.open_case(subject.case, subject.id if is_row else None)
            clock = about.clock if isinstance(about, ClockLine | ApprovalLine) else None
            if clock is not None and self._seat.case is not None:
                self._seat.case.stop(clock)
        elif isinstance(subject, CaseLine):
            self._seat.open_case(subject.summary.id)
        elif isinstance(subject, ReportLine):
            self._seat.open_case(subject.case.id, subject.report)

    def _do_task(self, deed: str, task: Row) -> None:
        title = self.wording.title(task)
        if deed == "done":
            then = partial(self._say_undoable, _("Done: {task}").format(task=title))
            self._write(amend_record, task, {"status": "done"}, then=then)
        else:
            then = partial(self._say_undoable, _("You have it now: {task}").format(task=title))
            self._write(take_task, task, then=then)

    def _write(self, verb: Callable[..., Changed], *given: object, then: Callable[[Changed], object]) -> None:
        self._pane.show_deeds(())
        self._seat.lanes.write(verb, *given, then=then, failed=self._refused, owner=self)

    def _say_undoable(self, sentence: str, changed: Changed) -> None:
        undo = partial(self._seat.lanes.write, take_back, changed)
        self._seat.say(sentence, offer=_("Undo"), undo=undo)

    def _acknowledged(self, _changed: Changed) -> None:
        self._seat.say(_("Noted: you have it. The post sees it at its next sync."))

    def _look(self, dispute: Dispute) -> None:
        """Ask for the answers of a dispute, which is a look and audited."""
        self._seat.lanes.read(
            show_conflict,
            dispute.spot,
            then=partial(self._show_answers, dispute),
            failed=self._refused_look,
            key="my-work-answers",
            owner=self,
        )

    def _refused_look(self, problem: TipdeskError) -> None:
        asks = _("Open the case, and say first whether you know anybody in it.")
        self._pane.clear_answers(asks if problem.code == SAY_FIRST else problem.text(_))

    def _refused(self, problem: TipdeskError) -> None:
        self._seat.say_problem(problem)
        self._pane.clear_answers(problem.text(_))
        self._seat.notices.announce(Changed(frozenset()))

    def _show_answers(self, dispute: Dispute, row: Row | None) -> None:
        if row is None or not row.siblings:
            self._pane.clear_answers(_("Somebody has settled this meanwhile."))
            return
        views = [self._view(row, name, answers) for name, answers in sorted(row.siblings.items())]
        self._pane.show_answers(_("Keep the answer that is right. The others stay in the history of the case."), views)

    def _view(self, row: Row, name: str, answers: tuple[Answer, ...]) -> SiblingsView:
        declared = None if name == DELETED_NAME else row.record.by_name[name]
        siblings = [
            Sibling(dot_text(one.dot), self.wording.written(declared, name, one.value), self.wording.origin(one))
            for one in answers
        ]
        view = SiblingsView(_("In the trash or not") if declared is None else _(declared.label), siblings)
        view.kept.connect(partial(self._keep, row, name))
        return view

    def _keep(self, row: Row, name: str, key: str) -> None:
        settle = partial(settle_conflict, keep=parse_dot(key))
        self._write(settle, row, name, then=self._settled)

    def _settled(self, _changed: Changed) -> None:
        self._pane.clear_answers(_("Settled. The other answers stay in the history of the case."))
        self._seat.say(_("Settled. The other answers stay in the history of the case."))


def _is_call(line: ClockLine) -> bool:
    """Tell whether a call stops the clock of a line, whoever looks at it."""
    return offer_of(line.clock, is_headquarters=False).record == "Call"
