"""The work on a case: notes of what was said, done or decided, and tasks with the day they are due."""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    NARRATIVE,
    STRICTEST,
    WORDS,
    Code,
    DateTimeField,
    Lies,
    LongText,
    PartialDateField,
    Reference,
    Text,
)
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate


@record(number=30, scope=Scope.CASE, label=_("Note"), plural=_("Notes"))
class Note:
    """Something that an officer writes down: what was said, done or decided."""

    text: Annotated[str | None, LongText(1, _("Text"), sensitivity=NARRATIVE, search=WORDS, required=True)] = None
    kind: Annotated[str | None, Code(2, _("Kind of note"), codes="note_kind", in_title=True)] = None
    person: Annotated[bytes | None, Reference(3, _("About"), record="Person")] = None
    occurred_at: Annotated[datetime | None, DateTimeField(4, _("When it happened"))] = None
    privacy: Annotated[
        str | None,
        Code(
            5,
            _("Only for"),
            codes="note_privacy",
            merge=STRICTEST,
            help=_("Nobody else reads it, whatever their office; papers say that it was held back."),
        ),
    ] = None
    agency: Annotated[bytes | None, Reference(6, _("Agency of the author"), record="Agency", by_program=True)] = None
    author: Annotated[bytes | None, Reference(7, _("Author"), record="Officer", by_program=True)] = None


@record(number=31, scope=Scope.CASE, label=_("Task"), plural=_("Tasks"))
class Task:
    """Something that somebody has to do by some day."""

    title: Annotated[str | None, Text(1, _("What is to be done"), search=WORDS, required=True, in_title=True)] = None
    kind: Annotated[str | None, Code(2, _("Kind of task"), codes="task_type")] = None
    person: Annotated[bytes | None, Reference(3, _("About"), record="Person")] = None
    assigned_to: Annotated[bytes | None, Reference(4, _("Given to"), record="Officer")] = None
    due: Annotated[PartialDate | None, PartialDateField(5, _("Due"), lies=Lies.AHEAD)] = None
    priority: Annotated[str | None, Code(6, _("Priority"), codes="task_priority")] = None
    status: Annotated[str | None, Code(7, _("Status"), codes="task_status")] = None
    result: Annotated[str | None, LongText(8, _("Result"), sensitivity=NARRATIVE, search=WORDS)] = None
