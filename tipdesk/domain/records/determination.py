"""What was found of a person against the three elements, who decided, and how old the person was held to be.

People decide, and the program never does: it shows what was found and what is missing. A decision, and an assessment of
an age, stand for good once they are signed; a review is a further row.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    IDENTITY,
    NARRATIVE,
    NOW,
    WORDS,
    Code,
    Codes,
    DateTimeField,
    Flag,
    Lies,
    LongText,
    Number,
    PartialDateField,
    Reference,
    Text,
)
from tipdesk.domain.schema import Closed, Paper, Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate


@record(
    number=56,
    scope=Scope.CASE,
    label=_("Determination"),
    plural=_("Determinations"),
    parent="person",
    closed=Closed(once="signed_at", leaves_open=frozenset({"review_asked_on", "review_words"}), by_signature=True),
    page="people",
    icon="scale",
    title=_("{kind}: {outcome}"),
    sorted_by=("-decided_at",),
)
class Determination:
    """One decision whether a person is a victim, with its reasons. Its HTCDS field is `vic_TraffickingStatus`.

    It is prepared by whoever proposes it, and decided by `decided_by` when it is signed. `missing` names the elements
    that were not found when it was signed.
    """

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Decision"), column=True, record="Person", required=True)
    ] = None
    kind: Annotated[
        str | None, Code(2, _("Kind of decision"), codes="determination_kind", required=True, column=True)
    ] = None
    outcome: Annotated[
        str | None,
        Code(
            3,
            _("Decision"),
            codes="trafficking_status",
            required=True,
            column=True,
            htcds="vic_TraffickingStatus",
            help=_("Chosen by whoever decides; nothing computes it."),
        ),
    ] = None
    body: Annotated[
        str | None,
        Code(
            4,
            _("Who decides"),
            codes="deciding_body",
            required=True,
            column=True,
            htcds="vic_TraffickingStatusDecisionMakingOrg",
        ),
    ] = None
    agency: Annotated[bytes | None, Reference(5, _("Agency"), record="Agency")] = None
    decided_by: Annotated[bytes | None, Reference(6, _("Decided by"), record="Officer", column=True)] = None
    decided_outside: Annotated[
        str | None,
        Text(7, _("Decided by somebody outside"), sensitivity=IDENTITY, help=_("A court, or another body.")),
    ] = None
    decided_at: Annotated[
        datetime | None,
        DateTimeField(8, _("Decided at"), required=True, begins=NOW, column=True, timeline=True),
    ] = None
    episode: Annotated[bytes | None, Reference(9, _("Episode"), section=_("Elements found"), record="Episode")] = None
    acts: Annotated[frozenset[str] | None, Codes(10, _("Act"), codes="act", sensitivity=NARRATIVE)] = None
    means: Annotated[frozenset[str] | None, Codes(11, _("Means"), codes="means", sensitivity=NARRATIVE)] = None
    purposes: Annotated[frozenset[str] | None, Codes(12, _("Purpose"), codes="purpose", sensitivity=NARRATIVE)] = None
    child_rule: Annotated[
        str | None,
        Code(
            13,
            _("Rule of children"),
            codes="child_rule",
            required=True,
            column=True,
            help=_("Of a child no means is asked for."),
        ),
    ] = None
    missing: Annotated[
        frozenset[str] | None, Codes(14, _("Not found when it was signed"), codes="element", by_program=True)
    ] = None
    reasons: Annotated[
        str | None,
        LongText(15, _("Reasons"), section=_("Reasons"), sensitivity=NARRATIVE, search=WORDS, required=True),
    ] = None
    other_branch: Annotated[
        str | None,
        LongText(
            16,
            _("If the age were the other"),
            sensitivity=NARRATIVE,
            help=_("What would follow for an adult, or for a child, while the age is open."),
        ),
    ] = None
    replaces: Annotated[
        bytes | None, Reference(17, _("Takes the place of"), section=_("Afterwards"), record="Determination")
    ] = None
    review_asked_on: Annotated[PartialDate | None, PartialDateField(18, _("Review asked for on"), timeline=True)] = None
    review_words: Annotated[str | None, LongText(19, _("Why a review was asked for"), sensitivity=NARRATIVE)] = None
    signed_at: Annotated[
        datetime | None, DateTimeField(20, _("Signed at"), by_program=True, column=True, timeline=True)
    ] = None


@record(
    number=57,
    scope=Scope.CASE,
    label=_("Finding"),
    plural=_("Findings"),
    parent="determination",
    closed=Closed(with_row="determination"),
    page="people",
    icon="list-check",
    title=_("{element}: {state}"),
    paper=Paper.INSIDE,
)
class Finding:
    """One element that was found, is missing or is contradicted, with where it comes from; `Pin` rows support it."""

    determination: Annotated[
        bytes | None,
        Reference(
            1,
            _("Determination"),
            section=_("Finding"),
            record="Determination",
            required=True,
            help=_("One that is signed takes no more findings: prepare a review."),
        ),
    ] = None
    element: Annotated[str | None, Code(2, _("Element"), codes="element", required=True, column=True)] = None
    act: Annotated[str | None, Code(3, _("Act"), codes="act", sensitivity=NARRATIVE)] = None
    means: Annotated[str | None, Code(4, _("Means"), codes="means", sensitivity=NARRATIVE)] = None
    purpose: Annotated[str | None, Code(5, _("Purpose"), codes="purpose", sensitivity=NARRATIVE)] = None
    state: Annotated[str | None, Code(6, _("Found?"), codes="finding", required=True, column=True)] = None
    source: Annotated[str | None, Code(7, _("Whose words"), codes="evidence_source", column=True)] = None
    words: Annotated[str | None, LongText(8, _("In words"), sensitivity=NARRATIVE, search=WORDS)] = None


@record(
    number=58,
    scope=Scope.CASE,
    label=_("Age assessment"),
    plural=_("Age assessments"),
    parent="person",
    closed=Closed(once="signed_at", leaves_open=frozenset({"disputed_by"}), by_signature=True),
    page="people",
    icon="calendar",
    title="{result}",
    sorted_by=("-at",),
)
class AgeAssessment:
    """What was found of an age that is open, and how. While it is disputed, the person is held to be a child."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Why and how"), column=True, record="Person", required=True)
    ] = None
    why: Annotated[str | None, LongText(2, _("Why it is asked"), sensitivity=NARRATIVE, required=True)] = None
    methods: Annotated[frozenset[str] | None, Codes(3, _("Methods"), codes="age_method", required=True)] = None
    done_by: Annotated[str | None, Text(4, _("Done by"), required=True)] = None
    at: Annotated[PartialDate | None, PartialDateField(5, _("Done on"), required=True, column=True, timeline=True)] = (
        None
    )
    lowest: Annotated[int | None, Number(6, _("Lowest age"), section=_("Result"), low=0, high=120)] = None
    highest: Annotated[int | None, Number(7, _("Highest age"), low=0, high=120)] = None
    result: Annotated[str | None, Code(8, _("Result"), codes="age_result", required=True, column=True)] = None
    birth_date_taken: Annotated[
        PartialDate | None,
        PartialDateField(9, _("Date of birth held to be right"), sensitivity=IDENTITY, lies=Lies.ANYWHERE),
    ] = None
    doubt_to_child: Annotated[bool | None, Flag(10, _("In doubt, held to be a child"), required=True)] = None
    disputed_by: Annotated[
        str | None, Text(11, _("Disputed by"), help=_("While somebody disputes it, the age is open."), longest=120)
    ] = None
    signed_at: Annotated[
        datetime | None, DateTimeField(12, _("Signed at"), by_program=True, column=True, timeline=True)
    ] = None
