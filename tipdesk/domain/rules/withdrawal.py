"""What follows when somebody takes back what they agreed to: what is not sent any more, and who has to be told.

It follows from the rows alone, however the withdrawal came in: who was given something is told by what left, and that a
recipient was told by the hour at which it was asked back. A referral that left with nothing written down of what went
with it (Transfer) is asked back by being revoked.
"""

from collections.abc import Callable, Iterator, Mapping

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.sent import is_sent

RowsOf = Callable[[str], tuple[Row, ...]]
"""Returns the live rows of a record of the case by its name."""
RECALLED, REVOKED = "recalled", "revoked"
_RECALLED_AT, _SHARED = "recalled_at", "share_with_agency"
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
    """Yield what left, or was to leave, by a consent: what names it, and what went where it allowed it to go.

    These are transfers, and referrals that were sent without one.
    """
    people = [one for one in rows_of("TransferPerson") if consent["person"] in live_values(one, "person")]
    naming = {one["transfer"] for one in people if consent.id in live_values(one, "consent")}
    about = {one["transfer"] for one in people if live_values(one, "consent") == {None}}
    transfers = rows_of("Transfer")
    for transfer in transfers:
        if transfer.id in naming or (transfer.id in about and _is_allowed_by(consent, transfer)):
            yield transfer
    for referral in rows_of("Referral"):
        is_theirs = consent["person"] in live_values(referral, "person") and "out" in live_values(referral, "direction")
        is_bare = is_sent(referral) and not any(_is_of(referral, one) for one in transfers)
        if is_theirs and is_bare and _is_allowed_by(consent, referral):
            yield referral


def has_left(row: Row, rows_of: RowsOf) -> bool:
    """Tell whether something left the service by itself, or with a referral that was sent."""
    return is_sent(row) or any(is_sent(one) and _is_of(one, row) for one in rows_of("Referral"))


def to_tell(consent: Row, rows_of: RowsOf) -> tuple[Row, ...]:
    """Return what was sent by a consent that was withdrawn, and has not been asked back yet."""
    if not is_withdrawn(consent):
        return ()
    return tuple(one for one in left_by(consent, rows_of) if has_left(one, rows_of) and not is_asked_back(one))


def is_asked_back(row: Row) -> bool:
    """Tell whether a recipient was asked to give back what they have, by any answer."""
    if _RECALLED_AT in row.record.by_name:
        return live_values(row, _RECALLED_AT) != {None}
    return REVOKED in live_values(row, "status")


def _is_of(referral: Row, row: Row) -> bool:
    """Tell whether a row is what goes with a referral."""
    names = "referral" in row.record.by_name and referral.id in live_values(row, "referral")
    return names or row.id in live_values(referral, "transfer")


def _is_allowed_by(consent: Row, row: Row) -> bool:
    kind = row["kind"] if "kind" in row.record.by_name else None
    if kind in _WITHOUT or scope_of(kind) not in live_values(consent, "scope"):
        return False
    told = {name: row[name] for name in ("agency", "country") if name in row.record.by_name}
    return all(consent[name] in (None, told.get(name)) for name in ("agency", "country"))
