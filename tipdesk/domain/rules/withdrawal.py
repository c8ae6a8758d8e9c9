"""What follows when somebody takes back what they agreed to: what is not sent any more, and who has to be told.

It follows from the rows alone, however the withdrawal came in: who was given something is told by what left, and that a
recipient was told by the hour at which it was asked back.
"""

from collections.abc import Callable, Iterator, Mapping

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values

RowsOf = Callable[[str], tuple[Row, ...]]
"""Returns the live rows of a record of the case by its name."""
RECALLED = "recalled"
_SHARED = "share_with_agency"
_SCOPES: Mapping[str, str] = {
    "court_package": "law_enforcement",
    "statement_copy": "law_enforcement",
    "foreign": "foreign_authority",
    "statistics": "statistics",
}
_WITHOUT: frozenset[Value] = frozenset({"subject_access", "anonymous_notice"})
"""The kinds of transfer for which nobody is asked: one's own copy, and a notice that names nobody."""
_GIVEN = frozenset({"given"})


def is_withdrawn(consent: Row) -> bool:
    """Tell whether somebody took back what they agreed to, by any answer to it."""
    return live_values(consent, "withdrawn_at") != {None} or "withdrawn" in live_values(consent, "status")


def can_be_withdrawn(consent: Row) -> bool:
    """Tell whether there is something to take back."""
    return live_values(consent, "status") == _GIVEN and not is_withdrawn(consent)


def scope_of(kind: Value) -> str:
    """Return to what somebody has to agree before a transfer of this kind tells of them: a code of consent_scope."""
    return _SCOPES.get(str(kind), _SHARED)


def left_by(consent: Row, rows_of: RowsOf) -> Iterator[Row]:
    """Yield what left, or was to leave, by a consent: what names it, and what went where it allowed it to go."""
    people = [one for one in rows_of("TransferPerson") if consent["person"] in live_values(one, "person")]
    naming = {one["transfer"] for one in people if consent.id in live_values(one, "consent")}
    about = {one["transfer"] for one in people if live_values(one, "consent") == {None}}
    for transfer in rows_of("Transfer"):
        if transfer.id in naming or (transfer.id in about and _is_allowed_by(consent, transfer)):
            yield transfer


def to_tell(consent: Row, rows_of: RowsOf) -> tuple[Row, ...]:
    """Return what was sent by a consent that was withdrawn, and has not been asked back yet."""
    if not is_withdrawn(consent):
        return ()
    return tuple(one for one in left_by(consent, rows_of) if is_sent(one) and live_values(one, "recalled_at") == {None})


def is_sent(transfer: Row) -> bool:
    """Tell whether something left the service."""
    return live_values(transfer, "sent_at") != {None}


def _is_allowed_by(consent: Row, transfer: Row) -> bool:
    if transfer["kind"] in _WITHOUT or scope_of(transfer["kind"]) not in live_values(consent, "scope"):
        return False
    return all(consent[name] in (None, transfer[name]) for name in ("agency", "country"))
