"""What left the service, in the words of the gates: by which deed it was sent, whose answers it holds, and to whom."""

from collections.abc import Iterable, Iterator

from tipdesk.domain.folding import words_of
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Deed, Gate, Guard
from tipdesk.domain.rules.gates.moments import is_taken_now, taken_ms
from tipdesk.domain.rules.referring.letter_templates import CLASSES
from tipdesk.domain.rules.sent import LEFT, is_sent

HERE = "LC"
REFERRAL, NOTICE, STATISTICS, ACCESS, FOREIGN, COURT = (
    "referral", "anonymous_notice", "statistics", "subject_access", "foreign", "court_package",
)  # fmt: skip
"""Codes of the list `transfer_kind`."""
_SENT_AT, _STATUS = "sent_at", "status"
STEP = Guard("Transfer", frozenset({_SENT_AT, _STATUS}))
KNOWN_BY = frozenset({_SENT_AT})
"""A transfer stands past a gate as it was sent; what became of it afterwards makes it no other."""
_CONSULATE = "consulate"
_FEWEST_WORDS = 2


def is_sent_by(view: FrozenCase, row: Row, deed: Deed | None) -> bool:
    """Tell whether a deed sends a transfer or a referral; of one that stands (no deed), whether it was sent."""
    if deed is None or not is_sent(row):
        return is_sent(row)
    if any(one.row == row.id and _SENT_AT in one.fields for one in deed.wrote):
        return True
    has_hour = live_values(row, _SENT_AT) != {None}
    return not has_hour and is_taken_now(view, row, deed, _STATUS, LEFT)


def sent_ms(view: FrozenCase, row: Row, deed: Deed | None) -> int:
    """Return when a transfer or a referral was sent."""
    return taken_ms(view, row, deed, (_SENT_AT,), _STATUS)


def sent_transfers(view: FrozenCase, _gate: Gate | None = None) -> Iterator[Row]:
    """Yield what has left the service."""
    yield from filter(is_sent, view.of("Transfer"))


def persons_of(view: FrozenCase, transfer: Row) -> tuple[Row, ...]:
    """Return the rows that say whose answers a transfer holds."""
    return tuple(row for row in view.of("TransferPerson") if transfer.id in live_values(row, "transfer"))


def holds(row: Row) -> bool:
    """Tell whether a transfer holds anything of a person, by any answer."""
    return any(True in live_values(row, name) for name in CLASSES)


def people_in(view: FrozenCase, transfer: Row) -> frozenset[Value]:
    """Return the people of whom something leaves, as the transfer and the referral to which it belongs say."""
    named = {one for row in persons_of(view, transfer) for one in live_values(row, "person")}
    for one in live_values(transfer, REFERRAL):
        referral = view.get_row("Referral", one) if isinstance(one, bytes) else None
        named |= live_values(referral, "person") if referral is not None else frozenset()
    return frozenset(named - {None})


def agencies_of(view: FrozenCase, row: Row) -> tuple[Row, ...]:
    """Return the agencies that a row names, as the directory has them."""
    named = live_values(row, "agency")
    return tuple(one for one in view.directory("Agency") if one.id in named)


def country_of(view: FrozenCase, row: Row) -> frozenset[Value]:
    """Return the States to which something goes: those that the row names, and those of its agencies."""
    of_row = live_values(row, "country") if "country" in row.record.by_name else frozenset()
    return (of_row | {code for one in agencies_of(view, row) for code in live_values(one, "country")}) - {None, ""}


def states_abroad(view: FrozenCase, row: Row) -> frozenset[Value]:
    """Return the other States to which something goes."""
    return country_of(view, row) - {HERE}


def is_abroad(view: FrozenCase, row: Row) -> bool:
    """Tell whether something goes to another State, or to those who speak for one here."""
    if row.record.name == "Transfer" and FOREIGN in live_values(row, "kind"):
        return True
    return bool(states_abroad(view, row)) or is_of_consulate(view, row)


def is_of_consulate(view: FrozenCase, row: Row) -> bool:
    """Tell whether something goes to a consulate."""
    return any(_CONSULATE in live_values(one, "kind") for one in agencies_of(view, row))


def fields_shared(transfer: Row) -> frozenset[str]:
    """Return the names ("Record.field") of all answers that a transfer gives, by any of its answers."""
    several = (one for one in live_values(transfer, "fields_shared") if isinstance(one, frozenset))
    return frozenset(str(name) for one in several for name in one)


def words_name(said: Iterable[Value], names: Iterable[str]) -> bool:
    """Tell whether words have every word of a name, where that has two at least."""
    wanted = {word for one in names for word in words_of(one)}
    known = {word for one in said if isinstance(one, str) for word in words_of(one)}
    return len(wanted) >= _FEWEST_WORDS and wanted <= known
