"""How grave a report counts, and since when it waits: always the cautious reading."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row, Sibling
from tipdesk.domain.rules.acknowledging import is_grave, waits_since

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
NOON_MS = int(NOON.timestamp() * 1000)


def report(**values: object) -> Row:
    """Return a report with these answers."""
    return Row(BY_NAME["Report"], b"row", b"case", values)  # type: ignore[arg-type] # answers as a test gives them


@pytest.mark.parametrize(
    ("answer", "grave"), [("yes", True), ("unsure", True), ("no", False), (None, False), ("unknown", False)]
)
def test_unsure_counts_as_yes(answer: str | None, grave: bool) -> None:
    """Danger and a child alike."""
    assert is_grave(report(danger_now=answer), "danger_now") is grave
    assert is_grave(report(under_18=answer), "under_18") is grave


def test_a_dispute_and_what_could_not_be_read_count_as_yes() -> None:
    """One of two answers is enough, and an answer that nobody can read is no "no"."""
    two = tuple(Sibling(Dot(bytes([one]) * 16, 1), said, 0, b"", b"") for one, said in ((1, "no"), (2, "yes")))
    disputed = Row(BY_NAME["Report"], b"row", b"case", {"danger_now": "no"}, siblings={"danger_now": two})
    assert is_grave(disputed, "danger_now")
    assert is_grave(report(as_typed=frozenset({"under_18: perhaps 17"})), "under_18")
    assert not is_grave(report(as_typed=frozenset({"persons_count: two"})), "under_18")


@pytest.mark.parametrize(
    ("told", "arrived", "since"),
    [
        ({"sent_at": NOON}, None, NOON_MS),
        ({"sent_at": NOON}, NOON_MS + 5, NOON_MS),
        ({"sent_at": NOON + timedelta(days=5000)}, NOON_MS + 5, NOON_MS + 5),
        ({"sent_at": NOON, "written_at": NOON - timedelta(hours=9)}, NOON_MS, NOON_MS - 9 * 3_600_000),
        ({}, None, 0),
    ],
)
def test_the_earliest_time_counts(told: dict[str, datetime], arrived: int | None, since: int) -> None:
    """A clock in 2040 hides nothing, paper counts from when it was written, no time at all is the earliest."""
    assert waits_since(report(**told), arrived) == since
