"""What of a person is compared, gathered from the rows that tell it and kept apart by what it is.

A person's answers stand in their own row and in rows that belong to them: papers, addresses, telephones. `SOURCES` says
which answer of which record tells what; nothing else lists them. Everything is folded here once, so that a likeness can
be kept beside the rows as a text (`write`, `read`) and be compared without another look at them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from tipdesk.domain.folding import fold, words_of
from tipdesk.domain.kinds import Sensitivity
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Level, opens
from tipdesk.domain.similar.spelling import name_words


class Told(Enum):
    """What an answer tells of a person."""

    GIVEN = "g"
    FAMILY = "f"
    OTHER = "o"
    BIRTH = "b"
    SEX = "s"
    DOCUMENT = "d"
    PHONE = "p"
    ACCOUNT = "e"
    ADDRESS = "a"


SOURCES: Mapping[str, Mapping[str, Told]] = {
    "Person": {
        "given_names": Told.GIVEN,
        "family_name": Told.FAMILY,
        "other_names": Told.OTHER,
        "birth_date": Told.BIRTH,
        "sex": Told.SEX,
        "document_number": Told.DOCUMENT,
        "phone": Told.PHONE,
        "email": Told.ACCOUNT,
        "address": Told.ADDRESS,
    },
    "IdentityDocument": {"number": Told.DOCUMENT, "name_on_it": Told.OTHER},
    "ContactPoint": {"number": Told.PHONE, "email": Told.ACCOUNT, "account": Told.ACCOUNT},
    "Address": {"line": Told.ADDRESS, "city": Told.ADDRESS, "state": Told.ADDRESS, "postal_code": Told.ADDRESS},
}
"""Which field of which record tells what. Every record but Person belongs to a person by its `person`."""

PERSON = "Person"
_PHONE_DIGITS = 7
"""How many digits of a telephone number are compared, from its end: codes of countries and of islands fall away."""
_FEWEST_DIGITS = 5
_ALIKE_IN_PRINT = str.maketrans("OQILSBZ", "0011582")
_SEXES = frozenset({"female", "male"})
_ITEM, _LINE = "\x1f", "\n"

Words = tuple[str, ...]


@dataclass(frozen=True)
class Likeness:
    """What is compared of one person; each part has every answer that was given, folded, and none where none was.

    `given`, `family` and `other` are names as their words; `other` are whole names. `births` are ISO prefixes.
    `documents` are letters and digits, those that look alike in print made one. `addresses` are words of all that is
    told of where they live.
    """

    given: frozenset[Words] = frozenset()
    family: frozenset[Words] = frozenset()
    other: frozenset[Words] = frozenset()
    births: frozenset[str] = frozenset()
    sexes: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    addresses: frozenset[Words] = frozenset()

    def __or__(self, other: "Likeness") -> "Likeness":
        """Return what both tell."""
        return Likeness(**{name: value | getattr(other, name) for name, value in vars(self).items()})

    def __bool__(self) -> bool:
        """Tell whether anything is told but the sex, which finds nobody."""
        return any(value for name, value in vars(self).items() if name != "sexes")


@dataclass
class Gathering:
    """Gathers answers into a likeness; what is too short or empty to tell anything is left out."""

    _found: dict[str, set[object]] = field(default_factory=dict)
    _address: list[str] = field(default_factory=list)

    def add(self, told: Told, text: str) -> None:
        """Add one answer."""
        if told is Told.ADDRESS:
            self._address.append(text)
            return
        name, fold_it = _PARTS[told]
        if folded := fold_it(text):
            self._found.setdefault(name, set()).add(folded)

    def done(self) -> Likeness:
        """Return the likeness; all parts of one address count as one."""
        if words := _address_words(" ".join(self._address)):
            self._found["addresses"] = {words}
        return Likeness(**{name: frozenset(found) for name, found in self._found.items()})  # type: ignore[arg-type] # each by its own fold


def likeness_of(answers: Iterable[tuple[Told, str]]) -> Likeness:
    """Return the likeness that these answers of one row make."""
    gathering = Gathering()
    for told, text in answers:
        gathering.add(told, text)
    return gathering.done()


def write(likeness: Likeness) -> str:
    """Return a likeness as one text, "" for one that tells nothing."""
    return _LINE.join(
        f"{told.value}{_ITEM}{one if isinstance(one, str) else ' '.join(one)}"
        for told, (name, _fold) in _PARTS.items()
        for one in sorted(getattr(likeness, name))
    )


def read(text: str) -> Likeness:
    """Return the likeness that `write` made a text of."""
    found: dict[str, set[object]] = {}
    for line in text.splitlines():
        name, _fold = _PARTS[Told(line[0])]
        found.setdefault(name, set()).add(line[2:] if name in _PLAIN else tuple(line[2:].split()))
    return Likeness(**{name: frozenset(held) for name, held in found.items()})  # type: ignore[arg-type] # as `write` has them


def names_of(likeness: Likeness) -> Iterator[tuple[Words, Words]]:
    """Yield every whole name of a person as its given and family words; of several of either, each pair."""
    for given in sorted(likeness.given) or [()]:
        for family in sorted(likeness.family) or [()]:
            if given or family:
                yield given, family
    for other in sorted(likeness.other):
        yield other, ()


def _birth(text: str) -> str:
    return text if text[:4].isdigit() else ""


def _sex(text: str) -> str:
    return text if text in _SEXES else ""


def _document(text: str) -> str:
    plain = "".join(filter(str.isalnum, fold(text))).upper()
    return plain.translate(_ALIKE_IN_PRINT) if len(plain) >= _FEWEST_DIGITS - 1 else ""


def _phone(text: str) -> str:
    digits = "".join(filter(str.isdecimal, text))
    return digits[-_PHONE_DIGITS:] if len(digits) >= _FEWEST_DIGITS else ""


def _account(text: str) -> str:
    return fold_account(text) if len(text.strip()) > 2 else ""  # noqa: PLR2004 - two letters name nobody


def fold_account(text: str) -> str:
    """Return an e-mail address, or the name of an account, as it is compared."""
    return text.strip().casefold().lstrip("@")


def _address_words(text: str) -> Words:
    return tuple(word for word in words_of(text) if word not in _STREET_WORDS)


_STREET_WORDS = frozenset(["street", "st", "road", "rd", "avenue", "ave", "the", "la", "le", "de", "du", "of", "and"])
_PARTS: Mapping[Told, tuple[str, Callable[[str], object]]] = {
    Told.GIVEN: ("given", name_words),
    Told.FAMILY: ("family", name_words),
    Told.OTHER: ("other", name_words),
    Told.BIRTH: ("births", _birth),
    Told.SEX: ("sexes", _sex),
    Told.DOCUMENT: ("documents", _document),
    Told.PHONE: ("phones", _phone),
    Told.ACCOUNT: ("accounts", _account),
    Told.ADDRESS: ("addresses", _address_words),
}
_PLAIN = frozenset({"births", "sexes", "documents", "phones", "accounts"})


def cut(likeness: Likeness, level: Level) -> Likeness:
    """Return what of a likeness somebody may know to whom a case is open at this level, as its fields are declared."""
    return Likeness(**{name: value for name, value in vars(likeness).items() if opens(level, _class_of(name))})


@cache
def _class_of(part: str) -> Sensitivity:
    """Return the class of a part: that of the answers of which it is made, the most guarded one."""
    classes = [
        BY_NAME[record].by_name[field].sensitivity
        for record, fields in SOURCES.items()
        for field, told in fields.items()
        if _PARTS[told][0] == part
    ]
    return max(classes, key=lambda one: min(level for level in Level if opens(level, one)))
