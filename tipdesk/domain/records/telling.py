"""What a person was told, what they agreed to, and what they want: each time a row of its own.

None of it is changed later. A consent is withdrawn once, by its own section; what was wrong is corrected by a further
row, and what a person wants now is the newest row that says so.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    ACTOR,
    IDENTITY,
    NARRATIVE,
    NOW,
    REFUGE,
    STRICTEST,
    WORDS,
    AnyRow,
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
from tipdesk.domain.values import NamedRow, PartialDate


@record(
    number=59,
    scope=Scope.CASE,
    label=_("What was told"),
    plural=_("What was told"),
    parent="person",
    page="protection",
    icon="message-2",
    title="{kind}",
    closed=Closed(),
    sorted_by=("-at",),
)
class InformationGiven:
    """One thing that a person was told, how, in which language, and whether they understood. It stands as noted."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("What"), record="Person", required=True, column=True)
    ] = None
    kind: Annotated[str | None, Code(2, _("Told about"), codes="information_kind", required=True, column=True)] = None
    about: Annotated[NamedRow | None, AnyRow(3, _("About which record"))] = None
    words: Annotated[str | None, LongText(4, _("In words"), sensitivity=NARRATIVE)] = None
    how: Annotated[str | None, Code(5, _("How"), section=_("How"), codes="given_how", required=True)] = None
    language: Annotated[str | None, Code(6, _("Language"), codes="languages", required=True, column=True)] = None
    interpreter: Annotated[bytes | None, Reference(7, _("Interpreter"), record="Interpreter")] = None
    text_version: Annotated[str | None, Text(8, _("Version of the text"), by_program=True)] = None
    paper_left: Annotated[
        bool | None, Flag(9, _("A paper was left"), help=_("Only after you asked whether it is safe to carry."))
    ] = None
    at: Annotated[
        datetime | None,
        DateTimeField(10, _("When"), section=_("When"), required=True, column=True, begins=NOW, timeline=True),
    ] = None
    given_by: Annotated[
        bytes | None, Reference(11, _("Told by"), record="Officer", required=True, column=True, begins=ACTOR)
    ] = None
    understood: Annotated[str | None, Code(12, _("Understood?"), codes="yes_no_unsure", required=True, column=True)] = (
        None
    )
    asked: Annotated[str | None, LongText(13, _("What they asked"), sensitivity=NARRATIVE)] = None
    corrects: Annotated[
        bytes | None,
        Reference(
            14, _("Corrects"), record="InformationGiven", help=_("The reply that was noted wrongly. It is kept.")
        ),
    ] = None


@record(
    number=60,
    scope=Scope.CASE,
    label=_("Consent"),
    plural=_("Consents"),
    parent="person",
    page="protection",
    icon="circle-check",
    title=_("{scope}: {status}"),
    closed=Closed(fills_once=frozenset({"withdrawn_at", "withdrawn_how", "withdrawn_why"})),
    sorted_by=("-given_at",),
)
class Consent:
    """What a person agreed to or refused, for one scope and recipient. It stands as given; a withdrawal is added once.

    Its HTCDS field is `con_Consent`: all seven points of a live consent to an interview.
    """

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("What for"), record="Person", required=True, column=True)
    ] = None
    scope: Annotated[str | None, Code(2, _("What for"), codes="consent_scope", required=True, column=True)] = None
    agency: Annotated[bytes | None, Reference(3, _("To which agency"), record="Agency", column=True)] = None
    country: Annotated[str | None, Code(4, _("To which country"), codes="countries", column=True)] = None
    purpose: Annotated[str | None, Text(5, _("What for, in words"), sensitivity=NARRATIVE)] = None
    fields_withheld: Annotated[
        frozenset[str] | None,
        Texts(6, _("Not these answers"), names_answers=True, help=_("Answers that this recipient must not get.")),
    ] = None
    withheld_words: Annotated[str | None, LongText(7, _("Not this, in words"), sensitivity=NARRATIVE)] = None
    points: Annotated[
        frozenset[str] | None,
        Codes(8, _("Explained"), section=_("Explained"), codes="consent_point", htcds="con_Consent"),
    ] = None
    how: Annotated[str | None, Code(9, _("How"), codes="given_how")] = None
    language: Annotated[str | None, Code(10, _("Language"), codes="languages")] = None
    interpreter: Annotated[bytes | None, Reference(11, _("Interpreter"), record="Interpreter")] = None
    explained_by: Annotated[
        bytes | None, Reference(12, _("Explained by"), record="Officer", required=True, begins=ACTOR)
    ] = None
    status: Annotated[
        str | None,
        Code(13, _("Answer"), section=_("Answer"), codes="consent_status", required=True, column=True, merge=STRICTEST),
    ] = None
    given_by: Annotated[
        str | None, Code(14, _("Answered by"), codes="consent_given_by", required=True, column=True)
    ] = None
    guardian: Annotated[bytes | None, Reference(15, _("Guardian"), record="Guardian")] = None
    assent: Annotated[
        str | None,
        Code(16, _("The child agrees?"), codes="yes_no_unsure", help=_("Ask the child, whoever agrees for them.")),
    ] = None
    assent_words: Annotated[str | None, LongText(17, _("What the child said"), sensitivity=NARRATIVE)] = None
    form: Annotated[str | None, Code(18, _("How it was given"), codes="consent_form")] = None
    witness: Annotated[str | None, Text(19, _("Witness"), sensitivity=IDENTITY)] = None
    given_at: Annotated[
        datetime | None, DateTimeField(20, _("When"), required=True, column=True, begins=NOW, timeline=True)
    ] = None
    valid_until: Annotated[
        PartialDate | None, PartialDateField(21, _("Valid until"), column=True, lies=Lies.AHEAD, timeline=True)
    ] = None
    withdrawn_at: Annotated[
        datetime | None, DateTimeField(22, _("Withdrawn at"), section=_("Withdrawal"), column=True, timeline=True)
    ] = None
    withdrawn_how: Annotated[str | None, Code(23, _("How it was withdrawn"), codes="contact_way")] = None
    withdrawn_why: Annotated[str | None, LongText(24, _("Why, if they said"), sensitivity=NARRATIVE)] = None
    replaces: Annotated[
        bytes | None, Reference(25, _("Takes the place of"), section=_("Earlier"), record="Consent")
    ] = None


@record(
    number=65,
    scope=Scope.CASE,
    label=_("Wish"),
    plural=_("Wishes"),
    parent="person",
    page="protection",
    icon="heart-handshake",
    title="{place}",
    closed=Closed(),
    sorted_by=("-at",),
)
class VictimWish:
    """What a person wants and fears, as they said it at one time. A later wish is a further row."""

    person: Annotated[
        bytes | None,
        Reference(1, _("Person"), section=_("What they want"), record="Person", required=True, column=True),
    ] = None
    at: Annotated[
        datetime | None, DateTimeField(2, _("When"), required=True, column=True, begins=NOW, timeline=True)
    ] = None
    place: Annotated[str | None, Code(3, _("Where they want to be"), codes="wish_place", column=True)] = None
    afraid_to_go_home: Annotated[
        str | None, Code(4, _("Afraid to go home?"), codes="yes_no_unsure", required=True, column=True)
    ] = None
    afraid_of: Annotated[str | None, LongText(5, _("Afraid of"), sensitivity=NARRATIVE)] = None
    afraid_states: Annotated[
        frozenset[str] | None, Codes(6, _("Afraid of these States"), sensitivity=NARRATIVE, codes="countries")
    ] = None
    tell_consulate: Annotated[
        str | None, Code(7, _("Tell the consulate?"), section=_("Whom may we tell"), codes="yes_no_unsure", column=True)
    ] = None
    police: Annotated[str | None, Code(8, _("Speak to the police?"), codes="wish_police", column=True)] = None
    lawyer: Annotated[str | None, Code(9, _("Wants a lawyer?"), codes="yes_no_unsure")] = None
    rest: Annotated[str | None, Code(10, _("Wants time to rest?"), codes="yes_no_unsure")] = None
    tell_family: Annotated[str | None, Code(11, _("Tell the family?"), codes="yes_no_unsure")] = None
    must_not_know: Annotated[str | None, LongText(12, _("Who must not know"), sensitivity=REFUGE)] = None
    words: Annotated[
        str | None, LongText(13, _("In their words"), section=_("In words"), sensitivity=NARRATIVE, search=WORDS)
    ] = None
    interpreter: Annotated[bytes | None, Reference(14, _("Interpreter"), record="Interpreter")] = None
    corrects: Annotated[
        bytes | None,
        Reference(15, _("Corrects"), record="VictimWish", help=_("The reply that was noted wrongly. It is kept.")),
    ] = None
