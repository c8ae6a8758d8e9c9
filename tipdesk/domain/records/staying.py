"""The right to stay, the way home, and how a person is afterwards; and the times for which somebody was held."""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    IDENTITY,
    LOCATION,
    NAMES,
    NARRATIVE,
    WORDS,
    Code,
    DateTimeField,
    Lies,
    LongText,
    MoneyField,
    PartialDateField,
    Reference,
    Text,
)
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import Money, PartialDate


@record(
    number=210,
    scope=Scope.CASE,
    label=_("Protection status"),
    plural=_("Protection status"),
    parent="person",
    page="protection",
    icon="shield",
    title=_("{kind}: {result}"),
)
class ProtectionStatus:
    """A right to stay, to work or to rest that was asked for or given, and until when."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Status"), record="Person", required=True, column=True)
    ] = None
    kind: Annotated[str | None, Code(2, _("Kind"), codes="protection_kind", required=True, column=True)] = None
    result: Annotated[str | None, Code(3, _("Result"), codes="status_result", required=True, column=True)] = None
    authority: Annotated[str | None, Text(4, _("Authority"), required=True)] = None
    basis: Annotated[str | None, Text(5, _("Basis"))] = None
    number: Annotated[str | None, Text(6, _("Number"), sensitivity=IDENTITY, search=NAMES)] = None
    decided_on: Annotated[PartialDate | None, PartialDateField(7, _("Decided on"), column=True, timeline=True)] = None
    began: Annotated[
        PartialDate | None,
        PartialDateField(8, _("From"), section=_("Until when"), column=True, timeline=True, until="ended"),
    ] = None
    ended: Annotated[
        PartialDate | None, PartialDateField(9, _("To"), column=True, lies=Lies.ANYWHERE, timeline=True)
    ] = None
    conditions: Annotated[str | None, LongText(10, _("Conditions"), sensitivity=NARRATIVE)] = None
    ended_early: Annotated[str | None, Code(11, _("Ended early because"), codes="recovery_end", column=True)] = None


@record(
    number=211,
    scope=Scope.CASE,
    label=_("Return"),
    plural=_("Returns"),
    parent="person",
    page="protection",
    icon="plane",
    title=_("{kind}: {status}"),
)
class Return:
    """The way of a person to where they live from then on: wished, assessed, planned, travelled, arrived."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Return"), record="Person", required=True, column=True)
    ] = None
    kind: Annotated[str | None, Code(2, _("Kind of return"), codes="return_kind", required=True, column=True)] = None
    status: Annotated[str | None, Code(3, _("Status"), codes="return_status", required=True, column=True)] = None
    wish: Annotated[bytes | None, Reference(4, _("Wish"), section=_("Before"), record="VictimWish", required=True)] = (
        None
    )
    consent: Annotated[bytes | None, Reference(5, _("Consent"), record="Consent")] = None
    risk: Annotated[bytes | None, Reference(6, _("Risk assessment"), record="RiskAssessment")] = None
    best_interest: Annotated[bytes | None, Reference(7, _("Best interest"), record="BestInterest")] = None
    proceedings_weighed: Annotated[
        str | None, LongText(8, _("Proceedings in court, weighed"), sensitivity=NARRATIVE)
    ] = None
    country: Annotated[
        str | None, Code(9, _("To which country"), section=_("Journey"), codes="countries", required=True, column=True)
    ] = None
    place: Annotated[str | None, Text(10, _("Place"), sensitivity=LOCATION)] = None
    on: Annotated[
        PartialDate | None, PartialDateField(11, _("Travels on"), column=True, lies=Lies.ANYWHERE, timeline=True)
    ] = None
    transport: Annotated[str | None, Code(12, _("Transport"), codes="transport")] = None
    carrier: Annotated[str | None, Text(13, _("Carrier and number"))] = None
    escort: Annotated[str | None, Text(14, _("Escort"), sensitivity=IDENTITY)] = None
    identity_document: Annotated[bytes | None, Reference(15, _("Paper used"), record="IdentityDocument")] = None
    cost: Annotated[Money | None, MoneyField(16, _("Cost"))] = None
    receiving: Annotated[
        bytes | None, Reference(17, _("Received by"), section=_("Receiving"), record="Agency", column=True)
    ] = None
    receiving_answer: Annotated[str | None, Code(18, _("Their answer"), codes="reply_answer")] = None
    met_at: Annotated[datetime | None, DateTimeField(19, _("Met at"), timeline=True)] = None
    arrived_at: Annotated[datetime | None, DateTimeField(20, _("Arrived at"), column=True, timeline=True)] = None


@record(
    number=212,
    scope=Scope.CASE,
    label=_("Follow-up"),
    plural=_("Follow-ups"),
    parent="person",
    page="protection",
    icon="calendar",
    title=_("{due}: {result}"),
    sorted_by=("due",),
)
class FollowUp:
    """One time at which somebody asks how a person is, after a return or the closing of the case."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Follow-up"), record="Person", required=True, column=True)
    ] = None
    journey_home: Annotated[bytes | None, Reference(2, _("Return"), record="Return")] = None
    due: Annotated[
        PartialDate | None, PartialDateField(3, _("Due on"), required=True, column=True, lies=Lies.AHEAD, timeline=True)
    ] = None
    done_on: Annotated[PartialDate | None, PartialDateField(4, _("Done on"), column=True, timeline=True)] = None
    way: Annotated[str | None, Code(5, _("How"), codes="contact_way")] = None
    result: Annotated[str | None, Code(6, _("How they are"), codes="follow_up_result", column=True)] = None
    needs: Annotated[str | None, LongText(7, _("What they need"), sensitivity=NARRATIVE)] = None
    words: Annotated[str | None, LongText(8, _("In words"), sensitivity=NARRATIVE, search=WORDS)] = None


@record(
    number=213,
    scope=Scope.CASE,
    label=_("Detention"),
    plural=_("Detentions"),
    parent="person",
    page="protection",
    icon="lock",
    title="{place_kind}",
)
class Detention:
    """A time for which somebody was held: where, on which basis, until which review or court."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Held"), record="Person", required=True, column=True)
    ] = None
    place_kind: Annotated[
        str | None, Code(2, _("Kind of place"), codes="detention_place", required=True, column=True)
    ] = None
    place: Annotated[str | None, Text(3, _("Place"), sensitivity=LOCATION, search=WORDS, column=True)] = None
    basis: Annotated[str | None, Code(4, _("Basis"), codes="detention_basis", required=True, column=True)] = None
    authority: Annotated[str | None, Text(5, _("Authority"))] = None
    began: Annotated[
        datetime | None, DateTimeField(6, _("From"), required=True, column=True, timeline=True, until="ended")
    ] = None
    last_review_at: Annotated[datetime | None, DateTimeField(7, _("Last reviewed at"), section=_("Reviews"))] = None
    next_review_at: Annotated[
        datetime | None, DateTimeField(8, _("To be reviewed by"), column=True, lies=Lies.AHEAD, timeline=True)
    ] = None
    court_by: Annotated[
        datetime | None, DateTimeField(9, _("In court by"), column=True, lies=Lies.AHEAD, timeline=True)
    ] = None
    extended_until: Annotated[datetime | None, DateTimeField(10, _("Extended until"), lies=Lies.AHEAD)] = None
    extended_by: Annotated[str | None, Text(11, _("Extended by"))] = None
    exigent: Annotated[
        str | None,
        LongText(
            12,
            _("Exigent circumstances"),
            sensitivity=NARRATIVE,
            help=_("For a victim: why there was no other way (section 24(6))."),
        ),
    ] = None
    ended: Annotated[datetime | None, DateTimeField(13, _("To"), section=_("End"), column=True, timeline=True)] = None
    bail_conditions: Annotated[str | None, LongText(14, _("Conditions of bail"), sensitivity=NARRATIVE)] = None
