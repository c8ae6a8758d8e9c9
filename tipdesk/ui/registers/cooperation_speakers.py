"""What lists of the registers of cooperation say in words: a caller who waits, an action or a review that is overdue.

Where an answer is in dispute the earlier day counts, and whoever was perhaps not rung back still waits.
"""

from datetime import date, datetime

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.values import PartialDate
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.translate import _, plural

SOON_DAYS = 14
_OVER = frozenset({"done", "dropped"})
_GRAVE = frozenset({"yes", "unsure"})
Marks = tuple[tuple[str, str], ...]


class CallSpeaker(Speaker):
    """Says of a hotline call whether there was danger, and whether the caller waits to be rung back."""

    def marks(self, row: Row) -> Marks:
        """Return what must be seen of a call at once."""
        told = super().marks(row)
        if live_values(row, "danger") & _GRAVE and live_values(row, "case") <= {None}:
            told = (*told, (_("Danger"), "danger"))
        due = [one for one in live_values(row, "call_back_due") if isinstance(one, datetime)]
        if not due or None not in live_values(row, "called_back_at"):
            return told
        late = min(due) < self.wording.now()
        return (*told, (_("Call back: overdue"), "danger") if late else (_("To call back"), "warn"))


class ActionSpeaker(Speaker):
    """Says of an action of the plan by how many days it is overdue, or that its day is near."""

    def marks(self, row: Row) -> Marks:
        """Return what must be seen of an action at once."""
        told = super().marks(row)
        left = None if live_values(row, "status") <= _OVER else _days_left(self, row, "due")
        if left is None or left > SOON_DAYS:
            return told
        if left < 0:
            return (*told, (plural("Overdue by {count} day", "Overdue by {count} days", -left), "danger"))
        return (*told, (_("Due soon"), "warn"))


class AgreementSpeaker(Speaker):
    """Says of an agreement that its review is overdue, or that it has ended."""

    def marks(self, row: Row) -> Marks:
        """Return what must be seen of an agreement at once."""
        told, ended = super().marks(row), _days_left(self, row, "ended")
        if ended is not None and ended < 0:
            return (*told, (_("Ended"), "neutral"))
        left = _days_left(self, row, "review_due")
        return (*told, (_("Review overdue"), "danger")) if left is not None and left < 0 else told


def _days_left(speaker: Speaker, row: Row, name: str) -> int | None:
    """Return in how many days the earliest answer to a field is over, below zero where it was; None without any."""
    days: list[date] = [one.last_day for one in live_values(row, name) if isinstance(one, PartialDate)]
    return (min(days) - speaker.wording.now().date()).days if days else None
