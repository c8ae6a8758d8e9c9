"""How a store goes on that was put back from a backup: in a new log, without forgetting anything of the old one.

What the old log holds and headquarters has not receipted is still sent, and what headquarters holds of it beyond the
backup comes down. Where the old store can still be read, what it wrote after the backup is brought over.
"""

from collections.abc import Mapping, Sequence

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.from_headquarters import keep_receipt, received_up_to
from tipdesk.services.ledger import Arrival, Logged, ScopeKey
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import EARLIER_LOGS, LAST_URGENT, LEFT_ON_STICKS
from tipdesk.services.remembered.shapes import Earlier
from tipdesk.sync.codec import body_hash, decode_head, next_hash
from tipdesk.sync.trust import salt_key


def begin_again(desk: LinkDesk, closed: bytes) -> None:
    """Note that the log `closed` has come to its end. The store goes on in a new one by then (`desk.place.log`)."""
    with desk.work() as work:
        EARLIER_LOGS.keep(work, [*EARLIER_LOGS.get(work), Earlier(closed, received_up_to(work))])
        keep_receipt(work, None)
        LEFT_ON_STICKS.keep(work, [])
        LAST_URGENT.forget(work)


def take_up(desk: Desk, log: bytes) -> bool:
    """Begin to hold a log of this device that the backup knows nothing of, and tell whether it was unknown here.

    The old store went on in that log after it had been put back before. The log is closed, and headquarters gets what
    it lacks of it.
    """
    with desk.work() as work:
        if work.ledger.get_log(log) is not None:
            return False
        work.ledger.open_log(log, desk.place.device, closes=False)
        EARLIER_LOGS.keep(work, [*EARLIER_LOGS.get(work), Earlier(log, 0)])
    return True


def bring_over(
    desk: Desk, log: bytes, table: Sequence[bytes], entries: Sequence[Logged], salts: Mapping[ScopeKey, bytes]
) -> int:
    """Take those entries of a log that follow what is held of it here, and return how many came.

    `table` are the logs that their dots name by index. Entries are taken up to the first that does not follow on.
    Raises Distrust `body-differs` where a body is not the one that was hashed, and those of `Ledger.keep_salts` and
    `Ledger.keep_log_table`.
    """
    with desk.work() as work:
        state = work.ledger.get_log(log)
        if state is None:
            return 0
        work.ledger.keep_log_table(log, table)
        work.ledger.keep_salts(salts)
        arrivals, last, after = [], state.seq, state.hash
        for one in entries:
            if one.seq != last + 1:
                break
            head = decode_head(one.head)
            salt = salts.get(ScopeKey(*salt_key(head, log)))
            if one.body is not None and (salt is None or body_hash(salt, log, one.seq, one.body) != one.body_hash):
                raise Distrust("body-differs", _("An entry of the old store is not the one that was written."))
            last, after = one.seq, next_hash(after, one.head, one.body_hash)
            arrivals.append(Arrival(one, head, after))
        return work.ledger.take_in(arrivals, desk.clock.now_ms())
