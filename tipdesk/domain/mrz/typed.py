"""Finds the lines of a machine-readable zone in what was typed, pasted or sent by a scanner.

They have one of the three shapes, or none were found. Spaces, small letters, look-alikes of the fill sign, line breaks
in other places, and text before or after the zone are borne in silence; fill that is missing or too much is put right
with a hint. Nothing else is ever added, left out or exchanged.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tipdesk.domain.mrz.check_digits import find_checks, is_sign
from tipdesk.domain.mrz.formats import FILL, SHAPES, Form, form_of
from tipdesk.domain.mrz.hints import Hint, hint
from tipdesk.domain.texts import Counted, _, counted

MOST_CHARACTERS, MOST_ROWS = 4_000, 40
_TWO_FILLS = "«≪《"
_FILLS = str.maketrans(dict.fromkeys("‹〈⟨\u02c2\u1438", FILL))
_LOWER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_MOST_PIECES = 6
_DIGITS = frozenset("0123456789")
_FIRST = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ1")
"""With what a zone begins: a letter, or the figure for which the I of an identity card is taken."""
_FEWEST_DIGITS, _FEWEST_SURE, _MOST_STRANGE = 4, 8, 4
_NO_TEXT = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})

FILLED_UP = counted(
    "Line {line} was too short by {count} character: fill (<) was added at its end.",
    "Line {line} was too short by {count} characters: fill (<) was added at its end.",
)
WIDENED = counted(
    "Line {line} was too short by {count} character: fill (<) was added where it has fill.",
    "Line {line} was too short by {count} characters: fill (<) was added where it has fill.",
)
CUT = counted(
    "Line {line} was too long by {count} character of fill (<), which was left out.",
    "Line {line} was too long by {count} characters of fill (<), which were left out.",
)
ANOTHER = _("There is more than one document here. One was read; read each by itself.")


class Zone(NamedTuple):
    """Lines of one shape, their form, and what was done to make them fit."""

    form: Form
    lines: tuple[str, ...]
    hints: tuple[Hint, ...] = ()
    fills: int = 0

    @property
    def failed(self) -> int:
        """Return how many check digits are wrong."""
        return sum(not check.ok for check in find_checks(self.form, self.lines))


class _Seen(NamedTuple):
    """A zone, and from which row to before which it was made."""

    start: int
    end: int
    zone: Zone


class _Fitted(NamedTuple):
    """A row at the length of its line, and how many signs of fill that took (`words` says it)."""

    line: str
    words: Counted | None = None
    added: int = 0


def clean_rows(typed: Iterable[str], *, by_word: bool = False) -> list[str]:
    """Return the rows of what was typed: capital letters, one sign for the fill, no spaces, no empty rows.

    `by_word` takes what stands between spaces for rows, as when several lines were pasted into one.
    """
    text = unicodedata.normalize("NFKC", "\n".join(typed)[:MOST_CHARACTERS]).replace("&lt;", FILL)
    rows = (row.translate(_FILLS).translate(_LOWER) for row in (text.split() if by_word else text.splitlines()))
    seen = ("".join(sign for sign in row if unicodedata.category(sign) not in _NO_TEXT) for row in rows)
    return [row for row in seen if row][:MOST_ROWS]


def find_zone(typed: Sequence[str]) -> Zone | None:
    """Return the zone that was typed: one that fits as it stands, else the one with the fewest wrong check digits."""
    rows = clean_rows(typed)
    whole = _apart(seen for seen in _as_they_stand(rows) if _is_likely(seen.zone))
    if whole:
        best = min(whole, key=lambda zone: zone.failed)
        return best._replace(hints=(hint(ANOTHER),)) if len(whole) > 1 else best
    made = [*_made_to_fit(rows), *_made_to_fit(clean_rows(typed, by_word=True))]
    return min(filter(_is_likely, made), key=lambda zone: (zone.failed, zone.fills), default=None)


def _apart(found: Iterable[_Seen]) -> list[Zone]:
    """Leave out what shares a row with an earlier zone: it is the same document, seen in another way."""
    kept: list[_Seen] = []
    for seen in found:
        if not any(seen.start < one.end and one.start < seen.end for one in kept):
            kept.append(seen)
    return [seen.zone for seen in kept]


def _as_they_stand(rows: Sequence[str]) -> Iterator[_Seen]:
    """Yield rows of a shape, and then neighbouring rows that have its length together."""
    for count, length in SHAPES:
        for start in range(len(rows) - count + 1):
            fitted = tuple(_double(row, length) for row in rows[start : start + count])
            if all(len(row) == length for row in fitted):
                yield _Seen(start, start + count, Zone(form_of(fitted), fitted))
    for start in range(len(rows)):
        for end in range(start + 1, min(start + _MOST_PIECES, len(rows)) + 1):
            for count, length in SHAPES:
                whole = _double("".join(rows[start:end]), count * length)
                if len(whole) == count * length:
                    lines = tuple(whole[at : at + length] for at in range(0, len(whole), length))
                    yield _Seen(start, end, Zone(form_of(lines), lines))


def _made_to_fit(rows: Sequence[str]) -> Iterator[Zone]:
    """Yield what becomes of rows when fill is added or left out: row by row, and of all of them as one."""
    if FILL not in "".join(rows):
        return
    for count, length in SHAPES:
        for start in range(len(rows) - count + 1):
            yield from _fitted_zones(rows[start : start + count], length)
        joined = "".join(rows)
        if (count - 1) * length < len(joined) < 2 * count * length:
            cut = [joined[at : at + length] for at in range(0, (count - 1) * length, length)]
            yield from _fitted_zones([*cut, joined[(count - 1) * length :]], length)


def _fitted_zones(rows: Sequence[str], length: int) -> Iterator[Zone]:
    made: list[list[_Fitted]] = [[]]
    for row in rows:
        made = [[*before, one] for before in made for one in _fit(_double(row, length), length)]
    for fitted in made:
        lines = tuple(one.line for one in fitted)
        told = tuple(
            hint(one.words.of(one.added), line=at, count=one.added) for at, one in enumerate(fitted, 1) if one.words
        )
        yield Zone(form_of(lines), lines, told, sum(one.added for one in fitted))


def _fit(row: str, length: int) -> Iterator[_Fitted]:
    """Yield a row at its length: as it is, with fill at its end, or with fill where its last fill stands."""
    missing = length - len(row)
    if missing == 0:
        yield _Fitted(row)
    elif missing > 0:
        yield _Fitted(row.ljust(length, FILL), FILLED_UP, missing)
        head, found, tail = row.rpartition(FILL)
        if found and tail:
            yield _Fitted(head + FILL * (missing + 1) + tail, WIDENED, missing)
    elif set(row[length:]) == {FILL}:
        yield _Fitted(row[:length], CUT, -missing)
    else:
        head, _found, tail = row.rpartition(FILL)
        if head.endswith(FILL * -missing):
            yield _Fitted(head[:missing] + FILL + tail, CUT, -missing)


def _double(row: str, length: int) -> str:
    """Return a row in which a sign such as « is one fill or two: two for the first ones, as far as the length allows.

    Programs that read print write « for one fill and for two; between names stand two, and names come first.
    """
    twos = max(length - len(row), 0)
    signs = []
    for sign in row:
        is_two = sign in _TWO_FILLS and twos > 0
        twos -= is_two
        signs.append(FILL * (1 + is_two) if sign in _TWO_FILLS else sign)
    return "".join(signs)


def _is_likely(zone: Zone) -> bool:
    """Tell a zone from any other text: a letter first, fill, hardly a strange sign, and digits where dates stand.

    Where fill had to be added or left out, more of it must be seen to be sure.
    """
    form, lines = zone.form, zone.lines
    dates = form.birth_date.of(lines) + form.expires.of(lines)
    digits = sum(sign in _DIGITS for sign in dates)
    strange = sum(not is_sign(sign) for line in lines for sign in line)
    begins = lines[0][0] in _FIRST and FILL in "".join(lines)
    if not begins or strange > _MOST_STRANGE or digits + dates.count(FILL) < _FEWEST_SURE:
        return False
    return digits >= (_FEWEST_SURE if zone.hints else _FEWEST_DIGITS)
