"""Whether headquarters has received what this post wrote in a case: the question of the page after a worry.

Nothing of the case's content is read: only which entries of the own log it has, and how far the last receipt reaches.
"""

from dataclasses import dataclass

from tipdesk.services.desk import Desk
from tipdesk.services.from_headquarters import get_receipt
from tipdesk.services.sync.push.holds import get_handed


@dataclass(frozen=True)
class CaseReceipt:
    """How far headquarters has confirmed a case.

    `waiting` counts the entries of the own log in this case that no receipt covers. `time` is that of the last receipt,
    in milliseconds since 1970, 0 before there is one. `may_withdraw` says that nothing of the case can have left this
    PC.
    """

    waiting: int
    time: int
    may_withdraw: bool = False

    @property
    def is_received(self) -> bool:
        """Tell whether headquarters has confirmed everything that was written here in this case."""
        return self.waiting == 0


def case_receipt(desk: Desk, case: bytes) -> CaseReceipt:
    """Return how far headquarters has confirmed a case."""
    with desk.read() as reader:
        receipt = get_receipt(reader)
        confirmed = receipt.seq if receipt else 0
        own = {happening.dot.seq for happening in reader.find_happenings(case) if happening.dot.log == desk.place.log}
        gone = max(confirmed, get_handed(reader, desk.place.log))
    may_withdraw = bool(own) and min(own) > gone and not desk.place.is_headquarters
    return CaseReceipt(sum(seq > confirmed for seq in own), receipt.time if receipt else 0, may_withdraw)
