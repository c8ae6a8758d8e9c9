"""The gates of closing a case: a reason in words, nothing left open, and somebody else who agrees."""

from collections.abc import Iterable, Iterator
from datetime import date

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import is_done, live_values
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.breach import Breach, breaches_of
from tipdesk.domain.rules.gates.gate import Arrives, Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.help_left import ENDING, help_under_way
from tipdesk.domain.rules.gates.moments import written_ms
from tipdesk.domain.rules.gates.predicates import by_role, is_all_told
from tipdesk.domain.rules.gates.referrals import is_taken_on
from tipdesk.domain.texts import _, counted

_REFERRED = "closed_referred"
_CLOSED = frozenset({"closed", _REFERRED})
_WORDS = ("closure_reason", "closure_words")
_DAY = "date_closed"
_OPEN_WORK = "closure-open-work"
CLOSES = frozenset({"investigator", "victim_support", "supervisor", "coordinator"})
_AGREE = frozenset({"supervisor", "coordinator"})


def is_closing(case: Row) -> bool:
    """Tell whether a case stands at a stage at which it is closed, by any answer."""
    return not _CLOSED.isdisjoint(live_values(case, "status"))


def _reason(view: FrozenCase, case: Row, deed: Deed | None) -> Failed | None:
    if not is_closing(case):
        return None
    missing = tuple(name for name in (*_WORDS, _DAY) if not is_all_told(case, name))
    if not missing:
        return _not_theirs(case, deed) or _not_referred(view, case)
    return Failed(
        NEEDS_REASON.id,
        "Case",
        case.id,
        _("To close a case, give the reason, say it in words, and the day: it is kept by them."),
        (Need("Case", missing, case.id),),
        fields=missing,
    )


def _not_theirs(case: Row, deed: Deed | None) -> Failed | None:
    """Return the refusal of somebody whose role closes no case."""
    needs = tuple(by_role(deed, CLOSES, case)) if deed is not None else ()
    said = _("Your role does not close a case. Ask an investigator, a supervisor or victim support.")
    return Failed(NEEDS_REASON.id, "Case", case.id, said, needs) if needs else None


def _not_referred(view: FrozenCase, case: Row) -> Failed | None:
    """Return the refusal of a case that is closed as referred, where no agency has taken anything on."""
    if _REFERRED not in live_values(case, "status") or any(is_taken_on(view, row) for row in view.of("Referral")):
        return None
    said = _(
        "A case is closed as referred once an agency has accepted: refer it and note the answer, or just close it."
    )
    needs = (Need("Referral", ("agency", "service", "status")), Need("ReferralReply", ("answer", "way")))
    return Failed(NEEDS_REASON.id, "Case", case.id, said, needs, fields=("status",))


def closing_day(view: FrozenCase, case: Row) -> date:
    """Return the day on which the case was closed, today while it is not: what came due later was not left open."""
    closed = closing_ms(view, case)
    return day_of(closed) if closed is not None else view.today


def closing_ms(view: FrozenCase, case: Row) -> int | None:
    """Return when the case was closed, in ms since 1970, None while it is not."""
    return (written_ms(view, case, "status") or None) if is_closing(case) else None


def open_work(view: FrozenCase) -> Iterator[Row]:
    """Yield what is left to be done in a case: tasks, questions and reviews that wait, and help that is under way.

    Of a closed case it is what was left when it was closed: a row that was made later is none of that.
    """
    closed = closing_ms(view, view.case)
    yield from (one for one in _work_under_way(view) if not _came_later(view, one, closed))


def _work_under_way(view: FrozenCase) -> Iterator[Row]:
    for task in view.of("Task"):
        if not is_done(live_values(task, "status")):
            yield task
    for asked in view.of("Approval"):
        if live_values(asked, "decision") == {None} and asked["gate"] not in {APPROVED_FIRST.id, _OPEN_WORK}:
            yield asked
    for review in view.of("Review"):
        if live_values(review, "decision") == {None}:
            yield review
    yield from help_under_way(view, closing_day(view, view.case))


def is_ending(failed: Failed, need: Need) -> bool:
    """Tell whether a case is not closed because of a task, or of help under way, that has to be ended."""
    return failed.gate == _OPEN_WORK and need.record not in _ANSWERED and need.fields == (_ENDING.get(need.record),)


def open_work_gate(others: Iterable[Gate]) -> Gate:
    """Return the gate of what is left open, which looks at what stands past the `others` too."""
    looked_at = tuple(gate for gate in others if Arrives.BREACH in gate.arrives and not gate.keeps_open)

    def covers(view: FrozenCase, case: Row) -> Iterator[Row]:
        once = {row.id: row for row in (*open_work(view), *_breached(view, case, looked_at))}
        yield from once.values()

    def work(view: FrozenCase, case: Row, _deed: Deed | None) -> Failed | None:
        left = tuple(covers(view, case)) if is_closing(case) else ()
        if not left or is_approved(view, gate, case, at_ms=closing_ms(view, case)):
            return None
        needs = [Need(row.record.name, (_ENDING[row.record.name],), row.id) for row in open_work(view)]
        needs += [need for one in left_past(view, looked_at) for need in _mending(one)]
        said = counted(
            "{count} thing is still open in the case: end it, or hand it on, before the case is closed.",
            "{count} things are still open in the case: end them, or hand them on, before the case is closed.",
        )
        once = tuple(dict.fromkeys(needs))
        return Failed(gate.id, "Case", case.id, said.of(len(left)), once, (("count", len(left)),))

    gate = Gate(
        _OPEN_WORK,
        _("Nothing is left open in a closed case"),
        CLOSING,
        work,
        who=CLOSES,
        past=(Past(Way.APPROVAL, frozenset({"coordinator"})),),
        basis=Basis.PRACTICE,
        keeps_open=True,
        source="Primero",
        approvers=frozenset({"coordinator"}),
        covers=covers,
    )
    return gate


def left_past(view: FrozenCase, gates: Iterable[Gate]) -> Iterator[Breach]:
    """Yield what stands past these gates and is held against somebody; of a closed case, what did when it was closed.

    How the closing itself was done is for the other gates of closing.
    """
    closed = closing_ms(view, view.case)
    for one in (breach for gate in gates for breach in breaches_of(view, gate)):
        is_closing_itself = one.failed.row == view.case.id and one.since == closed
        if not one.is_older and not is_closing_itself and (closed is None or one.since <= closed):
            yield one


def _breached(view: FrozenCase, case: Row, gates: Iterable[Gate]) -> Iterator[Row]:
    for one in left_past(view, gates):
        row = case if one.failed.row == case.id else view.get_row(one.failed.record, one.failed.row)
        if row is not None:
            yield row


def _mending(breach: Breach) -> tuple[Need, ...]:
    """Return what ends a breach: what its gate asks for, or else a look at the row that stands past it."""
    failed = breach.failed
    return failed.needs or (Need(failed.record, failed.fields, failed.row),)


def _came_later(view: FrozenCase, row: Row, closed: int | None) -> bool:
    made = view.made(row) if closed is not None else None
    return made is not None and closed is not None and made.at > closed


_ANSWERED = {"Approval": "decision", "Review": "decision"}
_ENDING = {"Task": "status", **_ANSWERED, **ENDING}


def _approved(view: FrozenCase, case: Row, _deed: Deed | None) -> Failed | None:
    if not is_closing(case):
        return None
    since, closed = _last_reopening(view, case), closing_ms(view, case)
    if is_approved(view, APPROVED_FIRST, case, since_ms=since, at_ms=closed):
        return None
    need = Need("Approval", ("ask",), case.id, roles=tuple(sorted(_AGREE)), gate=APPROVED_FIRST.id)
    return Failed(
        APPROVED_FIRST.id,
        "Case",
        case.id,
        _("Somebody else agrees before a case is closed: a supervisor, or headquarters. Ask for the approval."),
        (need,),
    )


def _last_reopening(view: FrozenCase, case: Row) -> int:
    """Return when the case was last reopened: what was agreed to before that was another closing."""
    story = view.story(case.id)
    return max((one.at for one in story if one.field == "status" and one.after == "reopened"), default=0)


CLOSING = (Guard("Case", frozenset({"status", *_WORDS, _DAY})),)

NEEDS_REASON = Gate(
    "closure-needs-reason",
    _("Closing needs a reason"),
    CLOSING,
    _reason,
    who=CLOSES,
    basis=Basis.PRACTICE,
    keeps_open=True,
    source="HTCDS; Primero",
)
APPROVED_FIRST = Gate(
    "closure-approved",
    _("Somebody else agrees to the closing"),
    CLOSING,
    _approved,
    who=CLOSES,
    arrives=frozenset({Arrives.PARKED, Arrives.BREACH}),
    basis=Basis.PRACTICE,
    keeps_open=True,
    source="Primero",
    approvers=_AGREE,
    approved_fields=_WORDS,
)
