"""A device comes with a log that headquarters has not seen: a store that was put back from a backup, or a new PC.

The log before it is closed, and what the device wrote there becomes news to it: the backup may not have all of it.
"""

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.fill_down_log import fill_down_log
from tipdesk.services.headquarters.registry import Registry


def meet_log(work: UnitOfWork, registry: Registry, device: bytes, log: bytes) -> None:
    """Open a device's log where it is new, and fill the device's down-log. A known log changes nothing."""
    if work.ledger.get_log(log) is None:
        work.ledger.open_log(log, device)
        fill_down_log(work, registry, device)
