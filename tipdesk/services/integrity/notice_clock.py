"""A wall clock that was set while somebody worked, or between two sessions, leaves a row in the audit.

Promises to compare it with the clock that nobody sets, and at the first time of a session with the latest look of the
own log. Going forward between two sessions cannot be told from time passing. What the row says is by how many seconds.
"""

from tipdesk.services.audit import note_look
from tipdesk.services.desk import Desk, LookQuery

MOST_DRIFT_MS = 2 * 60_000
CLOCK_JUMP = "clock_jump"
_WALL, _RUNNING = (b"wall", CLOCK_JUMP), (b"running", CLOCK_JUMP)


def notice_clock(desk: Desk) -> bool:
    """Note a jump since the last call in this session, or since the store was last written; tell whether there was one.

    Called at unlock and each minute.
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
    """Return when the own log's last look was written, ms since 1970; 0 for none."""
    with desk.read() as reader:
        last = reader.find_looks(LookQuery(log=desk.place.log, most=1))
    return last[0].at if last else 0
