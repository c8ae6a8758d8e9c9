"""Whether a deed was approved: by somebody else, of the role that the gate names, and for what stands there now.

An approval holds for what its digest says. The digest covers the values of the fields that the gate names, each with
all its live values, so that a change or a dispute since makes the approval stale. Where the case seals such a value,
the digest is keyed, so that it tells nothing to whoever holds no key.
"""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Gate
from tipdesk.domain.rules.gates.settings import approvers_of
from tipdesk.domain.rules.gates.spoken import is_spoken
from tipdesk.domain.rules.sealing import keeps_sealed
from tipdesk.domain.values import NamedRow, Sealed

APPROVED = "approved"
_CONTEXT = b"tipdesk approval 1\0"


def digest_of(row: Row, fields: Collection[str], key: bytes | None = None, more: Iterable[Row] = ()) -> bytes | None:
    """Return the digest of these fields of a row as they are now, None where one of them does not open here.

    `more` are rows that are part of it as a whole, by the entries that they consist of. `key` is a key of the case,
    where the case seals a field.
    """
    lines: list[object] = [row.record.number, row.id.hex()]
    for name in sorted(fields):
        told = live_values(row, name)
        if any(isinstance(one, Sealed) for one in told):
            return None
        field = row.record.by_name[name]
        lines.append([field.number, sorted(json.dumps(field.to_json(one), sort_keys=True) for one in told)])
    lines += sorted([one.record.number, one.id.hex(), one.version] for one in more)
    content = _CONTEXT + json.dumps(lines, separators=(",", ":")).encode()
    if key is None:
        return hashlib.sha256(content).digest()
    return hmac.digest(hmac.digest(key, _CONTEXT, "sha256"), content, "sha256")  # the key itself only seals


def digests_now(view: FrozenCase, gate: Gate, subject: Row) -> tuple[bytes, ...]:
    """Return every digest that an approval of this gate may bear now; the first is the one that a new question gets.

    There are several where the case has several keys. None of them can be told where a value does not open here.
    """
    return digests_of(view, subject, approved_of(gate, subject), tuple(gate.covers(view, subject)))


def approved_of(gate: Gate, subject: Row) -> tuple[str, ...]:
    """Return the fields of this row of which an approval of a gate is one: those of its record that the gate names."""
    return tuple(name for name in gate.approved_fields if name in subject.record.by_name)


def digests_of(
    view: FrozenCase, subject: Row, fields: Collection[str], more: Collection[Row] = ()
) -> tuple[bytes, ...]:
    """Return every digest that these fields of a row may have now, as `digests_now` does for those of a gate."""
    level = view.case["sealing"]
    is_keyed = any(keeps_sealed(subject.record, subject.record.by_name[name].number, level) for name in fields)
    keys: tuple[bytes | None, ...] = (*view.read_keys(), None) if is_keyed else (None, *view.read_keys())
    found = (digest_of(subject, fields, key, more) for key in keys)
    return tuple(one for one in found if one is not None)


def find_approvals(view: FrozenCase, gate: str, subject: bytes) -> Iterator[Row]:
    """Yield what was asked for this gate and row, answered or not."""
    for one in view.of("Approval"):
        about = one["subject"]
        if one["gate"] == gate and isinstance(about, NamedRow) and about.id == subject:
            yield one


def is_approved(
    view: FrozenCase,
    gate: Gate,
    subject: Row,
    roles: Collection[str] = (),
    *,
    since_ms: int = 0,
    at_ms: int | None = None,
    besides: frozenset[bytes] = frozenset(),
    bases: Collection[str] = (),
) -> bool:
    """Tell whether somebody of these roles (else those of the gate) approved what stands now, and still does.

    What was answered before `since_ms` (ms since 1970) does not count. `at_ms` is when the deed was done for which it
    was asked, now for none: an approval that ends later, or whose approver has left since, held then. Who asked, who
    wrote what is approved, who is excluded from the case, and those of `besides` approve nothing, under whatever id.
    Where `bases` are named (codes of the list override_reason), an approval rests on one of them.
    """
    about = find_approvals(view, gate.id, subject.id)
    asked = tuple(one for one in about if not bases or live_values(one, "basis") <= set(bases))
    if not asked:
        return False
    digests, writers = digests_now(view, gate, subject), besides | writers_of(view, subject, approved_of(gate, subject))
    wanted = frozenset(roles) or approvers_of(view, gate)
    now = [one for one in asked if one["digest"] in digests]
    if any((moment_ms(one["asked_at"]) or 0) >= since_ms and is_spoken(view, one) for one in now):
        return True
    return any(
        (moment_ms(one["decided_at"]) or 0) >= since_ms and _counts(view, one, wanted, writers, at_ms) for one in now
    )


def writers_of(view: FrozenCase, row: Row, fields: Collection[str] = ()) -> frozenset[bytes]:
    """Return who wrote the live values of these fields of a row, or who made it where none is named, under all ids."""
    story = view.story(row.id)
    numbers = {name: row.record.by_name[name].number for name in fields}
    wrote = {
        one.actor for one in story if one.field in numbers and one.dot in row.dots.get(numbers[one.field], ())
    } or {one.actor for one in story[-1:]}
    return frozenset(other for one in wrote for other in view.same_person(one))


def _counts(
    view: FrozenCase, approval: Row, roles: Collection[str], writers: frozenset[bytes], at_ms: int | None
) -> bool:
    """Tell whether an approval was given by somebody who may, and still stands, or stood at `at_ms`."""
    by, asked = approval["decided_by"], approval["asked_by"]
    if live_values(approval, "decision") != {APPROVED} or not isinstance(by, bytes) or _is_over(view, approval, at_ms):
        return False
    person = view.same_person(by)
    others = writers | (view.same_person(asked) if isinstance(asked, bytes) else frozenset())
    if not person.isdisjoint(others) or not person.isdisjoint(_excluded(view)):
        return False
    answered = [one for one in view.story(approval.id) if one.field == "decision" and one.after == APPROVED]
    is_theirs = any(one.actor in person for one in answered)
    return is_theirs and not view.roles_of(by, at_ms).isdisjoint(roles)


def _is_over(view: FrozenCase, approval: Row, at_ms: int | None) -> bool:
    now = view.now_ms if at_ms is None else at_ms
    ends = [one for one in live_values(approval, "valid_until") if isinstance(one, datetime)]
    return approval["decided_at"] is None or any(one.timestamp() * 1000 <= now for one in ends)


def _excluded(view: FrozenCase) -> frozenset[bytes]:
    return frozenset(who for one in view.of("Exclusion") if isinstance(who := one["officer"], bytes))
