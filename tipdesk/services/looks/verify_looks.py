"""Check that the audit is whole: every log that is held, from its start, with its chain and its looks one by one.

Nothing is trusted, all is computed again: each entry's hash from the bytes held, and each look's body where it has not
been pruned. Where a log has a gap, the answer says at which entry. A look that the list does not show although its body
is held is a problem too.
"""

import sys
from collections import defaultdict
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import Desk, LookQuery, UnitOfWork
from tipdesk.services.ledger import Logged, LogState, ScopeKey
from tipdesk.services.looks.find_looks import permit_audit
from tipdesk.sync.codec import body_hash, decode_head, decode_raw_body, first_hash, next_hash
from tipdesk.sync.limits import BUNDLE_AIM

_EVENT = BY_NAME["AuditEvent"].number


@dataclass(frozen=True)
class AuditedLog:
    """What was found in one log.

    `looks` counts the entries of its audit and `pruned` those of them without a body. `problem` is a code for what is
    wrong, "" for nothing, and `place` the entry at which it is, 0 for none.
    """

    log: bytes
    device: bytes
    entries: int
    looks: int
    pruned: int
    problem: str = ""
    place: int = 0


def verify_looks(desk: Desk) -> list[AuditedLog]:
    """Verify the audit of every log that the officer may read, and return what was found in each.

    Raises UserError `not-allowed`, audited, where the officer may read none.
    """
    query = permit_audit(desk, LookQuery(most=sys.maxsize))
    with desk.work() as work:
        states = [one for one in work.ledger.find_logs() if query.devices is None or one.device in query.devices]
        shown: dict[bytes, set[int]] = defaultdict(set)
        for look in work.find_looks(query):
            shown[look.dot.log].add(look.dot.seq)
        return [_verify(work, state, shown[state.log]) for state in states]


def _verify(work: UnitOfWork, state: LogState, shown: set[int]) -> AuditedLog:
    chained, place = first_hash(state.device, state.log), 0
    salts = work.ledger.salts([ScopeKey(int(Scope.AUDIT), state.log)])
    salt = salts.get(ScopeKey(int(Scope.AUDIT), state.log))
    looks = pruned = 0
    while place < state.seq:
        stretch = work.ledger.read(state.log, place, BUNDLE_AIM)
        for entry in stretch:
            problem = "gap" if entry.seq != place + 1 else _problem(entry, salt, shown)
            if problem:
                return AuditedLog(state.log, state.device, place, looks, pruned, problem, place + 1)
            chained, place = next_hash(chained, entry.head, entry.body_hash), entry.seq
            is_look = decode_head(entry.head).scope is Scope.AUDIT
            looks += is_look
            pruned += is_look and entry.body is None
        if not stretch:
            return AuditedLog(state.log, state.device, place, looks, pruned, "gap", place + 1)
    problem = "" if chained == state.hash else "chain"
    return AuditedLog(state.log, state.device, place, looks, pruned, problem, place if problem else 0)


def _problem(entry: Logged, salt: bytes | None, shown: set[int]) -> str:
    if decode_head(entry.head).scope is not Scope.AUDIT or entry.body is None:
        return ""
    if salt is None or body_hash(salt, entry.log, entry.seq, entry.body) != entry.body_hash:
        return "body"
    holds_look = any(record == _EVENT for record, *_rest in decode_raw_body(entry.body)[1])
    return "hidden" if holds_look and entry.seq not in shown else ""
