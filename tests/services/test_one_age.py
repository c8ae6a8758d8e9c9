"""An age means one thing: gates, head, list and count ask the same rule, with what a report says of a child."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.childhood import Childhood
from tipdesk.domain.rules.gates.predicates import is_child
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.open_case import open_case
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.line_list.open_list import open_list, read_line
from tipdesk.services.look import looking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.services.sites import Sites
    from tipdesk.domain.rows import Row

_REPORTS = ("yes", "unsure", "no")


@pytest.mark.parametrize("said", _REPORTS)
@pytest.mark.parametrize(
    ("known", "adult_where"),
    [
        ({"birth_date": "1990", "age_basis": "document"}, _REPORTS),
        ({"birth_date": "2006", "age_basis": "document"}, ("no",)),
        ({"about_age": 19, "age_basis": "stated"}, ("no",)),
        ({"about_age": 40}, _REPORTS),
        ({"about_age": 24}, ()),
        ({}, ()),
    ],
)
def test_gates_head_and_lists_count_alike(
    sites: Sites, said: str, known: Mapping[str, object], adult_where: tuple[str, ...]
) -> None:
    """Whoever a report of a child may mean counts as one everywhere, and nowhere whoever it cannot mean."""
    is_adult = said in adult_where
    desk = sites.here.desk()
    add_record(desk, sites.case, BY_NAME["Report"], {"under_18": said})
    added = add_record(desk, sites.case, BY_NAME["Person"], {"given_names": "Rosa", **known})

    def is_her(row: Row) -> bool:
        return row.id == added.row

    workspace = open_case(desk, sites.case)
    her = next(one.person for one in workspace.people if is_her(one.person))
    listed = next(line for line in open_list(desk, sites.case).lines if is_her(line.person))
    with desk.read() as reader:
        case = reader.get_row(BY_NAME["Case"], sites.case)
        assert case is not None
        view = freeze(reader, desk, case)
        judged = next(one for one in view.of("Person") if is_her(one))
        assert is_child(view, judged) is not is_adult
    with looking(desk, sites.case) as eyes:
        alone = read_line(eyes, her.id)
    assert alone is not None
    told = {
        workspace.ages.childhood(her),
        view.ages.childhood(judged),
        *(one.childhood(view.today) for one in (listed, alone)),
    }
    unsaid = Childhood.UNKNOWN if said == "no" and not known else Childhood.UNSURE
    assert told == {Childhood.ADULT if is_adult else unsaid}
