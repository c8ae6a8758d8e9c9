"""The gates of a case's stages: which moves there are, what opens a case, screens it out, and opens it again."""

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Happening, Row
from tipdesk.domain.rules.caution import is_done, live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.predicates import (
    GROUNDS,
    by_role,
    has_child,
    is_all_told,
    is_danger_reported,
    is_told,
    stages_of,
    told,
)
from tipdesk.domain.rules.gates.titles import is_neutral
from tipdesk.domain.rules.stages import CLOSING, MOVES, OPEN, moves_from, wants_of
from tipdesk.domain.texts import _

_FIRST = frozenset({None, "", "reported", "screening"})
_SCREENED_OUT, _REOPENED = "screened_out", "reopened"
_NOT_TRAFFICKING = frozenset({"not_tip", "insufficient_info", "merged_duplicate"})
_RISK_TASK = "safety"
_TRIAGES = frozenset({"frontline", "investigator", "victim_support", "supervisor", "coordinator"})
_OPENS = frozenset({"supervisor", "investigator", "coordinator"})
_DECIDES = frozenset({"supervisor", "coordinator"})
_STATUS = frozenset({"status"})


def _new_stages(case: Row, deed: Deed | None) -> frozenset[Value]:
    """Return the stages to which a deed took a case that was there before; none for other deeds."""
    if deed is None or deed.before is None:
        return frozenset()
    return stages_of(case) - stages_of(deed.before)


def _move(view: FrozenCase, case: Row, deed: Deed | None) -> Failed | None:
    if deed is None:
        is_right = all(map(_is_move, (one for one in view.standing(case, "status") if one.replaces)))
    else:
        is_right = deed.before is None or _new_stages(case, deed) <= frozenset(moves_from(deed.before))
    if is_right:
        return None
    said = _("A case does not go to this stage from the one at which it is: take it to the stage between them first.")
    return Failed(NO_SUCH_MOVE.id, "Case", case.id, said)


def _is_move(one: Happening) -> bool:
    ways = {way for before in one.before for way in (*MOVES.get(str(before or ""), MOVES[""]), before)}
    return not one.before or one.after in ways


def _is_triaged_now(view: FrozenCase, case: Row, deed: Deed | None) -> bool:
    """Tell whether the case was taken on from a report: by this deed, or at any time after it was begun."""
    if deed is None:
        return any(one.replaces and one.after in _TAKEN_ON for one in view.standing(case, "status"))
    is_taken_on = not _new_stages(case, deed).isdisjoint(_TAKEN_ON)
    return deed.before is not None and is_taken_on and not stages_of(deed.before).isdisjoint(_FIRST)


_TAKEN_ON: frozenset[Value] = frozenset({"screening", "open"})


def _triage(view: FrozenCase, case: Row, deed: Deed | None) -> Failed | None:
    if not _is_triaged_now(view, case, deed):
        return None
    reports = view.of("Report")
    missing = [want for want in wants_of(OPEN, case, reports) if not want.is_met]
    needs = [Need("Case", (want.field,), case.id) for want in missing if want.record == "Case"]
    of_report = tuple(want.field for want in missing if want.record == "Report")
    if of_report:
        needs.append(Need("Report", of_report, reports[0].id if reports else None))
    if not is_neutral(view, case):
        needs.append(Need("Case", ("title",), case.id))
    said = _("Before the case is taken on: who is in charge, how urgent it is, danger, a child, and a neutral title.")
    if not needs and deed is not None:
        who = _OPENS if "open" in _new_stages(case, deed) else _TRIAGES
        said, needs = (
            _("Your role does not open a case. Ask a supervisor or an investigator."),
            by_role(deed, who, case),
        )
    if not needs:
        return None
    fields = tuple(name for need in needs if need.record == "Case" for name in need.fields)
    return Failed(TRIAGE_COMPLETE.id, "Case", case.id, said, tuple(needs), fields=fields)


def _screen_out(view: FrozenCase, case: Row, deed: Deed | None) -> Failed | None:
    if _SCREENED_OUT not in stages_of(case):
        return None
    fields = tuple(name for _record, name in CLOSING if not is_all_told(case, name))
    if not told(case, "closure_reason") <= _NOT_TRAFFICKING:
        fields += ("closure_reason",)
    needs = [Need("Case", fields, case.id)] if fields else []
    if not view.of("ReportOutcome"):
        needs.append(Need("ReportOutcome", ("report", "became")))
    needs += [Need("Need", ("status",), one.id) for one in view.of("Need") if _is_urgent(one)]
    if _SCREENED_OUT in _new_stages(case, deed) and deed is not None:
        needs += by_role(deed, _DECIDES, case)
    said = _("To screen a case out, give the reason in words, what became of the people, and meet what is urgent.")
    if not needs and (has_child(view) or is_danger_reported(view)) and not is_approved(view, SCREEN_OUT, case):
        needs = [Need("Approval", ("ask",), case.id, roles=("coordinator",), gate=SCREEN_OUT.id)]
        said = _("There is, or may be, a child or danger: headquarters agrees before the case is screened out.")
    return Failed(SCREEN_OUT.id, "Case", case.id, said, tuple(needs), fields=fields) if needs else None


def _is_urgent(need: Row) -> bool:
    is_open = not live_values(need, "status") <= {"in_hand", "met", "declined"}
    return "urgent" in live_values(need, "priority") and live_values(need, "wish") != {"declined"} and is_open


def _reopen(view: FrozenCase, case: Row, deed: Deed | None) -> Failed | None:
    if _REOPENED not in stages_of(case):
        return None
    fields = tuple(name for name in ("reopened_why", "owner") if not is_told(case, name))
    needs = [Need("Case", fields, case.id)] if fields else []
    if not any(_looks_at_risk(view, case, task) for task in view.of("Task")):
        needs.append(Need("Task", ("title", "kind")))
    if _REOPENED in _new_stages(case, deed) and deed is not None:
        needs += by_role(deed, _DECIDES, case)
    said = _("To reopen a case, say why, who is in charge, and make a task to look at the danger anew.")
    return Failed(REOPEN.id, "Case", case.id, said, tuple(needs), fields=fields) if needs else None


def _looks_at_risk(view: FrozenCase, case: Row, task: Row) -> bool:
    """Tell whether a task to look at the danger is open, or was made with the reopening or since."""
    if _RISK_TASK not in live_values(task, "kind"):
        return False
    reopened = max((one.at for one in view.standing(case, "status")), default=0)
    made = view.story(task.id)[-1:]
    return not is_done(live_values(task, "status")) or any(one.at >= reopened for one in made)


NO_SUCH_MOVE = Gate("no-such-move", _("The stages of a case"), (Guard("Case", _STATUS),), _move, source="ours")
TRIAGE_COMPLETE = Gate(
    "triage-complete",
    _("What is known before a case is taken on"),
    (Guard("Case", _STATUS),),
    _triage,
    who=_TRIAGES,
    past=(Past(Way.REVIEW, grounds=GROUNDS),),
    basis=Basis.PRACTICE,
    source="HTCDS; Primero",
)
SCREEN_OUT = Gate(
    "screen-out-reasoned",
    _("Screening out needs reasons"),
    (Guard("Case", frozenset({"status", *(name for _record, name in CLOSING)})),),
    _screen_out,
    who=_DECIDES,
    past=(Past(Way.APPROVAL, roles=frozenset({"coordinator"})),),
    basis=Basis.PRACTICE,
    source="UNODC",
    keeps_open=True,
    approvers=frozenset({"coordinator"}),
    approved_fields=("closure_reason", "closure_words"),
)
REOPEN = Gate(
    "reopen-reasoned",
    _("Reopening needs a reason"),
    (Guard("Case", frozenset({"status", "reopened_why", "owner"})),),
    _reopen,
    who=_DECIDES,
    past=(Past(Way.REVIEW, grounds=frozenset({"danger", "child"})),),
    basis=Basis.PRACTICE,
    source="Primero",
)
