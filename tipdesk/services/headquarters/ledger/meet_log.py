"""A down-log gets what its device should hold: all of it where the device is new or comes with another log.

A device comes with another log than its last when its store was put back from a backup, or is a new one. Its other logs
are closed, and what the device wrote there becomes news to it, since the backup may not have all of it. A stick may
bring a dead store's log after the living one's; then the next sync of the living one sets it right.
"""

from tipdesk.domain.schema import Scope
from tipdesk.services.desk import CaseQuery, UnitOfWork
from tipdesk.services.headquarters.directory.forgetting import fill_forgotten, tell_again, whole_for
from tipdesk.services.headquarters.directory.register_rows import fill_register
from tipdesk.services.headquarters.directory.registry import Registry


def fill_down_log(work: UnitOfWork, registry: Registry, device: bytes) -> None:
    """Add to a device's down-log the directory, the cases that its post holds and the register of that post.

    What headquarters wrote to rows of that register is of it. Its own current log is never sent back to it, but for
    what it may have forgotten, and entries that its down-log has already are left out. So is told what it is still to
    forget.
    """
    enrolled = registry.devices[device]
    current = {log.log for log in work.ledger.find_logs(device) if not log.closed}
    entries = work.ledger.scope_entries(int(Scope.DIRECTORY))
    for case in work.find_case_ids(CaseQuery(with_deleted=True)):
        if enrolled.post in (registry.posts_of_case(case) or ()):
            entries += whole_for(work, registry, enrolled, case, work.ledger.case_entries(case))
    entries += [one for one in fill_register(work, registry, enrolled.post) if one.log not in current]
    work.ledger.down.add(device, entries)
    fill_forgotten(work, registry, device)


def current_log(work: UnitOfWork, device: bytes) -> bytes:
    """Return the log in which a device goes on, b"" where none of its logs is known; there is at most one."""
    return next((log.log for log in work.ledger.find_logs(device) if not log.closed), b"")


def meet_log(work: UnitOfWork, registry: Registry, device: bytes, log: bytes) -> None:
    """Make a log the current one of its device and fill the device's down-log.

    Nothing changes where it is the current one already.
    """
    held = work.ledger.get_log(log)
    if held is None or held.closed:
        work.ledger.open_log(log, device)
        tell_again(work, registry, device)
        fill_down_log(work, registry, device)
