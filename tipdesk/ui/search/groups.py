"""Under which heading a result of a search stands: cases, people, what is written in records, or registers."""

from tipdesk.domain.pages import page_of
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.texts import _ as mark
from tipdesk.services.case.find_words import Found

CASES, PEOPLE, TEXTS, REGISTERS = "cases", "people", "texts", "registers"
GROUPS = {CASES: mark("Cases"), PEOPLE: mark("People"), TEXTS: mark("In text"), REGISTERS: mark("In registers")}
"""The headings, in their order."""
_PEOPLE_PAGE = "people"


def group_of(found: Found) -> str:
    """Return the group of one result; where only the existence of a case may be known, it stands among the cases."""
    record = BY_NAME.get(found.kind)
    if record is None or record.name == "Case":
        return CASES
    return PEOPLE if page_of(record).name == _PEOPLE_PAGE else TEXTS
