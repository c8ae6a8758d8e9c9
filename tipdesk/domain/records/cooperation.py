"""How agencies work together beside the cases: the hotline, screenings of groups, meetings, the plan and agreements.

These are rows of registers, and no person of a case is named in them. What a caller of the hotline said, and their
number, stand in the case that is opened from the call.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    ACTOR,
    NOW,
    UNION,
    WORDS,
    Code,
    DateTimeField,
    Lies,
    LongText,
    Number,
    PartialDateField,
    Reference,
    Text,
    Texts,
)
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate


@record(
    number=410,
    scope=Scope.REGISTER,
    label=_("Hotline call"),
    plural=_("Hotline calls"),
    page="cooperation",
    icon="phone",
    help=_("No name and no number stands here: what was said goes into the case that the call opens."),
    title="{about}",
    sorted_by=("-at",),
)
class HotlineCall:
    """One call to the hotline: when, in which language, about what, and what came of it."""

    at: Annotated[
        datetime | None, DateTimeField(1, _("When"), section=_("The call"), required=True, begins=NOW, column=True)
    ] = None
    answered_by: Annotated[
        bytes | None, Reference(2, _("Answered by"), record="Officer", begins=ACTOR, column=True)
    ] = None
    language: Annotated[str | None, Code(3, _("Language"), codes="languages", column=True)] = None
    about: Annotated[str | None, Code(4, _("About"), codes="hotline_about", required=True, column=True)] = None
    danger: Annotated[str | None, Code(5, _("Is anybody in danger now?"), codes="yes_no_unsure", column=True)] = None
    district: Annotated[str | None, Code(6, _("District"), codes="district")] = None
    outcome: Annotated[
        str | None,
        Code(7, _("What came of it"), section=_("What follows"), codes="hotline_outcome", required=True, column=True),
    ] = None
    call_back_due: Annotated[datetime | None, DateTimeField(8, _("Call back at"), lies=Lies.AHEAD, column=True)] = None
    called_back_at: Annotated[datetime | None, DateTimeField(9, _("Called back at"), column=True)] = None
    case: Annotated[bytes | None, Reference(10, _("Case"), record="Case", column=True, by_program=True)] = None


@record(
    number=411,
    scope=Scope.REGISTER,
    label=_("Screening of a group"),
    plural=_("Screenings of groups"),
    page="cooperation",
    icon="list-check",
    help=_("How many were looked at and what was found, in numbers alone."),
    title="{group}",
    sorted_by=("-on",),
)
class ScreeningExercise:
    """A group that was screened as a whole, told in numbers: who was flagged stands in cases of their own."""

    group: Annotated[str | None, Text(1, _("Group"), section=_("Whom"), required=True, search=WORDS, column=True)] = (
        None
    )
    place: Annotated[str | None, Text(2, _("Place"), column=True)] = None
    district: Annotated[str | None, Code(3, _("District"), codes="district")] = None
    on: Annotated[PartialDate | None, PartialDateField(4, _("On"), lies=Lies.BEHIND, required=True, column=True)] = None
    by: Annotated[str | None, Text(5, _("By"), section=_("How"))] = None
    instrument: Annotated[str | None, Text(6, _("With which form"))] = None
    interpreters: Annotated[int | None, Number(7, _("Interpreters"), low=0, high=1000)] = None
    present: Annotated[int | None, Number(8, _("Present"), section=_("Result"), low=0, high=1_000_000)] = None
    screened: Annotated[int | None, Number(9, _("Screened"), low=0, high=1_000_000, required=True, column=True)] = None
    flagged: Annotated[
        int | None, Number(10, _("With signs found"), low=0, high=1_000_000, required=True, column=True)
    ] = None
    referred: Annotated[int | None, Number(11, _("Referred"), low=0, high=1_000_000)] = None
    cleared: Annotated[int | None, Number(12, _("Without signs"), low=0, high=1_000_000)] = None
    lessons: Annotated[str | None, LongText(13, _("Lessons"))] = None


@record(
    number=412,
    scope=Scope.REGISTER,
    label=_("Meeting"),
    plural=_("Meetings"),
    page="cooperation",
    icon="users",
    help=_("Of the task force and its groups: who was there and what was decided."),
    title=_("{on} {kind}"),
    sorted_by=("-on",),
)
class TaskForceMeeting:
    """A meeting of the task force or one of its groups, with its decisions."""

    on: Annotated[PartialDate | None, PartialDateField(1, _("On"), lies=Lies.ANYWHERE, required=True, column=True)] = (
        None
    )
    kind: Annotated[str | None, Code(2, _("Kind of meeting"), codes="meeting_kind", column=True)] = None
    chair: Annotated[str | None, Text(3, _("Chair"))] = None
    present: Annotated[frozenset[str] | None, Texts(4, _("Present"), merge=UNION)] = None
    decisions: Annotated[
        str | None, LongText(5, _("Decisions"), section=_("Decisions"), required=True, search=WORDS)
    ] = None
    next_on: Annotated[PartialDate | None, PartialDateField(6, _("Next meeting"), lies=Lies.AHEAD, column=True)] = None


@record(
    number=413,
    scope=Scope.REGISTER,
    label=_("Action of the plan"),
    plural=_("Actions of the plan"),
    page="cooperation",
    icon="list-check",
    help=_("What the national plan asks for, who owns it and by when."),
    title=_("{number} {action}"),
    sorted_by=("number", "due"),
)
class PlanAction:
    """One action of the national plan, with its owner, its day and how far it has come."""

    action: Annotated[str | None, Text(1, _("Action"), section=_("What"), required=True, search=WORDS, column=True)] = (
        None
    )
    number: Annotated[str | None, Text(2, _("Number"), longest=20, column=True)] = None
    goal: Annotated[str | None, Text(3, _("Goal"), search=WORDS)] = None
    owner_agency: Annotated[
        bytes | None, Reference(4, _("Agency"), section=_("Who and when"), record="Agency", column=True)
    ] = None
    owner: Annotated[str | None, Text(5, _("Owner"))] = None
    due: Annotated[PartialDate | None, PartialDateField(6, _("Due"), lies=Lies.AHEAD, required=True, column=True)] = (
        None
    )
    status: Annotated[
        str | None,
        Code(7, _("State"), section=_("How it stands"), codes="plan_action_status", required=True, column=True),
    ] = None
    measure: Annotated[str | None, Text(8, _("Measured by"))] = None
    progress: Annotated[str | None, LongText(9, _("Progress"))] = None
    meeting: Annotated[bytes | None, Reference(10, _("Decided at"), record="TaskForceMeeting")] = None


@record(
    number=414,
    scope=Scope.REGISTER,
    label=_("Agreement"),
    plural=_("Agreements"),
    page="cooperation",
    icon="affiliate",
    help=_("With whom what may be shared, and which safeguards were promised in writing."),
    title="{what}",
    sorted_by=("-signed_on",),
)
class SharingAgreement:
    """An agreement to share or to work together: the parties, what it covers, its safeguards and its term."""

    what: Annotated[
        str | None, LongText(1, _("What it covers"), section=_("Agreement"), required=True, search=WORDS)
    ] = None
    parties: Annotated[frozenset[str] | None, Texts(2, _("Parties"), merge=UNION, required=True, column=True)] = None
    kind: Annotated[str | None, Code(3, _("Kind of agreement"), codes="agreement_kind", required=True, column=True)] = (
        None
    )
    country: Annotated[str | None, Code(4, _("Country"), codes="countries")] = None
    safeguards: Annotated[str | None, LongText(5, _("Safeguards"), required=True)] = None
    signed_on: Annotated[
        PartialDate | None, PartialDateField(6, _("Signed on"), section=_("Term"), lies=Lies.BEHIND, column=True)
    ] = None
    began: Annotated[PartialDate | None, PartialDateField(7, _("From"), lies=Lies.ANYWHERE)] = None
    ended: Annotated[PartialDate | None, PartialDateField(8, _("Until"), lies=Lies.ANYWHERE, column=True)] = None
    review_due: Annotated[
        PartialDate | None, PartialDateField(9, _("To be reviewed by"), lies=Lies.AHEAD, column=True)
    ] = None
