"""How two persons of one case belong together, as one of them tells it or as papers show it."""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    IDENTITY,
    NAMES,
    NARRATIVE,
    Code,
    Codes,
    DateTimeField,
    LongText,
    Phone,
    Reference,
    Text,
)
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _


@record(
    number=50,
    scope=Scope.CASE,
    label=_("Relationship"),
    plural=_("Relationships"),
    parent="person",
    page="people",
    icon="users",
    title=_("{family}, {relationship}"),
    help=_("What follows says what the other is to this person."),
)
class Relationship:
    """What one person (`other`) is to another (`person`).

    Whoever came with a person may only claim to be somebody: what is claimed, what speaks against it and whether proof
    was shown are kept apart. Its HTCDS field is `vic_RelationshipToTrafficker`.
    """

    person: Annotated[
        bytes | None,
        Reference(1, _("Person"), section=_("Who belongs to whom"), column=True, record="Person", required=True),
    ] = None
    other: Annotated[bytes | None, Reference(2, _("The other"), column=True, record="Person", required=True)] = None
    family: Annotated[str | None, Code(3, _("In the family"), codes="family_relation", column=True)] = None
    relationship: Annotated[
        str | None, Code(4, _("Relation"), codes="relationship", htcds="vic_RelationshipToTrafficker")
    ] = None
    detail: Annotated[
        str | None,
        Code(5, _("Relation in detail"), codes="relation_detail", column=True, ctdc="RecruiterRelationship"),
    ] = None
    episode: Annotated[bytes | None, Reference(6, _("Episode"), record="Episode")] = None
    claimed_by: Annotated[str | None, Text(7, _("Who says so"), sensitivity=NARRATIVE)] = None
    proof: Annotated[str | None, Code(8, _("Proof"), codes="proof_shown", column=True)] = None
    lives_with: Annotated[str | None, Code(9, _("Lives with this person"), codes="yes_no_unsure")] = None
    claims: Annotated[
        str | None,
        Code(10, _("Claims to be"), section=_("If the other came with them"), codes="companion_claim", column=True),
    ] = None
    signs: Annotated[
        frozenset[str] | None, Codes(11, _("Signs"), codes="companion_sign", sensitivity=NARRATIVE, column=True)
    ] = None
    apart_since: Annotated[datetime | None, DateTimeField(12, _("Kept apart since"), column=True, timeline=True)] = None
    host: Annotated[str | None, Text(13, _("Host"), sensitivity=IDENTITY, search=NAMES)] = None
    host_phone: Annotated[str | None, Phone(14, _("Telephone of the host"), sensitivity=IDENTITY, search=NAMES)] = None
    held_by_other: Annotated[
        str | None,
        Code(15, _("Held by somebody else"), section=_("If a child or dependant is elsewhere"), codes="yes_no_unsure"),
    ] = None
    in_danger: Annotated[str | None, Code(16, _("In danger"), codes="yes_no_unsure", column=True)] = None
    knows_of_case: Annotated[str | None, Code(17, _("Knows of the case"), codes="yes_no_unsure")] = None
    words: Annotated[str | None, LongText(18, _("In words"), sensitivity=NARRATIVE)] = None
