"""Who a person is by papers, and how and where the person is reached: each paper, address and number a row of its own.

What older releases kept in the person itself is shown as *told earlier* until somebody moves it here. Where somebody is
safe is never an address: it stays sealed with the person.
"""

from typing import Annotated

from tipdesk.domain.kinds import (
    IDENTITY,
    LOCATION,
    NAMES,
    REFUGE,
    WORDS,
    Code,
    CoordinatesField,
    Email,
    Lies,
    PartialDateField,
    Phone,
    Reference,
    Text,
)
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import Coordinates, PartialDate


@record(
    number=52,
    scope=Scope.CASE,
    label=_("Identity document"),
    plural=_("Papers"),
    parent="person",
    page="people",
    icon="id",
    title="{kind} {number}",
)
class IdentityDocument:
    """One paper that says who somebody is, what is on it, whether it is genuine, and who holds it now."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Paper"), column=True, record="Person", required=True)
    ] = None
    kind: Annotated[str | None, Code(2, _("Kind of paper"), codes="document_type", required=True, column=True)] = None
    number: Annotated[
        str | None,
        Text(
            3,
            _("Number"),
            sensitivity=IDENTITY,
            search=NAMES,
            longest=40,
            column=True,
            htcds="prs_IdentityNumber",
        ),
    ] = None
    country: Annotated[str | None, Code(4, _("Issued by"), codes="countries", column=True)] = None
    issued: Annotated[PartialDate | None, PartialDateField(5, _("Issued on"), timeline=True)] = None
    expires: Annotated[
        PartialDate | None, PartialDateField(6, _("Expires on"), lies=Lies.ANYWHERE, column=True, timeline=True)
    ] = None
    name_on_it: Annotated[str | None, Text(7, _("Name on it"), sensitivity=IDENTITY, search=NAMES)] = None
    mrz: Annotated[
        str | None,
        Text(
            8,
            _("Lines to be read by machine"),
            sensitivity=IDENTITY,
            help=_("As they stand on the paper."),
            longest=200,
        ),
    ] = None
    genuine: Annotated[str | None, Code(9, _("Genuine?"), codes="document_genuine", column=True)] = None
    held_by: Annotated[
        str | None, Code(10, _("Held by"), section=_("Where it is"), codes="paper_holder", column=True)
    ] = None
    holder: Annotated[str | None, Text(11, _("Name of the holder"), sensitivity=IDENTITY, search=NAMES)] = None
    held_since: Annotated[
        PartialDate | None, PartialDateField(12, _("Held since"), timeline=True, until="given_back_on")
    ] = None
    given_back_on: Annotated[PartialDate | None, PartialDateField(13, _("Given back on"), timeline=True)] = None


@record(
    number=53,
    scope=Scope.CASE,
    label=_("Address"),
    plural=_("Addresses"),
    parent="person",
    page="people",
    icon="map-pin",
    title="{kind} {line} {city}",
    help=_("A safe place is never an address: it is written under Safety, where it stays sealed."),
)
class Address:
    """One place where somebody lives or lived, or gets letters. Its HTCDS fields are those of the mailing address."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Address"), column=True, record="Person", required=True)
    ] = None
    kind: Annotated[str | None, Code(2, _("Kind of address"), codes="address_kind", required=True, column=True)] = None
    line: Annotated[
        str | None,
        Text(3, _("House and street"), sensitivity=LOCATION, search=WORDS, column=True, htcds="prs_MailingStreet"),
    ] = None
    city: Annotated[
        str | None,
        Text(4, _("Town or village"), sensitivity=LOCATION, search=WORDS, column=True, htcds="prs_MailingCity"),
    ] = None
    state: Annotated[str | None, Text(5, _("State or province"), sensitivity=LOCATION, htcds="prs_MailingState")] = None
    postal_code: Annotated[
        str | None, Text(6, _("Postal code"), sensitivity=LOCATION, longest=20, htcds="prs_MailingPostalCode")
    ] = None
    district: Annotated[str | None, Code(7, _("District"), codes="district")] = None
    country: Annotated[
        str | None, Code(8, _("Country"), codes="countries", column=True, htcds="prs_MailingCountry")
    ] = None
    point: Annotated[
        Coordinates | None, CoordinatesField(9, _("Coordinates"), sensitivity=LOCATION, htcds="prs_MailingLatitude")
    ] = None
    began: Annotated[
        PartialDate | None,
        PartialDateField(10, _("From"), section=_("Who lives there, and when"), timeline=True, until="ended"),
    ] = None
    ended: Annotated[PartialDate | None, PartialDateField(11, _("To"), column=True, timeline=True)] = None
    who_lives_there: Annotated[str | None, Text(12, _("Who lives there"), sensitivity=IDENTITY)] = None
    safe: Annotated[str | None, Code(13, _("Safe to go or write there?"), codes="safe_use", column=True)] = None


@record(
    number=54,
    scope=Scope.CASE,
    label=_("Way to reach"),
    plural=_("Ways to reach"),
    parent="person",
    page="people",
    icon="phone",
    title="{kind} {number} {email} {account}",
)
class ContactPoint:
    """One number, e-mail address or account by which somebody is reached, and whether it is safe to use."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Way to reach"), column=True, record="Person", required=True)
    ] = None
    kind: Annotated[str | None, Code(2, _("Kind"), codes="contact_kind", required=True, column=True)] = None
    number: Annotated[
        str | None,
        Phone(3, _("Telephone"), sensitivity=IDENTITY, search=NAMES, column=True, htcds="prs_MobilePhone"),
    ] = None
    email: Annotated[str | None, Email(4, _("E-mail"), sensitivity=IDENTITY, search=NAMES, htcds="prs_Email")] = None
    account: Annotated[str | None, Text(5, _("Account"), sensitivity=IDENTITY, search=NAMES)] = None
    belongs_to: Annotated[str | None, Text(6, _("Whose it is"), sensitivity=IDENTITY)] = None
    safe: Annotated[
        str | None,
        Code(7, _("Safe to use?"), section=_("Safety"), codes="safe_use", required=True, column=True),
    ] = None
    times: Annotated[str | None, Text(8, _("Safe times"), sensitivity=REFUGE)] = None
    say_who: Annotated[str | None, Text(9, _("What we say we are"), sensitivity=REFUGE)] = None
    voicemail: Annotated[str | None, Code(10, _("A message may be left"), codes="yes_no_unsure")] = None
    tracked: Annotated[
        str | None,
        Code(
            11,
            _("Watched by somebody?"),
            codes="yes_no_unsure",
            column=True,
            help=_("Somebody else reads it, or sees where it is."),
        ),
    ] = None
    checked_on: Annotated[PartialDate | None, PartialDateField(12, _("Safety checked on"), column=True)] = None
    ended: Annotated[PartialDate | None, PartialDateField(13, _("Used until"))] = None
