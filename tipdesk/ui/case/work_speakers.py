"""What is said of notes, tasks and supports in their lists: the latest note first, of the tasks what is open first.

A support is told from both its ends: the row that supports, with the place in it, and the row that is supported.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value, is_done, live_values
from tipdesk.domain.values import PartialDate
from tipdesk.services.findings.supports import support_words
from tipdesk.ui.records.speaker import RowWords, Speaker
from tipdesk.ui.translate import _

TONES: Mapping[str, str] = {"open": "info", "in_progress": "accent", "done": "ok", "cancelled": "neutral"}
PRIORITIES: Mapping[str, str] = {"urgent": "danger", "high": "warn"}


class NoteSpeaker(Speaker):
    """What is said of the notes: their first words, who wrote them and when."""

    def _make_words(self, row: Row) -> RowWords:
        """Work out what stands of a note: its first words, and below them its kind, who wrote it and when."""
        fields = self.record.by_name
        text = _("Hidden") if "text" in row.masked else " ".join(str(row["text"] or "").split())[:300]
        only = self.wording.value(fields["privacy"], row["privacy"])
        pills = (*(((only, "violet"),) * bool(only)), *self.marks(row))
        below = "  ·  ".join(part for part in (self.wording.title(row), self.authored(row)) if part)
        return RowWords(text or self.wording.title(row), below, pills=pills)

    def sorted(self, rows: Sequence[Row], by: str) -> Sequence[Row]:
        """Return the notes in an order; the latest first where none was chosen."""
        return super().sorted(rows, by) if by else sorted(rows, key=lambda row: row.id, reverse=True)


class TaskSpeaker(Speaker):
    """What is said of the tasks: how urgent they are, whose they are, and when they are due."""

    def _make_words(self, row: Row) -> RowWords:
        """Work out what stands of a task."""
        fields = self.record.by_name
        shown = {name: cautious_value(row, name) for name in ("assigned_to", "due", "priority", "status")}
        text = {name: self.wording.value(fields[name], value) for name, value in shown.items()}
        pills = [
            (text[name], tone)
            for name, tones in (("priority", PRIORITIES), ("status", TONES))
            if text[name] and (tone := tones.get(str(shown[name]), ""))
        ]
        return RowWords(
            self.wording.title(row), text["assigned_to"] or _("Nobody's yet"), text["due"],
            pills=(*pills, *self.marks(row)),
        )  # fmt: skip

    def sorted(self, rows: Sequence[Row], by: str) -> Sequence[Row]:
        """Return the tasks in an order; what is open by the day it is due, then what is done, where none was chosen."""
        return super().sorted(rows, by) if by else sorted(rows, key=_order)


class PinSpeaker(Speaker):
    """What is said of the supports: what supports, where in it and word for word, and what rests on it."""

    def _make_words(self, row: Row) -> RowWords:
        """Work out what stands of a support."""
        fields = self.record.by_name
        named = {name: self.wording.value(fields[name], row[name]) for name in ("of_row", "to_row")}
        below = _("Supports: {what}").format(what=named["of_row"])
        return RowWords(support_words(row, named["to_row"], _), below, pills=self.marks(row))


def _order(task: Row) -> tuple[bool, date, bytes]:
    due, is_over = cautious_value(task, "due"), is_done(live_values(task, "status"))
    return (is_over, due.last_day if isinstance(due, PartialDate) else date.max, task.id)
