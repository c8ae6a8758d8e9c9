"""The case, and the report that opened it: the answers from the counter and what followed them.

Both are declared field by field; everything that shows, stores or sends a case is made from these declarations.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    HIGHEST,
    IDENTITY,
    LOCATION,
    NAMES,
    NARRATIVE,
    STRICTEST,
    WORDS,
    AsTyped,
    Code,
    Codes,
    DateTimeField,
    Flag,
    Lies,
    LongText,
    Number,
    PartialDateField,
    Phone,
    Reference,
    Text,
)
from tipdesk.domain.schema import Closed, Scope, record
from tipdesk.domain.texts import _, counted
from tipdesk.domain.values import PartialDate


@record(
    number=1,
    scope=Scope.CASE,
    label=_("Case"),
    plural=_("Cases"),
    page="summary",
    icon="folder",
    title=_("{reference} {title}"),
)
class Case:
    """One matter with all its people, journeys and work. Its HTCDS prefix is `cas_`."""

    reference: Annotated[
        str | None,
        Text(
            1,
            _("Reference"),
            section=_("Name and stage"),
            help=_("Neutral: it tells nothing outside."),
            search=NAMES,
            column=True,
            is_code=True,
        ),
    ] = None
    register_no: Annotated[
        str | None,
        Text(2, _("Register number"), help=_("Given by headquarters."), search=NAMES, longest=40, is_code=True),
    ] = None
    title: Annotated[
        str | None,
        Text(
            3,
            _("Title"),
            help=_("A neutral code name: no person, no place, no form of exploitation."),
            search=WORDS,
            required=True,
            column=True,
        ),
    ] = None
    diary_no: Annotated[str | None, Text(24, _("Station diary number"), search=NAMES, longest=40, is_code=True)] = None
    crime_no: Annotated[str | None, Text(25, _("Crime number"), search=NAMES, longest=40, is_code=True)] = None
    group_case: Annotated[
        bool | None, Flag(26, _("Group case"), help=_("Many people found at once, typed in the line list."))
    ] = None
    case_type: Annotated[str | None, Code(4, _("Kind of case"), codes="case_type")] = None
    status: Annotated[str | None, Code(5, _("Stage"), codes="case_status", htcds="cas_Status", column=True)] = None
    date_reported: Annotated[
        PartialDate | None, PartialDateField(6, _("Reported on"), section=_("Dates"), timeline=True)
    ] = None
    date_first_contact: Annotated[PartialDate | None, PartialDateField(7, _("First contact on"), timeline=True)] = None
    date_opened: Annotated[
        PartialDate | None, PartialDateField(8, _("Opened on"), ctdc="yearOfRegistration", timeline=True)
    ] = None
    date_closed: Annotated[PartialDate | None, PartialDateField(9, _("Closed on"), timeline=True)] = None
    report_channel: Annotated[
        str | None, Code(10, _("How it came to us"), section=_("In charge"), codes="report_channel")
    ] = None
    lead_agency: Annotated[bytes | None, Reference(11, _("Lead agency"), record="Agency")] = None
    owner: Annotated[
        bytes | None, Reference(12, _("Officer in charge"), record="Officer", htcds="cas_CaseOwner", column=True)
    ] = None
    post: Annotated[bytes | None, Reference(27, _("Post in charge"), record="Post", by_program=True, column=True)] = (
        None
    )
    moved_to: Annotated[bytes | None, Reference(28, _("Moved to"), record="Case", by_program=True)] = None
    sealing: Annotated[
        str | None,
        Code(13, _("Sealing level"), section=_("Risk and sealing"), codes="sealing", merge=STRICTEST, by_program=True),
    ] = None
    risk_level: Annotated[str | None, Code(14, _("Risk"), codes="risk_level", merge=HIGHEST, column=True)] = None
    forms_suspected: Annotated[
        frozenset[str] | None,
        Codes(
            15,
            _("Forms of exploitation suspected"),
            section=_("What it is about"),
            codes="exploitation_type",
            sensitivity=NARRATIVE,
        ),
    ] = None
    summary: Annotated[
        str | None, LongText(16, _("Summary"), sensitivity=NARRATIVE, search=WORDS, htcds="cco_CaseComment")
    ] = None
    closure_reason: Annotated[
        str | None,
        Code(
            17,
            _("Reason for closing"),
            section=_("Closing and keeping"),
            codes="closure_reason",
        ),
    ] = None
    closure_words: Annotated[
        str | None,
        LongText(
            20,
            _("Why it is closed, in words"),
            sensitivity=NARRATIVE,
            search=WORDS,
            htcds="cas_ReasonForCaseClosure",
        ),
    ] = None
    reopened_why: Annotated[str | None, LongText(21, _("Why it was reopened"), sensitivity=NARRATIVE)] = None
    legal_hold: Annotated[bool | None, Flag(18, _("Legal hold"), merge=STRICTEST)] = None
    hold_reason: Annotated[str | None, Code(22, _("Held because of"), codes="hold_reason")] = None
    hold_words: Annotated[str | None, LongText(23, _("Held, in words"), sensitivity=NARRATIVE)] = None
    retention_until: Annotated[PartialDate | None, PartialDateField(19, _("Keep until"), lies=Lies.AHEAD)] = None


_LIVES_ON = frozenset({"became_of_them", "became_why", "author_verified"})
"""The fields that follow a report and are no part of what its author first said, so that they stay open."""


@record(
    number=2,
    scope=Scope.CASE,
    label=_("Report"),
    plural=_("Reports"),
    closed=Closed(once="sent_at", leaves_open=_LIVES_ON, can_fill=True),
    page="summary",
    icon="message-2",
)
class Report:
    """What the officer at the counter saw: answers, of which none is required, and what became of the people since.

    Once it is sent, it stands as it is. Whom the officer rang is told by rows of Call; a report that was made before
    that record existed tells of its first call itself.
    """

    where_now: Annotated[
        str | None,
        Code(
            1,
            _("Where are they now?"),
            section=_("What was seen"),
            column=True,
            codes="where_now",
            in_line=_("Where: {value}"),
        ),
    ] = None
    danger_now: Annotated[
        str | None,
        Code(2, _("Is anybody in danger now?"), column=True, codes="yes_no_unsure", in_line=_("Danger now: {value}")),
    ] = None
    under_18: Annotated[
        str | None,
        Code(
            3,
            _("Is anybody under 18?"),
            help=_("Not sure counts as yes."),
            codes="yes_no_unsure",
            in_line=_("Under 18: {value}"),
        ),
    ] = None
    persons_count: Annotated[
        int | None,
        Number(
            4,
            _("How many people?"),
            low=0,
            high=10_000,
            in_line=counted("{count} person", "{count} people"),
        ),
    ] = None
    travel: Annotated[str | None, Text(5, _("Flight, vessel or place"), sensitivity=LOCATION, search=WORDS)] = None
    passport: Annotated[
        str | None, Code(6, _("Passport"), codes="passport_seen", help=_("A name need not be recorded."))
    ] = None
    who_is_with_them: Annotated[str | None, Text(7, _("Who is with them?"), sensitivity=IDENTITY, search=NAMES)] = None
    what_seen: Annotated[frozenset[str] | None, Codes(8, _("What I saw"), codes="what_seen", sensitivity=NARRATIVE)] = (
        None
    )
    own_words: Annotated[str | None, LongText(9, _("In my own words"), sensitivity=NARRATIVE, search=WORDS)] = None
    channel: Annotated[
        str | None,
        Code(10, _("How it came to us"), section=_("How and when it came"), codes="report_channel", column=True),
    ] = None
    received_at: Annotated[datetime | None, DateTimeField(11, _("Received at"), column=True, timeline=True)] = None
    direction: Annotated[str | None, Code(12, _("Arriving or departing"), codes="travel_direction")] = None
    urgency: Annotated[str | None, Code(20, _("Urgency"), codes="urgency", merge=HIGHEST, column=True)] = None
    companion_relation: Annotated[
        str | None, Text(13, _("Relation the companion claims"), section=_("Companion and host"), sensitivity=NARRATIVE)
    ] = None
    host_name: Annotated[str | None, Text(14, _("Host's name"), sensitivity=IDENTITY, search=NAMES)] = None
    host_phone: Annotated[str | None, Phone(15, _("Host's telephone"), sensitivity=IDENTITY, search=NAMES)] = None
    host_address: Annotated[str | None, Text(16, _("Host's address"), sensitivity=LOCATION, search=WORDS)] = None
    paid_by: Annotated[str | None, Text(17, _("Who paid for the travel?"), sensitivity=NARRATIVE)] = None
    days_granted: Annotated[int | None, Number(18, _("Days granted"), section=_("At the border"), low=0, high=3650)] = (
        None
    )
    border_number: Annotated[str | None, Text(19, _("Border system number"), search=NAMES, longest=40)] = None
    vessel: Annotated[
        str | None, Text(33, _("Vessel"), section=_("Vessel or carrier"), sensitivity=LOCATION, search=NAMES)
    ] = None
    master: Annotated[str | None, Text(34, _("Master"), sensitivity=IDENTITY, search=NAMES)] = None
    agent: Annotated[str | None, Text(35, _("Agent"), sensitivity=IDENTITY, search=NAMES)] = None
    berth: Annotated[str | None, Text(36, _("Berth"), sensitivity=LOCATION)] = None
    carrier: Annotated[str | None, Text(37, _("Carrier"), search=NAMES)] = None
    ticket: Annotated[str | None, Code(38, _("Ticket"), codes="ticket_kind")] = None
    ticket_bought_by: Annotated[str | None, Text(39, _("Ticket bought by"), sensitivity=NARRATIVE)] = None
    travellers_without_papers: Annotated[int | None, Number(40, _("Travellers without papers"), low=0, high=10_000)] = (
        None
    )
    rung_whom: Annotated[str | None, Text(21, _("Whom I rang"), section=_("First call"), search=WORDS)] = None
    rung_at: Annotated[datetime | None, DateTimeField(22, _("When I rang"))] = None
    rung_answer: Annotated[str | None, Code(23, _("Answer"), codes="call_answer")] = None
    became_of_them: Annotated[
        str | None, Code(24, _("What became of them"), section=_("Afterwards"), codes="became_of_them")
    ] = None
    became_why: Annotated[str | None, LongText(25, _("Why"), sensitivity=NARRATIVE, search=WORDS)] = None
    caller_anonymous: Annotated[bool | None, Flag(26, _("Caller wants to stay unnamed"), section=_("Who told it"))] = (
        None
    )
    author_verified: Annotated[
        bool | None,
        Flag(27, _("Author verified"), help=_("No: it was written without unlocking the PC."), by_program=True),
    ] = None
    author_claimed: Annotated[
        str | None, Text(28, _("Author, as they named themselves"), longest=120, by_program=True)
    ] = None
    as_typed: Annotated[
        frozenset[str] | None,
        AsTyped(
            29,
            _("Answers that could not be read, as typed"),
            section=_("On paper, and sending"),
            help=_("Word for word, beside the name of the question."),
            sensitivity=LOCATION,  # as much as any question whose answer may stand here
            by_program=True,
        ),
    ] = None
    sent_at: Annotated[datetime | None, DateTimeField(30, _("Sent at"), by_program=True)] = None
    paper_no: Annotated[
        str | None, Text(31, _("Paper number"), help=_("Of the sheet it was written on."), search=NAMES, longest=40)
    ] = None
    written_at: Annotated[
        datetime | None,
        DateTimeField(32, _("Written at"), help=_("Typed in later from paper: when it was written down.")),
    ] = None
