"""Runs the inbox: it asks every half minute, opens the chosen report by a look, and notes who has it.

The receiving server is a process of its own over the same home, so only asking shows what it took in. The list is not
changed under the reader's eyes, except for the words of reports that stand in it. Giving a report away and ringing are
done in `deeds`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.access.declare_interest import SAY_FIRST
from tipdesk.services.case.open_case import Workspace, open_case
from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.clock_lists.find_overdue import find_overdue
from tipdesk.services.desk import Desk
from tipdesk.services.directory.find_duty_numbers import DutyLine, find_duty_numbers
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.gates.find_approvals import AskedLine, find_asked
from tipdesk.services.gates.review_breach import BreachedLine, find_breached
from tipdesk.services.headquarters.intake.list_posts import Posts, list_posts
from tipdesk.services.reports.acknowledge_report import acknowledge_report
from tipdesk.services.reports.find_reports import Inbox, find_inbox, mark_inbox_seen
from tipdesk.services.reports.report_lines import ReportLine, Taker
from tipdesk.services.results import Changed
from tipdesk.ui.answering.answering import Answering
from tipdesk.ui.clocks.facts import facts_of_clock
from tipdesk.ui.inbox.line_facts import asked_facts, breach_facts
from tipdesk.ui.inbox.lines import Moment, Told, answered, told_inbox, told_line
from tipdesk.ui.inbox.view import InboxView
from tipdesk.ui.notices import touches
from tipdesk.ui.seat import Seat
from tipdesk.ui.ticking import ticking
from tipdesk.ui.translate import _
from tipdesk.ui.wording import NO_NAMES, Wording

_POST = BY_NAME["Post"]
EVERY_MS, CLOCKS_EVERY_MS = 30_000, 120_000
KEY = "inbox"


@dataclass(frozen=True)
class Read:
    """What the presenter reads at once: the inbox, the directory's names, and the names of posts by their code."""

    inbox: Inbox
    names: Names
    posts: Mapping[str, str]
    duty: Sequence[DutyLine] = ()
    clocks: Sequence[ClockLine] = ()
    asked: Sequence[AskedLine] = ()
    breached: Sequence[BreachedLine] = ()


class InboxPresenter(QObject):
    """Connects the inbox with the services; it lives as long as its page.

    `acknowledged` says that the officer took a report in hand.
    """

    acknowledged = Signal()

    def __init__(self, seat: Seat, view: InboxView) -> None:
        super().__init__(view)
        self._seat, self._view = seat, view
        self._read: Read | None = None
        self._latest: Read | None = None
        self._chosen: Told | None = None
        self._answering = Answering(seat, view.pane, self._shut, self)
        self._clocks: Sequence[ClockLine] = ()
        self._breached: Sequence[BreachedLine] = ()
        self._timer = ticking(self, EVERY_MS, self._ask_again)
        self._ticks = ticking(self, CLOCKS_EVERY_MS, self._ask_clocks_if_seen)
        seat.notices.subscribe(self._heard)
        view.shown.connect(self.refresh)
        view.left.connect(self._mark_seen)
        view.more_pressed.connect(self._show_latest)
        view.chosen.connect(self._choose)
        view.pane.have_pressed.connect(self.take)

    @property
    def chosen(self) -> ReportLine | None:
        """The report that is being read, or None."""
        return self._chosen.report if self._chosen else None

    @property
    def chosen_line(self) -> ReportLine | ClockLine | AskedLine | BreachedLine | None:
        """What is being read, or None."""
        return self._chosen.line if self._chosen else None

    def refresh(self) -> None:
        """Ask again for reports and silent posts, and show what has come."""
        self._ask(self._show)
        self._ask_clocks(self._show)
        self._seat.lanes.write(list_posts, then=self._show_silent, key=f"{KEY}-posts", owner=self)

    def take(self) -> None:
        """Note that the officer has the chosen report in hand."""
        line = self.chosen
        if line is not None:
            self._view.pane.have.setEnabled(False)
            then = partial(self._took, line)
            write = self._seat.lanes.write
            write(acknowledge_report, line.case.id, line.report, then=then, failed=self._refused, owner=self)

    def _took(self, line: ReportLine, _changed: Changed) -> None:
        """Say so where the report stands; it moves to the others when the list is asked for anew."""
        mine = Taker(self._officer(), self._seat.now_ms())
        told = told_line(_with(line, mine), self._names(), self._moment())
        self._change(told)
        self._seat.say(_("Noted: you have it. The post sees it at its next sync."))
        self.acknowledged.emit()

    def _refused(self, problem: TipdeskError) -> None:
        self._seat.say_problem(problem)
        self._view.pane.show_deeds(self._chosen)

    def _ask(self, then: Callable[[Read], object]) -> None:
        def with_clocks(read: Read) -> None:
            then(replace(read, clocks=self._clocks, breached=self._breached))

        self._seat.lanes.read(_read, then=with_clocks, key=KEY, owner=self)

    def _ask_clocks(self, then: Callable[[Read], object]) -> None:
        """Ask for the clocks and breaches of all cases, which takes longer than the reports and so is asked beside."""

        def know(lines: list[ClockLine]) -> None:
            self._clocks = lines
            if self._latest is not None:
                then(replace(self._latest, clocks=lines))

        def know_breached(lines: list[BreachedLine]) -> None:
            self._breached = lines
            if self._latest is not None:
                then(replace(self._latest, breached=lines))

        self._seat.lanes.read(find_overdue, then=know, key=f"{KEY}-clocks", owner=self)
        self._seat.lanes.write(find_breached, then=know_breached, key=f"{KEY}-breached", owner=self)

    def _ask_clocks_if_seen(self) -> None:
        if self._view.isVisible():
            self._ask_clocks(self._compare)

    def _ask_again(self) -> None:
        """Offer what has come while the page is read; while another one is, how much waits is told in the rail."""
        self._ask(self._compare if self._view.isVisible() else self._tell_count)

    def _tell_count(self, read: Read) -> None:
        self._view.show_count(_waiting(read), len(read.clocks))

    def _heard(self, changed: Changed) -> None:
        self._ask_again()
        if changed.case is not None or touches(changed, "HotlineCall"):
            self._ask_clocks_if_seen()

    def _show(self, read: Read) -> None:
        self._read = self._latest = read
        self._view.offer_more(0)
        rows = _rows(read, self._moment())
        self._view.show_rows(rows, _waiting(read), len(read.clocks))

    def _compare(self, read: Read) -> None:
        """Offer what has come; an empty list is filled at once, for nobody reads it."""
        shown = _keys(self._read) if self._read else set()
        came = _keys(read) - shown
        self._latest = read
        if self._read is None or not self._view.model.rowCount():
            self._show(read)
        else:
            self._renew(read)
            self._view.offer_more(len(came))

    def _renew(self, read: Read) -> None:
        """Renew how long each report in the list waits and who has it; none changes its place."""
        for told in _rows(read, self._moment()):
            if told.line is not None:
                self._change(told)
        waits, before = _keys(read), _rows(self._read, self._moment()) if self._read is not None else []
        for told in before:
            if isinstance(told.line, AskedLine | BreachedLine) and told.key not in waits:
                self._change(answered(told))
        unseen = [line for line in read.inbox.waiting if self._view.model.row_of(line.report) is None]
        self._view.show_count(_waiting(read) - len(unseen), len(read.clocks))

    def _change(self, told: Told) -> None:
        """Renew the words of a line where it stands, and above it where it is being read."""
        self._view.model.change(told)
        if self._chosen and self._chosen.key == told.key:
            self._chosen = told
            self._view.pane.show_head(told)

    def _show_latest(self) -> None:
        if self._latest is not None:
            self._show(self._latest)

    def _choose(self, told: Told | None) -> None:
        self._chosen = told
        self._answering.leave()
        pane = self._view.pane
        if told is None or told.line is None:
            pane.show_nothing()
            return
        pane.show_head(told)
        if isinstance(told.line, AskedLine):
            pane.show_clock(asked_facts(told.line))
            self._answering.turn_to(told.line.approval)
            return
        if isinstance(told.line, BreachedLine):
            pane.show_clock(breach_facts(told.line, self._moment()))
            self._answering.review(told.line.case.id, *told.line.key)
            return
        if isinstance(told.line, ClockLine):
            at = self._moment()
            pane.show_clock(facts_of_clock(told.line.clock, at.offset, at.now))
            return
        pane.clear(_("Opening…"))
        case = told.line.case.id
        self._seat.lanes.read(open_case, case, then=self._show_case, failed=self._shut, key=f"{KEY}-case", owner=self)

    def _show_case(self, workspace: Workspace) -> None:
        line = self.chosen
        if line is None or workspace.view.id != line.case.id:
            return
        report = workspace.view.get_row(line.report)
        if report is not None:
            self._view.pane.show_report(report, workspace.view, self._wording())
            self._view.pane.show_duty(self._latest.duty if self._latest else (), self._wording())

    def _shut(self, problem: TipdeskError) -> None:
        is_asked = problem.code == SAY_FIRST
        sentence = _("Open the case, and say first whether you know anybody in it.")
        self._view.pane.clear(sentence if is_asked else problem.text(_))

    def _show_silent(self, posts: Posts) -> None:
        self._view.strip.show_posts(posts, self._seat.now_ms())

    def _mark_seen(self) -> None:
        self._seat.lanes.write(mark_inbox_seen, owner=self)

    def _moment(self) -> Moment:
        posts = self._latest.posts if self._latest else {}
        return Moment(self._seat.now_ms(), self._seat.offset_minutes(), posts)

    def _names(self) -> Names:
        return self._latest.names if self._latest else NO_NAMES

    def _wording(self) -> Wording:
        plain = self._seat.wording
        return plain.with_names(self._names())

    def _officer(self) -> bytes:
        return self._latest.inbox.officer if self._latest else b""


def _read(desk: Desk) -> Read:
    with desk.read() as reader:
        posts = {str(row["code"] or ""): str(row["name"] or row["code"] or "") for row in reader.find_rows(_POST)}
    return Read(find_inbox(desk), read_names(desk), posts, find_duty_numbers(desk), asked=find_asked(desk))


def _rows(read: Read, at: Moment) -> list[Told]:
    return told_inbox(read.inbox, read.names, at, read.clocks, read.asked, read.breached)


def _waiting(read: Read) -> int:
    return len(read.inbox.waiting) + len(read.asked) + len(read.breached)


def _keys(read: Read) -> set[object]:
    """Return what names the lines that wait."""
    others: tuple[ClockLine | AskedLine | BreachedLine, ...] = (*read.clocks, *read.asked, *read.breached)
    return {*(line.report for line in read.inbox.waiting), *(line.key for line in others)}


def _with(line: ReportLine, taker: Taker) -> ReportLine:
    return replace(line, takers=(*line.takers, taker), is_late=False)
