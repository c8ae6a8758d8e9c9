"""Parked entries are judged again after every change of the directory; those that may be applied now are."""

from tipdesk.domain.schema import Scope
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.registry import read_registry
from tipdesk.sync.codec import decode_head
from tipdesk.sync.scope import parking_reason


def judge_parked(work: UnitOfWork) -> int:
    """Release what no reason holds back any more; return how many entries that were."""
    parked = work.ledger.find_parked()
    if not parked:
        return 0
    registry = read_registry(work)
    free = []
    for one in parked:
        entry, log = work.ledger.get_entry(one.log, one.seq), work.ledger.get_log(one.log)
        author = registry.devices.get(log.device) if log else None
        if entry is None or author is None:
            continue
        head = decode_head(entry.head)
        post = registry.post_of_case(head.case) if head.scope is Scope.CASE and head.case else None
        if parking_reason(head, author, post, registry.officers, registry.headquarters) is None:
            free.append(one)
    work.ledger.release(free)
    return len(free)
