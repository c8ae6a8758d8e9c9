"""Of whom is asked: the answers that somebody typed or a file gives, made into what is compared.

An answer that cannot be read tells nothing: while one types it may be half there, and of a file it is named beside what
was found. A date in no calendar (30 February) is compared by its parts all the same, as slips of the pen are.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.similar.likeness import PERSON, SOURCES, Likeness, Told, likeness_of
from tipdesk.domain.texts import _
from tipdesk.domain.values import Missing, PartialDate, Sealed

ABOUT = "person"
"""Under this name a file gives the row of the person who is asked about, where there is one already."""

_BAD = _("Line {line} cannot be read.")
_NO_FIELD = _("“{name}” is no answer of a person.")
_ISO_LIKE = re.compile(r"\d{4}(-\d{2}){0,2}")
_KNOWN = frozenset(name for record in CASE_RECORDS for name in record.by_name)


ASKED: Mapping[str, Told] = {
    name: told for fields in SOURCES.values() for name, told in fields.items() if name != "number"
}
"""What an answer of a file tells, by its field. A number would be a paper's or a telephone's, which have names too."""


def likeness_asked(given: Mapping[str, object], fields: Mapping[str, Told] = ASKED) -> Likeness:
    """Return what is compared of answers by the names of these fields; what cannot be read yet is left out."""
    known = ((fields[name], value) for name, value in given.items() if name in fields)
    return likeness_of((told, text) for told, value in known for text in _read(told, value))


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
    unread = tuple(
        name for name, value in given.items() if name in ASKED and value and not [*_read(ASKED[name], value)]
    )
    return Asked(likeness_asked(given), None if about is None else parse_id(str(about)), unread)


def answers_of(values: Mapping[str, object], record: str = PERSON) -> Iterator[tuple[Told, str]]:
    """Yield what the answers of a row of one of the records tell."""
    for name, told in SOURCES[record].items():
        for text in _texts(values.get(name)):
            yield told, text


def _read(told: Told, value: object) -> Iterator[str]:
    for text in _texts(value):
        if told is not Told.BIRTH:
            yield text
            continue
        try:
            yield str(PartialDate.parse(text))
        except UserError:
            if _ISO_LIKE.fullmatch(text):
                yield text


def _texts(value: object) -> list[str]:
    if value is None or isinstance(value, Missing | Sealed | bool):
        return []
    many = value if isinstance(value, frozenset | list | tuple) else [value]
    return [text for one in many if (text := str(one).strip())]
