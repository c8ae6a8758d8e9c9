"""Where a post stands: what waits, how far headquarters has confirmed, what is parked there."""

from dataclasses import dataclass

from tipdesk.services.ledger import Parked
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import are_keys_apart, get_address, get_grant, get_receipt
from tipdesk.services.sync.find_parked import find_parked
from tipdesk.sync.document import Receipt


@dataclass(frozen=True)
class SyncStatus:
    """`waiting`: case and register entries not receipted.

    `sequence`: last entry of the own log; `parked`: what headquarters keeps of it without applying it, as the last
    receipt told; `are_keys_apart`: its keys are not those held here. Times in ms since 1970.
    """

    enrolled: bool
    address: str
    waiting: int
    sequence: int
    received_up_to: int
    last_receipt: Receipt | None
    parked: tuple[Parked, ...]
    are_keys_apart: bool = False


def sync_status(desk: LinkDesk) -> SyncStatus:
    """Return where this installation stands now."""
    with desk.work() as work:
        receipt = get_receipt(work)
        upto = receipt.seq if receipt else 0
        return SyncStatus(
            enrolled=get_grant(work) is not None,
            address=get_address(work),
            waiting=work.count_unsent(upto),
            sequence=work.ledger.own().seq,
            received_up_to=upto,
            last_receipt=receipt,
            parked=find_parked(work, receipt),
            are_keys_apart=are_keys_apart(work),
        )
