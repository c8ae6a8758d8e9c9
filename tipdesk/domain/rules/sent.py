"""Whether something has left the service: what was given to somebody (Transfer), or asked of an agency (Referral).

It has left once it bears its hour, or its status says so: what came in by a document, or was typed in after the event,
has no hour. What was asked back before it bore one has not left.
"""

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values

LEFT: frozenset[Value] = frozenset({
    "sent", "received", "accepted", "rejected", "in_progress", "done", "destroyed_there",
})  # fmt: skip
"""The states (code lists `transfer_status` and `referral_status`) of what has left."""


def is_sent(row: Row) -> bool:
    """Tell whether a transfer or a referral has left the service, by any answer."""
    return live_values(row, "sent_at") != {None} or not live_values(row, "status").isdisjoint(LEFT)
