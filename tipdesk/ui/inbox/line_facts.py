"""What the pane of the inbox tells of what is asked, and of what arrived past a rule: labels and words."""

from tipdesk.domain.rules.gates.table import GATES
from tipdesk.services.gates.find_approvals import AskedLine
from tipdesk.services.gates.review_breach import BreachedLine
from tipdesk.ui.inbox.lines import Moment
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.facts import Fact


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
