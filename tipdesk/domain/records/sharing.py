"""A case that more than one post works on, and a case that goes from one post to another.

Both are written by verbs of their own (`services/sharing`, `services/handover`), never by an editor. A share is
headquarters' alone, since it decides which PCs hold the case. A hand-over is asked for by one post and answered by the
other; each of its steps fills fields of the one row.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import NARRATIVE, Code, DateTimeField, LongText, Reference, Text
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _


@record(
    number=144,
    rank=36,
    scope=Scope.CASE,
    label=_("Share with a post"),
    plural=_("Shares with posts"),
    has_own_verbs=True,
    icon="affiliate",
    title="{began}",
)
class CaseShare:
    """Another post that holds the case whole and works on it too, from `began` until `ended`.

    A row that has ended never lives again: whoever shares the case with that post once more makes a new row.
    """

    with_post: Annotated[bytes | None, Reference(1, _("Shared with"), record="Post", required=True, column=True)] = None
    why: Annotated[str | None, LongText(2, _("Why"), sensitivity=NARRATIVE, required=True)] = None
    asked_by: Annotated[bytes | None, Reference(3, _("Asked by"), record="Officer", column=True)] = None
    began: Annotated[datetime | None, DateTimeField(4, _("Shared since"), by_program=True, column=True)] = None
    ended: Annotated[datetime | None, DateTimeField(5, _("Share ended"), by_program=True, column=True)] = None


@record(
    number=145,
    rank=37,
    scope=Scope.CASE,
    label=_("Hand-over"),
    plural=_("Hand-overs"),
    has_own_verbs=True,
    icon="route",
    title="{asked_at}",
)
class CaseHandover:
    """One offer of the case to another post, with that post's answer; a new offer is a new row."""

    to_post: Annotated[
        bytes | None, Reference(1, _("To post"), section=_("Offered"), record="Post", required=True, column=True)
    ] = None
    to_officer: Annotated[bytes | None, Reference(2, _("To officer"), record="Officer")] = None
    why: Annotated[str | None, LongText(3, _("Why"), sensitivity=NARRATIVE, required=True)] = None
    asked_at: Annotated[datetime | None, DateTimeField(4, _("Offered at"), by_program=True, column=True)] = None
    answer: Annotated[str | None, Code(5, _("Answer"), section=_("Answer"), codes="reply_answer", column=True)] = None
    answered_by: Annotated[bytes | None, Reference(6, _("Answered by"), record="Officer", by_program=True)] = None
    answered_at: Annotated[datetime | None, DateTimeField(7, _("Answered at"), by_program=True, column=True)] = None
    answer_why: Annotated[str | None, LongText(8, _("Why that answer"), sensitivity=NARRATIVE)] = None
    way: Annotated[str | None, Code(9, _("How it went"), section=_("Way"), codes="transfer_way")] = None
    grant: Annotated[str | None, Text(10, _("Headquarters' grant"), longest=200, by_program=True, is_code=True)] = None
