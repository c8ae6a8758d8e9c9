"""A wall clock that was set while somebody worked, or between two sessions, leaves a row in the audit.

Within a session the wall clock is compared with the clock that nobody sets; at the first call of a session it is
compared with the latest look of the own log. A clock that was set forward between two sessions cannot be told from time
passing. The row says by how many seconds the clock jumped, and which way.
"""

from tipdesk.services.audit import note_look
from tipdesk.services.desk import Desk, LookQuery

MOST_DRIFT_MS = 2 * 60_000
CLOCK_JUMP = "clock_jump"
_WALL, _RUNNING = (b"wall", CLOCK_JUMP), (b"running", CLOCK_JUMP)


def notice_clock(desk: Desk) -> bool:
    """Note a jump of the clock since the last call, or since the store was last written; tell whether there was one.

    It is called at the unlock and then every minute.
    """
    now, running = desk.clock.now_ms(), desk.clock.running_ms()
    if _WALL in desk.looked:
        jump = (now - desk.looked[_WALL]) - (running - desk.looked[_RUNNING])
    else:
        jump = min(0, now - _last_written(desk))
    desk.looked[_WALL], desk.looked[_RUNNING] = now, running
    if abs(jump) <= MOST_DRIFT_MS:
        return False
    way = "forward" if jump > 0 else "back"
    note_look(desk, CLOCK_JUMP, count=abs(jump) // 1000, reason=way)
    return True


def _last_written(desk: Desk) -> int:
    """Return when the latest look of the own log was written, in milliseconds since 1970; 0 where there is none."""
    with desk.read() as reader:
        last = reader.find_looks(LookQuery(log=desk.place.log, most=1))
    return last[0].at if last else 0
