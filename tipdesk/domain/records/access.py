"""Who must not know of a case, who was let in, and what was done without asking and is to be reviewed.

These records travel with the case, so that headquarters and the other PCs of its post hold to them. They are written by
verbs of their own (`services/access`), never by the editors of a case, and stand in no document.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    IDENTITY,
    NARRATIVE,
    AnyRow,
    Code,
    DateTimeField,
    Digest,
    Flag,
    Lies,
    LongText,
    Reference,
    Text,
)
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow


@record(number=42, scope=Scope.CASE, label=_("Exclusion"), plural=_("Exclusions"), has_own_verbs=True)
class Exclusion:
    """An officer who must not know of the case: named by others, or because they know somebody in it."""

    officer: Annotated[
        bytes | None, Reference(1, _("Officer"), record="Officer", sensitivity=IDENTITY, required=True)
    ] = None
    kind: Annotated[str | None, Code(2, _("Why"), codes="exclusion_kind", required=True)] = None
    reason: Annotated[str | None, LongText(3, _("Reason"), sensitivity=IDENTITY)] = None
    since: Annotated[datetime | None, DateTimeField(4, _("Since"))] = None


@record(number=43, scope=Scope.CASE, label=_("Access"), plural=_("Access given"), has_own_verbs=True)
class AccessGrant:
    """An officer who was let in: served the case up to a level, or for an hour in an emergency of their own saying."""

    officer: Annotated[bytes | None, Reference(1, _("Officer"), record="Officer", required=True)] = None
    kind: Annotated[str | None, Code(2, _("How"), codes="access_kind", required=True)] = None
    level: Annotated[str | None, Code(3, _("Up to"), codes="access_level")] = None
    reason: Annotated[str | None, LongText(4, _("Reason"), sensitivity=NARRATIVE)] = None
    begun_at: Annotated[datetime | None, DateTimeField(5, _("From"))] = None
    until: Annotated[datetime | None, DateTimeField(6, _("Until"), lies=Lies.AHEAD)] = None
    acknowledged_by: Annotated[bytes | None, Reference(7, _("Acknowledged by"), record="Officer")] = None
    acknowledged_at: Annotated[datetime | None, DateTimeField(8, _("Acknowledged at"))] = None
    acknowledged_words: Annotated[str | None, LongText(9, _("Headquarters' words"), sensitivity=NARRATIVE)] = None


@record(number=44, scope=Scope.CASE, label=_("Review"), plural=_("Reviews"), has_own_verbs=True, title="{rule}")
class Review:
    """Something done without asking first, because nobody could be asked: a supervisor judges it within 24 hours."""

    rule: Annotated[str | None, Code(1, _("What was done"), codes="review_rule", required=True)] = None
    ground: Annotated[str | None, Code(2, _("Ground"), codes="review_ground", required=True)] = None
    reason: Annotated[str | None, LongText(3, _("Reason"), sensitivity=NARRATIVE)] = None
    officer: Annotated[bytes | None, Reference(4, _("By"), record="Officer", required=True)] = None
    acted_at: Annotated[datetime | None, DateTimeField(5, _("At"))] = None
    due: Annotated[datetime | None, DateTimeField(6, _("To be reviewed by"), lies=Lies.AHEAD)] = None
    decision: Annotated[str | None, Code(7, _("Decision"), section=_("Judgement"), codes="review_decision")] = None
    decided_by: Annotated[bytes | None, Reference(8, _("Decided by"), record="Officer")] = None
    decided_at: Annotated[datetime | None, DateTimeField(9, _("Decided at"))] = None
    words: Annotated[str | None, LongText(10, _("Words"), sensitivity=NARRATIVE)] = None
    exclusion: Annotated[bytes | None, Reference(11, _("Exclusion"), record="Exclusion")] = None
    subject: Annotated[NamedRow | None, AnyRow(12, _("About the row"), by_program=True)] = None
    device: Annotated[bytes | None, Reference(13, _("PC"), record="Device", by_program=True)] = None
    gate: Annotated[str | None, Text(14, _("Rule"), longest=60, by_program=True, column=True, ids="rules")] = None
    digest: Annotated[bytes | None, Digest(15, _("Digest of what was judged"), by_program=True)] = None


@record(number=121, scope=Scope.AUDIT, label=_("Declaration"), plural=_("Declarations"))
class Declaration:
    """What an officer said on opening a case for the first time: whether they know somebody in it."""

    officer: Annotated[bytes | None, Reference(1, _("Officer"), record="Officer")] = None
    case: Annotated[bytes | None, Reference(2, _("Case"), record="Case")] = None
    knows_somebody: Annotated[bool | None, Flag(3, _("Knows somebody in it"))] = None
