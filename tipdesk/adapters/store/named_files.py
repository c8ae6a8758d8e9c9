"""Which sealed files this store still names: by a row, put away or not, or by what an entry of its log says.

A row may be written again by somebody whom nobody should have believed, so that it names another file. What its first
entry named stays as long as that entry does: it goes with an erasure, and with what is withdrawn.
"""

from collections.abc import Collection

from tipdesk.adapters.store.link import Link

_BY_ROW = "SELECT content_id FROM attachment WHERE content_id IN ({keys})"
_ALL = "SELECT content_id FROM attachment WHERE content_id IS NOT NULL"
_ID_BYTES = 32
_BY_ENTRY = "SELECT 1 FROM bodies WHERE instr(body, ?) LIMIT 1"


def find_all_named(link: Link) -> set[bytes]:
    """Return the content ids that the rows of this store name."""
    return {content_id for (content_id,) in link.rows(_ALL) if len(content_id) == _ID_BYTES}


def find_named(link: Link, content_ids: Collection[bytes]) -> set[bytes]:
    """Return which of these content ids are named; an entry is looked for only where no row names a file."""
    named = {content_id for (content_id,) in link.rows_in(_BY_ROW, [*content_ids])}
    return named | {one for one in content_ids if one not in named and link.row(_BY_ENTRY, (one,)) is not None}
