"""Whether each entry of a post may be applied: its device and officer, its scope, and the rows that it names.

A stretch of one log is judged together: a case that an entry of it opens belongs to its post for those that follow.
What may not be applied is kept in the ledger with its reason and judged again after every change of the directory.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tipdesk.domain.changes import Head
from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import Reader
from tipdesk.services.headquarters.registry import Registry
from tipdesk.sync.codec import RawChange
from tipdesk.sync.scope import Enrolled, parking_reason

_CASE, _REDACTION = BY_NAME["Case"].number, BY_NAME["Redaction"].number
Place = tuple[int, bytes]


def reasons_to_park(
    reader: Reader, registry: Registry, author: Enrolled, entries: Sequence[tuple[Head, Sequence[RawChange]]]
) -> list[str | None]:
    """Return, for heads and changes of one log in their order, the code of the reason to park each, or None."""
    judge = _Judge(registry, author, _cases_of(reader, entries))
    return [judge.reason(head, changes) for head, changes in entries]


@dataclass
class _Judge:
    registry: Registry
    author: Enrolled
    cases: dict[Place, bytes]
    opened: dict[bytes, bytes] = field(default_factory=dict)

    def reason(self, head: Head, changes: Sequence[RawChange]) -> str | None:
        case = head.case if head.scope is Scope.CASE else None
        post = (self.registry.post_of_case(case) or self.opened.get(case)) if case else None
        reason = parking_reason(head, self.author, post, self.registry.officers, self.registry.headquarters)
        if reason is None and self.author.post != self.registry.headquarters:
            reason = self._reason_of_changes(head, changes)
        if case and reason is None:
            self.opened.setdefault(case, self.author.post)
            for record, row, _fields, _replaces in changes:
                self.cases.setdefault((record, row), case)
        return reason

    def _reason_of_changes(self, head: Head, changes: Sequence[RawChange]) -> str | None:
        for record, row, _fields, _replaces in changes:
            known = BY_NUMBER.get(record)
            if record == _REDACTION:
                return "redaction"
            if known is not None and known.scope is not head.scope:
                return "wrong-scope"
            if head.scope is Scope.CASE:
                owner = row if record == _CASE else self.cases.get((record, row), head.case)
                if owner != head.case:
                    return "other-case"
        return None


def _cases_of(reader: Reader, entries: Sequence[tuple[Head, Sequence[RawChange]]]) -> dict[Place, bytes]:
    """Return which case each row that these entries name belongs to already."""
    rows: dict[int, set[bytes]] = defaultdict(set)
    for head, changes in entries:
        if head.scope is Scope.CASE:
            for record, row, _fields, _replaces in changes:
                if record != _CASE:
                    rows[record].add(row)
    return {
        (record, row): case for record, found in rows.items() for row, case in reader.cases_of(record, found).items()
    }
