"""Search the registers: the rows that the officer reads and that match every word, with the words marked.

No look at a case, and so it writes no row of the audit: the search in cases beside it does (`case/find_words`). While
somebody is still typing nobody is named, so that registers of people, such as those who took part in a training, are
searched only in earnest.
"""

from dataclasses import dataclass

from tipdesk.domain.kinds import NAMES
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.schema import RecordType
from tipdesk.services.case.find_words import FEWEST_CHARACTERS, MOST_HITS, fold, is_match
from tipdesk.services.case.matched import Matched, matched_in
from tipdesk.services.case.titles import title_of
from tipdesk.services.desk import Desk
from tipdesk.services.registers.kept import REGISTERS, is_ours, may_here


@dataclass(frozen=True)
class FoundRow:
    """One result: the name of the register and the id of the row, what it is called, and where the words stand."""

    record: str
    row: bytes
    label: str
    matched: Matched | None


def find_in_registers(desk: Desk, words: str, *, limit: int = MOST_HITS, finished: bool = True) -> list[FoundRow]:
    """Return the rows that match every word, latest first; nothing where the officer reads no register."""
    searched = [one for one in REGISTERS if may_here(desk, one, Act.READ) and (finished or not _names_people(one))]
    sought = fold(words).split()
    if not searched or len(fold(words)) < FEWEST_CHARACTERS:
        return []
    found = []
    with desk.read() as reader:
        for hit in reader.find_hits(words, limit=limit, records=frozenset(one.number for one in searched)):
            row = reader.get_row(hit.record, hit.row)
            if row is not None and is_match(row, sought) and is_ours(reader, desk, row):
                label = title_of(row, desk.codes)
                found.append(FoundRow(hit.record.name, row.id, label, matched_in(row, sought)))
    return found


def _names_people(record: RecordType) -> bool:
    return any(field.search is NAMES for field in record.fields)
