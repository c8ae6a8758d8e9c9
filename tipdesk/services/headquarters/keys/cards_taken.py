"""Whether the custodians have taken their recovery cards: what keeps the words until then is taken away by it.

New cards count as not taken until whoever showed or wrote them says so; until then the page Keys shows them again to
the officer who made them. Keeping the words is `homes`'.
"""

from tipdesk.services.desk import Desk, Reader, UnitOfWork

_PENDING = "cards-pending"


def cards_taken(desk: Desk) -> None:
    """Say that every custodian has the words on paper, or that they were handed out as files."""
    with desk.work() as work:
        work.put_setting(_PENDING, None)


def expect_cards(work: UnitOfWork) -> None:
    """New cards were made."""
    work.put_setting(_PENDING, b"1")


def are_cards_pending(reader: Reader) -> bool:
    """Tell whether cards were made that nobody has taken."""
    return reader.get_setting(_PENDING) is not None
