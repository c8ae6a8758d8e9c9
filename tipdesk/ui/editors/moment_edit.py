"""The editor of a day and time as people write it: "24 11 2026 15:10", "yesterday 2.30 pm", "1405", or ISO 8601.

Without a zone the time is the officer's. `domain/when` reads what was typed.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from tipdesk.domain.moments import datetime_shown, in_zone, months_in_english
from tipdesk.domain.when import Lies, read_moment
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.parsed_edit import ParsedEdit


class MomentEdit(ParsedEdit):
    """A line for a time. `now` is the officer's time, whose zone counts; `lies` is as the field declares it."""

    def __init__(self, now: Callable[[], datetime], lies: Lies = Lies.BEHIND, parent: QWidget | None = None) -> None:
        self._now, self._lies = now, lies
        example = _("tomorrow 15:10, in 2 h") if lies is Lies.AHEAD else _("24 Nov 15:10, or 1405")
        super().__init__(self._read, _shown, example, parent)
        self.line.setFont(current().font(has_figures=True))

    def set_value(self, value: object) -> None:
        """Show a time on the officer's clock, whatever zone it carries."""
        super().set_value(in_zone(value, self._zone_minutes()) if isinstance(value, datetime) else value)

    def _read(self, text: str) -> datetime:
        return read_moment(months_in_english(text, _), self._now(), self._lies)

    def _zone_minutes(self) -> int:
        offset = self._now().utcoffset()
        return int(offset.total_seconds() // 60) if offset is not None else 0


def _shown(value: object) -> str:
    return datetime_shown(value, _) if isinstance(value, datetime) else str(value)
