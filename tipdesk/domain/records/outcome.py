"""What became of the people of a report, as it was learned: a row each time, none of which is changed later."""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import NARRATIVE, NOW, WORDS, Code, DateTimeField, LongText, Reference
from tipdesk.domain.schema import Closed, Scope, record
from tipdesk.domain.texts import _


@record(
    number=51,
    rank=3,
    scope=Scope.CASE,
    label=_("Outcome of a report"),
    plural=_("Outcomes of reports"),
    closed=Closed(),
    page="summary",
    icon="flag",
    title="{became}",
)
class ReportOutcome:
    """What became of the people of a report. It stands as noted: a correction is a further row."""

    report: Annotated[
        bytes | None, Reference(1, _("Report"), section=_("What became of them"), record="Report", required=True)
    ] = None
    became: Annotated[
        str | None, Code(2, _("What became of them"), codes="became_of_them", required=True, column=True)
    ] = None
    at: Annotated[
        datetime | None, DateTimeField(3, _("When"), required=True, begins=NOW, column=True, timeline=True)
    ] = None
    why: Annotated[str | None, LongText(4, _("Why"), sensitivity=NARRATIVE, search=WORDS)] = None
    reporter_told_at: Annotated[
        datetime | None,
        DateTimeField(5, _("Who reported it was told at"), section=_("Told"), timeline=True),
    ] = None
    corrects: Annotated[
        bytes | None,
        Reference(6, _("Corrects"), record="ReportOutcome", help=_("The reply that was noted wrongly. It is kept.")),
    ] = None
