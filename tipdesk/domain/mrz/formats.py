"""Where what stands in a machine-readable zone: the three forms of cards and passports, and the two of visas.

The places are those of ICAO Doc 9303 parts 4 (TD3), 5 (TD1), 6 (TD2) and 7 (MRV-A, MRV-B), counted from 0. A place is
a line and a column.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

FILL = "<"
VISA = "V"


class Place(NamedTuple):
    """Where one character stands."""

    line: int
    column: int


class Slot(NamedTuple):
    """Neighbouring places of one line, from `start` to before `end`."""

    line: int
    start: int
    end: int

    @property
    def places(self) -> tuple[Place, ...]:
        """Return every place of the slot."""
        return tuple(Place(self.line, column) for column in range(self.start, self.end))

    def of(self, lines: Sequence[str]) -> str:
        """Return what stands there."""
        return lines[self.line][self.start : self.end]


@dataclass(frozen=True)
class Form:
    """One form of the zone. The check digit of a number or a date stands right behind it.

    `optional` are the places that a State uses as it likes; in a passport (`has_personal_number`) they have a check
    digit of their own. `composite` is what the last check digit covers, and `total` where it stands: a visa has none.
    Where numbers may be long (`has_long_numbers`), their end stands at the beginning of the first optional places.
    """

    name: str
    line_count: int
    length: int
    names: Slot
    document_number: Slot
    nationality: Slot
    birth_date: Slot
    sex: Slot
    expires: Slot
    optional: tuple[Slot, ...]
    composite: tuple[Slot, ...] = ()
    total: Place | None = None
    has_personal_number: bool = False
    has_long_numbers: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many lines of how many characters it has."""
        return self.line_count, self.length


CODE, ISSUER = Slot(0, 0, 2), Slot(0, 2, 5)
"""The kind of the document and the State that issued it stand at the same places in every form."""

TD1 = Form(
    "TD1",
    3,
    30,
    names=Slot(2, 0, 30),
    document_number=Slot(0, 5, 14),
    nationality=Slot(1, 15, 18),
    birth_date=Slot(1, 0, 6),
    sex=Slot(1, 7, 8),
    expires=Slot(1, 8, 14),
    optional=(Slot(0, 15, 30), Slot(1, 18, 29)),
    composite=(Slot(0, 5, 30), Slot(1, 0, 7), Slot(1, 8, 15), Slot(1, 18, 29)),
    total=Place(1, 29),
    has_long_numbers=True,
)


def _two_lines(name: str, length: int, optional: Slot, total: Place | None = None) -> Form:
    """Return a form of two lines: its number, nationality and dates stand where every other has them."""
    is_passport, has_total = name == "TD3", total is not None
    covered = (Slot(1, 0, 10), Slot(1, 13, 20), Slot(1, 21, length - 1)) if has_total else ()
    return Form(
        name,
        2,
        length,
        names=Slot(0, 5, length),
        document_number=Slot(1, 0, 9),
        nationality=Slot(1, 10, 13),
        birth_date=Slot(1, 13, 19),
        sex=Slot(1, 20, 21),
        expires=Slot(1, 21, 27),
        optional=(optional,),
        composite=covered,
        total=total,
        has_personal_number=is_passport,
        has_long_numbers=has_total and not is_passport,
    )


TD2 = _two_lines("TD2", 36, Slot(1, 28, 35), Place(1, 35))
TD3 = _two_lines("TD3", 44, Slot(1, 28, 42), Place(1, 43))
MRV_A = _two_lines("MRV-A", 44, Slot(1, 28, 44))
MRV_B = _two_lines("MRV-B", 36, Slot(1, 28, 36))
SHAPES = (TD1.shape, TD2.shape, TD3.shape)
_PAPERS = {form.shape: form for form in (TD1, TD2, TD3)}
_VISAS = {form.shape: form for form in (MRV_A, MRV_B)}


def form_of(lines: Sequence[str]) -> Form:
    """Return the form of lines that have one of the three shapes; a visa begins with V."""
    shape = len(lines), len(lines[0])
    visa = _VISAS.get(shape) if lines[0].startswith(VISA) else None
    return visa or _PAPERS[shape]
