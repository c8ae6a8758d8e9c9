"""The words of My work: groups by time, then the officer's open cases and what became of their reports.

Names are asked of the wording, which decides whether they are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tipdesk.domain.moments import day_shown
from tipdesk.domain.rows import DELETED_NAME
from tipdesk.domain.texts import _ as mark
from tipdesk.services.access.find_reviews import ReviewLine
from tipdesk.services.case.find_case_lines import CaseLine
from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.clocks.clock_words import due_shown, short_of, what_of
from tipdesk.services.gates.find_approvals import ApprovalLine
from tipdesk.services.handover.find_handovers import HandoverLine
from tipdesk.services.my_work.my_work import Dispute, Duty, Span, Work, WorkLine
from tipdesk.services.my_work.task_lines import TaskLine
from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.ui.disputes import risk_of, stage_of
from tipdesk.ui.report_pills import grave_pills
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.entry_delegate import Entry
from tipdesk.ui.widgets.entry_list import Group
from tipdesk.ui.wording import Wording

SPANS = {
    Span.OVERDUE: mark("Overdue"),
    Span.TODAY: mark("Today"),
    Span.WEEK: mark("This week"),
    Span.LATER: mark("Later"),
    Span.UNDATED: mark("Without a date"),
}
ICONS = {
    Duty.TASK: "list-check",
    Duty.INSTRUCTION: "flag",
    Duty.REVIEW: "eye",
    Duty.APPROVAL: "circle-check",
    Duty.REPORT: "message-2",
    Duty.DISPUTE: "scale",
    Duty.CLOCK: "clock",
    Duty.HAND_OVER: "route",
}
CASE, READ = "case", "read"
"""The kinds of entries that wait for nothing: an open case, and a report that somebody has read."""


@dataclass(frozen=True)
class Teller:
    """Turns lines into entries. `now` is in ms since 1970; at headquarters the reports are those of posts."""

    wording: Wording
    now: int
    is_headquarters: bool

    def groups(self, work: Work) -> list[Group]:
        """Return everything that the page shows, in its order."""
        spans = [
            Group(_(words), [self.entry(line) for line in work.lines if line.span is span])
            for span, words in SPANS.items()
        ]
        cases = Group(_("My open cases"), [self._case(line) for line in work.cases])
        return [*spans, cases, Group(_("My reports that were read"), [self._read(line) for line in work.reports])]

    def entry(self, line: WorkLine) -> Entry:
        """Return the entry of one thing that waits."""
        about = line.about
        below = f"{line.reference} · {line.title}"
        plain = Entry(line.key, "", below, icon=ICONS[line.duty], is_late=line.span is Span.OVERDUE, subject=line)
        if isinstance(about, TaskLine):
            return self._task(plain, about)
        if isinstance(about, ReviewLine):
            pills = ((self.wording.label("review_ground", about.ground) or _("Review"), "warn"),)
            return replace(plain, what=_("Review: {what}").format(what=self.deed_of(about)), when=self._when(line.at),
                           pills=pills)  # fmt: skip
        if isinstance(about, ApprovalLine):
            return self._approval(plain, about)
        if isinstance(about, ReportLine):
            return self._report(plain, line, about)
        if isinstance(about, HandoverLine):
            return self._handover(plain, line, about)
        return self._clock(plain, about) if isinstance(about, ClockLine) else self._dispute(plain, line, about)

    def deed_of(self, review: ReviewLine) -> str:
        """Return what was done without asking, and by whom."""
        what = self.wording.label("review_rule", review.rule)
        gate = f" ({_(review.label)})" if review.label else ""
        return f"{what}{gate}, {self.wording.names.officer(review.officer)}"

    def gate_of(self, approval: ApprovalLine) -> str:
        """Return what the rule is called for which somebody asks."""
        return _(approval.label) if approval.label else approval.gate

    def asked_of(self, approval: ApprovalLine) -> str:
        """Return who asked for an approval, and since when it waits."""
        at = int(approval.asked_at.timestamp() * 1000) if approval.asked_at else None
        since = _("since {time}").format(time=self._when(at)) if at is not None else ""
        return ", ".join(filter(None, (self.wording.names.officer(approval.asked_by), since)))

    def person_of(self, line: ClockLine) -> str:
        """Return whom a clock is about, by code or tag as lists call people; "" where that is nobody."""
        return self.wording.title(line.whose) if line.whose is not None else ""

    def fields_of(self, dispute: Dispute) -> str:
        """Return which answers of a row are in dispute."""
        record = dispute.spot.record
        return ", ".join(
            _("In the trash or not") if name == DELETED_NAME else _(record.by_name[name].label)
            for name in dispute.spot.fields
        )

    def readers(self, report: ReportLine) -> str:
        """Return who has a report in hand, and since when."""
        return "; ".join(
            ", ".join(filter(None, (self.wording.names.officer(one.officer), self._when(one.at or None))))
            for one in report.takers
        )

    def _when(self, at: int | None) -> str:
        return "" if at is None else time_text(at, self.wording.zone_minutes, self.now)

    def _task(self, plain: Entry, task: TaskLine) -> Entry:
        told: list[tuple[str, str]] = []
        if task.is_unowned:
            told.append((_("Nobody has this yet"), "warn"))
        if task.is_instruction:
            told.append((_("From headquarters"), "info"))
        if task.is_overdue:
            told.append((_("Overdue"), "danger"))
        when = day_shown(task.due, _) if task.due else ""
        return replace(plain, what=self.wording.title(task.task), when=when, pills=tuple(told))

    def _approval(self, plain: Entry, approval: ApprovalLine) -> Entry:
        told = [(_("Approval asked"), "warn")]
        if approval.is_stale:
            told.append((_("Changed since"), "danger"))
        below = f"{plain.below} · {self.asked_of(approval)}"
        what = _("To approve: {what}").format(what=self.gate_of(approval))
        day = due_shown(approval.clock, self.wording.zone_minutes) if approval.clock is not None else ""
        when = _("by {day}").format(day=day) if day else ""
        return replace(plain, what=what, below=below, when=when, pills=tuple(told))

    def _report(self, plain: Entry, line: WorkLine, report: ReportLine) -> Entry:
        told: list[tuple[str, str]] = [*grave_pills(report)]
        if report.is_late:
            told.append((_("Late"), "danger"))
        ring = _("Nobody has read your report: ring") if report.is_late else _("Nobody has read your report yet")
        waits = _("A report waits: {post}").format(post=report.case.post or _("Headquarters"))
        what = waits if self.is_headquarters else ring
        became = self.wording.label("became_of_them", report.became)
        told += [(became, "info")] if became else []
        return replace(plain, what=what, when=self._when(line.at), pills=tuple(told))

    def _dispute(self, plain: Entry, line: WorkLine, dispute: Dispute) -> Entry:
        what = _("To settle: {what}").format(what=f"{_(dispute.spot.record.label)}, {self.fields_of(dispute)}")
        is_case = dispute.row.record.name == "Case"  # which is named already
        below = plain.below if is_case else _joined(plain.below, self.wording.title(dispute.row))
        return replace(plain, what=what, below=below, when=self._when(line.at), pills=((_("Disputed"), "danger"),))

    def _handover(self, plain: Entry, line: WorkLine, about: HandoverLine) -> Entry:
        post = self.wording.names.post(about.post) if about.post else ""
        told = (_("Overdue"), "danger") if plain.is_late else (_("Handed over"), "warn")
        below = " · ".join(filter(None, (plain.below, _("from {post}").format(post=post) if post else "")))
        what = _("Case handed over to you: accept or decline")
        return replace(plain, what=what, below=below, when=self._when(line.at), pills=(told,))

    def _clock(self, plain: Entry, line: ClockLine) -> Entry:
        clock = line.clock
        told: list[tuple[str, str]] = [(short_of(clock, self.now), "danger" if plain.is_late else "warn")]
        if clock.is_doubtful:
            told.append((_("Clock doubtful"), "warn"))
        case, below = line.case, self.wording.title(line.row) if line.row is not None else plain.below
        if case is not None:  # whom it is about before the title: a narrow list cuts the end
            below = _joined(case.reference, self.person_of(line), case.title)
        when = due_shown(clock, self.wording.zone_minutes)
        return replace(plain, what=what_of(clock), below=below, when=when, pills=tuple(told))

    def _case(self, line: CaseLine) -> Entry:
        case = line.summary
        shown = (stage_of(case, self.wording.label), risk_of(case, self.wording.label))
        pills = tuple((one.words, one.tone) for one in shown if one.words)
        what = f"{case.reference} · {case.title}"
        return Entry((CASE, case.id), what, when=self._when(case.updated), icon="folder", pills=pills, subject=line,
                     below="; ".join(one.tip for one in shown if one.tip))  # fmt: skip

    def _read(self, line: ReportLine) -> Entry:
        case = line.case
        tasks = plural("{count} task", "{count} tasks", line.tasks) if line.tasks else ""
        became = self.wording.label("became_of_them", line.became)
        came = f"{became}, {self._when(line.became_at)}" if became and line.became_at is not None else became
        read = _("Read by {who}").format(who=self.readers(line)) if line.takers else ""
        told = (came, read, tasks)
        return Entry(
            (READ, line.report), f"{case.reference} · {case.title}", " · ".join(filter(None, told)),
            self._when(line.since), "circle-check", pills=((became, "info"),) if became else (), subject=line,
        )  # fmt: skip


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def gone(entry: Entry, *, is_done: bool) -> Entry:
    """Return an entry as it stands when it waits no more: in its place, in muted letters, until it is shown anew.

    Unless something was done with it here, it may only be somebody else's by now, as with a case that is no longer the
    officer's.
    """
    pill = (_("Done"), "ok") if is_done else (_("Waits no more"), "info")
    return replace(entry, is_gone=True, pills=(pill,))


def keyed(groups: Sequence[Group]) -> dict[object, Entry]:
    """Return the entries of all groups by their keys."""
    return {entry.key: entry for group in groups for entry in group.entries}
