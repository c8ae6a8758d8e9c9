"""Where a person stays without an address, and what happened there.

The place has a code; where it is stays sealed and stands in no list, no search and no paper.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    IDENTITY,
    NARRATIVE,
    NOW,
    REFUGE,
    WORDS,
    Code,
    DateTimeField,
    Flag,
    Lies,
    LongText,
    PartialDateField,
    Reference,
    Text,
)
from tipdesk.domain.schema import Closed, Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate


@record(
    number=208,
    scope=Scope.CASE,
    label=_("Stay in a safe place"),
    plural=_("Stays in safe places"),
    parent="person",
    page="protection",
    icon="home",
    title="{place_code}",
)
class ShelterStay:
    """One stay in a safe place, known by a code. It is voluntary, or it may be detention."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Where"), record="Person", required=True, column=True)
    ] = None
    place_code: Annotated[
        str | None,
        Text(
            2, _("Safe place"), required=True, column=True, help=_("A code such as “Safe place A”, never an address.")
        ),
    ] = None
    agency: Annotated[bytes | None, Reference(3, _("Run by"), record="Agency", column=True)] = None
    address: Annotated[str | None, Text(4, _("Where it is"), sensitivity=REFUGE, help=_("It is in no list."))] = None
    left_for_it_at: Annotated[datetime | None, DateTimeField(10, _("Left for it at"), timeline=True)] = None
    expected_at: Annotated[datetime | None, DateTimeField(11, _("Expected there at"), lies=Lies.AHEAD)] = None
    voluntary: Annotated[
        str | None,
        Code(5, _("By their own choice?"), section=_("Choice"), codes="yes_no_unsure", required=True, column=True),
    ] = None
    own_words: Annotated[str | None, LongText(6, _("In their own words"), sensitivity=NARRATIVE)] = None
    may_leave: Annotated[bool | None, Flag(7, _("May leave at any time"), required=True)] = None
    rules_told: Annotated[bytes | None, Reference(8, _("Rules, as told"), record="InformationGiven")] = None
    best_interest: Annotated[bytes | None, Reference(9, _("Best interest, of a child"), record="BestInterest")] = None
    arrived_at: Annotated[
        datetime | None,
        DateTimeField(
            12,
            _("Arrived at"),
            section=_("Stay"),
            column=True,
            timeline=True,
            until="ended",
            help=_("As the coordinator of the place told us."),
        ),
    ] = None
    review_due: Annotated[
        PartialDate | None, PartialDateField(13, _("To be looked at again by"), lies=Lies.AHEAD, timeline=True)
    ] = None
    ended: Annotated[datetime | None, DateTimeField(14, _("Left at"), column=True, timeline=True)] = None
    exit: Annotated[str | None, Code(15, _("Why they left"), codes="exit_reason", column=True)] = None
    exit_words: Annotated[str | None, LongText(16, _("Why, in words"), sensitivity=NARRATIVE)] = None


@record(
    number=209,
    scope=Scope.CASE,
    label=_("Event in a safe place"),
    plural=_("Events in safe places"),
    parent="stay",
    page="protection",
    icon="note",
    title="{kind}",
    closed=Closed(),
    sorted_by=("-at",),
)
class ShelterEvent:
    """One thing that happened during a stay: a visit, an incident, an absence. It stands as noted."""

    stay: Annotated[bytes | None, Reference(1, _("Stay"), section=_("Event"), record="ShelterStay", required=True)] = (
        None
    )
    kind: Annotated[str | None, Code(2, _("What happened"), codes="shelter_event", required=True, column=True)] = None
    at: Annotated[
        datetime | None, DateTimeField(3, _("When"), required=True, column=True, begins=NOW, timeline=True)
    ] = None
    who: Annotated[str | None, Text(4, _("Who"), sensitivity=IDENTITY)] = None
    words: Annotated[str | None, LongText(5, _("In words"), sensitivity=NARRATIVE, search=WORDS)] = None
    told: Annotated[bytes | None, Reference(6, _("Who was told"), record="Officer")] = None
    corrects: Annotated[
        bytes | None,
        Reference(7, _("Corrects"), record="ShelterEvent", help=_("The reply that was noted wrongly. It is kept.")),
    ] = None
