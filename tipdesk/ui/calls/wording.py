"""One call in words: whom and the answer; then when, the number, who rang, and what was said.

The words are the same on the page after a worry and in the case. What the reader may not see is said to be hidden.
"""

from typing import TYPE_CHECKING

from tipdesk.domain.rows import Row
from tipdesk.services.case.calls import CallLine
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Field

_MORE = ("told", "will_do")


def headline(line: CallLine, wording: Wording) -> str:
    """Return who rang whom and what came of it, such as "Rang Duty officer · Answered"."""
    whom = line.whom or _told(line.row, "whom", wording) or _("somebody")
    verb = {"received": _("{whom} rang"), "missed": _("Missed: {whom}")}.get(str(_value(line.row, "direction")))
    parts = (
        (verb or _("Rang {whom}")).format(whom=whom),
        wording.label("call_answer", line.answer),
        _("told earlier, in the report") if line.is_told_earlier else "",
        _("corrected below") if line.is_corrected else "",
    )
    return "   ·   ".join(part for part in parts if part)


def details(line: CallLine, wording: Wording) -> str:
    """Return when the call was, the number, who rang and what was said, with dots between them."""
    parts = [
        _told(line.row, "rung_at" if line.is_told_earlier else "at", wording),
        _told(line.row, "number", wording),
        wording.names.officer(line.by) if line.by else "",
    ]
    parts += [_told(line.row, name, wording) for name in ("words", *_MORE)]
    return "   ·   ".join(part for part in parts if part)


def _told(row: Row, name: str, wording: Wording) -> str:
    field: Field | None = row.record.by_name.get(name)
    if field is None:
        return ""
    if name in row.masked:
        return _("hidden")
    return wording.value(field, row[name])


def _value(row: Row, name: str) -> object:
    return row[name] if name in row.record.by_name else None
