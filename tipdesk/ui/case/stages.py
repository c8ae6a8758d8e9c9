"""What the five steps in the life of a case are called, and what taking a case to one of them is called."""

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.stages import Want
from tipdesk.domain.texts import _

STEP_NAMES = (_("Reported"), _("Screening"), _("Open"), _("Follow-up"), _("Closed"))
"""Message ids, in the order of `domain/rules/stages.STEPS`."""
STEP_WORDS = (
    _("Somebody has told of it. What was told waits to be looked into."),
    _("Somebody finds out whether it is what it seems to be."),
    _("It is worked on: people are protected, and what happened is found out."),
    _("The work is done; the people are still cared for, or a court still sits."),
    _("Nothing is left to be done. It stays to be read, and can be opened again."),
)
"""Message ids: what each step means."""


def label_of(want: Want) -> str:
    """Return the message id of what is wanted: the label of its field."""
    return BY_NAME[want.record].by_name[want.field].label
