"""What a setting of a rule, a holiday, or a day for a clock cannot be: each problem with its sentence, in one place.

A setting makes a rule stricter or a clock another length; it switches nothing off. It counts from a day that has not
gone by, and once it counts it stands, since what was judged by it stays judged. The same is asked on every way in: the
window, the command line, an import.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.childhood import ADULT_MARGIN, HIGHEST_MARGIN, MARGIN, read_years
from tipdesk.domain.rules.clocks.clock import FARTHEST_DAYS
from tipdesk.domain.rules.clocks.lengths import Length
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.domain.rules.first_day import FIRST_DAY
from tipdesk.domain.rules.gates.gate import Basis, Gate
from tipdesk.domain.rules.gates.settings import may_only_warn
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.rules.settings import begins_on
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate

SETTING, HOLIDAY = "RuleSetting", "Holiday"
_LATEST_SINCE_DAYS, _LATEST_HOLIDAY_DAYS, _LATEST_CALL_DAYS = 366, 1_830, 31
_PARTS = ("length", "warn_before", "approver", "stricter")
_FARTHEST: Mapping[str, int] = {
    "Task.due": FARTHEST_DAYS,
    "Task.remind_on": FARTHEST_DAYS,
    "SuspectStatus.review_due": FARTHEST_DAYS,
    "PlanAction.due": FARTHEST_DAYS,
    "SharingAgreement.review_due": FARTHEST_DAYS,
    "HotlineCall.call_back_due": _LATEST_CALL_DAYS,
    "Holiday.on": _LATEST_HOLIDAY_DAYS,
    "RuleSetting.since": _LATEST_SINCE_DAYS,
}
"""The days on which a clock ends, or a setting begins, with how many days ahead such a day can lie."""


def find_too_far(record: str, values: Mapping[str, Value], today: date) -> list[FieldProblem]:
    """Return a problem for each day among these values of a row that lies farther ahead than such a day can."""
    problems = []
    for name, value in values.items():
        place, on = f"{record}.{name}", _day(value)
        most = _FARTHEST.get(place)
        if most is not None and on is not None and on > today + timedelta(days=most):
            problems.append(FieldProblem(place, _("{year} is too far ahead for this. Check the year."),
                                         (("year", on.year),)))  # fmt: skip
    return problems


def find_senseless(
    values: Mapping[str, Value], seen: Row | None, today: date, unread: Collection[str] = ()
) -> list[FieldProblem]:
    """Return what is wrong with a setting as it would stand: with `values` written over the row that was `seen`.

    Of the fields `unread` something was said that cannot be read.
    """
    whole = {**(seen.values if seen is not None else {}), **values}
    rule = str(whole.get("rule") or "")
    if rule == FIRST_DAY:
        return list(_first_day(whole))
    problems = list(_since(whole, today))
    if not any(whole.get(part) or part in unread for part in _PARTS):
        problems.append(_problem("length", _("Say what is set: a length, a warning, who approves, or how strict.")))
    if rule in CLOCKS:
        problems += _of_clock(rule, whole)
    elif rule in GATES:
        problems += _of_gate(GATES[rule], whole)
    elif rule == ADULT_MARGIN:
        problems += _of_margin(whole)
    elif rule:
        problems.append(
            _problem("rule", _("“{rule}” is no rule and no clock. “Rules and clocks” lists them."), rule=rule)
        )
    return problems


def has_begun(seen: Row, today: date) -> bool:
    """Tell whether a setting counts since an earlier day, so that it stands and is followed by another one."""
    since = begins_on(seen)
    return seen["rule"] != FIRST_DAY and since is not None and since < today


def find_no_day(values: Mapping[str, Value]) -> list[FieldProblem]:
    """Return a problem where a holiday names a month or a year instead of a day."""
    on = values.get("on")
    if isinstance(on, PartialDate) and on.day is None:
        return [FieldProblem("Holiday.on", _("A holiday is one day. Write each day as a row."))]
    return []


def _first_day(whole: Mapping[str, Value]) -> Iterator[FieldProblem]:
    since = whole.get("since")
    if isinstance(since, PartialDate) and since.day is None:
        yield _problem("since", _("Name the very day from which it counts."))
    for part in _PARTS:
        if whole.get(part):
            yield _problem(part, _("The first day of the program has a day alone. Leave this empty."))


def _since(whole: Mapping[str, Value], today: date) -> Iterator[FieldProblem]:
    since = whole.get("since")
    if not isinstance(since, PartialDate):
        return
    if since.day is None:
        yield _problem("since", _("Name the very day from which it counts."))
    elif since.last_day < today:
        yield _problem("since", _("A setting never counts back. Name today or a later day."))


def _of_clock(rule: str, whole: Mapping[str, Value]) -> Iterator[FieldProblem]:
    if whole.get("approver"):
        yield _problem("approver", _("A clock has no approver."))
    if whole.get("stricter"):
        yield _problem("stricter", _("A clock is not strict or lax. Set its length."))
    declared = CLOCKS[rule]
    length, bad = _length("length", whole)
    before, also_bad = _length("warn_before", whole)
    yield from (*bad, *also_bad)
    if length is not None and declared.longest_ms is None:
        yield _problem("length", _("The record itself names the day of this clock. Only its warning can be set."))
    elif length is not None and declared.longest_ms is not None and length.roughly_ms > declared.longest_ms:
        yield _problem(
            "length",
            _("{length} is longer than makes sense here. It came with {default}, and can be four times that."),
            length=str(length),
            default=str(declared.length),
        )
    runs = length or declared.length
    if before is not None and runs is not None and before.roughly_ms >= runs.roughly_ms:
        yield _problem(
            "warn_before", _("It would warn before it begins: the clock runs for {length}."), length=str(runs)
        )


def _of_gate(gate: Gate, whole: Mapping[str, Value]) -> Iterator[FieldProblem]:
    for name in ("length", "warn_before"):
        if whole.get(name):
            yield _problem(name, _("Only a clock has a length. This is a rule."))
    approver = whole.get("approver")
    if approver and approver not in gate.approvers:
        yield _problem("approver", _("Officers of this role do not approve what this rule asks for."))
    if whole.get("stricter") == "warning_only":
        if gate.basis is not Basis.OURS:
            yield _problem("stricter", _("This rule follows from law or practice. A setting cannot switch it off."))
        elif not may_only_warn(gate):
            yield _problem("stricter", _("Nobody may go round this rule, so a setting cannot switch it off."))


def _of_margin(whole: Mapping[str, Value]) -> Iterator[FieldProblem]:
    for name in ("warn_before", "approver", "stricter"):
        if whole.get(name):
            yield _problem(name, _("Only the years are set of this: from which age on who looks it is an adult."))
    if read_years(whole.get("length")) is None:
        yield _problem(
            "length",
            _("Write the years like {least} y. It can be made wider, up to {most} y, and not narrower."),
            least=str(MARGIN),
            most=str(HIGHEST_MARGIN),
        )


def _length(name: str, whole: Mapping[str, Value]) -> tuple[Length | None, list[FieldProblem]]:
    told = whole.get(name)
    if not isinstance(told, str) or not told:
        return None, []
    try:
        return Length.parse(told), []
    except UserError as refused:
        return None, [_problem(name, refused.template)]


def _problem(name: str, template: str, **values: str) -> FieldProblem:
    return FieldProblem(f"{SETTING}.{name}", template, tuple(values.items()))


def _day(value: Value) -> date | None:
    if isinstance(value, PartialDate):
        return value.first_day
    return value.date() if isinstance(value, datetime) else None
