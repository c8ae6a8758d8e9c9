"""How old somebody is held to be: each row of the order, both margins, each doubt; and who counts as a child."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row, Sibling
from tipdesk.domain.rules.childhood import Age, Ages, Childhood, hides_age, is_child_reported, margin_of
from tipdesk.domain.values import PartialDate

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

TODAY = date(2026, 11, 27)
SIGNED = datetime(2026, 11, 20, tzinfo=UTC)
CHILD, ADULT, OPEN = Age.CHILD, Age.ADULT, Age.OPEN
DOCUMENT, STATED = {"age_basis": "document"}, {"age_basis": "stated"}
OLD: dict[str, Value] = {"birth_date": PartialDate(1990), "age_basis": "document"}


def a_row(record: str, name: str, values: dict[str, Value]) -> Row:
    """Return a row of the case by its name."""
    return Row(BY_NAME[record], name.encode(), b"c", values)


def person(**values: Value) -> Row:
    """Return a person with these answers."""
    return a_row("Person", "p", values)


def ages(*rows: Row, **how: Any) -> Ages:  # noqa: ANN401 - as `read` takes them
    """Return what these rows tell."""

    def of(record: str) -> list[Row]:
        return [row for row in rows if row.record.name == record]

    return Ages.read(TODAY, of, **how)


def assessed(result: str, name: str = "a", **values: Value) -> Row:
    """Return an assessment of that person, signed last week and done on the first of November."""
    told: dict[str, Value] = {"person": b"p", "result": result, "signed_at": SIGNED, "at": PartialDate(2026, 11, 1)}
    return a_row("AgeAssessment", name, {**told, **values})


@pytest.mark.parametrize(
    ("known", "age"),
    [
        ({}, OPEN),
        ({"birth_date": PartialDate(2008, 11, 27), **DOCUMENT}, ADULT),
        ({"birth_date": PartialDate(2008, 11, 28), **DOCUMENT}, CHILD),
        ({"birth_date": PartialDate(2007), **STATED}, ADULT),
        ({"birth_date": PartialDate(2008), **DOCUMENT}, OPEN),
        ({"birth_date": PartialDate(2008, 11), **STATED}, OPEN),
        ({"birth_date": PartialDate(2009), **STATED}, CHILD),
        ({"birth_date": PartialDate(1990)}, OPEN),
        ({"birth_date": PartialDate(1990), "age_basis": "estimated"}, OPEN),
        ({"birth_date": PartialDate(1990), "age_basis": "disputed"}, OPEN),
        ({"about_age": 25}, ADULT),
        ({"about_age": 24}, OPEN),
        ({"about_age": 15}, OPEN),
        ({"about_age": 18, **STATED}, ADULT),
        ({"about_age": 17, **STATED}, OPEN),
        ({"about_age": 25, **DOCUMENT}, ADULT),
        ({"about_age": 24, **DOCUMENT}, OPEN),
        ({"about_age": 40, "age_basis": "disputed"}, OPEN),
        ({"birth_date": PartialDate(1990), "about_age": 30, "age_basis": "estimated"}, ADULT),
    ],
    ids=str,
)
def test_an_age_by_what_stands_of_the_person(known: dict[str, Value], age: Age) -> None:
    """By the youngest reading an adult, by the oldest a child; by looks beyond the margin, 18 in her own words."""
    assert ages().age(person(**known)) is age
    assert ages().is_child(person(**known)) == (age is not ADULT)


@pytest.mark.parametrize(
    "doubt",
    [
        a_row("IdentityDocument", "d", {"person": b"p", "genuine": "doubtful"}),
        a_row("IdentityDocument", "d", {"person": b"p", "genuine": "altered"}),
        a_row("IdentityDocument", "d", {"person": b"p", "genuine": "forged"}),
        a_row("Relationship", "s", {"person": b"p", "signs": frozenset({"paid", "stories_differ"})}),
        assessed("adult", disputed_by="Her lawyer"),
    ],
    ids=["doubtful", "altered", "forged", "stories", "disputed"],
)
def test_a_doubt_opens_the_age_of_an_adult(doubt: Row) -> None:
    """Whatever throws doubt on it, an adult is protected as a child until it was assessed; a child stays one."""
    young: dict[str, Value] = {"birth_date": PartialDate(2010), "age_basis": "document"}
    for known in (OLD, {"about_age": 40}, {"about_age": 30, "age_basis": "stated"}):
        assert ages(doubt).age(person(**known)) is OPEN
    assert ages(doubt).age(person(**young)) is CHILD
    later = datetime(2026, 11, 22, tzinfo=UTC)
    assert ages(doubt, assessed("adult", "z", signed_at=later)).age(person(**OLD)) is ADULT


@pytest.mark.parametrize(
    "harmless",
    [
        a_row("Report", "r", {"under_18": "no"}),
        a_row("IdentityDocument", "d", {"person": b"p", "genuine": "genuine"}),
        a_row("IdentityDocument", "d", {"person": b"q", "genuine": "forged"}),
        a_row("Relationship", "s", {"person": b"p", "signs": frozenset({"paid"})}),
        a_row("Relationship", "s", {"person": b"q", "other": b"p", "signs": frozenset({"stories_differ"})}),
        assessed("child", signed_at=None),
    ],
    ids=["no", "genuine", "of another", "paid", "about her", "draft"],
)
def test_what_tells_nothing_of_her_doubts_nothing(harmless: Row) -> None:
    """Papers and company of somebody else, and a draft, leave the age as it was."""
    assert ages(harmless).age(person(**OLD)) is ADULT


def test_an_age_that_she_looks_doubts_what_the_paper_says() -> None:
    """Whoever looks under eighteen is no adult by a paper."""
    assert ages().age(person(**OLD, about_age=17)) is OPEN
    assert ages().age(person(**OLD, about_age=18)) is ADULT


@pytest.mark.parametrize("said", ["yes", "unsure"])
def test_a_report_of_a_child_means_whoever_may_be_young(said: str) -> None:
    """A report names nobody: who told no age, or one below the margin, counts as a child until that was assessed."""
    report = a_row("Report", "r", {"under_18": said})
    told, young = ages(report), {**OLD, "birth_date": PartialDate(2007)}
    for known in (OLD, {"about_age": 25, **STATED}, {"about_age": 25}):
        assert (told.age(person(**known)), told.childhood(person(**known))) == (ADULT, Childhood.ADULT)
    for known in (young, {"about_age": 24, **STATED}, {}):
        assert (told.age(person(**known)), told.childhood(person(**known))) == (OPEN, Childhood.UNSURE)
    assert ages(report, assessed("adult")).age(person(**young)) is ADULT
    assert ages(a_row("Report", "r", {"under_18": "no"})).childhood(person()) is Childhood.UNKNOWN


@pytest.mark.parametrize(
    ("rows", "age"),
    [
        ((assessed("adult"),), ADULT),
        ((assessed("child"),), CHILD),
        ((assessed("undetermined"),), OPEN),
        ((assessed("child", "z"), assessed("adult", "a", signed_at=datetime(2026, 11, 25, tzinfo=UTC))), ADULT),
        ((assessed("adult", "z"), assessed("child", "a", signed_at=datetime(2026, 11, 25, tzinfo=UTC))), CHILD),
    ],
)
def test_the_newest_signed_assessment_decides(rows: tuple[Row, ...], age: Age) -> None:
    """It outweighs a date of birth, in whichever order the rows come; what is signed last counts."""
    for known in (OLD, {"birth_date": PartialDate(2010), "age_basis": "document"}, {}):
        assert ages(*rows).age(person(**known)) is ages(*reversed(rows)).age(person(**known)) is age


@pytest.mark.parametrize(
    ("assessment", "day", "age"),
    [
        (assessed("adult"), date(2026, 11, 1), ADULT),
        (assessed("adult"), date(2024, 1, 1), OPEN),
        (assessed("adult", lowest=22), date(2024, 1, 1), ADULT),
        (assessed("adult", lowest=20), date(2024, 1, 1), OPEN),
        (assessed("adult", birth_date_taken=PartialDate(2007)), date(2024, 1, 1), CHILD),
        (assessed("child"), date(2024, 1, 1), CHILD),
        (assessed("child"), date(2030, 1, 1), CHILD),
        (assessed("child", birth_date_taken=PartialDate(2010)), date(2029, 1, 1), ADULT),
    ],
)
def test_an_assessment_says_nothing_of_years_before(assessment: Row, day: date, age: Age) -> None:
    """Who is an adult now may have been a child then, unless the ages that were found carry so far."""
    assert ages(assessment).age(person(), day) is age


@pytest.mark.parametrize(
    ("known", "day", "age"),
    [
        ({"birth_date": PartialDate(2005, 6), **DOCUMENT}, date(2023, 6, 29), OPEN),
        ({"birth_date": PartialDate(2005, 6), **DOCUMENT}, date(2023, 6, 30), ADULT),
        ({"birth_date": PartialDate(2005, 6), **DOCUMENT}, date(2023, 5, 31), CHILD),
        ({"about_age": 27}, date(2025, 11, 27), ADULT),
        ({"about_age": 27}, date(2024, 11, 26), OPEN),
        ({"about_age": 27, "first_contact_on": PartialDate(2024, 11, 27)}, date(2024, 11, 26), ADULT),
        ({"about_age": 19, **STATED}, date(2025, 11, 28), ADULT),
        ({"about_age": 19, **STATED}, date(2025, 11, 26), OPEN),
    ],
)
def test_an_age_on_an_earlier_day(known: dict[str, Value], day: date, age: Age) -> None:
    """How old somebody looked, on the day of the first contact, is less the years before it."""
    assert ages().age(person(**known), day) is age


@pytest.mark.parametrize(
    ("settings", "margin"),
    [
        ((), 25),
        (("30 y",), 30),
        (("30 y", "28 y"), 30),
        (("18 y", "41 y", "much", "30 d"), 25),
    ],
)
def test_headquarters_sets_a_wider_margin(settings: tuple[str, ...], margin: int) -> None:
    """A margin is only ever made wider; what makes no sense does not count, and of two the wider does."""
    since = PartialDate(2026, 11, 27)
    rows = [
        a_row("RuleSetting", str(at), {"rule": "adult-margin", "length": one, "since": since})
        for at, one in enumerate(settings)
    ]
    assert margin_of(rows, TODAY) == margin
    assert margin_of(rows, date(2026, 11, 26)) == 25
    told = ages(settings=rows)
    assert (told.age(person(about_age=margin - 1)), told.age(person(about_age=margin))) == (OPEN, ADULT)
    assert told.age(person(about_age=18, age_basis="stated")) is ADULT


def disputed(name: str, *two: Value, **values: Value) -> Row:
    """Return a person of whom two posts told one answer differently."""
    told = tuple(Sibling(Dot(bytes([at]) * 16, 1), one, 0, b"o", b"d") for at, one in enumerate(two))
    return Row(BY_NAME["Person"], b"p", b"c", {name: two[0], **values}, siblings={name: told})


@pytest.mark.parametrize(
    ("row", "age"),
    [
        (disputed("birth_date", PartialDate(1990), PartialDate(2010), **DOCUMENT), CHILD),
        (disputed("birth_date", PartialDate(1990), PartialDate(2008), **DOCUMENT), OPEN),
        (disputed("birth_date", PartialDate(1990), None, **DOCUMENT), OPEN),
        (disputed("birth_date", PartialDate(1990), PartialDate(1991), **DOCUMENT), ADULT),
        (disputed("about_age", 40, 24), OPEN),
        (disputed("age_basis", "document", "disputed", birth_date=PartialDate(1990)), OPEN),
        (disputed("age_basis", "stated", "estimated", about_age=20), OPEN),
    ],
)
def test_of_several_answers_the_younger_counts(row: Row, age: Age) -> None:
    """One of the answers makes a child of her, so she is one until it is settled."""
    assert ages().age(row) is age


def test_children_are_counted_and_reported() -> None:
    """The count is of people; that a report speaks of a child, or may, is told apart from it."""
    assert ages().count_children([person(), person(about_age=40)]) == 1
    told = [is_child_reported([a_row("Report", "r", {"under_18": one})]) for one in ("yes", "unsure", "no")]
    assert told == [True, True, False]
    assert hides_age(Row(BY_NAME["Person"], b"p", b"c", {}, masked=frozenset({"birth_date"})))
    assert not hides_age(person())
