"""What somebody else agreed to before it was done, and with which other case a case belongs together.

An approval names the gate for which it was asked and the row to which the deed would be done. It is asked and answered
by verbs of its own (`services/gates`), never by an editor, and stands for good once it was answered.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    NARRATIVE,
    WORDS,
    AnyRow,
    Code,
    DateTimeField,
    Digest,
    Lies,
    LongText,
    Reference,
    Text,
)
from tipdesk.domain.schema import Closed, Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow


@record(
    number=142,
    rank=34,
    scope=Scope.CASE,
    label=_("Approval"),
    plural=_("Approvals"),
    has_own_verbs=True,
    closed=Closed(once="decided_at"),
    page="summary",
    icon="circle-check",
    title="{gate}",
)
class Approval:
    """One question to somebody else, whether a deed may be done, with the answer.

    `gate` is the id of the rule that asks for it. `digest` is SHA-256 of what is approved as it was when it was asked,
    so that an approval of what has changed since does not count.
    """

    gate: Annotated[
        str | None, Text(1, _("Rule"), section=_("Asked"), longest=60, required=True, column=True, ids="rules")
    ] = None
    subject: Annotated[NamedRow | None, AnyRow(2, _("About"), required=True)] = None
    digest: Annotated[bytes | None, Digest(3, _("Digest of what is approved"), by_program=True)] = None
    ask: Annotated[str | None, LongText(4, _("What is asked"), sensitivity=NARRATIVE, search=WORDS, required=True)] = (
        None
    )
    basis: Annotated[str | None, Code(5, _("Basis"), codes="override_reason")] = None
    asked_by: Annotated[bytes | None, Reference(6, _("Asked by"), record="Officer", by_program=True, column=True)] = (
        None
    )
    asked_at: Annotated[
        datetime | None, DateTimeField(7, _("Asked at"), by_program=True, column=True, timeline=True)
    ] = None
    decision: Annotated[
        str | None, Code(8, _("Answer"), section=_("Answer"), codes="approval_decision", column=True)
    ] = None
    decided_by: Annotated[
        bytes | None, Reference(9, _("Answered by"), record="Officer", by_program=True, column=True)
    ] = None
    decided_at: Annotated[
        datetime | None, DateTimeField(10, _("Answered at"), by_program=True, column=True, timeline=True)
    ] = None
    conditions: Annotated[str | None, LongText(11, _("Conditions"), sensitivity=NARRATIVE)] = None
    valid_until: Annotated[datetime | None, DateTimeField(12, _("Valid until"), lies=Lies.AHEAD)] = None


@record(
    number=143,
    rank=35,
    scope=Scope.CASE,
    label=_("Link to another case"),
    plural=_("Links to other cases"),
    page="summary",
    icon="affiliate",
    title="{reason}",
)
class CaseLink:
    """Another case that belongs together with this one, and why. Who may not see that case learns that there is one."""

    other: Annotated[bytes | None, Reference(1, _("Other case"), record="Case", required=True, column=True)] = None
    reason: Annotated[str | None, Code(2, _("Why"), codes="case_link_reason", required=True, column=True)] = None
    words: Annotated[str | None, LongText(3, _("In words"), sensitivity=NARRATIVE)] = None
