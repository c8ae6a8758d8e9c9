"""Places and businesses of a case: what recruiters, episodes and journeys have in common is written down once."""

from typing import Annotated

from tipdesk.domain.kinds import (
    IDENTITY,
    LOCATION,
    NAMES,
    NARRATIVE,
    WORDS,
    Code,
    CoordinatesField,
    Flag,
    LongText,
    PartialDateField,
    Phone,
    Reference,
    Text,
)
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import Coordinates, PartialDate


@record(
    number=241,
    scope=Scope.CASE,
    label=_("Place"),
    plural=_("Places"),
    page="investigation",
    icon="map-pin",
    title=_("{name}, {kind}"),
    is_begun_beside=True,
)
class Place:
    """One place that matters in a case, such as where somebody was exploited. A safe place is never written here."""

    name: Annotated[
        str | None, Text(1, _("Name"), section=_("Place"), sensitivity=LOCATION, search=WORDS, column=True)
    ] = None
    kind: Annotated[str | None, Code(2, _("Kind of place"), codes="place_type", required=True, column=True)] = None
    line: Annotated[str | None, Text(3, _("House and street"), sensitivity=LOCATION, search=WORDS)] = None
    district: Annotated[str | None, Code(4, _("District"), codes="district", column=True)] = None
    country: Annotated[str | None, Code(5, _("Country"), codes="countries", column=True)] = None
    point: Annotated[Coordinates | None, CoordinatesField(6, _("Coordinates"), sensitivity=LOCATION)] = None
    business: Annotated[bytes | None, Reference(7, _("Business there"), record="Business")] = None
    why: Annotated[
        str | None, LongText(8, _("Why it matters"), section=_("What is known of it"), sensitivity=NARRATIVE)
    ] = None
    seen_from: Annotated[PartialDate | None, PartialDateField(9, _("Used from"), timeline=True, until="seen_until")] = (
        None
    )
    seen_until: Annotated[PartialDate | None, PartialDateField(10, _("Used until"), timeline=True)] = None


@record(
    number=242,
    scope=Scope.CASE,
    label=_("Business"),
    plural=_("Businesses"),
    page="investigation",
    icon="building",
    title="{name}",
    is_begun_beside=True,
)
class Business:
    """One firm, agency or household that matters in a case. Its HTCDS field is `per_Organisation`."""

    name: Annotated[
        str | None,
        Text(1, _("Name"), section=_("Business"), sensitivity=IDENTITY, search=NAMES, required=True, column=True),
    ] = None
    kind: Annotated[str | None, Code(2, _("Kind of business"), codes="business_kind", column=True)] = None
    industry: Annotated[str | None, Code(3, _("Industry"), codes="isic_section")] = None
    registration_no: Annotated[str | None, Text(4, _("Registration number"), search=NAMES, longest=40)] = None
    licence: Annotated[str | None, Text(5, _("Licence"), search=NAMES, longest=40)] = None
    owner: Annotated[bytes | None, Reference(6, _("Owner"), section=_("Who and where"), record="Person")] = None
    phone: Annotated[str | None, Phone(7, _("Telephone"), sensitivity=IDENTITY, search=NAMES)] = None
    place_at: Annotated[bytes | None, Reference(8, _("Place"), record="Place")] = None
    suspected: Annotated[bool | None, Flag(9, _("Suspected itself"), section=_("What is known of it"), column=True)] = (
        None
    )
    words: Annotated[str | None, LongText(10, _("In words"), sensitivity=NARRATIVE, search=WORDS)] = None
