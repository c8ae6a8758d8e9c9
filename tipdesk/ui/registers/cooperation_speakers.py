"""What lists of the registers of cooperation say in words: a caller who waits, an action or a review that is overdue.

Where an answer is in dispute the earlier day counts, and whoever was perhaps not rung back still waits. A day ends
as the clocks end it, so that a list says the same number of days as My work.
"""

from datetime import datetime

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.lengths import DAY_MS, end_of
from tipdesk.domain.values import PartialDate
from tipdesk.services.clocks.clock_words import time_left
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.translate import _

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
        ends, now = _end_of(row, "due"), _now(self)
        if ends is None or live_values(row, "status") <= _OVER or ends - now > SOON_DAYS * DAY_MS:
            return told
        return (*told, (time_left(ends, now), "danger") if now >= ends else (_("Due soon"), "warn"))


class AgreementSpeaker(Speaker):
    """Says of an agreement that its review is overdue, or that it has ended."""

    def marks(self, row: Row) -> Marks:
        """Return what must be seen of an agreement at once."""
        told, now = super().marks(row), _now(self)
        ended, review = _end_of(row, "ended"), _end_of(row, "review_due")
        if ended is not None and now >= ended:
            return (*told, (_("Ended"), "neutral"))
        return (*told, (_("Review overdue"), "danger")) if review is not None and now >= review else told


def _end_of(row: Row, name: str) -> int | None:
    """Return when the earliest answer to a field is over, in ms since 1970; None without any."""
    days = [one.last_day for one in live_values(row, name) if isinstance(one, PartialDate)]
    return end_of(min(days)) if days else None


def _now(speaker: Speaker) -> int:
    return int(speaker.wording.now().timestamp() * 1000)
