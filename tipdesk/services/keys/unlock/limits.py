"""After how long without a key this installation covers its screen and locks: a value of its own, in no log.

The rule's own limits hold unless somebody has set stricter ones here. A value that cannot be read, or is laxer than the
rule, counts as if nobody had set any.
"""

import json
from dataclasses import asdict

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.absence import Limits, check_limits
from tipdesk.services.desk import Desk, Reader

LIMITS_SETTING = "absence-limits"


def get_limits(reader: Reader) -> Limits:
    """Return the limits of this installation: those of the rule unless stricter ones were set."""
    kept = reader.get_setting(LIMITS_SETTING)
    if kept is None:
        return Limits()
    try:
        limits = Limits(**{name: int(value) for name, value in json.loads(kept).items()})
        check_limits(limits)
    except (ValueError, TypeError, AttributeError, UserError):
        return Limits()
    return limits


def written_limits(limits: Limits) -> bytes:
    """Return how limits are kept."""
    return json.dumps(asdict(limits)).encode()


def set_limits(desk: Desk, limits: Limits) -> None:
    """Keep the limits of this installation. UserError `bad-limits`."""
    check_limits(limits)
    with desk.work() as work:
        work.put_setting(LIMITS_SETTING, written_limits(limits))
