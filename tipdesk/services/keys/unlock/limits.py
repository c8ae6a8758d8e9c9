"""After how long without a key or mouse this installation covers its screen and locks: a value of its own, in no log.

The rule's own limits hold unless somebody has set stricter ones here. A value that cannot be read, or is laxer than the
rule, counts as if nobody had set any.
"""

from tipdesk.domain.rules.absence import Limits, check_limits
from tipdesk.services.desk import Desk
from tipdesk.services.remembered.here import ABSENCE_LIMITS


def set_limits(desk: Desk, limits: Limits) -> None:
    """Keep the limits of this installation; raises UserError `bad-limits` where they are outside of the rule."""
    check_limits(limits)
    with desk.work() as work:
        ABSENCE_LIMITS.keep(work, limits)
