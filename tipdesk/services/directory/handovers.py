"""Which post is in charge of a case, as hand-overs say, and to which posts it was offered.

A case is in the charge of the post that began it, until another post has accepted it. The post that offers it, and the
one to which it is offered, both hold it while the answer is awaited: whoever answers has read what they take on, and
works on from there though no link comes for days. Once it is accepted, the former post holds it no longer, exactly as
when a share ends, unless headquarters shares it back: a case is held by those who work on it, and what the former post
wrote goes with it. A post that declines forgets it in the same way.
"""

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules import handing_over
from tipdesk.services.desk import Reader
from tipdesk.services.relation import post_of_device

HANDOVER = BY_NAME["CaseHandover"]
_CASE = BY_NAME["Case"]


def post_in_charge(reader: Reader, case: bytes) -> bytes | None:
    """Return the post that is in charge of a case, None while no enrolled PC has begun it."""
    handed = post_handed_to(reader, case)
    if handed is not None:
        return handed
    begun = post_of_device(reader, reader.case_devices([case]).get(case))
    return begun if isinstance(begun, bytes) else None


def post_handed_to(reader: Reader, case: bytes) -> bytes | None:
    """Return the post that has accepted a case last, None where none ever did."""
    rows = reader.find_rows(HANDOVER, case=case)
    return handing_over.post_handed_to(reader.get_row(_CASE, case), rows) if rows else None


def find_open(reader: Reader, case: bytes) -> Row | None:
    """Return the hand-over of a case that waits for its answer, None where none does."""
    return handing_over.find_open(reader.find_rows(HANDOVER, case=case))
