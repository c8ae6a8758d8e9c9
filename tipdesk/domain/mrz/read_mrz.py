"""Reads the machine-readable zone of a passport, a card or a visa, by ICAO Doc 9303 parts 3 to 7.

Any text whatever gets an answer: what was read, each check digit with its verdict, and hints in words. What is no such
zone has no form and one hint that says what it should be. Nothing is put right in silence: where a check digit
is wrong, what was read is what stands there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from tipdesk.domain.mrz.check_digits import Check, find_checks, number_places
from tipdesk.domain.mrz.dates import OLDEST_AT_EXPIRY, birth_of, expiry_of, is_told, read_parts
from tipdesk.domain.mrz.formats import CODE, FILL, ISSUER, Form
from tipdesk.domain.mrz.hints import Hint, hint
from tipdesk.domain.mrz.proposals import find_proposals
from tipdesk.domain.mrz.typed import Zone, clean_rows, find_zone
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate

EMPTY = _("Type or scan the lines at the foot of the passport, card or visa, with every <.")
NONE = _(
    "These are not the lines of a passport, card or visa. A passport has two lines of 44 characters, a card three of "
    "30 or two of 36. Here are: {lengths}. Scan or type them again, with every <."
)
CUT_NAMES = _("The names may be cut short: they reach the end of their line. Compare them with the document.")
NO_NAMES = _("There is no name in these lines. Compare them with the document.")
NO_DATE = _("{what}: this is no date of the calendar. Compare it with the document.")
NOT_TOLD = _("{what}: the document does not tell it.")
NO_YEAR = _("{what}: the year is not told.")
DATES_APART = _("Date of birth and end of validity do not fit each other. Compare them with the document.")
NO_SEX = _("The place for the sex has “{sign}”, not F, M or <. Compare it with the document.")
SEXES = "FM<X"
_MOST_LENGTHS = 6


@dataclass(frozen=True)
class Fields:
    """What stands in the zone, None where nothing does. States, sex and kind of document are as they are written."""

    document_code: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    family_name: str | None = None
    given_names: str | None = None
    nationality: str | None = None
    birth_date: PartialDate | None = None
    sex: str | None = None
    expires: PartialDate | None = None


@dataclass(frozen=True)
class Mrz:
    """What was read: the name of the form (None: it is none), its lines, fields, checks and hints."""

    format: str | None = None
    lines: tuple[str, ...] = ()
    fields: Fields = field(default_factory=Fields)
    checks: tuple[Check, ...] = ()
    hints: tuple[Hint, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Tell whether it is a zone and every check digit is right."""
        return self.format is not None and all(check.ok for check in self.checks)


def read_mrz(typed: Iterable[str], today: date) -> Mrz:
    """Return what a machine-readable zone says, from its lines as they were typed; `today` decides about centuries."""
    given = list(typed)
    zone = find_zone(given)
    if zone is None:
        return Mrz(hints=(_none(clean_rows(given)),))
    form, lines = zone.form, zone.lines
    fields = _fields(form, lines, today)
    hints = (*zone.hints, *find_proposals(form, lines), *_doubts(form, zone, fields))
    return Mrz(form.name, lines, fields, find_checks(form, lines), tuple(dict.fromkeys(hints)))


def _none(rows: list[str]) -> Hint:
    """Return what is said of a text that is no zone."""
    lengths = ", ".join(str(len(row)) for row in rows[:_MOST_LENGTHS])
    more = "…" if len(rows) > _MOST_LENGTHS else ""
    return hint(NONE, lengths=lengths + more) if rows else hint(EMPTY)


def _fields(form: Form, lines: tuple[str, ...], today: date) -> Fields:
    family, given = _names(form.names.of(lines))
    expires = expiry_of(form.expires.of(lines), today)
    number = "".join(lines[line][column] for line, column in number_places(form, lines))
    return Fields(
        document_code=_words(CODE.of(lines)),
        issuer=_words(ISSUER.of(lines)),
        document_number=_words(number),
        family_name=family,
        given_names=given,
        nationality=_words(form.nationality.of(lines)),
        birth_date=birth_of(form.birth_date.of(lines), expires, today),
        sex=form.sex.of(lines),
        expires=expires,
    )


def _words(text: str) -> str | None:
    """Return the words between the fill, or None where there are none."""
    return " ".join(filter(None, text.split(FILL))) or None


def _names(text: str) -> tuple[str | None, str | None]:
    """Return family name and given names: two fills stand between them, one between the words of each."""
    family, _between, given = text.strip(FILL).partition(FILL * 2)
    return _words(family), _words(given)


def _doubts(form: Form, zone: Zone, fields: Fields) -> Iterator[Hint]:
    """Yield what no check digit tells: names cut short, dates that cannot be, another sign for the sex."""
    lines = zone.lines
    names = form.names.of(lines)
    if not names.strip(FILL):
        yield hint(NO_NAMES)
    elif names[-1] != FILL:
        yield hint(CUT_NAMES)
    for name, slot in (("birth_date", form.birth_date), ("expires", form.expires)):
        yield from _doubts_of_date(name, slot.of(lines), getattr(fields, name))
    born, ends = fields.birth_date, fields.expires
    if born and ends and ends.year - born.year > OLDEST_AT_EXPIRY:
        yield hint(DATES_APART)
    if form.sex.of(lines) not in SEXES:
        yield hint(NO_SEX, sign=form.sex.of(lines))


def _doubts_of_date(name: str, written: str, read: PartialDate | None) -> Iterator[Hint]:
    if read is not None:
        return
    if not is_told(written):
        yield hint(NOT_TOLD, name)
    elif read_parts(written):
        yield hint(NO_DATE, name)
    elif written.startswith(FILL * 2) and all(sign.isdigit() or sign == FILL for sign in written):
        yield hint(NO_YEAR, name)
