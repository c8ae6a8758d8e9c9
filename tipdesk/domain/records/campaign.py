"""What the public was told: campaigns, each act of them with how many it reached, and the material that was used."""

from typing import Annotated

from tipdesk.domain.kinds import (
    UNION,
    WORDS,
    Code,
    Codes,
    Flag,
    Lies,
    LongText,
    MoneyField,
    Number,
    PartialDateField,
    Reference,
    Text,
)
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import Money, PartialDate


@record(
    number=404,
    scope=Scope.REGISTER,
    label=_("Campaign"),
    plural=_("Campaigns"),
    page="outreach",
    icon="message-2",
    help=_("What the public is told, for how long, and what came in afterwards."),
    title="{name}",
    sorted_by=("-began",),
)
class Campaign:
    """One message to the public over some weeks. What was done for it are its activities."""

    name: Annotated[str | None, Text(1, _("Name"), required=True, search=WORDS, column=True)] = None
    message: Annotated[str | None, LongText(2, _("Message"), required=True, search=WORDS)] = None
    languages: Annotated[frozenset[str] | None, Codes(3, _("Languages"), codes="languages", merge=UNION)] = None
    began: Annotated[
        PartialDate | None,
        PartialDateField(
            4,
            _("From"),
            section=_("When"),
            lies=Lies.ANYWHERE,
            required=True,
            column=True,
            timeline=True,
            until="ended",
        ),
    ] = None
    ended: Annotated[
        PartialDate | None, PartialDateField(5, _("Until"), lies=Lies.ANYWHERE, column=True, timeline=True)
    ] = None
    funder: Annotated[str | None, Text(6, _("Paid for by"), section=_("Means"), column=True)] = None
    budget: Annotated[Money | None, MoneyField(7, _("Budget"))] = None
    aims: Annotated[str | None, LongText(8, _("Aims"), section=_("Aims and evaluation"))] = None
    evaluation: Annotated[str | None, LongText(9, _("Evaluation"))] = None


@record(
    number=405,
    scope=Scope.REGISTER,
    label=_("Activity"),
    plural=_("Activities"),
    parent="campaign",
    page="outreach",
    icon="flag",
    title="{what}",
    sorted_by=("-on",),
)
class CampaignActivity:
    """One act of a campaign: a broadcast, a visit to a school, a print run, with how many it reached."""

    campaign: Annotated[
        bytes | None, Reference(1, _("Campaign"), section=_("What"), record="Campaign", required=True, column=True)
    ] = None
    what: Annotated[str | None, Text(2, _("What"), required=True, search=WORDS, column=True)] = None
    channel: Annotated[str | None, Code(3, _("Channel"), codes="campaign_channel", required=True, column=True)] = None
    on: Annotated[
        PartialDate | None,
        PartialDateField(
            4,
            _("On"),
            section=_("When and where"),
            lies=Lies.ANYWHERE,
            required=True,
            column=True,
            timeline=True,
            until="ended",
        ),
    ] = None
    ended: Annotated[PartialDate | None, PartialDateField(5, _("Until"), lies=Lies.ANYWHERE, timeline=True)] = None
    place: Annotated[str | None, Text(6, _("Place"), column=True)] = None
    district: Annotated[str | None, Code(7, _("District"), codes="district", column=True)] = None
    languages: Annotated[frozenset[str] | None, Codes(8, _("Languages"), codes="languages", merge=UNION)] = None
    audience: Annotated[str | None, Text(9, _("Audience"), section=_("Reach and cost"))] = None
    reach: Annotated[int | None, Number(10, _("People reached"), low=0, high=10_000_000, column=True)] = None
    reach_basis: Annotated[
        str | None, Code(11, _("How that is known"), codes="reach_basis", required=True, column=True)
    ] = None
    cost: Annotated[Money | None, MoneyField(12, _("Cost"), column=True)] = None
    partner: Annotated[str | None, Text(13, _("Partner"))] = None


@record(
    number=406,
    scope=Scope.REGISTER,
    label=_("Material"),
    plural=_("Material"),
    page="outreach",
    icon="file-text",
    help=_("Slides, leaflets and films, in which language and version, and who read them over."),
    title="{what}",
    sorted_by=("what",),
)
class Material:
    """Something that is shown or handed out in trainings or campaigns."""

    what: Annotated[str | None, Text(1, _("What"), required=True, search=WORDS, column=True)] = None
    kind: Annotated[str | None, Code(2, _("Kind of material"), codes="material_kind", required=True, column=True)] = (
        None
    )
    language: Annotated[str | None, Code(3, _("Language"), codes="languages", column=True)] = None
    version: Annotated[str | None, Text(4, _("Version"), longest=40)] = None
    in_use: Annotated[bool | None, Flag(5, _("In use"), column=True)] = None
    reviewed_by: Annotated[str | None, Text(6, _("Read over by"))] = None
    training: Annotated[bytes | None, Reference(7, _("Training"), section=_("Belongs to"), record="Training")] = None
    campaign: Annotated[bytes | None, Reference(8, _("Campaign"), record="Campaign")] = None
