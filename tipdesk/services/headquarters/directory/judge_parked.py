"""Parked entries are judged again after every change of the directory; those that may be applied now are."""

from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.headquarters.directory.reasons_to_park import Said, reasons_to_park
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.directory.route import route_whole
from tipdesk.sync.codec import decode_head, decode_raw_body


def judge_parked(desk: Desk, work: UnitOfWork) -> int:
    """Release what no reason holds back any more; return how many entries that were."""
    parked = work.ledger.find_parked()
    if not parked:
        return 0
    registry = read_registry(work)
    free, cases = [], set()
    for one in parked:
        entry, log = work.ledger.get_entry(one.log, one.seq), work.ledger.get_log(one.log)
        author = registry.devices.get(log.device) if log else None
        if entry is None or author is None:
            continue
        changes = decode_raw_body(entry.body)[1] if entry.body is not None else []
        head = decode_head(entry.head)
        said = Said(head, changes, entry.body is not None)
        if reasons_to_park(desk.officer_keys, work, registry, author, one.log, [said]) == [None]:
            free.append(one)
            cases |= {head.case} if head.case is not None else set()
    work.ledger.release(free)
    registry = read_registry(work)
    for case in cases:
        route_whole(work, registry, case)
    return len(free)
