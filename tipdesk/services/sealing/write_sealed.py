"""THE ONE PLACE WHERE A CASE IS SEALED: every entry of a case passes here on its way to the log.

No value that the case's level seals (`rules/sealing`) reaches an entry as it is: it is first encrypted under a key of
the case. The first such value makes the key and seals it to whoever is entitled. For a case that is for few, the entry
that says so makes it at once, so that nobody who writes first can take it from them. After somebody was removed, or
disabled, the next value makes another key. Whoever writes can open what they wrote, or is refused. Assigning an officer
gives them the keys in the same entry. The callers have checked what is written.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tipdesk.domain.changes import Change, Entry, Written
from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.rules.sealing import is_restricted, keeps_sealed
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.domain.values import Sealed
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.keys.cases.case_keys import (
    CaseKeys,
    Made,
    holders_now,
    keys_of,
    missing_rows,
    own_recipients,
    row_changes,
)
from tipdesk.services.keys.cases.directory import Directory, Holder
from tipdesk.services.keys.cases.entitled import holders_of
from tipdesk.sync.sealing import CASE_KEY_BYTES, NONCE_BYTES, Spot, bound_to, name_of_key, padded, reason_spot

_CASE, _TASK = BY_NAME["Case"], BY_NAME["Task"]
_LEVEL, _OWNER = _CASE.by_name["sealing"].number, _CASE.by_name["owner"].number
_ASSIGNS = ((_CASE.number, _OWNER), (_TASK.number, _TASK.by_name["assigned_to"].number))


def write_sealed(
    desk: Desk,
    unit: UnitOfWork,
    case: bytes,
    changes: Sequence[Change],
    reason: str | None = None,
    *,
    urgent: bool = False,
    named: Collection[bytes] = (),
    is_afresh: bool = False,
) -> Entry:
    """Append one entry of a case, sealed as its level asks, and return it.

    `named` are officers who get the keys because somebody says so. `is_afresh` seals under a new key, which is made
    even where there is nothing to seal, for those who are named and for nobody else who held an earlier one. Raises
    UserError `not-a-holder` where only holders of the key may write, and `bad-text` where something is hidden in the
    reason.
    """
    refuse_hidden(reason or "")
    plan = _plan(desk, unit, case, changes, named=named, is_afresh=is_afresh, has_reason=bool(reason))
    told = seal_wire(desk, plan.reason_key, reason_spot(case), reason) if plan.reason_key else reason
    return unit.append(Scope.CASE, case, plan.changes, told, urgent=urgent)


def sealed_changes(
    desk: Desk, unit: UnitOfWork, case: bytes, changes: Sequence[Change], *, named: Collection[bytes] = ()
) -> list[Change]:
    """Return the changes as they may be logged, and the key rows that go with them."""
    return _plan(desk, unit, case, changes, named=named).changes


@dataclass(frozen=True)
class _Plan:
    """What goes into an entry, and the key under which its reason is sealed, None where the reason stays open."""

    changes: list[Change]
    reason_key: bytes | None = field(default=None, repr=False)


def _plan(
    desk: Desk,
    unit: UnitOfWork,
    case: bytes,
    changes: Sequence[Change],
    *,
    named: Collection[bytes] = (),
    is_afresh: bool = False,
    has_reason: bool = False,
) -> _Plan:
    assigned = [value for value in _assigned(changes) if isinstance(value, bytes)]
    told = has_reason and any(not BY_NUMBER[change.record].has_own_verbs for change in changes)
    is_for_some = bool(named) or any(map(is_restricted, _levels(changes)))
    level = _level(unit, case, changes)
    seals_reason = told and is_restricted(level)
    is_secret = is_afresh or seals_reason or any(_is_to_seal(level, *written) for written in _written(changes))
    if not (is_secret or assigned or is_for_some):
        return _Plan(list(changes))
    directory = Directory(unit)
    keys = keys_of(unit, desk, case, directory)
    if is_afresh:
        holders = holders_of(directory, desk, {desk.actor.officer, *named}, named)
    else:
        holders = holders_now(directory, desk, keys, level, assigned=assigned, named=named)
    rows = [] if is_afresh else missing_rows(desk, keys, holders)
    if not is_secret and (keys.rows or not is_for_some):
        return _Plan([*changes, *rows])
    name = None if is_afresh else keys.find_for_writing(unit, level)
    if name is None:
        key = desk.ids.noise(CASE_KEY_BYTES)
        _refuse_stranger(unit, desk, keys, holders)
        rows += row_changes(desk, case, Made(keys.last_version + 1, key, level), holders)
    else:
        key = keys.held[name]
    sealed = [_sealed(desk, level, case, change, key) for change in changes]
    return _Plan([*sealed, *rows], key if seals_reason else None)


def seal_wire(desk: Desk, key: bytes, spot: Spot, wire: Written) -> Sealed:
    """Return one wire value sealed under a key and bound to where it is written."""
    name = name_of_key(key)
    plain = padded(wire)  # type: ignore[arg-type] # a deletion mark is never sealed
    return Sealed(name, desk.officer_keys.seal_value(key, desk.ids.noise(NONCE_BYTES), plain, bound_to(spot, name)))


def _level(unit: UnitOfWork, case: bytes, changes: Iterable[Change]) -> Value:
    """Return the stricter of the level that the case has and the one that these changes write."""
    own = unit.get_row(_CASE, case)
    stands = own["sealing"] if own else None
    return max((stands, *_levels(changes)), key=is_restricted)


def _levels(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        written = change.fields.get(_LEVEL)
        if change.record == _CASE.number and isinstance(written, str):
            yield written


def _written(changes: Iterable[Change]) -> Iterator[tuple[Change, int, Written]]:
    for change in changes:
        for number, value in change.fields.items():
            yield change, number, value


def _is_to_seal(level: Value, change: Change, number: int, value: Written) -> bool:
    """Tell whether a written value must be sealed; None, which empties a field, gives nothing away."""
    return value is not None and keeps_sealed(BY_NUMBER[change.record], number, level)


def _sealed(desk: Desk, level: Value, case: bytes, change: Change, key: bytes) -> Change:
    fields = {
        number: seal_wire(desk, key, Spot(case, change.record, change.row, number), value)
        if _is_to_seal(level, change, number, value)
        else value
        for number, value in change.fields.items()
    }
    return Change(change.record, change.row, fields, change.replaces)


def _assigned(changes: Iterable[Change]) -> Iterator[Written]:
    for change in changes:
        for record, number in _ASSIGNS:
            if change.record == record:
                yield change.fields.get(number)


def _refuse_stranger(unit: UnitOfWork, desk: Desk, keys: CaseKeys, holders: Iterable[Holder]) -> None:
    """Refuse an officer who would make a key without being one of its holders, or without an earlier one.

    The latter is refused only where the case has keys already.
    """
    own = own_recipients(unit, desk)
    if (keys.rows and not keys.held) or not any(holder.name in own for holder in holders):
        raise UserError(
            "not-a-holder",
            _("Part of this is for these people only: those who hold the key of the case. Ask the officer in charge."),
        )
