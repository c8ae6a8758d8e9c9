"""A line of the line list saved as it is left, beside the plain save of one such person, on the same store.

The floor is what an officer's save of one record costs (`add_record`: permitted, checked, sealed, logged, indexed); a
line writes a person, a role and two needs in one entry, and reads back what stands then.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from tests.bench.measures import Gate, Measure
from tests.bench.timing import Stopwatch, paired_ratio
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.line_list.save_line import save_line

if TYPE_CHECKING:
    from tipdesk.services.desk import Desk

PEOPLE = 70
GATE = Gate(2, of_ratio=True)
TYPED = {"sex": "f", "about_age": "34", "citizenships": "Haiti", "family_group": "b", "needs": "HW"}


def measure_lines(desk: Desk, saves: int) -> list[Measure]:
    """Save so many lines to a case of a group, and as many plain people to another, one of each in turn."""
    ours, floor = Stopwatch(), Stopwatch()
    cases = [new_case(desk, {"case": {"title": "Amber reef 70"}, "records": []}).id for _side in range(2)]
    for case in cases:
        for at in range(PEOPLE):
            add_record(desk, case, BY_NAME["Person"], {"tag_number": f"{at:02d}"})
    for at in range(saves):
        tag, name = f"{PEOPLE + at}", f"Invented {at}"
        with ours.short_run():
            save_line(desk, cases[0], None, {"tag_number": tag, "given_names": name, **TYPED})
        plain = {"tag_number": tag, "given_names": name, "sex": "female", "about_age": 34, "citizenships": ["HT"]}
        with floor.short_run():
            add_record(desk, cases[1], BY_NAME["Person"], plain)
    ratio = paired_ratio(ours.runs, floor.runs)
    value, beside = (median(watch.runs) * 1_000 for watch in (ours, floor))
    return [Measure("line of a group saved, beside one person", value, "ms", beside, GATE, ratio)]
