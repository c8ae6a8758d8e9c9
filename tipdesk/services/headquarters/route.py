"""Whom a new entry concerns, decided as it is taken in: it goes into the down-logs of devices that should hold it."""

from collections import defaultdict
from collections.abc import Sequence

from tipdesk.domain.schema import Scope
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.registry import Registry, read_registry
from tipdesk.services.ledger import Arrival, Logged
from tipdesk.sync.scope import devices_concerned


def route(work: UnitOfWork, arrivals: Sequence[Arrival]) -> None:
    """Add applied entries to the down-logs. Called by the unit of work before it commits, at headquarters only."""
    moving = [one for one in arrivals if one.head.scope is not Scope.AUDIT]
    if not moving:
        return
    registry = read_registry(work)
    waiting: dict[bytes, list[Logged]] = defaultdict(list)
    authors: dict[bytes, tuple[bytes, bool]] = {}
    targets: dict[tuple[Scope, bytes | None, bytes, bool], list[bytes]] = {}
    for one in moving:
        log = one.entry.log
        if log not in authors:
            state = work.ledger.get_log(log)
            authors[log] = (state.device, state.closed) if state else (b"", True)
        key = (one.head.scope, one.head.case, *authors[log])
        if key not in targets:
            targets[key] = _targets(registry, *key)
        for device in targets[key]:
            waiting[device].append(one.entry)
    for device, entries in waiting.items():
        work.ledger.down.add(device, entries)
    for case in {one.head.case for one in moving if one.head.case is not None}:
        if registry.is_begun_here(case):
            route_whole(work, registry, case)


def route_whole(work: UnitOfWork, registry: Registry, case: bytes) -> None:
    """Add a case whole to the down-logs of its post, where it was not known whose it is when a part was taken in.

    After a restore headquarters' own part may come back first; or what its post wrote is parked for a time.
    """
    devices = _targets(registry, Scope.CASE, case, b"", closed=True)
    entries = work.ledger.case_entries(case) if devices else []
    for device in devices:
        current = {log.log for log in work.ledger.find_logs(device) if not log.closed}
        work.ledger.down.add(device, [entry for entry in entries if entry.log not in current])


def _targets(registry: Registry, scope: Scope, case: bytes | None, author: bytes, closed: bool) -> list[bytes]:  # noqa: FBT001 - a part of the key that the targets hang on
    """What a device wrote in a log that is closed is news to it: its backup may not have it."""
    enrolled = registry.devices.get(author)
    case_post = registry.post_of_case(case) if case else None
    posts = [one for one in registry.devices.values() if one.post != registry.headquarters]
    return devices_concerned(scope, case_post, b"" if closed else author, enrolled.post if enrolled else None, posts)
