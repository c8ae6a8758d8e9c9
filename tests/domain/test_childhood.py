"""Who counts as a child: everybody who is not known to be an adult."""

from datetime import date

import pytest

from tipdesk.domain.changes import Dot
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row, Sibling
from tipdesk.domain.rules.childhood import count_children, counts_as_child, hides_age, is_child_reported
from tipdesk.domain.values import PartialDate

TODAY = date(2026, 11, 27)
PERSON = BY_NAME["Person"]


def person(**values: Value) -> Row:
    """Return a person with these answers."""
    return Row(PERSON, b"p", b"c", values)


ADULTS: tuple[dict[str, Value], ...] = (
    {"birth_date": PartialDate(2008, 11, 27), "age_basis": "document"},
    {"birth_date": PartialDate(2007), "age_basis": "stated"},
    {"about_age": 25},
    {"about_age": 18, "age_basis": "stated"},
)
CHILDREN: tuple[dict[str, Value], ...] = (
    {},
    {"birth_date": PartialDate(2008, 11, 28), "age_basis": "document"},
    {"birth_date": PartialDate(2008), "age_basis": "document"},
    {"birth_date": PartialDate(1990)},
    {"birth_date": PartialDate(1990), "age_basis": "estimated"},
    {"birth_date": PartialDate(1990), "age_basis": "disputed"},
    {"birth_date": PartialDate(1990), "age_basis": "document", "about_age": 15},
    {"about_age": 24},
    {"about_age": 17, "age_basis": "stated"},
    {"about_age": 40, "age_basis": "disputed"},
)


@pytest.mark.parametrize("known", ADULTS, ids=str)
def test_who_is_known_to_be_an_adult_is_one(known: dict[str, Value]) -> None:
    """By the youngest reading of a day of birth, or by looks beyond the margin; doubt makes a child again."""
    assert not counts_as_child(person(**known), TODAY)
    assert counts_as_child(person(**known), TODAY, is_doubted=True)


@pytest.mark.parametrize("known", CHILDREN, ids=str)
def test_everybody_else_is_a_child(known: dict[str, Value]) -> None:
    """Nothing known, known only in part, guessed below the margin, disputed, or told otherwise beside."""
    assert counts_as_child(person(**known), TODAY)


def test_of_two_days_of_birth_the_later_counts() -> None:
    """One of the answers makes a child of her, so she is one until it is settled."""
    days = (PartialDate(1990), PartialDate(2010))
    told = tuple(Sibling(Dot(b"l" * 16, 1), one, 0, b"o", b"d") for one in days)
    row = Row(PERSON, b"p", b"c", {"birth_date": days[0], "age_basis": "document"}, siblings={"birth_date": told})
    assert counts_as_child(row, TODAY)


def test_children_are_counted_and_reported() -> None:
    """The count is of people; that a report speaks of a child, or may, is told apart from it."""
    assert count_children([person(), person(about_age=40)], TODAY) == 1
    assert is_child_reported([Row(BY_NAME["Report"], b"r", b"c", {"under_18": "unsure"})])
    assert not is_child_reported([Row(BY_NAME["Report"], b"r", b"c", {"under_18": "no"})])
    assert hides_age(Row(PERSON, b"p", b"c", {}, masked=frozenset({"birth_date"})))
    assert not hides_age(person())
