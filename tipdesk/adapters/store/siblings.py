"""Finds rows by one of several live values of a field, which stand beside the column that shows the latest alone.

The table `siblings` is keyed by record and row, and few rows are in dispute, so one short range of it answers however
much the store holds. Values lie there in the form in which they are sent.
"""

from collections.abc import Collection

from tipdesk.domain.kinds import Wire
from tipdesk.sync.codec import encode_plain

Asked = tuple[str, list[object]]
"""A SELECT of row ids, and the values that fill its places."""


def rows_with(record: int, field: int, wires: Collection[Wire], *, but: bool = False) -> Asked:
    """Return the SELECT of the rows in which one of several live values of a field is one of `wires`.

    With `but`, it selects the rows in which one of the live values is none of these.
    """
    test, marks = "NOT IN" if but else "IN", ",".join("?" * len(wires))
    sql = f"SELECT row_id FROM siblings WHERE record_no = ? AND field_no = ? AND value {test} ({marks})"  # noqa: S608 - marks alone
    return sql, [record, field, *map(encode_plain, wires)]
