"""Whom a new entry concerns, decided as it is taken in: it goes into the down-logs of devices that should hold it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.directory.forgetting import follow_shares, says_of_shares, whole_for
from tipdesk.services.headquarters.directory.register_rows import posts_concerned
from tipdesk.services.headquarters.directory.registry import Registry, read_registry
from tipdesk.services.ledger import Arrival, Logged
from tipdesk.sync.bundle import ENTRY
from tipdesk.sync.codec import decode_head, decode_raw_body
from tipdesk.sync.scope import devices_concerned

_REDACTION = BY_NAME["Redaction"]
_NAMED = tuple(_REDACTION.by_name[name].number for name in ("log", "seq"))


def route(work: UnitOfWork, arrivals: Sequence[Arrival]) -> None:
    """Add applied entries to the down-logs of the devices they concern.

    At headquarters the unit of work calls this before it commits.
    """
    moving = [one for one in arrivals if one.head.scope is not Scope.AUDIT]
    if not moving:
        return
    registry = read_registry(work)
    cases = {one.head.case for one in moving if one.head.case is not None}
    registry.know_cases(cases)
    waiting: dict[bytes, list[Logged]] = defaultdict(list)
    targets: dict[tuple[bytes, bytes | int], list[bytes]] = {}
    for one in moving:
        head, log = one.head, one.entry.log
        key = (log, head.case or int(head.scope))
        if key not in targets:
            state = work.ledger.get_log(log)
            author = (state.device, state.closed) if state else (b"", True)
            targets[key] = _targets(registry, head.scope, head.case, *author)
        devices = targets[key]
        if head.scope is Scope.REGISTER:
            devices = list(dict.fromkeys((*devices, *_of_headquarters(work, registry, one))))
        for device in devices:
            waiting[device].append(one.entry)
    for case, said in _shares_said(moving).items():
        follow_shares(work, registry, case, said)  # first, so that a case comes to a post from its beginning
    for device, entries in waiting.items():
        work.ledger.down.add(device, entries)
    for case in cases:
        if registry.is_begun_by_others(case):
            route_whole(work, registry, case)


def _shares_said(arrivals: Sequence[Arrival]) -> dict[bytes, list[Logged]]:
    """Return the entries that begin or end a share or tell of a hand-over, by case; others' were kept aside."""
    found: dict[bytes, list[Logged]] = {}
    for one in arrivals:
        if one.head.case is not None and says_of_shares(one.entry):
            found.setdefault(one.head.case, []).append(one.entry)
    return found


def _is_office(work: UnitOfWork, registry: Registry, log: bytes) -> bool:
    state = work.ledger.get_log(log)
    author = registry.devices.get(state.device) if state else None
    return author is not None and author.post == registry.headquarters


def route_whole(work: UnitOfWork, registry: Registry, case: bytes) -> None:
    """Add a case whole to the down-logs of the posts that hold it.

    It is needed where it was not known whose case it is when a part was taken in: after a restore headquarters' own
    part may come back first, or what its post wrote is parked for a time.
    """
    devices = _targets(registry, Scope.CASE, case, b"", closed=True)
    entries = work.ledger.case_entries(case) if devices else []
    for device in devices:
        work.ledger.down.add(device, whole_for(work, registry, registry.devices[device], case, entries))


def _of_headquarters(work: UnitOfWork, registry: Registry, arrival: Arrival) -> Iterator[bytes]:
    """Yield the devices that headquarters' own entry of the register concerns.

    These are those that hold what it redacts, which it went to or came from, and those of the posts whose rows it
    writes.
    """
    if not _is_office(work, registry, arrival.entry.log):
        return
    changes = decode_raw_body(arrival.entry.body)[1] if arrival.entry.body else []
    for record, _row, fields, _replaces in changes:
        log, seq = (fields.get(number) for number in _NAMED)
        if record == _REDACTION.number and isinstance(log, bytes) and isinstance(seq, int):
            held, written = work.ledger.get_entry(log, seq), work.ledger.get_log(log)
            if held is not None:
                head = decode_head(held.head)
                yield from _targets(registry, head.scope, head.case, written.device if written else b"", closed=True)
                if head.scope is Scope.CASE:
                    yield from _had_by(work, registry, held, written.device if written else b"")
    posts = posts_concerned(work, registry, changes)
    yield from (one.device for one in registry.devices.values() if one.post in posts and not one.is_revoked)


def _had_by(work: UnitOfWork, registry: Registry, entry: Logged, author: bytes) -> Iterator[bytes]:
    """Yield the devices of posts that wrote an entry or got it from here.

    With the bodies of a case goes what they said of who else holds it, so that this cannot be asked of its rows.
    """
    for one in registry.devices.values():
        is_post = one.post != registry.headquarters and not one.is_revoked
        if is_post and (one.device == author or work.ledger.down.last_kind(one.device, entry) == ENTRY):
            yield one.device


def _targets(registry: Registry, scope: Scope, case: bytes | None, author: bytes, closed: bool) -> list[bytes]:  # noqa: FBT001 - a part of the key that the targets hang on
    """Return the devices that an entry concerns.

    What a device wrote in a log that is `closed` is news to that device as well, since its backup may not have it.
    """
    enrolled = registry.devices.get(author)
    holding = (registry.posts_of_case(case) or ()) if case else ()
    posts = [one for one in registry.devices.values() if one.post != registry.headquarters]
    return devices_concerned(scope, holding, b"" if closed else author, enrolled.post if enrolled else None, posts)
