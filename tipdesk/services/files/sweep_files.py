"""Remove the sealed files that no row of this store names: what a crash, an erasure or a withdrawal left behind."""

from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.files import ATTACHMENT
from tipdesk.services.desk import Desk, Reader


def sweep_files(desk: Desk) -> int:
    """Remove what no row names, and return how many sealed files went; none while another process takes one in."""

    def named() -> frozenset[bytes]:
        with desk.read() as reader:
            return content_ids(reader)

    return desk.files.sweep(named)


def content_ids(reader: Reader) -> frozenset[bytes]:
    """Return the content ids that the rows of this store name; those of rows that were put away as well."""
    rows = reader.find_rows(ATTACHMENT, with_deleted=True)
    named = (one for row in rows for one in live_values(row, "content_id"))
    return frozenset(one for one in named if isinstance(one, bytes))
