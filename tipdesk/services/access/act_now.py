"""Act now, be reviewed within 24 hours: where a rule needs a supervisor and none can be asked, and waiting would harm.

Promises that nothing is opened before the entry that asks for the review is written; that the ground is danger, a child
or medical need; that the officer says why. What it opens, it opens for one hour, in one case, for one kind of deed, on
the clock of this session that nobody sets. The review itself is `decide_review`.
"""

from typing import NamedTuple

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.access import Action, Level, Relation, decide
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import REVIEW, check_reason, get_known_case, review_of
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk
from tipdesk.services.look import deed
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_case import write_case

GROUNDS = ("danger", "child", "medical")
MINUTES = 60
_MS = 60_000


class _Rule(NamedTuple):
    """Which action a rule opens, and at which level somebody needs no such opening."""

    action: Action
    needless_from: Level


RULES = {
    "unmask": _Rule(Action.UNMASK, Level.IDENTITY),
    "print_identity": _Rule(Action.PRINT, Level.IDENTITY),
}
"""The rules that somebody may act against at once. One more, `emergency_again`, belongs to `open_in_emergency`."""


def act_now(desk: Desk, case: bytes, rule: str, ground: str, reason: str) -> Changed:
    """Do without asking what a rule leaves to a supervisor; the review is due in 24 hours.

    `rule`: "unmask" (names and places on the screen) or "print_identity" (on paper). `ground`: of `GROUNDS`.
    UserError `reason-needed`, `bad-ground`, `not-needed`, `not-allowed`, `no-such-case`.
    """
    words, wanted = check_reason(reason), RULES[rule]
    check_ground(ground)
    with deed(desk) as unit:
        eyes = get_known_case(unit, desk, case)
        if eyes.level_for(wanted.action) >= wanted.needless_from:
            raise UserError("not-needed", _("You may do this without a review."))
        gained = decide(desk.actor.roles, Relation.EMERGENCY, wanted.action)
        if eyes.level < Level.SUMMARY or gained < wanted.needless_from:
            raise UserError("not-allowed", _("This needs more than a review. Open the case in an emergency instead."))
        change = review_of(desk, rule, ground, words)
        write_case(desk, unit, case, [change], urgent=True)
        note_deed(desk, unit, "act_now", {"case": case, "row": change.row, "reason": rule})
    allow(desk, case, wanted.action)
    return Changed.of(REVIEW.name, case, change.row)


def check_ground(ground: str) -> None:
    """Raise UserError `bad-ground` where it is none that lets somebody act first."""
    if ground not in GROUNDS:
        raise UserError("bad-ground", _("Say whether it is danger, a child, or medical need. Otherwise ask first."))


def allow(desk: Desk, case: bytes, action: Action) -> None:
    """Open the case for one action of this session for an hour."""
    desk.permits[case, action.value] = desk.clock.running_ms() + MINUTES * _MS


def minutes_left(desk: Desk, case: bytes) -> int:
    """Return how many minutes, begun ones counted, an emergency still opens the case in this session; 0 for none."""
    ends = [until for (one, _action), until in desk.permits.items() if one == case]
    left = max(ends, default=0) - desk.clock.running_ms()
    return max(0, -(-left // _MS))
