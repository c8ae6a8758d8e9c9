"""Search before create: find cases that share a name, a document number or a telephone with a half-typed report.

It is called while the officer types and shows references, neutral titles and person codes only, so nothing is audited.
Opening what is found is a look like any other.
"""

from collections.abc import Mapping

from tipdesk.domain.kinds import Search
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.services.case.find_words import Found, search
from tipdesk.services.desk import Desk

MOST_SIMILAR = 10
FEWEST_CHARACTERS = 3
_SEARCHED = {field.name: field for record in CASE_RECORDS for field in record.fields if field.search is Search.NAMES}


def find_similar(desk: Desk, given: Mapping[str, object], *, limit: int = MOST_SIMILAR) -> list[Found]:
    """Return at most `limit` rows of cases that share a name, number or telephone with these answers.

    `given` holds the answers by field name. Given names and family name are sought together where both are there.
    Answers that are too short to tell anything are left out.
    """
    answers = {name: _text(name, value) for name, value in given.items() if name in _SEARCHED}
    full_name = " ".join(filter(None, (answers.pop("given_names", ""), answers.pop("family_name", ""))))
    queries = [text for text in (full_name, *answers.values()) if len(text) >= FEWEST_CHARACTERS]
    return search(desk, queries, limit=limit, finished=False)


def _text(name: str, value: object) -> str:
    return _SEARCHED[name].sought(value) if isinstance(value, str) else ""
