"""Which reports nobody has acknowledged yet, and which somebody has: ids for headquarters' inbox.

Promises the grave ones first where there are more than are asked for; fast at 100,000 reports, of which one table is
read from end to end. What is shown of them, and to whom, is left to services.
"""

from tipdesk.adapters.store.link import Link

_GRAVE = "coalesce(r.{field} IN ('yes', 'unsure'), 0) DESC"
_UNACKNOWLEDGED = (
    "SELECT r.row_id FROM report r WHERE r.hidden = 0 AND NOT EXISTS (SELECT 1 FROM acknowledgement a "  # noqa: S608 - names of our own
    "WHERE a.case_id = r.case_id AND a.hidden = 0 AND a.report = r.row_id) "
    f"ORDER BY {_GRAVE.format(field='danger_now')}, {_GRAVE.format(field='under_18')}, r.row_id DESC LIMIT ?"
)
_ACKNOWLEDGED = (
    "SELECT report FROM acknowledgement WHERE hidden = 0 AND report IS NOT NULL ORDER BY row_id DESC LIMIT ?"
)


def find_unacknowledged(link: Link, most: int) -> list[bytes]:
    """Return the ids of reports that nobody has acknowledged: danger first, then a child, then the latest."""
    return [row for (row,) in link.rows(_UNACKNOWLEDGED, (most,))]


def find_acknowledged(link: Link, most: int) -> list[bytes]:
    """Return the ids of the reports that were acknowledged last, each once."""
    return list(dict.fromkeys(row for (row,) in link.rows(_ACKNOWLEDGED, (most,))))
