"""Say that two people of whom there was a hint are not one: it is remembered, and no hint of the two is given again.

It is a link like any other (`services/same_person`), and is taken back like one. One press says it: no words are asked.
"""

from tipdesk.domain.rules.access import Action
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import deed, get_eyes
from tipdesk.services.results import Changed
from tipdesk.services.same_person.link_person import LINK, NOT_SAME, case_of_person


def say_not_same(desk: Desk, person: bytes, other: bytes) -> Changed:
    """Write into the case of `person` that another person is not the same human being.

    Raises UserError `no-such-row` where one of them is not here, and those of `get_eyes` where the officer may not
    write in the case of the first, or not read that of the other.
    """
    with deed(desk) as unit:
        case, other_case = case_of_person(unit, person), case_of_person(unit, other)
        permit_edit(unit, desk, case)
        get_eyes(unit, desk, other_case, Action.SEARCH)
        row = desk.ids.new_id()
        said = change_of_new(
            LINK, row, {"person": person, "other_case": other_case, "other_person": other, "result": NOT_SAME}
        )
        entry = write_case(desk, unit, case, [said])
    return Changed(frozenset({LINK.name}), case, row, (entry.dot,), is_new=True)
