"""What the list of the inbox shows of each report: post, reference, how long it waits, danger and child in words.

A line names nobody and tells no story; what waits too long says so. Approvals that are asked, and clocks that have run
out, stand among them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tipdesk.domain.rules.clocks.clock import State
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.clocks.clock_words import short_of, what_of
from tipdesk.services.directory.names import Names
from tipdesk.services.gates.find_approvals import AskedLine
from tipdesk.services.gates.review_breach import BreachedLine
from tipdesk.services.reports.find_reports import Inbox
from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.ui.report_pills import grave_pills
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.pill import Tone

_MINUTES_AN_HOUR, _MINUTES_A_DAY = 60, 24 * 60
_MINUTE_MS = 60_000


@dataclass(frozen=True)
class Told:
    """The words of one row of the inbox.

    `line` is the report, the clock or what is asked, or None for the heading of a group. `is_grave` means danger or a
    child, `is_late` that it waits too long, and `is_taken` that somebody has it in hand, or has answered it.
    """

    line: ReportLine | ClockLine | AskedLine | BreachedLine | None
    post: str
    reference: str = ""
    waits: str = ""
    below: str = ""
    pills: tuple[tuple[str, Tone], ...] = ()
    is_late: bool = False
    is_grave: bool = False
    is_taken: bool = False

    @property
    def report(self) -> ReportLine | None:
        """The report, or None for anything else."""
        return self.line if isinstance(self.line, ReportLine) else None

    @property
    def key(self) -> object:
        """What names this row among all, None for a heading."""
        if isinstance(self.line, ClockLine | AskedLine | BreachedLine):
            return self.line.key
        return self.line.report if self.line is not None else None

    @property
    def spoken(self) -> str:
        """What a screen reader says of the row."""
        return ". ".join(filter(None, (*(word for word, _tone in self.pills), self.post, self.reference, self.waits)))


@dataclass(frozen=True)
class Moment:
    """Now, in ms since 1970, with the officer's zone in minutes east of UTC and the names of posts by their code."""

    now: int
    offset: int
    posts: Mapping[str, str] = field(default_factory=dict)


def told_inbox(
    inbox: Inbox,
    names: Names,
    at: Moment,
    clocks: Sequence[ClockLine] = (),
    asked: Sequence[AskedLine] = (),
    breached: Sequence[BreachedLine] = (),
) -> list[Told]:
    """Return the rows of the list: each group with its heading, empty groups left out."""

    def told(lines: Iterable[ReportLine]) -> list[Told]:
        return [told_line(line, names, at, is_new=inbox.is_new(line)) for line in lines]

    overdue = [told_clock(line, at) for line in clocks]
    groups = (
        (_("Danger or a child first"), told(inbox.grave)),
        (_("Other new reports"), told(line for line in inbox.waiting if line not in inbox.grave)),
        (_("To approve"), [told_asked(line, names, at) for line in asked]),
        (_("Overdue"), overdue),
        (_("Arrived past a rule"), [told_breach(line, at) for line in breached]),
        (_("Somebody has it"), told(inbox.taken)),
    )
    return [row for heading, rows in groups if rows for row in (Told(None, heading, reference=str(len(rows))), *rows)]


def told_clock(line: ClockLine, at: Moment) -> Told:
    """Return the words of one clock: of which case, what is overdue and for how long."""
    clock, case = line.clock, line.case
    post = case.post if case is not None else ""
    pills: list[tuple[str, Tone]] = [(_("Overdue"), "danger")] if clock.state(at.now) is State.OVERDUE else []
    if clock.is_doubtful:
        pills.append((_("Clock doubtful"), "warn"))
    return Told(
        line,
        at.posts.get(post, post) or _("Headquarters"),
        case.reference if case is not None else _("Register"),
        short_of(clock, at.now),
        what_of(clock),
        tuple(pills),
        is_late=bool(pills),
        is_grave=CLOCKS[clock.rule].is_grave,
    )


def told_asked(line: AskedLine, names: Names, at: Moment) -> Told:
    """Return the words of one approval: what is asked, by whom, and since when it waits."""
    approval, case = line.approval, line.case
    asked_at = int(approval.asked_at.timestamp() * 1000) if approval.asked_at is not None else at.now
    since, long = time_text(asked_at, at.offset, at.now), long_since(at.now - asked_at)
    pills: list[tuple[str, Tone]] = [(_("Approval asked"), "warn")]
    if approval.is_overdue:
        pills.append((_("Overdue"), "danger"))
    if approval.is_stale:
        pills.append((_("Changed since"), "danger"))
    what = _(approval.label) if approval.label else approval.gate
    return Told(
        line,
        at.posts.get(case.post, case.post) or _("Headquarters"),
        case.reference,
        _("{since} · waits {long}").format(since=since, long=long),
        " · ".join((what, names.officer(approval.asked_by))),
        tuple(pills),
        is_late=approval.is_overdue,
    )


def told_breach(line: BreachedLine, at: Moment) -> Told:
    """Return the words of what arrived past a rule: which rule, and since when it waits for somebody's words."""
    breach, case = line.breach, line.case
    since, long = time_text(breach.seen_at, at.offset, at.now), long_since(at.now - breach.seen_at)
    pill: tuple[str, Tone] = (_("Older program"), "info") if breach.is_older else (_("Past a rule"), "danger")
    gate = GATES.get(breach.failed.gate)
    return Told(
        line,
        at.posts.get(case.post, case.post) or _("Headquarters"),
        case.reference,
        _("{since} · waits {long}").format(since=since, long=long),
        _(gate.label) if gate is not None else breach.failed.gate,
        (pill,),
    )


def answered(told: Told) -> Told:
    """Return a row as it stands once it was answered: in its place, until the list is asked for anew."""
    return replace(told, pills=((_("Done"), "ok"),), is_late=False, is_taken=True)


def told_line(line: ReportLine, names: Names, at: Moment, *, is_new: bool = False) -> Told:
    """Return the words of one report; `is_new` marks one that has come since the inbox was last seen."""
    since = time_text(line.since, at.offset, at.now)
    taken = "; ".join(takers(line, names, at))
    waits = since if taken else _("{since} · waits {long}").format(since=since, long=long_since(at.now - line.since))
    pills = grave_pills(line)
    if is_new and not taken:
        pills.append((_("New"), "info"))
    people = plural("{count} person", "{count} people", line.people) if line.people else ""
    return Told(
        line,
        at.posts.get(line.case.post, line.case.post) or _("Headquarters"),
        line.case.reference,
        waits,
        taken or people,
        tuple(pills),
        line.is_late,
        line.is_danger or line.is_child,
        bool(taken),
    )


def takers(line: ReportLine, names: Names, at: Moment) -> Sequence[str]:
    """Return who has a report in hand and since when, a sentence for each."""
    return [
        _("{who} has it since {time}").format(
            who=names.officer(one.officer), time=time_text(one.at, at.offset, at.now) if one.at else "?"
        )
        for one in line.takers
    ]


def long_since(waited_ms: int) -> str:
    """Return how long something has waited: "20 min", "2 h 35" or "3 days".

    A wait below zero says that a clock is wrong.
    """
    minutes = waited_ms // _MINUTE_MS
    if minutes < 0:
        return _("unknown, a clock is wrong")
    if minutes < _MINUTES_AN_HOUR:
        return _("{count} min").format(count=minutes)
    if minutes < _MINUTES_A_DAY:
        return _("{hours} h {minutes:02}").format(hours=minutes // _MINUTES_AN_HOUR, minutes=minutes % _MINUTES_AN_HOUR)
    return plural("{count} day", "{count} days", minutes // _MINUTES_A_DAY)
