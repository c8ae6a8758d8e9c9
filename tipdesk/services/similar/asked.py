"""Of whom is asked: the answers that somebody typed or a file gives, made into what is compared.

An answer that cannot be read tells nothing: while one types it may be half there, and of a file it is named beside what
was found. A date in no calendar (30 February) is compared by its parts all the same, as slips of the pen are.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.kinds import Kind
from tipdesk.domain.records import BY_NAME, CASE_RECORDS
from tipdesk.domain.similar.likeness import PERSON, SOURCES, Likeness, Told, likeness_of
from tipdesk.domain.texts import _
from tipdesk.domain.values import Missing, PartialDate, Sealed

ABOUT = "person"
"""Under this name a file gives the row of the person who is asked about, where there is one already."""

_BAD = _("Line {line} cannot be read.")
_NO_FIELD = _("“{name}” is no answer of a person.")
_ISO_LIKE = re.compile(r"\d{4}(-\d{2}){0,2}")
_KNOWN = frozenset(name for record in CASE_RECORDS for name in record.by_name)


def _asked_fields() -> Mapping[str, tuple[Told, Kind]]:
    """Return what each answer tells that may be given by its name: the person's own, where records share a name."""
    found: dict[str, tuple[Told, Kind]] = {}
    for record, fields in SOURCES.items():
        for name, told in fields.items():
            if name != "number":  # of a paper or of a telephone: given as document_number or phone
                found.setdefault(name, (told, BY_NAME[record].by_name[name]))
    return found


ASKED = _asked_fields()
"""What may be asked by: what an answer tells, and the field that reads it, by the name of the field."""


def likeness_asked(given: Mapping[str, object]) -> Likeness:
    """Return what is compared of answers by their field names; what cannot be read yet is left out."""
    return likeness_of(answer for name, value in given.items() if name in ASKED for answer in _read(name, value))


class Asked(NamedTuple):
    """One person of a file: what is compared, the row where there is one already, and which answers tell nothing."""

    likeness: Likeness
    about: bytes | None
    unread: tuple[str, ...]


def read_asked(given: object, line: int) -> Asked:
    """Return of whom one line of a file asks.

    Raises UserError `bad-fields`, which names the line, where it is no object, names a field that no record of a case
    has, or a row by what is no id.
    """
    if not isinstance(given, Mapping):
        raise UserError("bad-fields", _("Line {line} must be an object with the answers of a person."), line=line)
    unknown = [FieldProblem(f"{line}.{name}", _NO_FIELD, (("name", str(name)[:40]),)) for name in given.keys() - _KNOWN]
    if unknown:
        raise UserError("bad-fields", _BAD, fields=tuple(sorted(unknown)), line=line)
    about = given.get(ABOUT)
    unread = tuple(name for name, value in given.items() if name in ASKED and value and not [*_read(name, value)])
    return Asked(likeness_asked(given), None if about is None else parse_id(str(about)), unread)


def answers_of(values: Mapping[str, object], record: str = PERSON) -> Iterator[tuple[Told, str]]:
    """Yield what the answers of a row of one of the records tell."""
    for name, told in SOURCES[record].items():
        for text in _texts(values.get(name)):
            yield told, text


def _read(name: str, value: object) -> Iterator[tuple[Told, str]]:
    told, _field = ASKED[name]
    for text in _texts(value):
        if told is not Told.BIRTH:
            yield told, text
            continue
        try:
            yield told, str(PartialDate.parse(text))
        except UserError:
            if _ISO_LIKE.fullmatch(text):
                yield told, text


def _texts(value: object) -> list[str]:
    if value is None or isinstance(value, Missing | Sealed | bool):
        return []
    many = value if isinstance(value, frozenset | list | tuple) else [value]
    return [text for one in many if (text := str(one).strip())]
