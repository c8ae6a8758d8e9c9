"""What a person is in a case: victim, witness, suspect and the rest, each role a row of its own."""

from typing import Annotated

from tipdesk.domain.kinds import (
    NARRATIVE,
    Code,
    Codes,
    Flag,
    Later,
    Lies,
    LongText,
    PartialDateField,
    Reference,
)
from tipdesk.domain.schema import Paper, Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate

_ANY_CONTACT = frozenset({"telephone", "visit", "letter", "message", "being_told", "whereabouts"})
"""All of the code list `no_contact_of`: who is not allowed contact is allowed none of it."""


@record(
    number=13,
    scope=Scope.CASE,
    label=_("Role"),
    plural=_("Roles"),
    parent="person",
    page="people",
    icon="id",
    title="{role}",
    paper=Paper.INSIDE,
)
class CaseRole:
    """What a person is in this case, such as victim, witness or suspect.

    A suspect needs an investigator, grounds and a review date. Its HTCDS prefixes are `vic_` and `per_`.
    """

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Role"), column=True, record="Person", required=True)
    ] = None
    role: Annotated[str | None, Code(2, _("Role"), codes="case_role", required=True, column=True)] = None
    role_from: Annotated[
        PartialDate | None, PartialDateField(3, _("From"), column=True, timeline=True, until="role_to")
    ] = None
    role_to: Annotated[PartialDate | None, PartialDateField(4, _("To"), timeline=True)] = None
    role_in_process: Annotated[
        frozenset[str] | None,
        Codes(12, _("What they did"), codes="role_in_process", column=True, htcds="per_RoleInProcess"),
    ] = None
    role_details: Annotated[
        str | None, LongText(13, _("What they did, in words"), sensitivity=NARRATIVE, htcds="per_RoleDetails")
    ] = None
    organisation: Annotated[
        bytes | None, Reference(14, _("For whom they act"), record="Business", htcds="per_Organisation")
    ] = None
    group_type: Annotated[str | None, Code(15, _("Alone or with others"), codes="group_type")] = None
    related_to: Annotated[
        bytes | None,
        Reference(
            5,
            _("In relation to"),
            section=_("In relation to"),
            record="Person",
            later=Later("Relationship", "other"),
        ),
    ] = None
    relationship: Annotated[
        str | None,
        Code(
            6,
            _("Relation"),
            codes="relationship",
            htcds="vic_RelationshipToTrafficker",
            later=Later("Relationship", "relationship"),
        ),
    ] = None
    relation_detail: Annotated[
        str | None,
        Code(
            7,
            _("Relation in detail"),
            codes="relation_detail",
            ctdc="RecruiterRelationship",
            later=Later("Relationship", "detail"),
        ),
    ] = None
    contact_allowed: Annotated[
        bool | None,
        Flag(
            8,
            _("Contact allowed"),
            later=Later("NoContact", "what", codes=((False, _ANY_CONTACT),), whose="not_person"),
        ),
    ] = None
    grounds: Annotated[
        str | None,
        LongText(
            9,
            _("Grounds"),
            section=_("Grounds"),
            sensitivity=NARRATIVE,
            later=Later("SuspectStatus", "grounds"),
        ),
    ] = None
    review_due: Annotated[
        PartialDate | None,
        PartialDateField(
            10, _("Review due"), lies=Lies.AHEAD, timeline=True, later=Later("SuspectStatus", "review_due")
        ),
    ] = None
    safety_note: Annotated[str | None, LongText(11, _("Safety note"), section=_("Safety"), sensitivity=NARRATIVE)] = (
        None
    )
