"""What of a row stands for good, by the `closed` rule of its declaration (gate signed-is-frozen).

The decision is made here once for every way in: the editors, the command line and the verbs. What has been told is
added to, and a correction is a further row. What a signed row rests on stands with it, and nothing is added to that. A
conflict may still be settled, for one of the values that were told. What a log holds is applied as it is; services ask
here before they write.
"""

from collections.abc import Callable, Iterable

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.schema import Closed

CODE = "signed-is-frozen"
_STEPS = 3
RowOf = Callable[[str, bytes], Row | None]
"""Returns one live row of the case by the name of its record and its id."""


def is_closed(row: Row) -> bool:
    """Tell whether what the row says stands for good. A row whose closing field may not be seen counts as closed.

    Whether it stands because another row was signed is told by `signed_with`.
    """
    rule = row.record.closed
    if rule is None or rule.with_row:
        return False
    return not rule.once or rule.once in row.masked or row[rule.once] is not None or rule.once in row.siblings


def signed_with(row: Row, row_of: RowOf, steps: int = _STEPS) -> Row | None:
    """Return the signed row with which a row stands for good, None where it stands with none, or that is a draft.

    It is looked for over so many `steps`, since rows may name each other in a circle.
    """
    rule = row.record.closed
    if rule is None or not rule.with_row or not steps:
        return None
    field = row.record.by_name[rule.with_row]
    for value in live_values(row, rule.with_row):
        meant = field.referred(value)
        named = row_of(meant.record, meant.row) if meant is not None and meant.record else None
        if named is None or named.record.closed is None:
            continue
        if named.record.closed.by_signature and is_closed(named):
            return named
        if (found := signed_with(named, row_of, steps - 1)) is not None:
            return found
    return None


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
    return [name for name in names if name not in rule.leaves_open and not _may_fill(rule, row, name)]


def _may_fill(rule: Closed, row: Row, name: str) -> bool:
    return (rule.can_fill or name in rule.fills_once) and _is_empty(row, name)


def _is_empty(row: Row, name: str) -> bool:
    return row[name] is None and name not in row.siblings and name not in row.masked
