"""Whether a post may hand a case over, and whether it may answer: what headquarters keeps aside of both.

The post in charge alone offers a case. The post to which it is offered accepts or declines; the one in charge may take
the offer back. An answer stands, and nobody changes an offer. Entries are judged in the order of their log, so that
what an earlier one of a stretch says counts for those that follow; what is kept aside because the other side has not
come yet is judged again when it comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tipdesk.domain.rules.handing_over import ACCEPTED
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.directory.handovers import HANDOVER, find_waiting
from tipdesk.services.headquarters.directory.registry import Registry
from tipdesk.sync.scope import Enrolled

REASON = "hand-over"
_TO_POST, _ANSWER = (HANDOVER.by_name[name].number for name in ("to_post", "answer"))
_OF_ANSWER = frozenset(
    HANDOVER.by_name[name].number for name in ("answer", "answered_by", "answered_at", "answer_why", "way")
)


@dataclass
class HandoverJudge:
    """Judges the hand-overs of one stretch of a post's log.

    `offered` has the post to which each offer of this stretch goes, by its row, `answered` the offers that were
    answered in it, and `taken` the cases that were accepted in it.
    """

    work: UnitOfWork
    registry: Registry
    author: Enrolled
    offered: dict[bytes, object] = field(default_factory=dict)
    answered: set[bytes] = field(default_factory=set)
    taken: set[bytes] = field(default_factory=set)

    def reason(self, case: bytes, row: bytes, fields: Mapping[int, object]) -> str | None:
        """Return the reason to keep a change of a hand-over aside, None where it may be applied."""
        held = self.work.get_row(HANDOVER, row)
        if held is None and row not in self.offered:
            return self._reason_of_offer(case, row, fields)
        if not fields.keys() <= _OF_ANSWER or row in self.answered or not (held is None or self._waits(case, row)):
            return REASON
        receiver = held["to_post"] if held is not None else self.offered[row]
        is_accepted = fields.get(_ANSWER) == ACCEPTED
        if self.author.post != receiver and (is_accepted or self.author.post != self._in_charge(case)):
            return REASON
        self.answered.add(row)
        if is_accepted:
            self.taken.add(case)
        return None

    def _reason_of_offer(self, case: bytes, row: bytes, fields: Mapping[int, object]) -> str | None:
        if _ANSWER in fields or self.author.post != self._in_charge(case):
            return REASON
        self.offered[row] = fields.get(_TO_POST)
        return None

    def _waits(self, case: bytes, row: bytes) -> bool:
        waiting = find_waiting(self.work, case, self.work.find_rows(HANDOVER, case=case))
        return any(one.id == row for one in waiting)

    def _in_charge(self, case: bytes) -> bytes | None:
        """Return the post in charge by then; a case that this stretch begins is of the post that writes it."""
        if case in self.taken:
            return self.author.post
        return self.registry.post_of_case(case) or self.author.post
