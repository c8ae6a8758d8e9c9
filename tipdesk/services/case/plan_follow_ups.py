"""Plan when somebody is asked how they are: 1, 3, 6 and 12 months after a return, or after their case was closed.

The days come by themselves with an arrival and with a closing. They are planned here before somebody travels, and where
either came in without them.
"""

from datetime import date

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.clocks.following import closed_on, has_days_for, without_days
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk
from tipdesk.services.entries.follow_ups import FOLLOW_UP, RETURN, arrived_on, new_days
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.look import deed
from tipdesk.services.results import Changed


def plan_follow_ups(desk: Desk, case: bytes, person: bytes, journey: bytes | None = None) -> Changed:
    """Add the days after a return (`journey`) of a person, or after the closing of the case, as one entry.

    They count from the arrival, else from the day of travel. Raises UserError `planned-already`, `no-day-yet` where
    neither is told, and those of an ordinary save.
    """
    with deed(desk) as unit:
        view = freeze(unit, desk, permit_edit(unit, desk, case).case)
        home = view.get_row(RETURN.name, journey) if journey is not None else None
        day = _day(home) if home is not None else closed_on(view.case)
        if day is None:
            raise UserError("no-day-yet", _("Write first on which day they travel or arrive, or close the case."))
        if _is_planned(view, person, home, day):
            raise UserError("planned-already", _("When they are asked is planned already. Change the days there."))
        entry = write_case(desk, unit, case, list(new_days(desk, unit, case, person, journey, day)))
    return Changed(frozenset({FOLLOW_UP.name}), case, None, (entry.dot,))


def _day(home: Row) -> date | None:
    on = home["on"]
    return arrived_on(home["arrived_at"]) or (on.last_day if isinstance(on, PartialDate) else None)


def _is_planned(view: FrozenCase, person: bytes, home: Row | None, day: date) -> bool:
    return has_days_for(view, home) if home is not None else person not in without_days(view, day)
