"""The order of the legs of a journey: each person's are counted from 1, a new one comes last, and any may be moved.

The order is the program's to write: it follows from where legs are put, not from what is typed. Legs of older releases
have none, and come after those that have, by the day on which they began.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tipdesk.domain.errors import UserError
from tipdesk.domain.ordering import in_order
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.amend_record import case_of
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_row
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.services.case.document import PlannedRow

LEG, ORDER, PERSON = BY_NAME["JourneyLeg"], "leg_order", "person"


def last_order(legs: Iterable[Row], person: "Value") -> int:
    """Return the highest order among the legs of a person, 0 where they have none."""
    orders = [order for one in legs if one[PERSON] == person and isinstance(order := one[ORDER], int)]
    return max(orders, default=0)


def with_leg_orders(rows: "Iterable[PlannedRow]") -> "list[PlannedRow]":
    """Return the rows of a document, its legs with their order where it tells none: by their days, or as they come."""
    told = list(rows)
    orders: dict[bytes, int] = {}
    for person in dict.fromkeys(row.values.get(PERSON) for row in told if row.record is LEG):
        legs = [row for row in told if row.record is LEG and row.values.get(PERSON) == person]
        if all(isinstance(row.values.get("began"), PartialDate) for row in legs):
            legs.sort(key=lambda row: str(row.values["began"]))
        orders |= {row.id: place for place, row in enumerate(legs, 1)}
    return [_ordered(row, orders[row.id]) if row.id in orders else row for row in told]


def _ordered(row: "PlannedRow", order: int) -> "PlannedRow":
    return row if row.values.get(ORDER) is not None else replace(row, values={**row.values, ORDER: order})


def move_leg(desk: Desk, seen: Row, by: int) -> Changed:
    """Move a leg among those of its person: one place earlier for -1, one later for 1; all get their order.

    Raises UserError `no-such-row`, `no-further` at either end, and those of `permit_edit` and `write_case`.
    """
    case = case_of(seen)
    with deed(desk) as unit:
        permit_edit(unit, desk, case)
        legs = _journey(unit.find_rows(LEG, case=case), seen[PERSON], desk)
        at = next((place for place, one in enumerate(legs) if one.id == seen.id), None)
        if at is None:
            raise UserError("no-such-row", _("There is no such {record} in this case."), record=LEG.name)
        if not 0 <= at + by < len(legs):
            raise UserError("no-further", _("It stands at the end already."))
        legs.insert(at + by, legs.pop(at))
        changes = [
            change
            for place, row in enumerate(legs, 1)
            if (change := change_of_row(row, {ORDER: place} if row[ORDER] != place else {})) is not None
        ]
        entry = write_case(desk, unit, case, changes)
    return Changed.of(LEG.name, case, seen.id, entry.dot)


def _journey(rows: Sequence[Row], person: "Value", desk: Desk) -> list[Row]:
    return list(in_order([row for row in rows if row[PERSON] == person], desk.codes))
