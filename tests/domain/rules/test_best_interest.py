"""What is best for a child comes first: what is signed before what, and who writes it down."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.agreeing import (
    ADULT,
    ANN,
    AUNT,
    CAME_ALONG,
    CHILD,
    COMPANION,
    HOUR,
    OPEN,
    VS,
    a_consent,
    a_guardian,
    an_interest,
    fails,
    needed,
    with_rows,
)
from tests.domain.rules.clocked import NOON, NOON_MS, a_case, a_row, day, wrote
from tests.domain.rules.gates_frozen import STAFF
from tipdesk.domain.changes import Dot
from tipdesk.domain.values import NamedRow

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row

GUARDIAN = a_guardian().id
ASSESSED = a_row("AgeAssessment", person=ANN, result="adult", signed_at=NOON - HOUR, at=day("2026-11-27"))
RUNG = a_row("Call", duty="child_protection", answer="answered", at=NOON - HOUR)
EARLY, LATE = NOON - 100 * HOUR, NOON - HOUR


def a_stay(**values: object) -> Row:
    """Return a stay in a safe place that began an hour ago."""
    told: dict[str, Any] = {"person": ANN, "place_code": "Safe place A", "arrived_at": LATE}
    return a_row("ShelterStay", "stay", **{**told, **values})


def a_return(status: str, **values: object) -> Row:
    """Return a journey home."""
    told: dict[str, Any] = {"person": ANN, "kind": "assisted_voluntary", "status": status}
    return a_row("Return", "return", **{**told, **values})


def a_transfer() -> tuple[Row, ...]:
    """Return what was sent of the person, to which headquarters agreed instead of them."""
    sent = a_row("Transfer", "transfer", kind="other", status="sent", sent_at=NOON - HOUR)
    agreed = a_row("Approval", gate="transfer-consent", subject=NamedRow(302, sent.id), decision="approved")
    return sent, agreed, a_row("TransferPerson", transfer=sent.id, person=ANN, identity=True)


@pytest.mark.parametrize("person", [CHILD, OPEN], ids=["a child", "an open age"])
@pytest.mark.parametrize(
    ("row", "rows", "record"),
    [
        (ASSESSED, (), "BestInterest"),
        (ASSESSED, (an_interest("age_assessment"),), ""),
        (ASSESSED, (an_interest("age_assessment", signed_at=None),), "BestInterest"),
        (ASSESSED, (an_interest("age_assessment", review_due=day("2026-11-26")),), "BestInterest"),
        (ASSESSED, (an_interest("return"),), "BestInterest"),
        (replace(ASSESSED, values={**ASSESSED.values, "signed_at": None}), (), ""),
        (a_stay(), (), "Call"),
        (a_stay(), (RUNG,), ""),
        (a_stay(), (replace(RUNG, values={**RUNG.values, "duty": "safe_place"}),), ""),
        (a_stay(), (replace(RUNG, values={**RUNG.values, "duty": "duty_officer"}),), "Call"),
        (a_stay(), (replace(RUNG, values={**RUNG.values, "answer": "no_answer"}),), "Call"),
        (a_stay(), (replace(RUNG, values={**RUNG.values, "of_person": AUNT.id}),), "Call"),
        (a_stay(), (replace(RUNG, values={**RUNG.values, "at": NOON - 99 * HOUR}),), "Call"),
        (a_stay(arrived_at=EARLY), (replace(RUNG, values={**RUNG.values, "at": EARLY}),), "BestInterest"),
        (a_stay(arrived_at=EARLY), (an_interest("placement"),), ""),
        (a_stay(arrived_at=EARLY, ended=EARLY + HOUR), (replace(RUNG, values={**RUNG.values, "at": EARLY}),), ""),
        (a_stay(arrived_at=EARLY, ended=LATE), (an_interest("placement", review_due=day("2026-11-27")),), ""),
        (a_return("wished"), (), ""),
        (a_return("planned"), (), "BestInterest"),
        (a_return("planned"), (an_interest("return"),), ""),
        (a_return("planned"), (an_interest("return", child_says=None),), "BestInterest"),
        (a_return("cancelled"), (), ""),
        (a_transfer()[0], a_transfer()[1:], "BestInterest"),
        (a_transfer()[0], (*a_transfer()[1:], an_interest("consent")), ""),
        (a_transfer()[0], a_transfer()[2:], ""),
    ],
)
def test_what_is_best_for_a_child_comes_first(person: Row, row: Row, rows: tuple[Row, ...], record: str) -> None:
    """Of an age, a stay, a way home, and what leaves because others agreed; an adult is asked themselves."""
    failed = fails("best-interest-first", with_rows(person, row, *rows), row)
    assert needed(failed) == ({record} if record else set())
    assert fails("best-interest-first", with_rows(ADULT, row, *rows), row) is None


def test_what_has_happened_to_a_child_is_saved() -> None:
    """A removal, a journey that was made, a stay that is over: it is written down, and stands past the gate."""
    for row, is_saved in (
        (a_return("planned"), False), (a_return("planned", kind="removal"), True), (a_return("travelled"), True),
        (a_stay(), False), (a_stay(ended=NOON - timedelta(minutes=5)), True),
        (a_stay(arrived_at=EARLY, ended=LATE), True),
    ):  # fmt: skip
        failed = fails("best-interest-first", with_rows(CHILD, row), row, VS)
        assert failed is not None
        assert failed.has_happened is is_saved


def test_a_stay_without_an_hour_began_when_it_was_written() -> None:
    """Where nobody noted the arrival, the three days count from the writing."""
    row = a_stay(arrived_at=None)
    for hours, record in ((1, "Call"), (100, "BestInterest")):
        written = {"stay": wrote(NOON_MS - hours * 3_600_000, NOON_MS - hours * 3_600_000)}
        row = replace(row, dots={1: (Dot(b"log", 1),)})
        view = a_case(CHILD, CAME_ALONG, COMPANION, row, *STAFF, written=written)
        failed = fails("best-interest-first", view, row)
        assert needed(failed) == {record}
        assert failed is not None
        assert (failed.ways is None) is (record == "Call"), "haste excuses the first night"


AUNT_SAYS = {"given_by": "guardian", "guardian": GUARDIAN, "assent": "yes"}


def test_who_writes_it_down() -> None:
    """A frontline officer writes down what an adult agreed to, and nothing for a child; a coordinator neither."""
    said = a_consent()
    for held, stops in (("frontline", False), ("victim_support", False), ("coordinator", True), ("supervisor", True)):
        assert (fails("consent-complete", with_rows(ADULT, said), said, frozenset({held})) is not None) is stops
    row = a_consent(**AUNT_SAYS)
    for held, stops in (("frontline", True), ("victim_support", False), ("investigator", False)):
        assert (
            fails("child-consent", with_rows(CHILD, row, a_guardian()), row, frozenset({held})) is not None
        ) is stops
    guardian = a_guardian()
    for held, stops in (("frontline", True), ("investigator", True), ("victim_support", False), ("coordinator", False)):
        assert (
            fails("guardian-independent", with_rows(CHILD, guardian), guardian, frozenset({held})) is not None
        ) is stops
