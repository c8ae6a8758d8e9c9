"""In which cases somebody is protected as a child: `domain/rules/childhood` asked of all cases at once.

Of most people the columns of their own row decide, so that one statement asks it of everybody. Where more has to be
read (an assessment of the age that was signed, answers in dispute, a first contact that lies ahead), the cases are few,
and the rule itself is asked with their rows. A report of a child is a test of its own: it makes nobody an adult or less
than one, but there is a child in its case.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.acknowledging import ADULT, GRAVE
from tipdesk.domain.rules.childhood import (
    DISPUTED,
    DOUBTFUL,
    OWN_WORDS,
    STORIES,
    TELLING,
    TOLD_WELL,
    Ages,
    margin_of,
)
from tipdesk.sync.codec import decode_plain

if TYPE_CHECKING:
    from tipdesk.adapters.store.link import Link
    from tipdesk.services.desk import Reader

_PERSON, _REPORT = BY_NAME["Person"], BY_NAME["Report"]
_ASIDE = ("AgeAssessment", "IdentityDocument", "Relationship")
"""The records besides Person that tell of an age."""
_OF_PERSON = (*sorted(TELLING), "first_contact_on")


def _codes(codes: Iterable[object]) -> str:
    return ", ".join(sorted(f"'{code}'" for code in codes))


REPORTED = f"SELECT case_id FROM report WHERE hidden = 0 AND under_18 IN ({_codes(GRAVE)})"  # noqa: S608 - codes of rules
"""The cases of which a report speaks of a child."""
PROTECTED = f"""
SELECT case_id FROM person WHERE hidden = 0 AND (NOT coalesce(CASE
    WHEN age_basis IN ({_codes(TOLD_WELL)}) AND birth_date >= '0' THEN
        birth_date <= ? AND birth_date NOT IN (?, ?)
        AND NOT coalesce(about_age >= '0' AND CAST(about_age AS INTEGER) < {ADULT}, 0)
    WHEN age_basis = '{DISPUTED}' THEN 0
    ELSE CAST(about_age AS INTEGER) >= CASE WHEN age_basis IN ({_codes(OWN_WORDS)}) THEN {ADULT} ELSE ? END
END, 0)
OR row_id IN (SELECT person FROM identity_document WHERE hidden = 0 AND genuine IN ({_codes(DOUBTFUL)}))
OR row_id IN (SELECT person FROM relationship WHERE hidden = 0 AND instr(signs, '{STORIES}')))
"""  # noqa: S608 - codes of rules
"""The cases of somebody whose columns do not tell of an adult; dates, ages and missing answers lie there as texts."""
_FURTHER = f"""
SELECT case_id FROM age_assessment WHERE hidden = 0 AND signed_at IS NOT NULL
UNION SELECT case_id FROM person WHERE hidden = 0 AND about_age IS NOT NULL AND first_contact_on >= '0'
    AND (first_contact_on > ? OR first_contact_on IN (?, ?))
UNION SELECT c.case_id FROM conflicts c WHERE c.record_no IN ({", ".join(str(BY_NAME[name].number) for name in _ASIDE)})
UNION SELECT c.case_id FROM conflicts c JOIN siblings s ON s.record_no = c.record_no AND s.row_id = c.row_id
    WHERE c.record_no = {_PERSON.number}
    AND s.field_no IN ({", ".join(str(_PERSON.by_name[name].number) for name in _OF_PERSON)})
"""  # noqa: S608 - numbers of declarations
_REPORT_LIVE = (
    "SELECT c.case_id, s.value FROM siblings s JOIN conflicts c "
    "ON c.record_no = s.record_no AND c.row_id = s.row_id WHERE s.record_no = ? AND s.field_no = ?"
)


def protected_by(rows: "Reader", today: date) -> list[object]:
    """Return what `PROTECTED` is asked with on a day."""
    edge, others = births_of_children(today)
    margin = margin_of(rows.find_rows(BY_NAME["RuleSetting"]), today)
    return [edge, *others, *[edge] * (2 - len(others)), margin]


def births_of_children(today: date) -> tuple[str, tuple[str, ...]]:
    """Return how a stored date of birth tells of a child: it comes after the first text, or is one of the others.

    Dates are stored as "2009", "2009-04" or "2009-04-12", so that whole ones compare as texts.
    """
    edge = _latest_adult_birth(today)
    later = edge + timedelta(days=1)
    year, month = edge.isoformat()[:4], edge.isoformat()[:7]
    others = ((year, later.year == edge.year), (month, later.month == edge.month))
    return edge.isoformat(), tuple(text for text, can_be_later in others if can_be_later)


def find_further(rows: "Reader", link: "Link", today: date) -> dict[bytes, bool]:
    """Return the cases of which more is to be read than columns of people, and whether somebody in them is a child."""
    day = today.isoformat()
    settings = rows.find_rows(BY_NAME["RuleSetting"])
    found: dict[bytes, bool] = {}
    for (case,) in link.rows(_FURTHER, (day, day[:4], day[:7])):
        if case is not None:
            ages = Ages.read(today, partial(_rows_of, rows, case), settings)
            found[case] = ages.count_children(_rows_of(rows, case, _PERSON.name)) > 0
    return found


def find_disputed_reports(link: "Link") -> Iterator[bytes]:
    """Yield the cases in which one of several live answers of a report speaks of a child."""
    field = _REPORT.by_name["under_18"]
    for case, value in link.rows(_REPORT_LIVE, (_REPORT.number, field.number)):
        if case and field.from_wire(decode_plain(value)) in GRAVE:
            yield case


def _rows_of(rows: "Reader", case: bytes, name: str) -> list[Row]:
    return rows.find_rows(BY_NAME[name], case=case)


def _latest_adult_birth(today: date) -> date:
    """Return the last day on which somebody was born who is of age today."""
    try:
        return today.replace(year=today.year - ADULT)
    except ValueError:  # a 29 February: in other years that birthday is the day before the first of March
        return date(today.year - ADULT, 2, 28)
