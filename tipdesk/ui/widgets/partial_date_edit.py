"""An editor for a date as far as it is known, such as "27 3 2007", "March 2007", "today" or "28 11".

Its example lies where the answer does: of something that is due, in the coming weeks. The text is read by
`domain.when`, with the names of months in the officer's language.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from tipdesk.domain.moments import day_shown, months_in_english
from tipdesk.domain.values import PartialDate
from tipdesk.domain.when import Lies, read_date
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.parsed_edit import ParsedEdit

_WEEKS = 2


class PartialDateEdit(ParsedEdit):
    """A line for a date or a part of one, day first.

    `now` returns the officer's local time, against which words like "today" are read; `lies` says, as the field
    declares it, on which side of now a date without a year is to be understood.
    """

    def __init__(self, now: Callable[[], datetime], lies: Lies = Lies.BEHIND, parent: QWidget | None = None) -> None:
        super().__init__(partial(_read, now, lies), _shown, _example(now, lies), parent)
        self.line.setFont(current().font(has_figures=True))


def _example(now: Callable[[], datetime], lies: Lies) -> str:
    if lies is not Lies.AHEAD:
        return _("27 3 2007, March 2007 or 2007")
    day = now() + timedelta(weeks=_WEEKS)
    return _("{day} or tomorrow").format(day=f"{day.day} {day.month} {day.year}")


def _read(now: Callable[[], datetime], lies: Lies, text: str) -> object:
    return read_date(months_in_english(text, _), now(), lies)


def _shown(value: object) -> str:
    return day_shown(value, _) if isinstance(value, PartialDate) else str(value)
