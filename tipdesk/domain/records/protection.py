"""How a person is kept safe and helped: the danger, the plans and the services.

Where somebody is safe is sealed and stands in no list, no search and no paper but the one that names it.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    ACTOR,
    HIGHEST,
    NARRATIVE,
    NOW,
    REFUGE,
    WORDS,
    Code,
    Codes,
    DateTimeField,
    Lies,
    LongText,
    MoneyField,
    Number,
    PartialDateField,
    Reference,
    Text,
)
from tipdesk.domain.schema import Closed, Paper, Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import Money, PartialDate


@record(
    number=201,
    scope=Scope.CASE,
    label=_("Risk assessment"),
    plural=_("Risk assessments"),
    parent="person",
    page="protection",
    icon="alert-triangle",
    title="{level}",
    closed=Closed(once="signed_at", by_signature=True),
    sorted_by=("-at",),
)
class RiskAssessment:
    """How great the danger is for one person at one time. It stands once it is signed; the highest level shows."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Danger"), record="Person", required=True, column=True)
    ] = None
    at: Annotated[
        datetime | None, DateTimeField(2, _("When"), required=True, column=True, begins=NOW, timeline=True)
    ] = None
    assessor: Annotated[
        bytes | None, Reference(3, _("Assessed by"), record="Officer", required=True, column=True, begins=ACTOR)
    ] = None
    threats_from: Annotated[frozenset[str] | None, Codes(4, _("Threats from"), codes="threat_from", column=True)] = None
    own_view: Annotated[
        str | None, LongText(5, _("The danger as the person sees it"), sensitivity=NARRATIVE, required=True)
    ] = None
    level: Annotated[
        str | None,
        Code(6, _("Level"), section=_("Level"), codes="risk_level", required=True, column=True, merge=HIGHEST),
    ] = None
    why: Annotated[str | None, LongText(7, _("Why"), sensitivity=NARRATIVE, search=WORDS, required=True)] = None
    destination: Annotated[str | None, Code(8, _("If they went to"), codes="countries")] = None
    review_due: Annotated[
        PartialDate | None,
        PartialDateField(9, _("To be looked at again by"), required=True, column=True, lies=Lies.AHEAD, timeline=True),
    ] = None
    replaces: Annotated[bytes | None, Reference(10, _("Takes the place of"), record="RiskAssessment")] = None
    signed_at: Annotated[datetime | None, DateTimeField(11, _("Signed at"), by_program=True, timeline=True)] = None


@record(
    number=202,
    scope=Scope.CASE,
    label=_("Risk factor"),
    plural=_("Risk factors"),
    parent="assessment",
    page="protection",
    icon="list-check",
    title="{factor}",
    closed=Closed(with_row="assessment"),
    paper=Paper.INSIDE,
)
class RiskFactor:
    """One thing that raises or lowers the danger, at one of four levels."""

    assessment: Annotated[
        bytes | None, Reference(1, _("Risk assessment"), section=_("Factor"), record="RiskAssessment", required=True)
    ] = None
    level: Annotated[str | None, Code(2, _("Where it lies"), codes="factor_level", required=True, column=True)] = None
    kind: Annotated[
        str | None, Code(3, _("Raises or lowers the danger"), codes="factor_kind", required=True, column=True)
    ] = None
    factor: Annotated[
        str | None, Text(4, _("Factor"), sensitivity=NARRATIVE, search=WORDS, required=True, column=True)
    ] = None
    weight: Annotated[str | None, Code(5, _("How serious"), codes="risk_level")] = None
    words: Annotated[str | None, LongText(6, _("In words"), sensitivity=NARRATIVE)] = None


@record(
    number=203,
    scope=Scope.CASE,
    label=_("Safety plan"),
    plural=_("Safety plans"),
    parent="person",
    page="protection",
    icon="shield",
    title="{status}",
    closed=Closed(once="agreed_at", leaves_open=frozenset({"status"})),
)
class SafetyPlan:
    """What a person and we do when danger comes. It stands once it is agreed; a change is a new plan."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Danger"), record="Person", required=True, column=True)
    ] = None
    risk: Annotated[bytes | None, Reference(2, _("Risk assessment"), record="RiskAssessment", required=True)] = None
    threats: Annotated[str | None, LongText(3, _("Threats"), sensitivity=NARRATIVE)] = None
    warning_signs: Annotated[str | None, LongText(4, _("Signs of danger"), sensitivity=NARRATIVE)] = None
    person_does: Annotated[
        str | None,
        LongText(5, _("What the person does"), section=_("What is done"), sensitivity=NARRATIVE, required=True),
    ] = None
    we_do: Annotated[str | None, LongText(6, _("What we do"), sensitivity=NARRATIVE, required=True)] = None
    people_to_ring: Annotated[str | None, LongText(7, _("Whom to ring"), sensitivity=REFUGE)] = None
    go_to: Annotated[str | None, LongText(8, _("Where to go"), sensitivity=REFUGE)] = None
    children: Annotated[str | None, LongText(9, _("The children"), sensitivity=REFUGE)] = None
    agreed: Annotated[
        str | None, Code(10, _("Agreed?"), section=_("Agreed"), codes="yes_no_unsure", required=True, column=True)
    ] = None
    agreed_at: Annotated[datetime | None, DateTimeField(11, _("Agreed at"), column=True, timeline=True)] = None
    status: Annotated[str | None, Code(12, _("Status"), codes="plan_status", column=True)] = None
    review_due: Annotated[
        PartialDate | None,
        PartialDateField(13, _("To be looked at again by"), required=True, column=True, lies=Lies.AHEAD, timeline=True),
    ] = None
    replaces: Annotated[bytes | None, Reference(14, _("Takes the place of"), record="SafetyPlan")] = None


@record(
    number=204,
    scope=Scope.CASE,
    label=_("Support plan"),
    plural=_("Support plans"),
    parent="person",
    page="protection",
    icon="list-check",
    title="{kinds}",
)
class SupportPlan:
    """What a person wants to reach with our help, and how. Its HTCDS prefix is `spl_`."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Plan"), record="Person", required=True, column=True)
    ] = None
    kinds: Annotated[
        frozenset[str] | None,
        Codes(2, _("Kinds of support"), codes="support_plan_type", required=True, column=True, htcds="spl_Type"),
    ] = None
    objectives: Annotated[
        str | None,
        LongText(
            3, _("What is to be reached"), sensitivity=NARRATIVE, search=WORDS, required=True, htcds="spl_Objectives"
        ),
    ] = None
    actions: Annotated[str | None, LongText(4, _("What is done"), sensitivity=NARRATIVE, htcds="spl_ActionPlan")] = None
    wish: Annotated[bytes | None, Reference(5, _("Which wish it follows"), record="VictimWish")] = None
    planned_end: Annotated[
        PartialDate | None,
        PartialDateField(
            6,
            _("Planned until"),
            section=_("Dates"),
            column=True,
            htcds="spl_PlannedEndDate",
            lies=Lies.AHEAD,
            timeline=True,
        ),
    ] = None
    actual_end: Annotated[
        PartialDate | None, PartialDateField(7, _("Ended on"), htcds="spl_ActualEndDate", timeline=True)
    ] = None
    lead: Annotated[bytes | None, Reference(8, _("Who leads it"), record="Officer", column=True)] = None
    agreed: Annotated[str | None, Code(9, _("Agreed?"), codes="yes_no_unsure", required=True)] = None
    status: Annotated[str | None, Code(10, _("Status"), codes="plan_status", column=True)] = None
    review_due: Annotated[
        PartialDate | None,
        PartialDateField(11, _("To be looked at again by"), column=True, lies=Lies.AHEAD, timeline=True),
    ] = None


@record(
    number=205,
    scope=Scope.CASE,
    label=_("Service"),
    plural=_("Services"),
    parent="person",
    page="protection",
    icon="heart-handshake",
    title=_("{kind}: {status}"),
)
class Service:
    """One service that was offered to a person, whether they took it, and what it cost."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Service"), record="Person", required=True, column=True)
    ] = None
    kind: Annotated[str | None, Code(2, _("Service"), codes="service_type", required=True, column=True)] = None
    provider: Annotated[bytes | None, Reference(3, _("Provided by"), record="Agency", column=True)] = None
    sector: Annotated[str | None, Code(4, _("Sector"), codes="provider_sector")] = None
    plan: Annotated[bytes | None, Reference(5, _("Support plan"), record="SupportPlan")] = None
    need: Annotated[bytes | None, Reference(6, _("Need"), record="Need")] = None
    status: Annotated[str | None, Code(7, _("Status"), codes="service_status", required=True, column=True)] = None
    began: Annotated[
        PartialDate | None,
        PartialDateField(8, _("From"), section=_("When and how much"), column=True, timeline=True, until="ended"),
    ] = None
    ended: Annotated[PartialDate | None, PartialDateField(9, _("To"), column=True, timeline=True)] = None
    quantity: Annotated[int | None, Number(10, _("How many"), low=0, high=100_000)] = None
    unit: Annotated[str | None, Code(11, _("Of what"), codes="quantity_unit")] = None
    cost: Annotated[Money | None, MoneyField(12, _("Cost"), column=True)] = None
    outcome: Annotated[str | None, LongText(13, _("Outcome"), section=_("How it went"), sensitivity=NARRATIVE)] = None
    declined_why: Annotated[str | None, LongText(14, _("Why it was declined"), sensitivity=NARRATIVE)] = None
    content_with_it: Annotated[str | None, Code(15, _("Content with it?"), codes="yes_no_unsure")] = None
