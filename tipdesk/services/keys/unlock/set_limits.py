"""Set after how long this installation covers and locks, within the rule; it holds from the next unlock on."""

from tipdesk.domain.rules.absence import Limits, check_limits
from tipdesk.services.desk import Desk
from tipdesk.services.keys.unlock.limits import LIMITS_SETTING, written_limits


def set_limits(desk: Desk, limits: Limits) -> None:
    """Keep the limits of this installation. UserError `bad-limits`."""
    check_limits(limits)
    with desk.work() as work:
        work.put_setting(LIMITS_SETTING, written_limits(limits))
