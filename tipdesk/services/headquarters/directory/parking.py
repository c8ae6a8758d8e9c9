"""Whether each entry of a post may be applied: by its device and officer, its scope, and the rows that it names.

The role of its writer is looked at where a gate asks for one (`rules/gates/parking`).

A stretch of one log is judged together: a case that one of its entries opens belongs to its post for those that follow.
What may not be applied is kept in the ledger with the reason, "parked", and judged again after every change of the
directory; then those that may be applied are.

A post may redact an entry of its own log that came without its body, because its author withdrew it, or because its
case was raised to "these people only" before it left. It may also redact a look that headquarters has had for long, and
that only the post lets go of. What headquarters has received it deletes itself. Who gives a case's key to somebody has
signed that (`keys/cases/key_grants`); whether they might is for its readers to judge. With which posts a case is
shared headquarters alone says, and a PC says for itself that it has forgotten a case (`forgetting`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from tipdesk.domain.changes import Head
from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.rules.gates.parking import WATCHED, Writer, reason_of_role
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.domain.schema import DELETED, RecordType, Scope
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.directory.handovers import HANDOVER
from tipdesk.services.directory.shares import SHARE
from tipdesk.services.entries.note_touched import note_touched
from tipdesk.services.headquarters.directory.forgetting import FORGOTTEN, cases_forgotten, note_forgotten
from tipdesk.services.headquarters.directory.handings import AWAITED, Handings
from tipdesk.services.headquarters.directory.judge_handovers import HandoverJudge
from tipdesk.services.headquarters.directory.register_rows import is_register, reason_of_row
from tipdesk.services.headquarters.directory.registry import Registry, read_registry
from tipdesk.services.headquarters.directory.route import route_whole
from tipdesk.services.keys.cases.key_grants import CASE_KEY, ENDED, is_signed
from tipdesk.services.looks.prune_looks import PRUNED
from tipdesk.services.officer_ring import OfficerRing
from tipdesk.services.sealing.redact_resealed import RESEALED, restricted_among
from tipdesk.services.signatures.sign_content import SIGNATURE
from tipdesk.services.sync.push.withdrawals import WITHDRAWN
from tipdesk.sync.codec import RawChange, decode_head, decode_raw_body
from tipdesk.sync.scope import Enrolled, parking_reason

_APPROVAL, _CASE, _REDACTION = (BY_NAME[name] for name in ("Approval", "Case", "Redaction"))
_GATE = _APPROVAL.by_name["gate"].number
_CASE_NUMBER, _CASE_KEY_NUMBER, _REDACTION_NUMBER = _CASE.number, CASE_KEY.number, _REDACTION.number
_LEVEL = _CASE.by_name["sealing"].number
_REDACTED = tuple(_REDACTION.by_name[name].number for name in ("log", "seq", "kind"))
UNSIGNED_KEY = "unsigned-key"
_LOOKS = (None, Scope.AUDIT)
_OF_HEADQUARTERS = {_REDACTION_NUMBER: "redaction", SHARE.number: "share"}
"""The records that headquarters writes, with the reason for which another's are kept aside."""
Place = tuple[int, bytes]


class Said(NamedTuple):
    """One entry as it is judged: its head, what its body says, and whether it came with its body."""

    head: Head
    changes: Sequence[RawChange]
    has_body: bool = True


def reasons_to_park(
    ring: OfficerRing, work: UnitOfWork, registry: Registry, author: Enrolled, log: bytes, entries: Sequence[Said]
) -> list[str | None]:
    """Return, for each of these entries of one log in their order, the code of the reason to park it, or None.

    `ring` checks signatures.
    """
    registry.know_cases({one.head.case for one in entries if one.head.case is not None})
    bare = {one.head.seq: one.head for one in entries if not one.has_body}
    judge = _Judge(ring, work, registry, author, log, bare, _cases_of(work, entries))
    return [judge.reason(one.head, one.changes) for one in entries]


@dataclass
class _Judge:
    """Judges the entries of one stretch, one after the other, and remembers what they say for those that follow.

    `bare` are the entries that came just now without a body, `let` says who may write in which case, and `raised` are
    the cases raised to "these people only". `asked` has the gate of each approval that this stretch asks for, and
    `forgot` are the cases of which the device says in it that it has forgotten them. `handings` judges what it says of
    hand-overs.
    """

    ring: OfficerRing
    work: UnitOfWork
    registry: Registry
    author: Enrolled
    log: bytes
    bare: dict[int, Head]
    cases: dict[Place, bytes]
    let: set[tuple[bytes, bytes]] = field(default_factory=set)
    raised: set[bytes] = field(default_factory=set)
    asked: dict[bytes, object] = field(default_factory=dict)
    forgot: set[bytes] = field(default_factory=set)
    handings: Handings = field(default_factory=Handings)

    @cached_property
    def _handovers(self) -> HandoverJudge:
        return HandoverJudge(self.work, self.registry, self.author)

    def reason(self, head: Head, changes: Sequence[RawChange]) -> str | None:
        case = head.case  # there is one in the scope of a case alone
        self.handings.note_taken(changes)
        reason = None if case and (case, head.actor) in self.let else self._reason_of_author(head)
        if reason is None and self.author.post != self.registry.headquarters:
            reason = self._reason_of_changes(head, changes)
        if case and reason is None:
            for record, row, fields, _replaces in changes:
                self.cases.setdefault((record, row), case)
                if record == _CASE_NUMBER and is_restricted(fields.get(_LEVEL)):
                    self.raised.add(case)
        if case is None and reason is None and head.scope is Scope.REGISTER:
            self.forgot.update(cases_forgotten(self.work, changes))
            self.let -= {one for one in self.let if one[0] in self.forgot}
        return reason

    def _reason_of_author(self, head: Head) -> str | None:
        """Judge who writes where; somebody who may write in a case once may do so for the rest of the stretch."""
        case = head.case
        posts = self.registry.posts_of_case(case) if case else None
        if case and posts is None and self.handings.is_awaited(self.work, case, self.log):
            return AWAITED
        may_write = self.registry.may_write(self.author, case) if case else False
        if case and case not in self.forgot and (may_write or self._forgot_later(head)):
            posts = frozenset({*(posts or ()), self.author.post})
        reason = parking_reason(head, self.log, self.author, posts, self.registry.officers, self.registry.headquarters)
        if case and reason is None and not self.author.is_revoked:
            self.let.add((case, head.actor))
        return reason

    def _forgot_later(self, head: Head) -> bool:
        """Tell whether this log says, after an entry and not before, that the entry's case is forgotten.

        It was written while its PC held the case, then, and waited for another reason: a stranger has no salt of it.
        """
        rows = self.work.find_rows(_REDACTION, where={"log": self.log, "kind": FORGOTTEN})
        said = [(row["seq"], dot.seq) for row in rows for dot in row.all_dots if dot.log == self.log]
        before = [seq for seq, at in said if at < head.seq]
        return any(seq == head.seq and at > head.seq for seq, at in said) and not any(
            isinstance(seq, int)
            and (entry := self.work.ledger.get_entry(self.log, seq)) is not None
            and decode_head(entry.head).case == head.case
            for seq in before
        )

    def _reason_of_changes(self, head: Head, changes: Sequence[RawChange]) -> str | None:
        for record, row, fields, _replaces in changes:
            known = BY_NUMBER.get(record)
            if record in _OF_HEADQUARTERS and not self._is_let(head, record, row, fields):
                return _OF_HEADQUARTERS[record]
            if known is not None and known.scope is not head.scope and not _is_of_register(known, head):
                return "wrong-scope"
            if is_register(record):
                reason = reason_of_row(self.work, self.registry, self.author, head.actor, record, row)
                if reason is not None:
                    return reason
            if head.case is not None:
                reason = self._reason_in_case(head.case, record, row, fields)
                if reason is not None:
                    return reason
            if record in WATCHED and (reason := self._reason_of_role(head, record, row, fields)) is not None:
                return reason
        return None

    def _reason_in_case(self, case: bytes, record: int, row: bytes, fields: Mapping[int, Any]) -> str | None:
        owner = row if record == _CASE_NUMBER else self.cases.get((record, row), case)
        if owner != case:
            return "other-case"
        if record == _CASE_KEY_NUMBER and not self._is_signed(case, row, fields):
            return UNSIGNED_KEY
        if record != HANDOVER.number:
            return None
        right = self.handings.reason(self.work, self.author.post, row, fields)
        return right or self._handovers.reason(case, row, fields)

    def _is_let(self, head: Head, record: int, row: bytes, fields: Mapping[int, object]) -> bool:
        """Tell whether a post may write this of what headquarters writes: it may say what it let go of itself."""
        return record == _REDACTION_NUMBER and (self._is_of_unsent(head, row, fields) or self._is_of_own(row, fields))

    def _reason_of_role(self, head: Head, record: int, row: bytes, fields: Mapping[int, Any]) -> str | None:
        """Judge whether the role of an entry's writer carries what it says."""
        writer = Writer(self.registry.roles.get(head.actor, frozenset()), is_headquarters=False)
        if record == _APPROVAL.number and (gate := fields.get(_GATE)) is not None:
            self.asked[row] = gate
        return reason_of_role(record, row, fields, writer, head.schema, self._gate_of)

    def _gate_of(self, approval: bytes) -> object:
        """Return for which gate an approval was asked: in this stretch, or before."""
        if approval in self.asked:
            return self.asked[approval]
        held = self.work.get_row(_APPROVAL, approval)
        return held["gate"] if held is not None else None

    def _is_signed(self, case: bytes, row: bytes, fields: Mapping[int, Any]) -> bool:
        """Tell whether what is written to a row of a case's keys bears a signature, or says only that it has ended."""
        if fields.keys() <= {ENDED, DELETED}:
            return True
        known = CASE_KEY.by_number
        values = {known[one].name: known[one].from_wire(wire) for one, wire in fields.items() if one in known}
        return is_signed(self.ring, case, row, values)

    def _is_of_unsent(self, head: Head, row: bytes, fields: Mapping[int, object]) -> bool:
        """Tell whether a redaction names an earlier entry of this log whose body never came, as a post may.

        It may where the entry's author withdrew it, or where its case is restricted by now.
        """
        log, seq, kind = (fields.get(number) for number in _REDACTED)
        held = self.work.get_row(_REDACTION, row)
        if log != self.log or held is not None or not isinstance(seq, int) or seq >= head.seq:
            return False
        target = self.bare.get(seq) or self._bare_before(seq)
        if target is None:
            return False
        if kind == RESEALED:
            return target.case is not None and (
                target.case in self.raised or bool(restricted_among(self.work, {target.case}))
            )
        return kind == WITHDRAWN and target.actor == head.actor

    def _bare_before(self, seq: int) -> Head | None:
        """Return the head of an entry of this log that is held without its body, None for any other."""
        target = self.work.ledger.get_entry(self.log, seq)
        return decode_head(target.head) if target is not None and target.body is None else None

    def _is_of_own(self, row: bytes, fields: Mapping[int, object]) -> bool:
        """Tell whether a device says that it let go of something that stays here: of a look of its own, or of a case.

        Of a case it says so once it has forgotten it; that has no effect on what anybody else holds.
        """
        log, seq, kind = (fields.get(number) for number in _REDACTED)
        if not isinstance(log, bytes) or not isinstance(seq, int) or self.work.get_row(_REDACTION, row) is not None:
            return False
        state, target = self.work.ledger.get_log(log), self.work.ledger.get_entry(log, seq)
        scope = decode_head(target.head).scope if target is not None else None
        is_own = state is not None and state.device == self.author.device
        return scope in (None, Scope.CASE) if kind == FORGOTTEN else kind == PRUNED and is_own and scope in _LOOKS


def _is_of_register(record: RecordType, head: Head) -> bool:
    """Tell whether an entry signs something that left a register, and so is of no case."""
    return record is SIGNATURE and head.scope is Scope.REGISTER


def _cases_of(reader: Reader, entries: Sequence[Said]) -> dict[Place, bytes]:
    """Return, for each row that these entries name, the case that it belongs to already."""
    rows: dict[int, set[bytes]] = defaultdict(set)
    for head, changes, _has_body in entries:
        if head.scope is Scope.CASE:
            for record, row, _fields, _replaces in changes:
                if record != _CASE_NUMBER:
                    rows[record].add(row)
    return {
        (record, row): case for record, found in rows.items() for row, case in reader.cases_of(record, found).items()
    }


def judge_parked(desk: Desk, work: UnitOfWork) -> int:
    """Apply those parked entries that no reason holds back any more, and return how many they were.

    What is applied may let others in: an acceptance those that the post wrote since. So it goes on until none follows.
    """
    count = 0
    while found := _release_parked(desk, work):
        count += found
    return count


def _release_parked(desk: Desk, work: UnitOfWork) -> int:
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
            note_forgotten(work, registry, author.device, changes, desk.clock.now_ms())
            cases |= {head.case} if head.case is not None else set()
    work.ledger.release(free)
    registry = read_registry(work)
    for case in cases:
        route_whole(work, registry, case)
    note_touched(work, cases)
    return len(free)
