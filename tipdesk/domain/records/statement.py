"""What a person said, written down and read back to them."""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    ACTOR,
    IDENTITY,
    LOCATION,
    NAMES,
    NARRATIVE,
    WORDS,
    Code,
    DateTimeField,
    LongText,
    Reference,
    Text,
)
from tipdesk.domain.schema import Closed, Scope, record
from tipdesk.domain.texts import _


@record(
    number=272,
    scope=Scope.CASE,
    label=_("Statement"),
    plural=_("Statements"),
    parent="person",
    page="evidence",
    icon="file-text",
    title="{kind} {number}",
    closed=Closed(once="signed_at", by_signature=True),
    sorted_by=("-began",),
)
class Statement:
    """What a person said, read back and signed. It stands once it is signed; a further statement is a new row."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Statement"), record="Person", required=True, column=True)
    ] = None
    kind: Annotated[str | None, Code(2, _("Kind"), codes="statement_kind", required=True, column=True)] = None
    number: Annotated[str | None, Text(3, _("Number"), search=NAMES, column=True)] = None
    interviewer: Annotated[
        bytes | None, Reference(4, _("Taken by"), record="Officer", required=True, column=True, begins=ACTOR)
    ] = None
    second: Annotated[bytes | None, Reference(5, _("Second officer"), record="Officer")] = None
    interpreter: Annotated[bytes | None, Reference(6, _("Interpreter"), record="Interpreter")] = None
    language: Annotated[str | None, Code(7, _("Language"), codes="languages", required=True)] = None
    support_person: Annotated[str | None, Text(8, _("Support person"), sensitivity=IDENTITY)] = None
    medium: Annotated[str | None, Code(9, _("How"), codes="medium")] = None
    place: Annotated[str | None, Text(10, _("Place"), sensitivity=LOCATION)] = None
    began: Annotated[
        datetime | None, DateTimeField(11, _("From"), required=True, column=True, timeline=True, until="ended")
    ] = None
    ended: Annotated[datetime | None, DateTimeField(12, _("To"), timeline=True)] = None
    words: Annotated[
        str | None,
        LongText(13, _("What was said"), section=_("Words"), sensitivity=NARRATIVE, search=WORDS, required=True),
    ] = None
    read_back_by: Annotated[str | None, Text(14, _("Read back by"), section=_("Read back and signed"))] = None
    corrections_asked: Annotated[str | None, LongText(15, _("Corrections asked for"), sensitivity=NARRATIVE)] = None
    status: Annotated[str | None, Code(16, _("Status"), codes="statement_status", required=True, column=True)] = None
    signed_at: Annotated[
        datetime | None, DateTimeField(17, _("Signed at"), column=True, by_program=True, timeline=True)
    ] = None
    consent: Annotated[bytes | None, Reference(18, _("Consent"), record="Consent")] = None
    replaces: Annotated[bytes | None, Reference(19, _("Takes the place of"), record="Statement")] = None
