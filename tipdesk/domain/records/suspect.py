"""Where somebody stands who is suspected, accused or convicted: who looks into it, on which grounds, until when.

A person is called a suspect by a role (CaseRole) only while a row here says who investigates and why; each review is a
further row.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    ACTOR,
    NARRATIVE,
    NOW,
    Code,
    DateTimeField,
    Lies,
    LongText,
    PartialDateField,
    Reference,
)
from tipdesk.domain.schema import Closed, Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate


@record(
    number=240,
    scope=Scope.CASE,
    label=_("Suspect status"),
    plural=_("Suspect status"),
    parent="person",
    closed=Closed(),
    page="investigation",
    icon="scale",
    title="{stage}",
    sorted_by=("-at",),
)
class SuspectStatus:
    """One step in what somebody is suspected of. It stands as noted: a review and a correction are further rows."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Status"), column=True, record="Person", required=True)
    ] = None
    stage: Annotated[str | None, Code(2, _("Stage"), codes="offender_stage", required=True, column=True)] = None
    at: Annotated[
        datetime | None, DateTimeField(3, _("When"), required=True, begins=NOW, column=True, timeline=True)
    ] = None
    investigator: Annotated[
        bytes | None,
        Reference(4, _("Investigator"), record="Officer", required=True, begins=ACTOR, column=True),
    ] = None
    agency: Annotated[bytes | None, Reference(5, _("Agency"), record="Agency")] = None
    grounds: Annotated[
        str | None, LongText(6, _("Grounds"), section=_("Grounds"), sensitivity=NARRATIVE, required=True)
    ] = None
    compulsion_weighed: Annotated[
        str | None,
        LongText(
            7,
            _("Was the person made to do it?"),
            sensitivity=NARRATIVE,
            help=_("What speaks for and against that they acted under compulsion, as a victim."),
        ),
    ] = None
    review_due: Annotated[
        PartialDate | None,
        PartialDateField(8, _("To be looked at again by"), lies=Lies.AHEAD, column=True, timeline=True),
    ] = None
    words: Annotated[str | None, LongText(9, _("In words"), section=_("In words"), sensitivity=NARRATIVE)] = None
    corrects: Annotated[
        bytes | None,
        Reference(10, _("Corrects"), record="SuspectStatus", help=_("The reply that was noted wrongly. It is kept.")),
    ] = None
