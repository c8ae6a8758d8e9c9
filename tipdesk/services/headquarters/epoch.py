"""The epoch of headquarters: a number that grows with every restore from a backup.

Receipts carry it, and a receipt of a higher epoch is believed although it says less than the last. Two restores from
one backup must not get the same number, and a clock may be wrong by years: so it is taken from the clock, and raised
above any that a post has seen.
"""

from tipdesk.services.desk import Reader, UnitOfWork

_EPOCH = "epoch"
_HIGHEST = 2**53
"""No post is believed a number beyond this: the epoch must stay able to grow."""


def get_epoch(reader: Reader) -> int:
    """Return the epoch, 0 while this headquarters has never been restored."""
    content = reader.get_setting(_EPOCH)
    return int(content) if content else 0


def raise_epoch(work: UnitOfWork, above: int) -> int:
    """Raise the epoch above a number and return it. A number out of all reason changes nothing."""
    epoch = get_epoch(work)
    if epoch <= above < _HIGHEST:
        epoch = above + 1
        work.put_setting(_EPOCH, str(epoch).encode())
    return epoch


def meet_epoch(work: UnitOfWork, seen: int) -> None:
    """Raise the epoch where a post has seen a higher one: then this headquarters has been restored since."""
    if seen > get_epoch(work):
        raise_epoch(work, seen)
