"""Which of several live values is gone by: the table of the rule, pair by pair, and what is not known among them."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import CODES
from tipdesk.domain.changes import Dot
from tipdesk.domain.kinds import Code, Flag
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Dispute, Row, Sibling
from tipdesk.domain.rules.caution import (
    CLOSED,
    DATES,
    DONE,
    ORDERS,
    cautious,
    cautious_value,
    dispute_of,
    is_closed,
    is_done,
    live_values,
)
from tipdesk.domain.values import Missing, PartialDate, Sealed

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

STAGES = ("reported", "screening", "reopened", "open", "follow_up", "closed_referred", "closed")
RISKS = ("imminent", "high", "medium", "low")
NOT_KNOWN: tuple[Value, ...] = (None, "unknown", "refused", "not_asked", "of_a_later_release", 7, Missing.UNKNOWN)
SAFER_FIRST: dict[str, tuple[Value, ...]] = {
    "Case.status": STAGES,
    "Case.risk_level": RISKS,
    "Case.sealing": ("restricted", "ordinary"),
    "Case.legal_hold": (True, False),
    "Report.danger_now": ("yes", "unsure", "no"),
    "Report.under_18": ("yes", "unsure", "no"),
    "Report.urgency": ("now", "same_day", "routine"),
    "Person.age_basis": ("disputed", "estimated", "stated", "document"),
    "Person.phone_safe": ("no", "unsure", "yes"),
    "ContactPoint.safe": ("tracked", "not_safe", "safe_at_times", "safe"),
    "Task.status": ("open", "in_progress", "cancelled", "done"),
    "Task.priority": ("urgent", "high", "normal", "low"),
}
PAIRS = [
    (place, safer, other)
    for place, order in SAFER_FIRST.items()
    for safer, other in combinations(order, 2)
]  # fmt: skip


@pytest.mark.parametrize(("place", "safer", "other"), PAIRS)
def test_every_pair(place: str, safer: Value, other: Value) -> None:
    """Of any two values the safer one, whichever came last and however often each was given."""
    for values in ([safer, other], [other, safer], [other, safer, other], [safer, other, other]):
        assert cautious(place, values) is safer


@pytest.mark.parametrize("place", SAFER_FIRST)
def test_of_all_values_the_first(place: str) -> None:
    """Of three and more values the safest, in every order in which they may have come."""
    for several in combinations(SAFER_FIRST[place], min(3, len(SAFER_FIRST[place]))):
        for values in permutations(several):
            assert cautious(place, values) is several[0]
    assert cautious(place, SAFER_FIRST[place][::-1]) is SAFER_FIRST[place][0]


@pytest.mark.parametrize("place", SAFER_FIRST)
@pytest.mark.parametrize("unknown", NOT_KNOWN)
def test_what_is_not_known_counts_as_the_safest(place: str, unknown: Value) -> None:
    """Empty, unknown and unreadable go before every value but the safest, which is named in their place."""
    first, *others = SAFER_FIRST[place]
    for other in others:
        assert cautious(place, [unknown, other]) == cautious(place, [other, unknown]) == unknown
    assert cautious(place, [unknown, first]) == cautious(place, [first, unknown]) == first


def test_yes_and_one_are_not_the_same() -> None:
    """A number in a field of yes and no is unreadable: it does not pass as the value that it equals."""
    assert cautious("Case.legal_hold", [False, 0]) == 0
    assert type(cautious("Case.legal_hold", [False, 0])) is int
    assert cautious("Case.legal_hold", [1, True]) is True


def test_two_that_are_not_known_are_the_same_at_every_place() -> None:
    """Which of them is shown does not depend on which came first."""
    for place in SAFER_FIRST:
        for one, other in combinations(NOT_KNOWN, 2):
            assert cautious(place, [one, other]) == cautious(place, [other, one])


def test_an_open_stage_keeps_the_case_open() -> None:
    """A case is closed when every live stage says so, and open where one does not, known or not."""
    for one, other in combinations((*STAGES, *NOT_KNOWN), 2):
        is_open = not {one, other} <= CLOSED
        assert is_closed([one, other]) is not is_open
        assert (cautious("Case.status", [one, other]) not in CLOSED) is is_open
    assert (is_closed(["closed"]), is_closed([None])) == (True, False)


def test_a_task_is_done_when_every_state_says_so() -> None:
    """One that is open by any of its values is still to be done."""
    assert is_done(["done", "cancelled"])
    for state in ("open", "in_progress", *NOT_KNOWN):
        assert not is_done(["done", state])
        assert cautious("Task.status", ["done", state]) not in DONE


@pytest.mark.parametrize(
    ("values", "youngest"),
    [
        ([PartialDate(2001, 5, 4), PartialDate(2009, 1, 2)], PartialDate(2009, 1, 2)),
        ([PartialDate(2009), PartialDate(2009, 11, 30)], PartialDate(2009)),
        ([PartialDate(1990), None], None),
        ([PartialDate(2009), Missing.UNKNOWN], Missing.UNKNOWN),
        ([PartialDate(1990), "about thirty"], "about thirty"),
        ([PartialDate(1990), PartialDate(2008, 2), PartialDate(1985)], PartialDate(2008, 2)),
    ],
)
def test_a_child_before_an_adult(values: list[Value], youngest: Value) -> None:
    """Of several days of birth the one that makes youngest, as late as it may mean; not known may be a child."""
    for told in permutations(values):
        assert cautious("Person.birth_date", told) == youngest


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ([PartialDate(2026, 11, 30), PartialDate(2026, 11, 20)], PartialDate(2026, 11, 20)),
        ([PartialDate(2026, 11), None], PartialDate(2026, 11)),
        ([None, Missing.UNKNOWN, PartialDate(2027)], PartialDate(2027)),
    ],
)
def test_a_task_falls_due_on_the_first_day_named(values: list[Value], due: Value) -> None:
    """No day never hides a day."""
    for told in permutations(values):
        assert cautious("Task.due", told) == due


def test_where_nothing_is_safer_the_latest_stands() -> None:
    """As merging shows it: titles, names, and who is in charge."""
    assert cautious("Case.title", ["Heron", "Maple"]) == "Maple"
    assert cautious("Case.owner", [b"a", b"b"]) == b"b"
    assert cautious("Case.owner", [b"a", None]) is None


def test_the_table_is_of_declared_fields_and_whole() -> None:
    """Every order is that of a field, with each code of its list once: a new code must be given its place."""
    assert ORDERS.keys() == SAFER_FIRST.keys()
    for place in (*ORDERS, *DATES):
        record, name = place.split(".")
        field = BY_NAME[record].by_name[name]
        if isinstance(field, Code):
            codes = [code.code for code in CODES.list_of(field.codes)]
            assert sorted(map(str, ORDERS[place])) == sorted(codes), place
        elif place in ORDERS:
            assert isinstance(field, Flag)
            assert set(ORDERS[place]) == {True, False}


def test_a_row_is_gone_by_its_cautious_value() -> None:
    """A field in dispute gives its safer value and all live ones; any other gives what it shows."""
    dot = Dot(b"l" * 16, 1)
    told = tuple(Sibling(dot, value, at, b"o", b"d") for at, value in enumerate(("open", "closed")))
    row = Row(BY_NAME["Case"], b"c", b"c", {"status": "closed", "risk_level": "low"}, siblings={"status": told})
    assert (row["status"], cautious_value(row, "status")) == ("closed", "open")
    assert live_values(row, "status") == {"open", "closed"}
    assert cautious_value(row, "risk_level") == "low"
    assert live_values(row, "owner") == {None}


def test_a_dispute_is_told_in_one_order() -> None:
    """The value to go by first, each value once, and the same whatever came first."""
    wanted = Dispute("status", ("open", "closed", "closed_referred"))
    for values in permutations(("closed_referred", "open", "closed", "open")):
        assert dispute_of("Case.status", values) == wanted
    sealed = Sealed(b"k" * 8, b"x" * 60)
    assert dispute_of("Case.status", ["closed", sealed]).values == (sealed, "closed")
