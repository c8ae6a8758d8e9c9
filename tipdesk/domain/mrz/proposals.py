"""What was probably meant where a sign cannot be: letters and digits that look alike in the print of passports.

Proposed are each single exchange that makes a wrong check digit right, and the digits meant by letters in a date, with
the lines as they would be; nothing is changed here. An exchange that leaves more checks wrong than another is not
proposed beside it.
"""

from collections.abc import Iterable, Iterator, Sequence

from tipdesk.domain.mrz.check_digits import COMPOSITE, Check, find_checks, is_sign
from tipdesk.domain.mrz.formats import FILL, ISSUER, Form, Place, Slot
from tipdesk.domain.mrz.hints import Hint, hint
from tipdesk.domain.texts import _

DIGITS = {"O": "0", "I": "1", "B": "8", "S": "5", "Z": "2", "G": "6"}
LETTERS = {digit: letter for letter, digit in DIGITS.items()}
_EITHER = DIGITS | LETTERS

EXCHANGE = _("{what}: the check digit would be right with “{meant}” in place of “{read}” (line {line}, place {place}).")
DIGIT_IS_LETTER = _(
    "{what}: “{read}” stands for its check digit (line {line}, place {place}). With “{meant}” it is right."
)
LETTERS_IN_DATE = _("{what}: there are letters where only digits can be. Was {meant} meant?")
LETTERS_FOR_SURE = _("{what}: there are letters where only digits can be. With {meant} its check digit is right.")
NO_DIGITS = _("{what}: there are signs where only digits can be. Compare it with the document.")
DIGITS_IN_WORDS = _("{what}: there are digits where only letters can be. Was {meant} meant?")
STRANGE = _("“{sign}” cannot stand in these lines (line {line}, place {place}). Compare it with the document.")
NO_DIGIT = _("{what}: its check digit is missing. Compare the number with the document.")
_DATES = ("birth_date", "expires")


def find_proposals(form: Form, lines: Sequence[str]) -> Iterator[Hint]:
    """Yield what could be meant otherwise, as a reader meets it: strange signs, wrong checks, dates, names."""
    yield from _strange(lines)
    failed = [check for check in find_checks(form, lines) if not check.ok]
    told = [check for check in failed if check.name != COMPOSITE] or failed
    for check in told:
        if check.digit is None:
            yield hint(NO_DIGIT, check.name)
        yield from _exchanges(form, lines, check)
    for name, slot in ((name, getattr(form, name)) for name in _DATES):
        yield from _digits_meant(form, name, slot, lines)
    for name, slot in (("issuer", ISSUER), ("nationality", form.nationality), ("names", form.names)):
        yield from _letters_meant(name, slot, lines)


def exchanged(lines: Sequence[str], place: Place, sign: str) -> tuple[str, ...]:
    """Return the lines with another sign at one place."""
    line, column = place
    changed = lines[line][:column] + sign + lines[line][column + 1 :]
    return tuple(changed if at == line else one for at, one in enumerate(lines))


def _strange(lines: Sequence[str]) -> Iterator[Hint]:
    for at, line in enumerate(lines, 1):
        for place, sign in enumerate(line, 1):
            if not is_sign(sign):
                yield hint(STRANGE, sign=sign, line=at, place=place)


def _exchanges(form: Form, lines: Sequence[str], check: Check) -> Iterator[Hint]:
    """Yield the single exchanges that make one check right, those alone that leave the fewest others wrong."""
    found: list[tuple[int, Hint]] = []
    for made, changed in _candidates(form, lines, check):
        after = {one.name: one.ok for one in find_checks(form, changed)}
        wrong = list(after.values()).count(False)
        if after[check.name] and not (wrong and check.name == COMPOSITE):
            found.append((wrong, made))
    fewest = min((wrong for wrong, _made in found), default=0)
    yield from (made for wrong, made in found if wrong == fewest)


def _candidates(form: Form, lines: Sequence[str], check: Check) -> Iterator[tuple[Hint, tuple[str, ...]]]:
    if check.name == COMPOSITE:
        places: Iterable[Place] = _unchecked(form)
    else:
        places = () if check.name in _DATES else check.covered
    for place, meanings, words in [
        *((place, _EITHER, EXCHANGE) for place in places),
        *([(check.digit, DIGITS, DIGIT_IS_LETTER)] if check.digit else []),
    ]:
        read = lines[place.line][place.column]
        if read in meanings:
            changed = exchanged(lines, place, meanings[read])
            values = {"read": read, "meant": meanings[read], "line": place.line + 1, "place": place.column + 1}
            yield hint(words, check.name, changed, **values), changed


def _unchecked(form: Form) -> Iterable[Place]:
    """Return the places that the check of the whole covers and no other does."""
    return () if form.has_personal_number else (place for slot in form.optional for place in slot.places)


def _digits_meant(form: Form, name: str, slot: Slot, lines: Sequence[str]) -> Iterator[Hint]:
    written = slot.of(lines)
    if all(_is_digit(sign) for sign in written):
        return
    meant = "".join(DIGITS.get(sign, sign) for sign in written)
    if not all(_is_digit(sign) for sign in meant):
        yield hint(NO_DIGITS, name)
        return
    changed = _with(slot, meant, lines)
    is_right = any(check.ok for check in find_checks(form, changed) if check.name == name)
    yield hint(LETTERS_FOR_SURE if is_right else LETTERS_IN_DATE, name, changed, meant=meant)


def _is_digit(sign: str) -> bool:
    """Tell whether a sign can stand in a date: a digit, or fill where a part is not known."""
    return sign == FILL or (sign.isascii() and sign.isdigit())


def _letters_meant(name: str, slot: Slot, lines: Sequence[str]) -> Iterator[Hint]:
    written = slot.of(lines)
    if any(sign in LETTERS for sign in written):
        meant = "".join(LETTERS.get(sign, sign) for sign in written)
        shown = " ".join(filter(None, meant.split(FILL)))
        yield hint(DIGITS_IN_WORDS, name, _with(slot, meant, lines), meant=shown)


def _with(slot: Slot, text: str, lines: Sequence[str]) -> tuple[str, ...]:
    line = lines[slot.line]
    changed = line[: slot.start] + text + line[slot.end :]
    return tuple(changed if at == slot.line else one for at, one in enumerate(lines))
