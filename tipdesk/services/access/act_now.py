"""Act now and be reviewed within 24 hours, where a rule needs a supervisor, none can be asked, and waiting would harm.

The ground must be danger, a child or medical need, and the officer says why. Nothing is opened before the entry that
asks for the review is written. It then opens one case, for one kind of deed, for one hour of this session, on a clock
that nobody sets. The review itself is decided in `decide_review`.
"""

from typing import NamedTuple

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.access import Action, Level, Relation, decide
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import REVIEW, check_reason, get_known_case, review_of
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

GROUNDS = ("danger", "child", "medical")
MINUTES = 60
_MS = 60_000


class _Rule(NamedTuple):
    """Which action a rule opens, and the level from which somebody may do it without such an opening."""

    action: Action
    needless_from: Level


RULES = {
    "unmask": _Rule(Action.UNMASK, Level.IDENTITY),
    "print_identity": _Rule(Action.PRINT, Level.IDENTITY),
}
"""The rules that somebody may act against at once. One more, `emergency_again`, belongs to `open_in_emergency`."""


def act_now(desk: Desk, case: bytes, rule: str, ground: str, reason: str) -> Changed:
    """Do without asking what a rule leaves to a supervisor; the review is due in 24 hours.

    `rule` is "unmask" (names and places on the screen) or "print_identity" (on paper), and `ground` one of `GROUNDS`.
    Raises UserError `reason-needed`, `bad-ground`, `not-needed` where the officer may do it anyway, `not-allowed` where
    a review would not open as much (an emergency might), and `no-such-case`.
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
    """Raise UserError `bad-ground` for a ground that does not let somebody act first."""
    if ground not in GROUNDS:
        raise UserError("bad-ground", _("Say whether it is danger, a child, or medical need. Otherwise ask first."))


def allow(desk: Desk, case: bytes, action: Action) -> None:
    """Open the case for one action, for an hour of this session."""
    desk.permits[case, action.value] = desk.clock.running_ms() + MINUTES * _MS


def minutes_left(desk: Desk, case: bytes) -> int:
    """Return for how many more minutes something opened at once still opens the case in this session; 0 for none.

    A minute that has begun is counted. Emergencies and what was done before asking are both among them.
    """
    ends = [until for (one, _action), until in desk.permits.items() if one == case]
    left = max(ends, default=0) - desk.clock.running_ms()
    return max(0, -(-left // _MS))
