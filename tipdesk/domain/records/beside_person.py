"""Who stands beside a person: interpreter and guardian, what is best for a child, and with whom there is no contact."""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    ACTOR,
    IDENTITY,
    NAMES,
    NARRATIVE,
    WORDS,
    Code,
    Codes,
    DateTimeField,
    Flag,
    Lies,
    LongText,
    PartialDateField,
    Reference,
    Text,
    Texts,
)
from tipdesk.domain.schema import Closed, Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate


@record(
    number=61,
    scope=Scope.CASE,
    label=_("Interpreter"),
    plural=_("Interpreters"),
    page="protection",
    icon="language",
    title="{code_name}",
)
class Interpreter:
    """Somebody who interprets for one person, checked for that person: independent, known to nobody, and accepted."""

    code_name: Annotated[
        str | None,
        Text(
            1,
            _("Name in this case"),
            section=_("Who"),
            required=True,
            column=True,
            help=_("A code that papers show in place of the name."),
        ),
    ] = None
    name: Annotated[str | None, Text(2, _("Name"), sensitivity=IDENTITY, search=NAMES)] = None
    person: Annotated[bytes | None, Reference(3, _("If they are a person of the case"), record="Person")] = None
    agency: Annotated[bytes | None, Reference(4, _("Agency"), record="Agency")] = None
    languages: Annotated[
        frozenset[str] | None, Codes(5, _("Languages"), codes="languages", required=True, column=True)
    ] = None
    sex: Annotated[str | None, Code(6, _("Sex"), codes="sex")] = None
    by_phone: Annotated[bool | None, Flag(7, _("By telephone"))] = None
    of_person: Annotated[
        bytes | None, Reference(8, _("For whom"), section=_("Checks"), record="Person", required=True, column=True)
    ] = None
    independent: Annotated[
        str | None, Code(9, _("Independent?"), codes="yes_no_unsure", required=True, column=True)
    ] = None
    knows_anybody: Annotated[
        str | None, Code(10, _("Knows anybody in the case?"), codes="yes_no_unsure", required=True, column=True)
    ] = None
    accepted: Annotated[
        str | None, Code(11, _("Accepted by the person?"), codes="yes_no_unsure", required=True, column=True)
    ] = None
    sex_asked_for: Annotated[str | None, Code(12, _("Sex the person asked for"), codes="sex")] = None
    undertaking_on: Annotated[
        PartialDate | None, PartialDateField(13, _("Undertook to keep silence on"), column=True)
    ] = None
    oath_on: Annotated[PartialDate | None, PartialDateField(14, _("Sworn on"))] = None
    checked_by: Annotated[
        bytes | None, Reference(15, _("Checked by"), record="Officer", required=True, begins=ACTOR)
    ] = None
    began: Annotated[datetime | None, DateTimeField(16, _("From"), timeline=True, until="ended")] = None
    ended: Annotated[datetime | None, DateTimeField(17, _("To"), timeline=True)] = None
    ended_why: Annotated[str | None, LongText(18, _("Why it ended"), sensitivity=NARRATIVE)] = None


@record(
    number=62,
    scope=Scope.CASE,
    label=_("Guardian"),
    plural=_("Guardians"),
    parent="person",
    page="protection",
    icon="user",
    title="{kind}",
)
class Guardian:
    """Who speaks for a child, by which authority, and why they are independent of whoever may have harmed it."""

    person: Annotated[
        bytes | None, Reference(1, _("Child"), section=_("Who"), record="Person", required=True, column=True)
    ] = None
    who: Annotated[bytes | None, Reference(2, _("Guardian"), record="Person", required=True, column=True)] = None
    kind: Annotated[str | None, Code(3, _("Kind of guardian"), codes="guardian_kind", required=True, column=True)] = (
        None
    )
    authority: Annotated[str | None, Text(4, _("By which authority"))] = None
    appointed_on: Annotated[
        PartialDate | None, PartialDateField(5, _("Appointed on"), column=True, timeline=True, until="ended")
    ] = None
    independent: Annotated[
        str | None,
        Code(6, _("Independent?"), section=_("Independent"), codes="yes_no_unsure", required=True, column=True),
    ] = None
    independence: Annotated[str | None, LongText(7, _("Why"), sensitivity=NARRATIVE, required=True)] = None
    child_accepts: Annotated[str | None, Code(8, _("Does the child accept them?"), codes="yes_no_unsure")] = None
    ended: Annotated[PartialDate | None, PartialDateField(9, _("Ended on"), column=True, timeline=True)] = None


@record(
    number=63,
    scope=Scope.CASE,
    label=_("Best interest"),
    plural=_("Best interests"),
    parent="person",
    page="protection",
    icon="scale",
    title="{question}",
    closed=Closed(once="signed_at", by_signature=True),
    sorted_by=("-at",),
)
class BestInterest:
    """What is best for a child in one question, with what the child says. It stands once it is signed."""

    person: Annotated[
        bytes | None, Reference(1, _("Child"), section=_("Question"), record="Person", required=True, column=True)
    ] = None
    question: Annotated[str | None, Code(2, _("Question"), codes="interest_question", required=True, column=True)] = (
        None
    )
    options: Annotated[str | None, LongText(3, _("What could be done"), sensitivity=NARRATIVE, required=True)] = None
    child_says: Annotated[str | None, LongText(4, _("What the child says"), sensitivity=NARRATIVE, required=True)] = (
        None
    )
    family_says: Annotated[str | None, LongText(5, _("What the family says"), sensitivity=NARRATIVE)] = None
    safety: Annotated[str | None, LongText(6, _("Safety"), sensitivity=NARRATIVE, required=True)] = None
    decision: Annotated[
        str | None,
        LongText(
            7, _("What is best, and why"), section=_("Decision"), sensitivity=NARRATIVE, search=WORDS, required=True
        ),
    ] = None
    decided_by: Annotated[str | None, Text(8, _("Decided by"), sensitivity=IDENTITY, required=True, column=True)] = None
    members: Annotated[frozenset[str] | None, Texts(9, _("Who took part"), sensitivity=IDENTITY)] = None
    at: Annotated[
        PartialDate | None, PartialDateField(10, _("Decided on"), required=True, column=True, timeline=True)
    ] = None
    review_due: Annotated[
        PartialDate | None,
        PartialDateField(11, _("To be looked at again by"), column=True, lies=Lies.AHEAD, timeline=True),
    ] = None
    signed_at: Annotated[datetime | None, DateTimeField(12, _("Signed at"), by_program=True, timeline=True)] = None


@record(
    number=64,
    scope=Scope.CASE,
    label=_("No contact"),
    plural=_("No contact with"),
    parent="person",
    page="protection",
    icon="hand-stop",
    title="{what}",
)
class NoContact:
    """Somebody who must not reach a person, or not be told of them, and who asked for it."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("With whom"), record="Person", required=True, column=True)
    ] = None
    not_person: Annotated[bytes | None, Reference(2, _("Not this person"), record="Person", column=True)] = None
    not_words: Annotated[
        str | None, Text(3, _("Not this person, in words"), sensitivity=IDENTITY, search=NAMES, column=True)
    ] = None
    not_agency: Annotated[bytes | None, Reference(4, _("Not this agency"), record="Agency")] = None
    not_country: Annotated[str | None, Code(5, _("Not this State"), codes="countries")] = None
    what: Annotated[frozenset[str] | None, Codes(6, _("No"), codes="no_contact_of", required=True, column=True)] = None
    asked_by: Annotated[
        str | None, Code(7, _("Asked by"), section=_("Why"), codes="no_contact_source", required=True, column=True)
    ] = None
    why: Annotated[str | None, LongText(8, _("Why"), sensitivity=NARRATIVE)] = None
    order_no: Annotated[str | None, Text(9, _("Number of the order"), search=NAMES)] = None
    began: Annotated[PartialDate | None, PartialDateField(10, _("From"), column=True, timeline=True, until="ended")] = (
        None
    )
    ended: Annotated[PartialDate | None, PartialDateField(11, _("To"), column=True, timeline=True)] = None
