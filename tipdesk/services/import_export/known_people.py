"""Search before create: who here already a row of a sheet may name.

They are sought where hints are (`services/similar`): whoever lies near the answers of the row. Somebody is known by the
number of a paper, or by both names and the day of birth. What may be somebody else with a similar name is for people to
decide, in the window of the new case.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.similar.likeness import SOURCES, Likeness
from tipdesk.domain.similar.search_keys import keys_of
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.find_words import fold
from tipdesk.services.desk import Reader
from tipdesk.services.import_export.read_row import RowTold
from tipdesk.services.similar.asked import likeness_asked

_PERSON, _PAPER = BY_NAME["Person"], BY_NAME["IdentityDocument"]
_MOST_NEAR = 100
"""So many of those who share most with the row are looked at; who agrees in everything shares more than all others."""
_FEWEST_ALIKE = 2
_TOLD = ("given_names", "family_name", "birth_date")


@dataclass(frozen=True)
class Known:
    """Who lies near a row: live persons who have a paper of its number, or agree with it in two answers at least."""

    same_paper: tuple[Row, ...]
    alike: tuple[tuple[Row, int], ...]

    @property
    def sure(self) -> list[Row]:
        """Return the persons, of any case here, whom the row names for sure."""
        told = {row.id: row for row in self.same_paper}
        return [*told.values(), *(row for row, count in self.alike if count > _FEWEST_ALIKE and row.id not in told)]

    def among(self, persons: Collection[bytes]) -> list[Row]:
        """Return those of these persons with whom the row agrees in two of given name, family name and day of birth.

        They are persons of sheets that were here before, so that a name which was put right in the sheet finds its
        person.
        """
        return [row for row, _count in self.alike if row.id in persons]


def find_known(reader: Reader, told: RowTold) -> Known:
    """Return who here a row may name."""
    asked = likeness_asked({name: told.value("Person", name) for name in _TOLD}, SOURCES[_PERSON.name])
    asked |= likeness_asked({"number": told.value("IdentityDocument", "number")}, SOURCES[_PAPER.name])
    found = [*_near(reader, asked)]
    return Known(
        tuple(row for row in found if _has_same_paper(reader, row, told)),
        tuple((row, count) for row in found if (count := _alike(row, told)) >= _FEWEST_ALIKE),
    )


def _near(reader: Reader, asked: Likeness) -> Iterator[Row]:
    """Yield the live persons near these answers who share a number or two other answers with them."""
    for one in reader.find_around(keys_of(asked), _MOST_NEAR).near if asked else ():
        held = one.likeness
        pairs = ((asked.given, held.given), (asked.family, held.family), (asked.births, held.births))
        shares = sum(not mine.isdisjoint(theirs) for mine, theirs in pairs)
        if shares >= _FEWEST_ALIKE or not asked.documents.isdisjoint(held.documents):
            row = reader.get_row(_PERSON, one.person)
            if row is not None and not row.deleted:
                yield row


def _alike(row: Row, told: RowTold) -> int:
    """Count in how many of both names and the day of birth a person and a row agree."""
    names = ("given_names", "family_name")
    count = sum(
        bool(value := told.value("Person", name)) and fold(str(value)) == fold(str(row[name] or "")) for name in names
    )
    born = told.value("Person", "birth_date")
    is_day = isinstance(born, PartialDate) and born.day is not None
    return count + (is_day and born == row["birth_date"])


def _has_same_paper(reader: Reader, row: Row, told: RowTold) -> bool:
    number = told.value("IdentityDocument", "number")
    if not number:
        return False
    papers = reader.find_rows(_PAPER, case=row.case, where={"person": row.id})
    numbers = [paper["number"] for paper in papers] + [row["document_number"]]
    return any(fold(str(one)).replace(" ", "") == fold(str(number)).replace(" ", "") for one in numbers if one)
