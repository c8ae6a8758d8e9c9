"""Search before create: who here already a row of a sheet may name.

Somebody is known by the number of a paper, or by both names and the day of birth. What may be somebody else with a
similar name is for people to decide, in the window of the new case.
"""

from collections.abc import Collection, Iterator

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.find_words import fold
from tipdesk.services.desk import Reader
from tipdesk.services.import_export.read_row import RowTold

_PERSON, _PAPER = BY_NAME["Person"], BY_NAME["IdentityDocument"]
_MOST_HITS, _MOST_OF_ONE_NAME = 500, 50
_FEWEST_ALIKE = 2


def find_known(reader: Reader, told: RowTold) -> list[Row]:
    """Return the live persons, of any case here, whom the row names for sure."""
    return [
        row for row in _found(reader, told) if _has_same_paper(reader, row, told) or _alike(row, told) > _FEWEST_ALIKE
    ]


def find_among(reader: Reader, told: RowTold, among: Collection[bytes]) -> list[Row]:
    """Return those of these persons with whom the row agrees in two of given name, family name and day of birth.

    They are persons of sheets that were here before, so that a name which was put right in the sheet finds its person.
    """
    return [row for row in _found(reader, told, each=True) if row.id in among and _alike(row, told) >= _FEWEST_ALIKE]


def _found(reader: Reader, told: RowTold, *, each: bool = False) -> Iterator[Row]:
    names = [str(name) for name in (told.value("Person", "given_names"), told.value("Person", "family_name")) if name]
    number = told.value("IdentityDocument", "number")
    asked = [(words, _MOST_HITS) for words in (" ".join(names), str(number or "")) if words]
    asked += [(name, _MOST_OF_ONE_NAME) for name in names if each]
    seen = set[bytes]()
    for words, most in asked:
        for hit in reader.find_hits(words, limit=most, records=frozenset({_PERSON.number, _PAPER.number})):
            row = reader.get_row(hit.record, hit.row)
            if row is not None and hit.record is _PAPER:
                row = reader.get_row(_PERSON, row.parent) if row.parent else None
            if row is not None and not row.deleted and row.id not in seen:
                seen.add(row.id)
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
