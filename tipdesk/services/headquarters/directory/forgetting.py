"""Which PCs hold a case because it is shared with their post, and which are to forget it since its share has ended.

A PC with which a case is shared gets it whole. When the share ends, its down-log says of every entry that it is to be
forgotten; the PC does so once headquarters has what was written there, and then says it in its own log. Until it has
said so it is owed here by name, and what it wrote is still welcome, since it was written before the PC had forgotten. A
PC that is put back from a backup may hold the case again, and is told again.
"""

from collections.abc import Iterable, Iterator, Sequence

from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.directory.handovers import HANDOVER
from tipdesk.services.directory.shares import SHARE
from tipdesk.services.headquarters.directory.registry import Registry
from tipdesk.services.ledger import Logged
from tipdesk.services.remembered.office import DOWN_SEEN, TO_FORGET
from tipdesk.services.remembered.shapes import Owed
from tipdesk.sync.bundle import ENTRY, FORGET
from tipdesk.sync.codec import RawChange, decode_head, decode_raw_body
from tipdesk.sync.scope import Enrolled

FORGOTTEN = "forgotten"
_REDACTION = BY_NAME["Redaction"]
_SAYING = frozenset({SHARE.number, HANDOVER.number})
_NAMED = tuple(_REDACTION.by_name[name].number for name in ("log", "seq", "kind"))


def says_of_shares(entry: Logged) -> bool:
    """Tell whether an entry begins or ends a share, or hands a case over or answers that."""
    changes = decode_raw_body(entry.body)[1] if entry.body is not None else ()
    return any(record in _SAYING for record, _row, _fields, _replaces in changes)


def follow_shares(work: UnitOfWork, registry: Registry, case: bytes, said: Sequence[Logged]) -> None:
    """Give a case whole to the PCs with which it is shared now, and tell others that held it to forget it.

    `said` are the entries by which shares have just begun or ended.
    """
    entries, holding = work.ledger.case_entries(case), registry.posts_of_case(case) or ()
    owed = {one.device: one for one in TO_FORGET.get(work) if one.case == case}
    for device in registry.devices.values():
        if device.post not in registry.shares_of(case):
            continue
        if device.post in holding:
            owed.pop(device.device, None)
            if not device.is_revoked:
                work.ledger.down.add(device.device, whole_for(work, registry, device, case, entries))
        elif _is_to_tell(work, device, entries, owed.get(device.device)):
            if not device.is_revoked:
                work.ledger.down.add(device.device, said)
            owed[device.device] = _tell(work, device, case, entries)
    _keep(work, case, owed.values())


def whole_for(
    work: UnitOfWork, registry: Registry, device: Enrolled, case: bytes, entries: Sequence[Logged]
) -> list[Logged]:
    """Return which entries of a case go to a PC that is to hold all of it.

    What it wrote in its current log it has, but where it may have forgotten that: a share that ended may begin again.
    """
    if device.post in registry.shares_of(case):
        return list(entries)
    current = {log.log for log in work.ledger.find_logs(device.device) if not log.closed}
    return [entry for entry in entries if entry.log not in current]


def _is_to_tell(work: UnitOfWork, device: Enrolled, entries: Sequence[Logged], owed: Owed | None) -> bool:
    """Tell whether a PC must hear that it is to forget these entries: it may hold some, and has not heard it since."""
    down = work.ledger.down
    if any(down.last_kind(device.device, one) == ENTRY for one in entries):
        return True
    own = {log.log for log in work.ledger.find_logs(device.device)}
    return owed is None and (down.hash_at(device.device, 0) is None or any(one.log in own for one in entries))


def _tell(work: UnitOfWork, device: Enrolled, case: bytes, entries: Sequence[Logged], *, again: bool = False) -> Owed:
    """Write into a PC's down-log that it is to forget a case, and return that it owes this."""
    if not device.is_revoked:
        work.ledger.down.add(device.device, entries, FORGET)
        if again:
            work.ledger.down.add(device.device, entries[-1:], FORGET, again=True)
    return Owed(case, device.device, work.ledger.down.head_of(device.device)[0])


def _keep(work: UnitOfWork, case: bytes, owed: Iterable[Owed]) -> None:
    others = [one for one in TO_FORGET.get(work) if one.case != case]
    TO_FORGET.keep(work, [*others, *owed])


def tell_again(work: UnitOfWork, registry: Registry, device: bytes) -> None:
    """Tell a PC again which cases it is to forget, since its store was put back and may hold them again."""
    for owed in [one for one in TO_FORGET.get(work) if one.device == device]:
        entries = work.ledger.case_entries(owed.case)
        again = _tell(work, registry.devices[device], owed.case, entries, again=True)
        others = [one for one in TO_FORGET.get(work) if one[:2] != owed[:2]]
        TO_FORGET.keep(work, [*others, again])


def fill_forgotten(work: UnitOfWork, registry: Registry, device: bytes) -> None:
    """Write into a PC's down-log, which begins anew, what it is still to forget."""
    for owed in [one for one in TO_FORGET.get(work) if one.device == device and not one.done_at]:
        entries = work.ledger.case_entries(owed.case)
        told = _tell(work, registry.devices[device], owed.case, entries)
        others = [one for one in TO_FORGET.get(work) if one[:2] != owed[:2]]
        TO_FORGET.keep(work, [*others, told])


def cases_forgotten(work: UnitOfWork, changes: Iterable[RawChange]) -> Iterator[bytes]:
    """Yield the cases of which an entry says that its PC has forgotten them; one may come more than once."""
    for record, _row, fields, _replaces in changes:
        log, seq, kind = (fields.get(number) for number in _NAMED)
        if record == _REDACTION.number and kind == FORGOTTEN and isinstance(log, bytes) and isinstance(seq, int):
            entry = work.ledger.get_entry(log, seq)
            case = decode_head(entry.head).case if entry is not None else None
            if case is not None:
                yield case


def note_forgotten(
    work: UnitOfWork, registry: Registry, device: bytes, changes: Iterable[RawChange], now_ms: int
) -> bool:
    """Note that a PC says it has forgotten cases, as far as it has heard of the last share that ended; tell if it does.

    Where a restore of headquarters has lost the share, the PC's own word tells that it was one.
    """
    cases = set(cases_forgotten(work, changes))
    owed = {one[:2]: one for one in TO_FORGET.get(work)}
    heard, _hash = DOWN_SEEN.of(device).get(work) or (0, b"")
    for case in cases:
        is_known = registry.devices[device].post in registry.shares_of(case)
        one = owed.get((case, device), None if is_known else Owed(case, device, 0))
        if one is not None and heard >= one.place and not one.done_at:
            owed[case, device] = one._replace(done_at=now_ms)
    if cases:
        TO_FORGET.keep(work, list(owed.values()))
    return bool(cases)
