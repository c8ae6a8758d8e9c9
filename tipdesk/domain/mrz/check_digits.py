"""The check digits of a machine-readable zone, by ICAO Doc 9303-3, 4.9: weights 7, 3, 1 and the remainder by ten.

Each check that the form has gets one answer; what to make of a wrong one is said in `proposals`. A change by a multiple
of ten (0 for A, G for 6) cannot be noticed by this arithmetic; that is the standard's, not ours.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tipdesk.domain.mrz.formats import FILL, Form, Place, Slot

DOCUMENT_NUMBER, BIRTH_DATE, EXPIRES = "document_number", "birth_date", "expires"
OPTIONAL, COMPOSITE = "optional_data", "composite"
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {FILL: 0, **{sign: value for value, sign in enumerate(_SIGNS)}}
_WEIGHTS = (7, 3, 1)


class Check(NamedTuple):
    """One check digit: what it covers, where it stands (None: it is missing), and whether it is right."""

    name: str
    ok: bool
    covered: tuple[Place, ...]
    digit: Place | None


def is_sign(character: str) -> bool:
    """Tell whether a character may stand in a machine-readable zone."""
    return character in _VALUES


def check_digit(text: str) -> str:
    """Return the check digit of a text, or "" where a character of it has no value."""
    if not all(map(is_sign, text)):
        return ""
    return str(sum(_VALUES[sign] * _WEIGHTS[at % len(_WEIGHTS)] for at, sign in enumerate(text)) % 10)


def find_checks(form: Form, lines: Sequence[str]) -> tuple[Check, ...]:
    """Return every check that a form has, in the order in which a reader meets them."""
    found = [_of_number(form, lines), _plain(BIRTH_DATE, form.birth_date, lines), _plain(EXPIRES, form.expires, lines)]
    if form.has_personal_number:
        found.append(_of_personal_number(form.optional[0], lines))
    if form.total is not None:
        covered = tuple(place for slot in form.composite for place in slot.places)
        found.append(_check(COMPOSITE, covered, form.total, lines))
    return tuple(found)


def number_places(form: Form, lines: Sequence[str]) -> tuple[Place, ...]:
    """Return where the characters of the document number stand, its end among the optional places included."""
    end = _end_of_number(form, lines)
    return (*form.document_number.places, *end[:-1])


def _behind(slot: Slot) -> Place:
    return Place(slot.line, slot.end)


def _read(places: Sequence[Place], lines: Sequence[str]) -> str:
    return "".join(lines[line][column] for line, column in places)


def _check(name: str, covered: tuple[Place, ...], digit: Place, lines: Sequence[str]) -> Check:
    return Check(name, _read([digit], lines) == check_digit(_read(covered, lines)), covered, digit)


def _plain(name: str, slot: Slot, lines: Sequence[str]) -> Check:
    return _check(name, slot.places, _behind(slot), lines)


def _of_personal_number(slot: Slot, lines: Sequence[str]) -> Check:
    """Where no personal number is given, its check digit may be left out (Doc 9303-4, 4.2.2.2)."""
    made = _plain(OPTIONAL, slot, lines)
    is_left_out = set(slot.of(lines)) == {FILL} and _read([_behind(slot)], lines) == FILL
    return made._replace(ok=made.ok or is_left_out)


def _end_of_number(form: Form, lines: Sequence[str]) -> tuple[Place, ...]:
    """Return where the end of a long number stands, its check digit last; nothing where the number is not long.

    Doc 9303-5 and -6, 4.2.2, note j: the first nine characters, fill in place of the check digit, and the rest at the
    beginning of the optional places, followed by the check digit and fill.
    """
    if not form.has_long_numbers or _read([_behind(form.document_number)], lines) != FILL:
        return ()
    first = form.optional[0]
    written = first.of(lines)
    length = written.index(FILL) if FILL in written else len(written)
    return first.places[:length]


def _of_number(form: Form, lines: Sequence[str]) -> Check:
    """Of a long number the standard does not say whether the fill between its parts counts; States do both."""
    slot, end = form.document_number, _end_of_number(form, lines)
    if not end:
        has_digit = not form.has_long_numbers or _read([_behind(slot)], lines) != FILL
        return _plain(DOCUMENT_NUMBER, slot, lines) if has_digit else Check(DOCUMENT_NUMBER, False, slot.places, None)
    covered, digit = number_places(form, lines), end[-1]
    with_fill = check_digit(slot.of(lines) + FILL + _read(end[:-1], lines))
    right = {check_digit(_read(covered, lines)), with_fill}
    return Check(DOCUMENT_NUMBER, _read([digit], lines) in right, covered, digit)
