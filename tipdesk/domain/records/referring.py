"""Asking an agency for help, what it answered, and what left the service with whose consent."""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    IDENTITY,
    NARRATIVE,
    NOW,
    WORDS,
    Code,
    DateTimeField,
    Digest,
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
    number=206,
    scope=Scope.CASE,
    label=_("Referral"),
    plural=_("Referrals"),
    parent="person",
    page="protection",
    icon="heart-handshake",
    title=_("{service}: {status}"),
    closed=Closed(
        once="sent_at", leaves_open=frozenset({"status", "reply_due", "next_step", "ended_why"}), by_signature=True
    ),
    sorted_by=("-on",),
)
class Referral:
    """One request for a service, to an agency or from one. What was sent stands; its course goes on.

    Its HTCDS fields are those of incoming and outgoing referrals (`cas_`), by direction.
    """

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("To or from"), record="Person", required=True, column=True)
    ] = None
    direction: Annotated[
        str | None, Code(2, _("Direction"), codes="referral_direction", required=True, column=True)
    ] = None
    agency: Annotated[bytes | None, Reference(3, _("Agency"), record="Agency", required=True, column=True)] = None
    worker: Annotated[str | None, Text(4, _("Our contact there"))] = None
    service: Annotated[str | None, Code(5, _("What for"), codes="service_type", required=True, column=True)] = None
    need: Annotated[bytes | None, Reference(6, _("Need"), record="Need")] = None
    reason: Annotated[str | None, Code(7, _("Reason"), codes="referral_reason", required=True)] = None
    details: Annotated[str | None, LongText(8, _("What is asked"), sensitivity=NARRATIVE, search=WORDS)] = None
    urgency: Annotated[str | None, Code(9, _("Urgency"), codes="urgency", column=True)] = None
    on: Annotated[PartialDate | None, PartialDateField(10, _("On"), required=True, column=True, timeline=True)] = None
    transfer: Annotated[
        bytes | None,
        Reference(11, _("What was shared"), section=_("What is shared"), record="Transfer", by_program=True),
    ] = None
    status: Annotated[
        str | None, Code(12, _("Status"), section=_("Course"), codes="referral_status", required=True, column=True)
    ] = None
    sent_at: Annotated[datetime | None, DateTimeField(13, _("Sent at"), by_program=True, timeline=True)] = None
    reply_due: Annotated[
        datetime | None, DateTimeField(14, _("Reply due"), column=True, by_program=True, lies=Lies.AHEAD, timeline=True)
    ] = None
    next_step: Annotated[str | None, Text(15, _("Next step"), sensitivity=NARRATIVE)] = None
    ended_why: Annotated[str | None, LongText(16, _("Why it ended"), sensitivity=NARRATIVE)] = None


@record(
    number=207,
    scope=Scope.CASE,
    label=_("Reply to a referral"),
    plural=_("Replies to referrals"),
    parent="referral",
    page="protection",
    icon="message-2",
    title="{answer}",
    closed=Closed(),
    sorted_by=("-at",),
)
class ReferralReply:
    """What an agency answered to a referral, by slip or telephone. It stands as noted."""

    referral: Annotated[
        bytes | None, Reference(1, _("Referral"), section=_("Reply"), record="Referral", required=True)
    ] = None
    answer: Annotated[str | None, Code(2, _("Answer"), codes="reply_answer", required=True, column=True)] = None
    way: Annotated[str | None, Code(3, _("How it came"), codes="reply_way", required=True, column=True)] = None
    replied_by: Annotated[str | None, Text(4, _("Who replied"), sensitivity=IDENTITY, required=True)] = None
    at: Annotated[
        datetime | None, DateTimeField(5, _("When"), required=True, column=True, begins=NOW, timeline=True)
    ] = None
    code: Annotated[str | None, Text(6, _("Code on the slip"))] = None
    words: Annotated[str | None, LongText(7, _("In words"), sensitivity=NARRATIVE, search=WORDS)] = None
    corrects: Annotated[
        bytes | None,
        Reference(8, _("Corrects"), record="ReferralReply", help=_("The reply that was noted wrongly. It is kept.")),
    ] = None


@record(
    number=302,
    scope=Scope.CASE,
    label=_("What was shared"),
    plural=_("What was shared"),
    page="documents",
    icon="upload",
    title=_("{kind}: {status}"),
    closed=Closed(
        once="sent_at",
        leaves_open=frozenset(
            {"status", "collected_by", "received_at", "answer", "answer_why", "recalled_at", "recall_confirmed_at"}
        ),
        by_signature=True,
    ),
)
class Transfer:
    """What was given to somebody outside, on which basis, and whether they have it. What was sent stands."""

    kind: Annotated[
        str | None, Code(1, _("Kind"), section=_("What"), codes="transfer_kind", required=True, column=True)
    ] = None
    referral: Annotated[bytes | None, Reference(2, _("Referral"), record="Referral")] = None
    template: Annotated[str | None, Text(3, _("Template"), required=True, ids="letters")] = None
    fields_shared: Annotated[frozenset[str] | None, Texts(4, _("Answers given"), names_answers=True, required=True)] = (
        None
    )
    fields_held_back: Annotated[
        frozenset[str] | None, Texts(5, _("Answers held back"), names_answers=True, by_program=True)
    ] = None
    preview: Annotated[bytes | None, Digest(6, _("Digest of what was shown"), by_program=True)] = None
    agency: Annotated[bytes | None, Reference(7, _("Agency"), section=_("To whom"), record="Agency", column=True)] = (
        None
    )
    country: Annotated[str | None, Code(8, _("Country"), codes="countries")] = None
    recipient: Annotated[str | None, Text(9, _("Recipient"), sensitivity=IDENTITY)] = None
    way: Annotated[str | None, Code(10, _("How"), codes="transfer_way", required=True, column=True)] = None
    safeguards: Annotated[str | None, LongText(11, _("Promise of the recipient"), sensitivity=NARRATIVE)] = None
    basis: Annotated[
        str | None, Code(12, _("Basis"), section=_("Basis"), codes="data_basis", required=True, column=True)
    ] = None
    approval: Annotated[bytes | None, Reference(13, _("Approval"), record="Approval")] = None
    status: Annotated[
        str | None, Code(14, _("Status"), section=_("Course"), codes="transfer_status", required=True, column=True)
    ] = None
    sent_at: Annotated[
        datetime | None, DateTimeField(15, _("Sent at"), column=True, by_program=True, timeline=True)
    ] = None
    collected_by: Annotated[str | None, Text(16, _("Collected by"), sensitivity=IDENTITY)] = None
    received_at: Annotated[datetime | None, DateTimeField(17, _("Received at"), column=True, timeline=True)] = None
    answer: Annotated[str | None, Code(18, _("Answer"), codes="reply_answer")] = None
    answer_why: Annotated[str | None, LongText(19, _("Why"), sensitivity=NARRATIVE)] = None
    recalled_at: Annotated[datetime | None, DateTimeField(20, _("Asked back at"), timeline=True)] = None
    recall_confirmed_at: Annotated[datetime | None, DateTimeField(21, _("Given back at"), timeline=True)] = None
    digest: Annotated[bytes | None, Digest(22, _("Digest of what was sent"), by_program=True)] = None


@record(
    number=303,
    scope=Scope.CASE,
    label=_("Person whose answers were shared"),
    plural=_("People whose answers were shared"),
    parent="transfer",
    page="documents",
    icon="user",
    closed=Closed(with_row="transfer"),
)
class TransferPerson:
    """Whose answers left with a transfer, and by which consent."""

    transfer: Annotated[
        bytes | None, Reference(1, _("What was shared"), section=_("Person"), record="Transfer", required=True)
    ] = None
    person: Annotated[bytes | None, Reference(2, _("Person"), record="Person", required=True, column=True)] = None
    consent: Annotated[bytes | None, Reference(3, _("Consent"), record="Consent")] = None
    approval: Annotated[bytes | None, Reference(4, _("Approval"), record="Approval")] = None
    identity: Annotated[bool | None, Flag(5, _("Who they are"), required=True)] = None
    location: Annotated[bool | None, Flag(6, _("Where they are"), required=True)] = None
    narrative: Annotated[bool | None, Flag(7, _("What happened to them"), required=True)] = None
