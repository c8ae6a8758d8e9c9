"""Under which span of time a line of My work stands."""

from __future__ import annotations

from datetime import timedelta

from tipdesk.domain.values import PartialDate
from tipdesk.services.my_work.my_work import Span, span_of


def test_a_week_ends_with_its_sunday() -> None:
    """On a Friday Sunday is of this week and Monday is later; a day that is past is overdue."""
    friday = PartialDate(2026, 11, 27).last_day
    spans = [span_of(friday + timedelta(days=days), friday) for days in (-1, 0, 1, 2, 3)]
    assert spans == [Span.OVERDUE, Span.TODAY, Span.WEEK, Span.WEEK, Span.LATER]
    assert span_of(None, friday) is Span.UNDATED
