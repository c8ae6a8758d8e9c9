"""What the list of the inbox shows of each report: post, reference, how long it waits, danger and child in words.

A line names nobody and tells no story; what waits too long says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tipdesk.services.directory.names import Names
from tipdesk.services.reports.find_reports import Inbox
from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.pill import Tone

_MINUTES_AN_HOUR, _MINUTES_A_DAY = 60, 24 * 60
_MINUTE_MS = 60_000


@dataclass(frozen=True)
class Told:
    """The words of one row of the inbox.

    `line` is the report, or None for the heading of a group. `is_grave` means danger or a child, `is_late` that it
    waits too long, and `is_taken` that somebody has it in hand.
    """

    line: ReportLine | None
    post: str
    reference: str = ""
    waits: str = ""
    below: str = ""
    pills: tuple[tuple[str, Tone], ...] = ()
    is_late: bool = False
    is_grave: bool = False
    is_taken: bool = False

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


def told_inbox(inbox: Inbox, names: Names, at: Moment) -> list[Told]:
    """Return the rows of the list: each group with its heading, empty groups left out."""
    groups = (
        (_("Danger or a child first"), inbox.grave),
        (_("Other new reports"), tuple(line for line in inbox.waiting if line not in inbox.grave)),
        (_("Somebody has it"), inbox.taken),
    )
    rows: list[Told] = []
    for heading, lines in groups:
        if lines:
            rows.append(Told(None, heading, reference=str(len(lines))))
            rows += [told_line(line, names, at, is_new=inbox.is_new(line)) for line in lines]
    return rows


def told_line(line: ReportLine, names: Names, at: Moment, *, is_new: bool = False) -> Told:
    """Return the words of one report; `is_new` marks one that has come since the inbox was last seen."""
    since = time_text(line.since, at.offset, at.now)
    taken = "; ".join(takers(line, names, at))
    waits = since if taken else _("{since} · waits {long}").format(since=since, long=long_since(at.now - line.since))
    pills: list[tuple[str, Tone]] = []
    if line.is_danger:
        pills.append((_("Danger now"), "danger"))
    if line.is_child:
        pills.append((_("Child"), "danger"))
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
