"""When a backup is due by itself: by the calendar of the officers, whatever the clock did."""

from datetime import UTC, datetime

import pytest

from tipdesk.domain.rules.backups import DAILY, WEEKLY, days_since, is_backup_due

ST_LUCIA = -240


def at(text: str) -> int:
    """Return a moment of UTC in ms since 1970."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("every", "last", "now", "due"),
    [
        ("", None, "2026-11-24T12:00", False),
        (DAILY, None, "2026-11-24T12:00", True),
        (DAILY, "2026-11-24T12:00", "2026-11-24T12:01", False),
        (DAILY, "2026-11-24T04:10", "2026-11-25T03:50", False),  # both on the 24th in Saint Lucia
        (DAILY, "2026-11-25T03:50", "2026-11-25T04:10", True),
        (WEEKLY, "2026-11-18T12:00", "2026-11-24T12:00", False),
        (WEEKLY, "2026-11-18T12:00", "2026-11-25T12:00", True),
        (DAILY, "2036-01-01T12:00", "2026-11-24T12:00", True),  # the clock was ten years ahead
        (WEEKLY, "2026-11-26T12:00", "2026-11-24T12:00", True),
        (WEEKLY, "2026-11-25T12:00", "2026-11-24T12:00", True),
        ("hourly", None, "2026-11-24T12:00", False),
    ],
)
def test_a_backup_is_due_by_the_calendar(every: str, last: str | None, now: str, *, due: bool) -> None:
    """Once a day of the officers' calendar, or once in seven; a clock set back makes it due, an unknown plan never."""
    assert is_backup_due(every, at(last) if last else None, at(now), ST_LUCIA) is due


def test_days_are_those_of_the_calendar() -> None:
    """Twenty minutes over midnight are a day; never is no number."""
    assert days_since(at("2026-11-25T03:50"), at("2026-11-25T04:10"), ST_LUCIA) == 1
    assert days_since(None, at("2026-11-25T04:10"), ST_LUCIA) is None
