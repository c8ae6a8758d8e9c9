"""What of a row stands for good, by the `closed` rule of its declaration (gate signed-is-frozen).

The decision is made here once for every way in: the editors, the command line and the verbs. What has been told is
added to, and a correction is a further row. A conflict may still be settled, for one of the values that were told. What
a log holds is applied as it is; services ask here before they write.
"""

from collections.abc import Iterable

from tipdesk.domain.rows import Row

CODE = "signed-is-frozen"


def is_closed(row: Row) -> bool:
    """Tell whether what the row says stands for good. A row whose closing field may not be seen counts as closed."""
    rule = row.record.closed
    if rule is None:
        return False
    return not rule.once or rule.once in row.masked or row[rule.once] is not None or rule.once in row.siblings


def uncorrected(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return those of these rows of one record that no other of them corrects."""
    told = tuple(rows)
    corrected = {row["corrects"] for row in told}
    return tuple(row for row in told if row.id not in corrected)


def find_frozen(row: Row, names: Iterable[str]) -> list[str]:
    """Return which of these fields may not be written any more, in the order given."""
    rule = row.record.closed
    if rule is None or not is_closed(row):
        return []
    return [name for name in names if name not in rule.leaves_open and not (rule.can_fill and _is_empty(row, name))]


def _is_empty(row: Row, name: str) -> bool:
    return row[name] is None and name not in row.siblings and name not in row.masked
