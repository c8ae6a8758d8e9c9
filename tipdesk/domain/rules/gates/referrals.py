"""The gates of asking an agency for help: what the person wants, to whom it may go, and what was really answered."""

from collections.abc import Iterator

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.journeys import OF_REFERRAL, is_out
from tipdesk.domain.rules.gates.moments import SINCE, is_taken_now, written_ms
from tipdesk.domain.rules.gates.predicates import GROUNDS, by_role, is_all_told, is_told, told
from tipdesk.domain.rules.gates.recipients import is_agency_known, is_recipient_agreed, obstacles
from tipdesk.domain.rules.gates.transfers import KNOWN_BY, agencies_of, is_sent_by, sent_ms
from tipdesk.domain.rules.sent import LEFT, is_sent
from tipdesk.domain.texts import _

_RECORD = "Referral"
_REFERS = frozenset({"victim_support", "supervisor", "investigator"})
_HEADQUARTERS = frozenset({"coordinator"})
_PROPOSED: frozenset[Value] = frozenset({"proposed"})
_ANSWERS: frozenset[Value] = frozenset({"accepted", "rejected", "in_progress", "done"})
_TAKEN_ON: frozenset[Value] = frozenset({"accepted", "in_progress", "done"})
_REVOKED, _DECLINED, _ANSWERED = "revoked", "declined", "answered"


def is_taken_on(view: FrozenCase, referral: Row) -> bool:
    """Tell whether an agency took on what it was asked for: it says so by every answer, and a reply is there.

    What came in without a reply counts as sent.
    """
    is_said = told(referral, "status") <= _TAKEN_ON and is_all_told(referral, "status")
    return is_said and live_values(referral, "direction") == {"out"} and _answered(view, referral, None) is None


def _proposed(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if not is_out(row):
        return None
    is_sending = is_sent_by(view, row, deed)
    is_proposing = not is_sent(row) and not live_values(row, "status").isdisjoint(_PROPOSED)
    if deed is not None and is_proposing:
        is_proposing = is_taken_now(view, row, deed, "status", _PROPOSED)
    if not is_sending and not is_proposing:
        return None
    needs = by_role(deed, _REFERS | _HEADQUARTERS, row) if deed is not None else []
    if needs:
        said = _("Your role does not refer people. Ask victim support, an investigator or a supervisor to do it.")
        return Failed(PROPOSED.id, _RECORD, row.id, said, tuple(needs))
    found = next(_lacking(view, row, deed, is_sending=is_sending), None)
    if found is None:
        return None
    said, need = found
    fields = need.fields if need.record == _RECORD else ()
    return Failed(PROPOSED.id, _RECORD, row.id, said, (need,), fields=fields)


def _lacking(view: FrozenCase, row: Row, deed: Deed | None, *, is_sending: bool) -> Iterator[tuple[str, Need]]:
    """Yield what is missing before an agency is asked, in a sentence, and what satisfies it."""
    person = next((one for one in live_values(row, "person") if isinstance(one, bytes)), None)
    if not (is_told(row, "need") or is_told(row, "reason")):
        yield _("Say which need this is for, or why you ask."), Need(_RECORD, ("need", "reason"), row.id, person)
    for need in (one for one in view.of("Need") if one.id in live_values(row, "need")):
        if _DECLINED in live_values(need, "wish"):
            yield (
                _("The person does not want this. Ask them again, or leave it."),
                Need("Need", ("wish",), need.id, person),
            )
    if is_sending:
        yield from _lacking_to_send(view, row, person, sent_ms(view, row, deed))
        return
    at_ms = view.now_ms if deed is not None else written_ms(view, row)
    drafts = [one for one in view.of("Transfer") if _is_of(row, one)]
    for one in drafts or [row]:
        if not drafts or not is_recipient_agreed(view, one, deed):
            yield from obstacles(view, one, at_ms)


def _lacking_to_send(view: FrozenCase, row: Row, person: bytes | None, at_ms: int) -> Iterator[tuple[str, Need]]:
    """Yield what is missing for sending; what goes with it, and to whom, is judged by the gates of what leaves."""
    agencies = agencies_of(view, row)
    if not agencies or not all(is_agency_known(view, one, at_ms) for one in agencies):
        said = _("This agency is not active, or may not receive records of persons. Choose another.")
        yield said, Need(_RECORD, ("agency",), row.id, person)
    if not is_told(row, "reply_due"):
        yield (
            _("No day is set for the answer. Use “Send”, which sets it."),
            Need(_RECORD, ("reply_due",), row.id, person),
        )
    sent = [one for one in view.of("Transfer") if _is_of(row, one) and is_sent(one)]
    if not sent:
        said = _("Choose what the agency may read, look at the preview, and use “Send”.")
        yield said, Need("Transfer", ("referral", "template", "fields_shared", "status"), row.id, person)


def _is_of(referral: Row, transfer: Row) -> bool:
    return referral.id in live_values(transfer, "referral") or transfer.id in live_values(referral, "transfer")


def _answered(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if not is_out(row):
        return None
    status = told(row, "status")
    if deed is not None:
        taken = {code for code in status if is_taken_now(view, row, deed, "status", {code})}
        needs = by_role(deed, _REFERS | _HEADQUARTERS, row) if taken & (_ANSWERS | {_REVOKED}) else []
        if needs:
            said = _("Victim support, an investigator or a supervisor notes what an agency answered.")
            return Failed(ANSWERED.id, _RECORD, row.id, said, tuple(needs))
        status = frozenset(taken)
    replies = [one for one in uncorrected(view.of("ReferralReply")) if row.id in live_values(one, "referral")]
    whole = [one for one in replies if is_told(one, "replied_by") and is_told(one, "at")]
    missing = {code for code in status & _ANSWERS if not any(told(one, "answer") == {code} for one in whole)}
    if _REVOKED in status and _has_left(view, row) and not whole and not _is_rung(view, row):
        missing.add(_REVOKED)
    if not missing:
        return None
    said = _("No answer is noted yet. Note who answered, and when.")
    if missing == {_REVOKED}:
        said = _("The agency has this already. Ring them, say that you take it back, and note the call.")
    record, fields = ("Call", ("agency", "answer")) if missing == {_REVOKED} else ("ReferralReply", ("answer", "way"))
    return Failed(ANSWERED.id, _RECORD, row.id, said, (Need(record, fields, row.id),), fields=("status",))


def _has_left(view: FrozenCase, referral: Row) -> bool:
    """Tell whether a referral that is taken back now was sent before: it bears its hour, or its status once said so."""
    story = (one for one in view.story(referral.id) if one.field == "status")
    return is_sent(referral) or any(one.after in LEFT for one in story)


def _is_rung(view: FrozenCase, referral: Row) -> bool:
    """Tell whether somebody at the agency was told by telephone, after it was sent."""
    sent = moment_ms(referral["sent_at"]) or 0
    agencies = live_values(referral, "agency") - {None}
    return any(
        call["agency"] in agencies and call["answer"] == _ANSWERED and (moment_ms(call["at"]) or 0) >= sent
        for call in uncorrected(view.of("Call"))
    )


PROPOSED = Gate(
    "referral-proposed",
    _("What an agency is asked for"),
    (OF_REFERRAL,),
    _proposed,
    who=_REFERS,
    past=(Past(Way.REVIEW, grounds=GROUNDS),),
    basis=Basis.PRACTICE,
    source="NRM practice; Primero",
    known_by=KNOWN_BY,
    since_schema=SINCE,
)
ANSWERED = Gate(
    "referral-answered",
    _("What an agency answered"),
    (Guard(_RECORD, frozenset({"status"})),),
    _answered,
    who=_REFERS,
    basis=Basis.PRACTICE,
    source="Primero",
    since_schema=SINCE,
)
