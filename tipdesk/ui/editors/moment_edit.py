"""A day and time as people write it: "24 11 2026 15:10", or ISO 8601. Without a zone it is the officer's.

Leaves to others: the zone (given), dates (`PartialDate`), ISO 8601 (`parse_moment`).
"""

import re
from datetime import datetime, timedelta, timezone

from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _ as mark
from tipdesk.domain.values import PartialDate, parse_moment
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.parsed_edit import ParsedEdit

_TIMED = re.compile(r"(.+?)[ ,]+(\d{1,2})[:.h](\d{2})$")
_WRONG = mark("This must be a day and time, like 24 11 2026 15:10.")


class MomentEdit(ParsedEdit):
    """A line for a time. `zone_minutes`: the officer's zone, minutes east of UTC."""

    def __init__(self, zone_minutes: int, parent: QWidget | None = None) -> None:
        self._zone = timezone(timedelta(minutes=zone_minutes))
        super().__init__(self._read, _shown, _("24 11 2026 15:10"), parent)
        self.line.setFont(current().font(has_figures=True))

    def set_value(self, value: object) -> None:
        """Show a time on the officer's clock."""
        super().set_value(value.astimezone(self._zone) if isinstance(value, datetime) else value)

    def _read(self, text: str) -> datetime:
        timed = _TIMED.match(text)
        if timed is None or "T" in text:
            return parse_moment(text)
        day = PartialDate.parse(timed.group(1))
        if day.month is None or day.day is None:
            raise UserError("bad-time", _WRONG)
        try:
            return datetime(day.year, day.month, day.day, int(timed.group(2)), int(timed.group(3)), tzinfo=self._zone)
        except ValueError:
            raise UserError("bad-time", _WRONG) from None


def _shown(value: object) -> str:
    return value.strftime("%d %b %Y %H:%M") if isinstance(value, datetime) else str(value)
