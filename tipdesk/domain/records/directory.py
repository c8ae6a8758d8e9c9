"""The directory, which headquarters writes and every post has; the keys in the register; and the audit of looks.

Which of the three a record belongs to is its scope. The directory holds posts, officers, PCs, agencies and duty
numbers; the register what PCs report of keys; the audit one row for each look or deed.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    NAMES,
    UNION,
    WORDS,
    Code,
    Codes,
    CoordinatesField,
    DateTimeField,
    Flag,
    Lies,
    LongText,
    Number,
    Octets,
    PartialDateField,
    Phone,
    Reference,
    Text,
    Texts,
)
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import Coordinates, PartialDate


@record(
    number=100,
    scope=Scope.DIRECTORY,
    label=_("Post"),
    plural=_("Posts"),
    page="directory",
    icon="building",
    help=_("Where officers work with the program. The code stands in references: change it only before it is used."),
    title=_("{code} {name}"),
    sorted_by=("code",),
    rank=98,
)
class Post:
    """A place where officers work with the program: a port, a station, headquarters."""

    code: Annotated[
        str | None, Text(1, _("Code"), longest=12, required=True, search=NAMES, column=True, is_code=True)
    ] = None
    name: Annotated[str | None, Text(2, _("Name"), required=True, search=WORDS, column=True)] = None
    kind: Annotated[str | None, Code(3, _("Kind of post"), codes="post_kind", column=True)] = None
    district: Annotated[str | None, Code(4, _("District"), section=_("Where"), codes="district", column=True)] = None
    phone: Annotated[str | None, Phone(5, _("Telephone"), column=True)] = None
    may_hand_to: Annotated[
        frozenset[str] | None,
        Texts(
            6,
            _("Hands over directly to"),
            section=_("Hand-overs"),
            help=_("Codes of posts to which this post may hand a case over without asking headquarters first."),
        ),
    ] = None
    handover_codes: Annotated[
        frozenset[str] | None,
        Texts(
            7,
            _("One-time codes for hand-overs"),
            section=_("Hand-overs"),
            by_program=True,
            most=500,
            help=_("What the codes on the duty officer's sheet are known by. Nobody can tell a code from it."),
        ),
    ] = None


@record(
    number=101,
    scope=Scope.DIRECTORY,
    label=_("Officer"),
    plural=_("Officers"),
    page="directory",
    icon="id",
    help=_("What each officer may do. Officers are added when their PC is enrolled, and disabled, not deleted."),
    title=_("{login} {name}"),
    sorted_by=("login",),
    rank=99,
)
class Officer:
    """Somebody who may sign in. Roles are a set: an officer may do whatever any one of them allows."""

    login: Annotated[
        str | None, Text(1, _("Login name"), longest=40, required=True, search=NAMES, by_program=True, column=True)
    ] = None
    name: Annotated[str | None, Text(2, _("Name"), search=NAMES, column=True)] = None
    post: Annotated[bytes | None, Reference(3, _("Post"), record="Post", column=True)] = None
    roles: Annotated[frozenset[str] | None, Codes(4, _("Roles"), codes="officer_role", column=True)] = None
    skills: Annotated[
        frozenset[str] | None,
        Codes(
            14,
            _("Skills"),
            codes="officer_skill",
            by_program=True,
            help=_("Given by headquarters after a certificate, also one on paper."),
        ),
    ] = None
    languages: Annotated[frozenset[str] | None, Codes(15, _("Languages"), codes="languages")] = None
    disabled: Annotated[bool | None, Flag(5, _("Disabled"), column=True)] = None
    seal_key: Annotated[bytes | None, Octets(6, _("Sealing key"))] = None
    sign_key: Annotated[bytes | None, Octets(7, _("Signing key"))] = None
    same_as: Annotated[bytes | None, Reference(8, _("Same officer as"), record="Officer", by_program=True)] = None
    key_device: Annotated[bytes | None, Reference(9, _("PC of the keys"), record="Device", by_program=True)] = None
    agency: Annotated[
        bytes | None, Reference(13, _("Agency, where not of the service"), record="Agency", by_program=True)
    ] = None


@record(
    number=102,
    scope=Scope.DIRECTORY,
    label=_("Device"),
    plural=_("Devices"),
    has_own_verbs=True,
    page="directory",
    icon="device-floppy",
    title="{name}",
)
class Device:
    """An enrolled PC: its keys, its post, and from which entry of each of its logs on it is no longer believed."""

    name: Annotated[str | None, Text(1, _("Name"), longest=80)] = None
    post: Annotated[bytes | None, Reference(2, _("Post"), record="Post")] = None
    sign_key: Annotated[bytes | None, Octets(3, _("Signing key"))] = None
    recipient: Annotated[str | None, Text(4, _("Sealing recipient"), longest=2500)] = None
    revoked_from: Annotated[frozenset[str] | None, Texts(5, _("Revoked from entry"))] = None
    log: Annotated[bytes | None, Octets(6, _("Log"))] = None
    granted_by: Annotated[bytes | None, Reference(7, _("Enrolled by"), record="Officer")] = None
    grant_key: Annotated[bytes | None, Octets(8, _("Key of that signature"))] = None
    grant_signature: Annotated[bytes | None, Octets(9, _("Their signature"))] = None
    granted_at: Annotated[datetime | None, DateTimeField(10, _("Enrolled on"))] = None


@record(
    number=103,
    scope=Scope.DIRECTORY,
    label=_("Agency"),
    plural=_("Agencies"),
    page="directory",
    icon="affiliate",
    help=_("Who protects, refers or prosecutes. A shelter has a neutral name and its coordinator's number only."),
    title="{name}",
    sorted_by=("name",),
    rank=97,
)
class Agency:
    """An organisation that protects, refers or prosecutes. A shelter has a coordinator's number and no address."""

    name: Annotated[str | None, Text(1, _("Name"), required=True, search=WORDS, htcds="org_Name", column=True)] = None
    kind: Annotated[str | None, Code(2, _("Kind of agency"), codes="agency_type", htcds="org_Type", column=True)] = None
    phone: Annotated[str | None, Phone(3, _("Telephone"), htcds="org_Phone", column=True)] = None
    contact: Annotated[str | None, Text(4, _("Contact"), column=True)] = None
    focal_point: Annotated[str | None, Text(12, _("Focal point"), search=NAMES)] = None
    hours: Annotated[str | None, Text(11, _("Hours"), longest=120)] = None
    active: Annotated[bool | None, Flag(6, _("Active"), section=_("What it does"))] = None
    may_receive: Annotated[
        bool | None,
        Flag(7, _("May receive persons' records"), column=True, help=_("Cases may be sent to it, with consent.")),
    ] = None
    services_offered: Annotated[
        frozenset[str] | None, Codes(8, _("Services offered"), codes="service_type", merge=UNION, column=True)
    ] = None
    services: Annotated[
        str | None, LongText(5, _("Services, as told earlier"), help=_("Now answered by codes: move it there."))
    ] = None
    serves: Annotated[frozenset[str] | None, Codes(9, _("Serves"), codes="served_group", merge=UNION)] = None
    districts: Annotated[frozenset[str] | None, Codes(10, _("Districts"), codes="district", merge=UNION)] = None
    languages: Annotated[frozenset[str] | None, Codes(13, _("Languages"), codes="languages", merge=UNION)] = None
    agreement: Annotated[
        bytes | None, Reference(14, _("Agreement"), section=_("Agreement"), record="SharingAgreement")
    ] = None
    agreement_until: Annotated[
        PartialDate | None, PartialDateField(15, _("Agreement until"), lies=Lies.AHEAD, column=True)
    ] = None
    street: Annotated[
        str | None,
        Text(
            16,
            _("Street"),
            section=_("Address"),
            htcds="org_ShippingStreet",
            help=_("Never of a safe place."),
        ),
    ] = None
    city: Annotated[str | None, Text(17, _("Town"), htcds="org_ShippingCity")] = None
    country: Annotated[str | None, Code(18, _("Country"), codes="countries", htcds="org_ShippingCountry")] = None
    point: Annotated[Coordinates | None, CoordinatesField(19, _("Point on the map"), htcds="org_ShippingLatitude")] = (
        None
    )


@record(
    number=104,
    scope=Scope.DIRECTORY,
    label=_("Duty number"),
    plural=_("Duty numbers"),
    page="directory",
    icon="phone",
    help=_("Whom officers ring at this hour. Until there is a number, posts show 911 and “your supervisor”."),
    title=_("{kind}: {label}"),
    sorted_by=("kind", "order", "label"),
    rank=96,
)
class DutyNumber:
    """A number to ring at a certain time of day: these stand under the three buttons of the home page."""

    kind: Annotated[str | None, Code(1, _("Kind of duty"), codes="duty_kind", required=True, column=True)] = None
    label: Annotated[str | None, Text(2, _("Who answers"), column=True)] = None
    phone: Annotated[str | None, Phone(3, _("Telephone"), required=True, column=True)] = None
    district: Annotated[
        str | None, Code(4, _("District"), section=_("Where and when"), codes="district", column=True)
    ] = None
    languages: Annotated[frozenset[str] | None, Codes(5, _("Languages"), codes="languages", merge=UNION)] = None
    hour_from: Annotated[int | None, Number(6, _("From hour"), low=0, high=23, column=True)] = None
    hour_to: Annotated[int | None, Number(7, _("Until hour"), low=1, high=24, column=True)] = None
    order: Annotated[int | None, Number(8, _("Order"), low=0, high=999)] = None


@record(number=110, scope=Scope.REGISTER, label=_("Officer's key"), plural=_("Officers' keys"))
class OfficerKey:
    """The public halves of an officer's keys on one PC, sent up to be compared and written to the directory."""

    officer: Annotated[bytes | None, Reference(1, _("Officer"), record="Officer")] = None
    login: Annotated[str | None, Text(2, _("Login name"), longest=40)] = None
    seal_key: Annotated[bytes | None, Octets(3, _("Sealing key"))] = None
    sign_key: Annotated[bytes | None, Octets(4, _("Signing key"))] = None
    cause: Annotated[str | None, Code(5, _("Made because"), codes="officer_key_cause")] = None
    device: Annotated[bytes | None, Reference(6, _("PC of the keys"), record="Device")] = None


@record(number=113, scope=Scope.REGISTER, label=_("Case unit's key"), plural=_("Case unit's keys"))
class CaseUnitKey:
    """The private half of headquarters' case unit key at one version, sealed to one member or to recovery (no holder).

    Each age container tells nothing but to its holder. `sealed_to` is the public key to which it was sealed, by which
    one sees that a member has got new keys since. The row of a removed member is deleted, but what that key opened
    before stays open to them.
    """

    version: Annotated[int | None, Number(1, _("Version"), low=1, high=2**31, required=True)] = None
    recipient: Annotated[str | None, Text(2, _("Sealing recipient"), longest=2500, required=True)] = None
    holder: Annotated[bytes | None, Reference(3, _("Member"), record="Officer")] = None
    sealed: Annotated[bytes | None, Octets(4, _("Sealed key"), required=True)] = None
    sealed_to: Annotated[bytes | None, Octets(5, _("Sealed to"))] = None


@record(number=114, scope=Scope.REGISTER, label=_("Key event"), plural=_("Key events"))
class KeyEvent:
    """Something that happened to the keys of the service: new ones made, compared, refused, or a store recovered."""

    kind: Annotated[str | None, Code(1, _("What happened"), codes="key_event", required=True)] = None
    number: Annotated[int | None, Number(2, _("Keyset"), low=1, high=2**31)] = None
    key: Annotated[bytes | None, Octets(3, _("Public key"))] = None
    login: Annotated[str | None, Text(4, _("Login name"), longest=40)] = None
    device: Annotated[bytes | None, Reference(5, _("PC"), record="Device")] = None
    noted_at: Annotated[datetime | None, DateTimeField(6, _("At"))] = None


@record(number=120, scope=Scope.AUDIT, label=_("Look"), plural=_("Looks"))
class AuditEvent:
    """One look at what the store holds, or one deed on it. It names records and ids, never the content of a field."""

    action: Annotated[str | None, Code(1, _("Action"), codes="audit_action", required=True)] = None
    case: Annotated[bytes | None, Reference(2, _("Case"), record="Case")] = None
    row: Annotated[bytes | None, Octets(3, _("Record"))] = None
    result: Annotated[str | None, Code(4, _("Result"), codes="audit_result")] = None
    reason: Annotated[str | None, Text(5, _("Reason"), longest=500)] = None
    count: Annotated[int | None, Number(6, _("Results"), low=0)] = None
    noted_at: Annotated[datetime | None, DateTimeField(7, _("At"))] = None
    sealed_code: Annotated[bytes | None, Octets(8, _("One-time code, sealed to headquarters"))] = None
    officer: Annotated[bytes | None, Reference(9, _("About the officer"), record="Officer")] = None
