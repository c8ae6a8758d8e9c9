"""A newly enrolled device, or one whose down-log no longer meets ours, gets everything that it should hold."""

from tipdesk.domain.schema import Scope
from tipdesk.services.desk import CaseQuery, UnitOfWork
from tipdesk.services.headquarters.directory.registry import Registry


def fill_down_log(work: UnitOfWork, registry: Registry, device: bytes) -> None:
    """Add the directory, the cases of the device's post and the register of that post to its down-log.

    Its own current log is never sent back to it; entries that its down-log has already are left out.
    """
    enrolled = registry.devices[device]
    current = {log.log for log in work.ledger.find_logs(device) if not log.closed}
    entries = work.ledger.scope_entries(int(Scope.DIRECTORY))
    for case in work.find_case_ids(CaseQuery(with_deleted=True)):
        if registry.post_of_case(case) == enrolled.post:
            entries += work.ledger.case_entries(case)
    for entry in work.ledger.scope_entries(int(Scope.REGISTER)):
        state = work.ledger.get_log(entry.log)
        author = registry.devices.get(state.device) if state else None
        if author is not None and author.post == enrolled.post:
            entries.append(entry)
    work.ledger.down.add(device, [entry for entry in entries if entry.log not in current])
