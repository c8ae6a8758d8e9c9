"""What a row rests on in words: the row that supports it, where in that, and what stands there word for word.

A support (`Pin`) is read from both its ends: at the row that is supported, and at the row that supports it.
"""

from collections.abc import Callable, Iterable

from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow

PIN = "Pin"
CANNOT_SUPPORT = frozenset({"Case", "Determination", "Finding", "Pin", "AgeAssessment", "Person", "Task", "CaseRole"})
"""The records whose rows support no finding: what was decided itself, who it is about, and what is to be done."""
Translate = Callable[[str], str]
_PLACES = (
    ("page", _("page {number}")),
    ("line", _("line {number}")),
    ("second", _("second {number}")),
)


def supports_of(pins: Iterable[Row], row: bytes) -> tuple[Row, ...]:
    """Return the supports of a row, in the order in which they were made."""
    return tuple(pin for pin in pins if _meant(pin["of_row"]) == row)


def supported_by(pins: Iterable[Row], row: bytes) -> tuple[Row, ...]:
    """Return the supports that a row gives to others."""
    return tuple(pin for pin in pins if _meant(pin["to_row"]) == row)


def where_in(pin: Row, translate: Translate = str) -> str:
    """Return where in a row the support stands, such as "page 3, line 12"; "" where it does not say."""
    told = [translate(words).format(number=pin[name]) for name, words in _PLACES if pin[name] is not None]
    if pin["message"]:
        told.append(translate(_("message {message}")).format(message=pin["message"]))
    return ", ".join(told)


def support_words(pin: Row, title: str, translate: Translate = str) -> str:
    """Return a support in words, after what the row at its other end is called."""
    where = ", ".join(part for part in (title, where_in(pin, translate)) if part)
    quote = pin["quote"]
    return translate(_("{where}: “{quote}”")).format(where=where, quote=quote) if quote else where


def _meant(value: object) -> bytes | None:
    return value.id if isinstance(value, NamedRow) else None
