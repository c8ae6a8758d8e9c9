"""What a passport, card or visa tells of a person and of itself, beside what is known already.

Answers are by the field names of Person and of IdentityDocument, and for each it is told how it compares with what is
known: new, the same, or another. Nothing is decided here about which of two answers holds: that is the officer's. What
a check digit speaks against is doubtful.
"""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Referred, Value
from tipdesk.domain.mrz.formats import VISA
from tipdesk.domain.mrz.read_mrz import Mrz
from tipdesk.domain.mrz.states import country_of, is_stateless
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.domain.values import Missing, PartialDate
from tipdesk.services.fields import read_fields

PERSON, PAPER = BY_NAME["Person"], BY_NAME["IdentityDocument"]
LINES: Final = "mrz"
_BASIS, _BY_DOCUMENT = "age_basis", "document"
_SEXES = {"F": "female", "M": "male"}
_PERSON_FIELDS = ("family_name", "given_names", "birth_date", "sex", "citizenships", "stateless")
_PAPER_FIELDS = ("kind", "number", "country", "expires", "name_on_it", LINES)
_CHECKED = {"birth_date": "birth_date", "number": "document_number", "expires": "expires"}
_TRAVEL_DOCUMENTS = frozenset({"PL", "PR", "PS", "PT", "PU"})
"""The passports of refugees, of people without a State or a citizenship, and single sheets (Doc 9303-4, 4.4)."""
_OPEN: tuple[Value, ...] = (None, "", frozenset(), Missing.UNKNOWN, Missing.NOT_ASKED)


class Compared(Enum):
    """How an answer of a document compares with what is known."""

    NEW = "new"
    SAME = "same"
    OTHER = "other"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Told:
    """One answer of a document, beside what is `known`; `is_doubtful` where its check digit is wrong."""

    record: RecordType
    name: str
    known: Value
    told: Value
    compared: Compared
    is_doubtful: bool = False

    @property
    def is_taken(self) -> bool:
        """Tell whether it is taken unless the officer says otherwise: what is new, and in no doubt."""
        return self.compared is Compared.NEW and not self.is_doubtful

    @property
    def answer(self) -> Value:
        """Return what is to be written where it is taken: a citizenship is added to those that are known."""
        if isinstance(self.told, frozenset) and isinstance(self.known, frozenset):
            return self.told | self.known
        return self.told


@dataclass(frozen=True)
class KnownPaper:
    """A paper of a person that is known already: its answers, the fields that are hidden, its row where it is saved."""

    values: Mapping[str, Value]
    hidden: Collection[str] = ()
    row: Row | None = None


def answers_of_person(read: Mrz, codes: CodeBook) -> dict[str, Value]:
    """Return what a document says of its holder, by the field names of Person, without what it does not say."""
    fields = read.fields
    country = country_of(fields.nationality, codes.list_of("countries"))
    found: dict[str, Value] = {
        "family_name": fields.family_name,
        "given_names": fields.given_names,
        "birth_date": fields.birth_date,
        "sex": _SEXES.get(fields.sex or ""),
        "citizenships": frozenset({country}) if country else None,
        "stateless": True if is_stateless(fields.nationality) else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def answers_of_paper(read: Mrz, codes: CodeBook) -> dict[str, Value]:
    """Return what a document says of itself, by the field names of IdentityDocument."""
    fields = read.fields
    name = " ".join(filter(None, (fields.given_names, fields.family_name)))
    found: dict[str, Value] = {
        "kind": _kind_of(read),
        "number": fields.document_number,
        "country": country_of(fields.issuer, codes.list_of("countries")),
        "expires": fields.expires,
        "name_on_it": name or None,
        LINES: " ".join(read.lines),
    }
    return {name: value for name, value in found.items() if value is not None}


def find_known_paper(papers: Sequence[KnownPaper], told: Mapping[str, Value]) -> KnownPaper | None:
    """Return the paper among those known that bears the same number."""
    number = _plain(told.get("number"))
    return next((one for one in papers if number and _plain(one.values.get("number")) == number), None)


def compare_passport(
    read: Mrz,
    codes: CodeBook,
    person: Mapping[str, Value],
    papers: Sequence[KnownPaper] = (),
    hidden: Collection[str] = (),
) -> tuple[Told, ...]:
    """Return each answer of a document beside what is known of the person and of that paper, in reading order.

    `hidden` are the fields of the person that the officer may not see; those of a paper stand with it.
    """
    of_paper = answers_of_paper(read, codes)
    paper = find_known_paper(papers, of_paper) or KnownPaper({})
    wrong = {check.name for check in read.checks if not check.ok}
    found = []
    for record, names, known, held_back, told in (
        (PERSON, _PERSON_FIELDS, person, hidden, answers_of_person(read, codes)),
        (PAPER, _PAPER_FIELDS, paper.values, paper.hidden, of_paper),
    ):
        for name in names:
            if name in told:
                compared = Compared.HIDDEN if name in held_back else _compare(known.get(name), told[name])
                is_doubtful = _CHECKED.get(name) in wrong
                found.append(Told(record, name, known.get(name), told[name], compared, is_doubtful))
    return tuple(found)


def _kind_of(read: Mrz) -> str:
    """Return the kind of a paper by its form and the letters with which it begins."""
    code = read.fields.document_code or ""
    if code.startswith(VISA):
        return "visa"
    if code.startswith("P"):
        return "travel_document" if code in _TRAVEL_DOCUMENTS else "passport"
    return "seaman_book" if code == "AC" else "id_card"


def _compare(known: Value, told: Value) -> Compared:
    if known in _OPEN:
        return Compared.NEW
    if isinstance(known, frozenset) and isinstance(told, frozenset):
        return Compared.SAME if told <= known else Compared.OTHER
    if isinstance(known, str) and isinstance(told, str):
        return Compared.SAME if _plain(known) == _plain(told) else Compared.OTHER
    return Compared.SAME if known == told else Compared.OTHER


def _plain(value: Value) -> str:
    """Return a text without accents, spaces and signs, in small letters: a zone has none of these."""
    text = unicodedata.normalize("NFKD", value).casefold() if isinstance(value, str) else ""
    return "".join(sign for sign in text if sign.isalnum())


def with_basis(taken: Mapping[str, Value], known: Mapping[str, Value]) -> dict[str, Value]:
    """Return what is taken of a person; with a day of birth, also how the age is known where that is not told."""
    is_told = known.get(_BASIS) not in _OPEN
    return {**taken, **({_BASIS: _BY_DOCUMENT} if "birth_date" in taken and not is_told else {})}


def known_typed(codes: CodeBook, record: RecordType, answers: Mapping[str, object]) -> dict[str, Value]:
    """Return the answers of a draft as values; what cannot be read is kept as its words, so that it counts as known."""
    named = {name: answer for name, answer in answers.items() if name in record.by_name}
    values, problems = read_fields(codes, record, named, record.name, _refer)
    refused = {problem.path.rpartition(".")[2] for problem in problems}
    return values | {name: str(named[name]) for name in refused}


def _refer(_record: str, _given: object) -> Referred:
    raise UserError("no-such-row", _("There is no such row."))


def as_typed(answers: Mapping[str, Value]) -> dict[str, object]:
    """Return answers as JSON keeps them, for a draft."""
    return {
        name: sorted(value) if isinstance(value, frozenset) else str(value) if isinstance(value, PartialDate) else value
        for name, value in answers.items()
    }
