"""The work on a case: notes, tasks with the day they are due, calls and other contacts, and who has read a report.

Notes and tasks can be changed. A call and an acknowledgement stand as they were saved, and a correction is a further
row.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    ACTOR,
    IDENTITY,
    NAMES,
    NARRATIVE,
    NOW,
    STRICTEST,
    WORDS,
    AnyRow,
    Code,
    DateTimeField,
    DurationField,
    Flag,
    Lies,
    LongText,
    PartialDateField,
    Phone,
    Reference,
    Text,
)
from tipdesk.domain.schema import Closed, Paper, Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import Duration, NamedRow, PartialDate


@record(
    number=30,
    scope=Scope.CASE,
    label=_("Note"),
    plural=_("Notes"),
    page="notes",
    icon="note",
    title="{kind}",
)
class Note:
    """Something that an officer writes down: what was said, done or decided."""

    text: Annotated[str | None, LongText(1, _("Text"), sensitivity=NARRATIVE, search=WORDS, required=True)] = None
    kind: Annotated[str | None, Code(2, _("Kind of note"), codes="note_kind", column=True)] = None
    person: Annotated[bytes | None, Reference(3, _("About"), section=_("About"), record="Person")] = None
    occurred_at: Annotated[datetime | None, DateTimeField(4, _("When it happened"), column=True, timeline=True)] = None
    privacy: Annotated[
        str | None,
        Code(
            5,
            _("Only for"),
            section=_("Who may read it"),
            codes="note_privacy",
            merge=STRICTEST,
            help=_("Nobody else reads it, whatever their office; papers say that it was held back."),
        ),
    ] = None
    source: Annotated[
        str | None,
        Code(9, _("Whose words"), section=_("Source"), codes="evidence_source", column=True),
    ] = None
    about: Annotated[
        str | None,
        Code(
            11,
            _("Complaint about"),
            section=_("Complaint"),
            codes="complaint_about",
            column=True,
            help=_("A complaint alone. An officer complained of is excluded from the case first."),
        ),
    ] = None
    about_agency: Annotated[bytes | None, Reference(12, _("Agency complained of"), record="Agency")] = None
    wants: Annotated[str | None, LongText(13, _("What the person wants"), sensitivity=NARRATIVE)] = None
    handled_by: Annotated[bytes | None, Reference(14, _("Handled by"), record="Officer", column=True)] = None
    outcome: Annotated[str | None, LongText(15, _("Outcome"), sensitivity=NARRATIVE)] = None
    person_told_at: Annotated[datetime | None, DateTimeField(16, _("Person told at"), timeline=True)] = None
    agency: Annotated[
        bytes | None,
        Reference(6, _("Agency of the author"), section=_("Author"), record="Agency", by_program=True),
    ] = None
    author: Annotated[bytes | None, Reference(7, _("Author"), record="Officer", by_program=True)] = None
    report: Annotated[
        bytes | None,
        Reference(
            8,
            _("Added to the report"),
            section=_("Added to"),
            record="Report",
            help=_("It stands beside what was told."),
        ),
    ] = None
    corrects: Annotated[
        bytes | None,
        Reference(10, _("Corrects"), record="Note", help=_("The note that was written wrongly; it stays.")),
    ] = None


@record(
    number=31,
    scope=Scope.CASE,
    label=_("Task"),
    plural=_("Tasks"),
    page="tasks",
    icon="list-check",
    title="{title}",
    paper=Paper.BESIDE,
)
class Task:
    """Something that somebody has to do by some day."""

    title: Annotated[str | None, Text(1, _("What is to be done"), search=WORDS, required=True, column=True)] = None
    kind: Annotated[str | None, Code(2, _("Kind of task"), codes="task_type")] = None
    person: Annotated[bytes | None, Reference(3, _("About"), record="Person")] = None
    assigned_to: Annotated[
        bytes | None, Reference(4, _("Given to"), section=_("Who and when"), record="Officer", column=True)
    ] = None
    due: Annotated[PartialDate | None, PartialDateField(5, _("Due"), lies=Lies.AHEAD, column=True, timeline=True)] = (
        None
    )
    remind_on: Annotated[PartialDate | None, PartialDateField(15, _("Remind on"), lies=Lies.AHEAD)] = None
    repeats: Annotated[
        Duration | None, DurationField(16, _("Again after"), help=_("When it is done, the next is made: 1m, 3m."))
    ] = None
    priority: Annotated[str | None, Code(6, _("Priority"), codes="task_priority", column=True)] = None
    agency: Annotated[
        bytes | None, Reference(9, _("For the agency"), section=_("For whom"), record="Agency", column=True)
    ] = None
    post: Annotated[bytes | None, Reference(10, _("For the post"), record="Post", column=True)] = None
    instruction: Annotated[bool | None, Flag(11, _("Instruction of headquarters"), column=True)] = None
    asked_by: Annotated[bytes | None, Reference(12, _("Asked by"), record="Officer", by_program=True)] = None
    subject: Annotated[NamedRow | None, AnyRow(13, _("About the row"), by_program=True)] = None
    for_clock: Annotated[str | None, Text(14, _("Made for the clock"), longest=60, by_program=True, ids="rules")] = None
    status: Annotated[
        str | None, Code(7, _("Status"), section=_("How it stands"), codes="task_status", column=True)
    ] = None
    result: Annotated[str | None, LongText(8, _("Result"), sensitivity=NARRATIVE, search=WORDS)] = None
    done_at: Annotated[datetime | None, DateTimeField(17, _("Done at"), by_program=True, timeline=True)] = None
    done_by: Annotated[bytes | None, Reference(18, _("Done by"), record="Officer", by_program=True)] = None


@record(
    number=140,
    rank=32,  # after the tasks
    scope=Scope.CASE,
    label=_("Call"),
    plural=_("Calls"),
    closed=Closed(),
    page="summary",
    icon="phone",
    title="{whom}",
)
class Call:
    """A telephone call or another contact, made or received. It stands as noted: a correction is a further row."""

    way: Annotated[
        str | None,
        Code(1, _("How"), section=_("With whom"), codes="contact_way", required=True, begins="telephone", column=True),
    ] = None
    direction: Annotated[
        str | None, Code(2, _("Made or received"), codes="call_direction", required=True, begins="made", column=True)
    ] = None
    duty: Annotated[str | None, Code(3, _("Which duty"), codes="duty_kind")] = None
    whom: Annotated[str | None, Text(4, _("Whom"), sensitivity=NARRATIVE, search=WORDS, required=True, column=True)] = (
        None
    )
    agency: Annotated[bytes | None, Reference(5, _("Agency"), record="Agency")] = None
    of_person: Annotated[bytes | None, Reference(6, _("Person of the case"), record="Person")] = None
    contact_point: Annotated[bytes | None, Reference(21, _("By which way to reach them"), record="ContactPoint")] = None
    number: Annotated[str | None, Phone(8, _("Number"), sensitivity=IDENTITY, search=NAMES)] = None
    at: Annotated[
        datetime | None,
        DateTimeField(9, _("When"), section=_("When"), required=True, begins=NOW, column=True, timeline=True),
    ] = None
    by: Annotated[bytes | None, Reference(10, _("By"), record="Officer", required=True, begins=ACTOR)] = None
    answer: Annotated[
        str | None, Code(11, _("Answer"), section=_("What was said"), codes="call_answer", required=True, column=True)
    ] = None
    words: Annotated[str | None, LongText(12, _("What was said"), sensitivity=NARRATIVE, search=WORDS)] = None
    told: Annotated[str | None, LongText(13, _("What we told them"), sensitivity=NARRATIVE)] = None
    caller_checked: Annotated[str | None, Code(14, _("How the caller was checked"), codes="caller_check")] = None
    will_do: Annotated[
        str | None, Text(15, _("What they will do"), section=_("What follows"), sensitivity=NARRATIVE)
    ] = None
    by_when: Annotated[datetime | None, DateTimeField(16, _("By when"), lies=Lies.AHEAD, timeline=True)] = None
    code_phrase_used: Annotated[
        str | None, Code(17, _("Code phrase used"), section=_("Safety"), codes="yes_no_unsure")
    ] = None
    overheard: Annotated[str | None, Code(18, _("Could anybody overhear?"), codes="yes_no_unsure")] = None
    report: Annotated[bytes | None, Reference(19, _("Report"), section=_("Belongs to"), record="Report")] = None
    corrects: Annotated[
        bytes | None, Reference(20, _("Corrects"), record="Call", help=_("The call that was noted wrongly; it stays."))
    ] = None


@record(
    number=141,
    rank=33,
    scope=Scope.CASE,
    label=_("Acknowledgement"),
    plural=_("Acknowledgements"),
    closed=Closed(),
    page="summary",
    icon="check",
)
class Acknowledgement:
    """Somebody other than its author has read a report and has it in hand."""

    report: Annotated[bytes | None, Reference(1, _("Report"), record="Report", required=True)] = None
    by: Annotated[bytes | None, Reference(2, _("By"), column=True, record="Officer", required=True, begins=ACTOR)] = (
        None
    )
    at: Annotated[datetime | None, DateTimeField(3, _("When"), column=True, required=True, begins=NOW)] = None
    words: Annotated[str | None, Text(4, _("Words"), sensitivity=NARRATIVE)] = None
