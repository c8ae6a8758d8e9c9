"""Asking for rows by one of several live values: what stands beside the column, which shows the latest alone.

The table is keyed by record and row, and few rows are in dispute, so one short range of it answers however much the
store holds. Values lie there as they are sent.
"""

from collections.abc import Collection

from tipdesk.domain.kinds import Wire
from tipdesk.sync.codec import encode_plain

Asked = tuple[str, list[object]]
"""A SELECT of row ids, and what fills its places."""


def rows_with(record: int, field: int, wires: Collection[Wire], *, but: bool = False) -> Asked:
    """Ask for the rows of which a field has one of these values among several. `but`: or one that is none of them."""
    test, marks = "NOT IN" if but else "IN", ",".join("?" * len(wires))
    sql = f"SELECT row_id FROM siblings WHERE record_no = ? AND field_no = ? AND value {test} ({marks})"  # noqa: S608 - marks alone
    return sql, [record, field, *map(encode_plain, wires)]
