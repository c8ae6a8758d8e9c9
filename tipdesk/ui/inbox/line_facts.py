"""What the pane of the inbox tells of a clock, of what is asked, and of what arrived past a rule: labels and words."""

from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.clocks.clock_words import due_shown, sentence_of
from tipdesk.services.gates.find_approvals import AskedLine
from tipdesk.services.gates.review_breach import BreachedLine
from tipdesk.ui.inbox.lines import Moment
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.facts import Fact


def clock_facts(line: ClockLine, at: Moment) -> list[Fact]:
    """Return what is overdue, since when, and what stops it."""
    clock, rule = line.clock, CLOCKS[line.clock.rule]
    began = time_text(clock.starts, at.offset, at.now) if clock.starts else ""
    doubt = _("A time that was told lies in the future: a clock is wrong.") if clock.is_doubtful else ""
    told = (
        (_("What is overdue"), sentence_of(clock, at.now)),
        (_("Due"), due_shown(clock, at.offset)),
        (_("Since"), began),
        (_("Starts when"), _(rule.starts)),
        (_("Stops when"), _(rule.stops)),
        (_("Doubtful"), doubt),
    )
    return [Fact(label, words) for label, words in told if words]


def asked_facts(line: AskedLine) -> list[Fact]:
    """Return what is asked; what it is about is told once the case may be looked at."""
    return [Fact(_("What is asked"), line.approval.ask)]


def breach_facts(line: BreachedLine, at: Moment) -> list[Fact]:
    """Return which rule something arrived past, what it says, and when that was written."""
    breach = line.breach
    gate = GATES.get(breach.failed.gate)
    told = (
        (_("Rule"), _(gate.label) if gate is not None else breach.failed.gate),
        (_("What it says"), breach.failed.text(_)),
        (_("Written"), time_text(breach.since, at.offset, at.now) if breach.since else ""),
        (_("Program"), _("An older program wrote it, which did not know the rule.") if breach.is_older else ""),
    )
    return [Fact(label, words) for label, words in told if words]
