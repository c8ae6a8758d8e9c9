"""A device comes with another log than its last: a store that was put back from a backup, or a new one.

Its other logs are closed, and what the device wrote there becomes news to it: the backup may not have all of it. A
stick may bring a dead store's log after the living one's; then the next sync of the living one sets it right.
"""

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.directory.registry import Registry
from tipdesk.services.headquarters.ledger.fill_down_log import fill_down_log


def current_log(work: UnitOfWork, device: bytes) -> bytes:
    """Return the log in which a device goes on, of which there is one at most; empty where none of it is known."""
    return next((log.log for log in work.ledger.find_logs(device) if not log.closed), b"")


def meet_log(work: UnitOfWork, registry: Registry, device: bytes, log: bytes) -> None:
    """Make a log the current one of its device and fill the device's down-log. The current one changes nothing."""
    held = work.ledger.get_log(log)
    if held is None or held.closed:
        work.ledger.open_log(log, device)
        fill_down_log(work, registry, device)
