"""The clocks of what was asked of an agency: that it answers, and that the help it promised begins."""

from collections.abc import Iterator

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import Clock, Start, moment_ms, start_of_row
from tipdesk.domain.rules.clocks.danger import is_long_ago
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.people import officers_at_work
from tipdesk.domain.rules.clocks.reports import is_over
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.sent import is_sent

_RULES = {"now": "referral-reply-now", "same_day": "referral-reply-same-day"}
_NO_ANSWER: frozenset[Value] = frozenset({"received", "question"})
"""The replies (code list `reply_answer`) that do not say yet what the agency does."""
_WAITS: frozenset[Value] = frozenset({"sent", "received"})
_OVER: frozenset[Value] = frozenset({"rejected", "done", "revoked"})
_RUNS: frozenset[Value] = frozenset({"running", "completed", "declined"})


def referral_reply(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each referral that was sent, until the agency says what it does; receiving it is no answer.

    It ends on the day that was agreed with the agency, where there is one. What was written down only once the agency
    had said what it does waits for nothing.
    """
    for row in _sent(view):
        replies = [one for one in _replies(view, row) if _NO_ANSWER.isdisjoint(live_values(one, "answer"))]
        met = min((moment_ms(one["at"]) or 0 for one in replies), default=None)
        status, hours = live_values(row, "status"), live_values(row, "sent_at") - {None}
        if is_long_ago(met, view) or "revoked" in status or (not hours and status.isdisjoint(_WAITS)):
            continue
        start = start_of_row(hours, view.wrote(row, "sent_at" if hours else "status"), view.now_ms)
        ends = [at for one in live_values(row, "reply_due") if (at := moment_ms(one)) is not None]
        clock = measures.clock(reply_rule(row), row, start, met_at=met, officers=officers_at_work(view))
        if ends and not start.is_doubtful:
            told = {"met_at": met, "officers": clock.officers}
            clock = measures.clock_until(clock.rule, row, start, min(ends), **told)
        yield clock


def first_service(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each referral that was accepted, until the service runs, or the person did not want it."""
    for row in _sent(view):
        replies = _replies(view, row)
        accepted = [one for one in replies if "accepted" in live_values(one, "answer")]
        is_done = any("done" in live_values(one, "answer") for one in replies)
        if not accepted or is_done or live_values(row, "status") <= _OVER or _is_served(view, row):
            continue
        start = min(start_of_row(live_values(one, "at"), view.made(one), view.now_ms) for one in accepted)
        yield measures.clock("first-service", row, start, officers=officers_at_work(view))


def reply_rule(referral: Row) -> str:
    """Return by which length an agency has to answer: the shortest of the urgencies that are told."""
    told = live_values(referral, "urgency")
    return next((rule for urgency, rule in _RULES.items() if urgency in told), "referral-reply")


def reply_by(measures: Measures, referral: Row, sent_ms: int) -> int:
    """Return by when an agency has to answer a referral that is sent at a time, both in ms since 1970."""
    return measures.clock(reply_rule(referral), referral, Start(sent_ms)).ends


def _sent(view: FrozenCase) -> Iterator[Row]:
    """Yield the referrals of an open case that were sent to an agency."""
    rows = view.of("Referral")
    for row in () if rows and is_over(view) else rows:
        if "out" in live_values(row, "direction") and is_sent(row):
            yield row


def _replies(view: FrozenCase, referral: Row) -> tuple[Row, ...]:
    return uncorrected(row for row in view.of("ReferralReply") if row["referral"] == referral.id)


def _is_served(view: FrozenCase, referral: Row) -> bool:
    """Tell whether the service for which somebody was referred runs, has ended, or was declined by the person.

    It is of the kind that was asked for, or the one that is named as meeting the need for which they were referred.
    """
    need = view.get_row("Need", referral["need"]) if isinstance(referral["need"], bytes) else None
    named = live_values(need, "service") if need is not None else frozenset()
    return any(
        (row["kind"] == referral["service"] or row.id in named)
        and row["provider"] in (None, referral["agency"])
        and live_values(row, "status") <= _RUNS
        for row in view.of_person("Service", referral["person"])
    )
