"""What was done to a person, and the legs of the journey.

Act, means and purpose are kept apart, as the Palermo Protocol defines trafficking in Art. 3.
"""

from typing import Annotated

from tipdesk.domain.kinds import (
    IDENTITY,
    LOCATION,
    NAMES,
    NARRATIVE,
    UNION,
    WORDS,
    Code,
    Codes,
    CoordinatesField,
    Flag,
    LongText,
    MoneyField,
    Number,
    PartialDateField,
    Reference,
    Text,
)
from tipdesk.domain.schema import Paper, Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import Coordinates, Money, PartialDate


@record(
    number=20,
    scope=Scope.CASE,
    label=_("Episode"),
    plural=_("Episodes"),
    parent="person",
    page="people",
    icon="hand-stop",
)
class Episode:
    """One period of exploitation of one person. The elements are recorded, and the program never decides about them."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Elements"), column=True, record="Person", required=True)
    ] = None
    acts: Annotated[frozenset[str] | None, Codes(2, _("Act"), codes="act", sensitivity=NARRATIVE, merge=UNION)] = None
    means: Annotated[
        frozenset[str] | None,
        Codes(
            3,
            _("Means"),
            codes="means",
            sensitivity=NARRATIVE,
            merge=UNION,
            help=_("Not needed where the person was a child."),
        ),
    ] = None
    purposes: Annotated[
        frozenset[str] | None, Codes(4, _("Purpose"), codes="purpose", sensitivity=NARRATIVE, merge=UNION)
    ] = None
    exploitation: Annotated[
        frozenset[str] | None,
        Codes(
            5,
            _("Forms of exploitation"),
            section=_("Exploitation"),
            column=True,
            codes="exploitation_type",
            sensitivity=NARRATIVE,
            merge=UNION,
            htcds="vic_TypeOfExploitation",
            ctdc="typeOfExploitConcatenated",
        ),
    ] = None
    control_methods: Annotated[
        frozenset[str] | None,
        Codes(
            6,
            _("Means of control"),
            codes="control_method",
            sensitivity=NARRATIVE,
            merge=UNION,
            htcds="vic_MethodsOfControl",
            ctdc="meansOfControlConcatenated",
        ),
    ] = None
    exploitation_apps: Annotated[
        frozenset[str] | None,
        Codes(20, _("Websites and apps used"), codes="websites_apps", htcds="vic_ExploitationWebsitesAndApps"),
    ] = None
    labour_sector: Annotated[
        str | None, Code(7, _("Sector of labour"), codes="labour_sector", ctdc="typeOfLabourConcatenated")
    ] = None
    industry: Annotated[str | None, Code(8, _("Industry"), codes="isic_section", htcds="vic_ForcedLabourIndustry")] = (
        None
    )
    sex_types: Annotated[
        frozenset[str] | None,
        Codes(
            9,
            _("Kinds of sexual exploitation"),
            codes="sex_exploitation_type",
            sensitivity=NARRATIVE,
            htcds="vic_TypeOfSexExploitation",
            ctdc="typeOfSexConcatenated",
        ),
    ] = None
    recruitment_methods: Annotated[
        frozenset[str] | None,
        Codes(
            10,
            _("How recruited"),
            section=_("Recruitment"),
            codes="recruitment_method",
            htcds="vic_MethodOfRecruitment",
        ),
    ] = None
    websites_apps: Annotated[
        frozenset[str] | None,
        Codes(11, _("Websites and apps"), codes="websites_apps", htcds="vic_RecruitmentWebsitesAndApps"),
    ] = None
    promise: Annotated[str | None, Text(12, _("What was promised"), sensitivity=NARRATIVE, longest=500)] = None
    recruited_at: Annotated[PartialDate | None, PartialDateField(21, _("Recruited on"), column=True, timeline=True)] = (
        None
    )
    recruited_country: Annotated[str | None, Code(22, _("Country of recruitment"), codes="countries", column=True)] = (
        None
    )
    recruited_place: Annotated[
        bytes | None,
        Reference(23, _("Place of recruitment"), record="Place", htcds="vic_LocationOfRecruitment"),
    ] = None
    recruiter: Annotated[bytes | None, Reference(24, _("Recruiter"), record="Person", column=True)] = None
    recruiter_business: Annotated[bytes | None, Reference(25, _("Recruiting business"), record="Business")] = None
    recruiter_relation: Annotated[
        str | None,
        Code(
            26,
            _("Recruiter's relation to the person"),
            codes="relation_detail",
            column=True,
            ctdc="RecruiterRelationship",
        ),
    ] = None
    age_at_recruitment: Annotated[
        int | None, Number(27, _("Age at recruitment"), low=0, high=120, ctdc="majorityEntry")
    ] = None
    work_promised: Annotated[str | None, Text(28, _("Work that was promised"), sensitivity=NARRATIVE, search=WORDS)] = (
        None
    )
    fees: Annotated[Money | None, MoneyField(29, _("Fees paid"), sensitivity=NARRATIVE)] = None
    place: Annotated[
        str | None, Text(13, _("Place"), section=_("Where and when"), sensitivity=LOCATION, search=WORDS)
    ] = None
    place_at: Annotated[
        bytes | None,
        Reference(30, _("Place, of those of this case"), record="Place", htcds="vic_LocationOfExploitation"),
    ] = None
    business: Annotated[bytes | None, Reference(31, _("Business"), record="Business")] = None
    country: Annotated[
        str | None, Code(14, _("Country of exploitation"), column=True, codes="countries", ctdc="CountryOfExploitation")
    ] = None
    began: Annotated[
        PartialDate | None, PartialDateField(15, _("Began"), column=True, timeline=True, until="ended")
    ] = None
    ended: Annotated[PartialDate | None, PartialDateField(16, _("Ended"), timeline=True)] = None
    how_ended: Annotated[str | None, Code(32, _("How it ended"), codes="how_ended", column=True)] = None
    ended_by: Annotated[str | None, Text(33, _("Ended by"), sensitivity=NARRATIVE)] = None
    hours_week: Annotated[
        int | None, Number(34, _("Hours a week"), section=_("Work, pay and conditions"), low=0, high=168)
    ] = None
    pay_promised: Annotated[Money | None, MoneyField(35, _("Pay promised"), sensitivity=NARRATIVE)] = None
    pay_received: Annotated[Money | None, MoneyField(36, _("Pay received"), sensitivity=NARRATIVE)] = None
    debt: Annotated[Money | None, MoneyField(37, _("Debt"), sensitivity=NARRATIVE)] = None
    conditions: Annotated[str | None, LongText(38, _("Conditions"), sensitivity=NARRATIVE, search=WORDS)] = None
    clients: Annotated[str | None, LongText(39, _("Clients"), sensitivity=NARRATIVE)] = None
    age_at_start: Annotated[
        int | None,
        Number(
            17,
            _("Age when it began"),
            section=_("Age"),
            low=0,
            high=120,
            htcds="vic_AgeWhenTrafficked",
            ctdc="majorityStatusAtExploit",
        ),
    ] = None
    child_at_start: Annotated[
        str | None, Code(18, _("A child when it began?"), codes="yes_no_unsure", help=_("Not sure counts as yes."))
    ] = None
    account: Annotated[
        str | None, LongText(19, _("Account"), section=_("What was told"), sensitivity=NARRATIVE, search=WORDS)
    ] = None


@record(
    number=21,
    scope=Scope.CASE,
    label=_("Journey leg"),
    plural=_("Journey"),
    parent="person",
    page="journey",
    icon="route",
    title="{leg_type}",
    sorted_by=("leg_order", "began"),
    paper=Paper.BESIDE,
)
class JourneyLeg:
    """One leg of a journey. Origin, transit and destination are derived from the legs. Its HTCDS prefix is `hte_`."""

    person: Annotated[bytes | None, Reference(1, _("Person"), section=_("Leg"), record="Person", column=True)] = None
    leg_type: Annotated[
        str | None, Code(2, _("Kind of leg"), codes="journey_leg_type", htcds="hte_Type", column=True)
    ] = None
    began: Annotated[
        PartialDate | None,
        PartialDateField(3, _("From date"), htcds="hte_Date", column=True, timeline=True, until="ended"),
    ] = None
    leg_order: Annotated[int | None, Number(19, _("Order"), low=0, by_program=True)] = None
    ended: Annotated[PartialDate | None, PartialDateField(4, _("To date"), timeline=True)] = None
    from_place: Annotated[
        str | None, Text(5, _("From place"), section=_("From and to"), sensitivity=LOCATION, search=WORDS, column=True)
    ] = None
    from_country: Annotated[str | None, Code(6, _("From country"), codes="countries")] = None
    to_place: Annotated[
        str | None, Text(7, _("To place"), sensitivity=LOCATION, search=WORDS, htcds="hte_City", column=True)
    ] = None
    from_at: Annotated[bytes | None, Reference(20, _("From, of the places of this case"), record="Place")] = None
    to_at: Annotated[bytes | None, Reference(21, _("To, of the places of this case"), record="Place")] = None
    to_country: Annotated[str | None, Code(8, _("To country"), codes="countries", htcds="hte_Country")] = None
    point: Annotated[
        Coordinates | None, CoordinatesField(9, _("Coordinates"), sensitivity=LOCATION, htcds="hte_Latitude")
    ] = None
    transport: Annotated[str | None, Code(10, _("Transport"), section=_("How"), codes="transport", column=True)] = None
    carrier: Annotated[str | None, Text(11, _("Carrier and number"), search=NAMES)] = None
    border_point: Annotated[str | None, Text(12, _("Border point"), search=WORDS)] = None
    documents_used: Annotated[
        str | None, Text(13, _("Documents used"), section=_("Papers, money and company"), sensitivity=NARRATIVE)
    ] = None
    paid_by: Annotated[str | None, Text(14, _("Paid by"), sensitivity=NARRATIVE)] = None
    identity_document: Annotated[bytes | None, Reference(22, _("Paper used"), record="IdentityDocument")] = None
    by_person: Annotated[bytes | None, Reference(23, _("Moved by"), record="Person")] = None
    companion_person: Annotated[
        bytes | None, Reference(24, _("Companion, of the people of this case"), record="Person")
    ] = None
    companion: Annotated[str | None, Text(15, _("Companion"), sensitivity=IDENTITY, search=NAMES)] = None
    debt: Annotated[Money | None, MoneyField(16, _("Debt"))] = None
    irregular: Annotated[bool | None, Flag(17, _("Crossed away from a border point"))] = None
    description: Annotated[
        str | None,
        LongText(
            18, _("Description"), section=_("In words"), sensitivity=NARRATIVE, search=WORDS, htcds="hte_Description"
        ),
    ] = None
