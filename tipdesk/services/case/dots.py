"""Dots and times as documents and the command line write them: "3f…e1:42" and "2026-11-24T15:30:00Z".

Both read the same at every place that holds the same entries, because a dot names one entry for ever and the time is
the one that the author's clock gave.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from tipdesk.domain.changes import Dot
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import ID_BYTES
from tipdesk.domain.texts import _

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND = 253_402_300_799


def dot_text(dot: Dot) -> str:
    """Return a dot as text: its log in hexadecimal digits, a colon, and the number of the entry in that log."""
    return f"{dot.log.hex()}:{dot.seq}"


def parse_dot(text: str) -> Dot:
    """Return the dot that a text names; raises UserError `bad-dot` where it names none."""
    log, _colon, seq = text.strip().partition(":")
    with suppress(ValueError):
        dot = Dot(bytes.fromhex(log), int(seq))
        if len(dot.log) == ID_BYTES and dot.seq >= 1:
            return dot
    raise UserError("bad-dot", _("“{text}” names no value of a conflict."), text=text[:60])


def moment_text(at_ms: int) -> str:
    """Return a time, given in milliseconds since 1970, as text in UTC.

    A time beyond the calendar, as a wrong clock gives, is shown as the first or last moment that can be written.
    """
    moment = _EPOCH + timedelta(seconds=min(max(at_ms // 1000, 0), _LAST_SECOND))
    return moment.isoformat().replace("+00:00", "Z")
