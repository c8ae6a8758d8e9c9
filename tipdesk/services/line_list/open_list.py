"""Open the line list of a case: its people with roles and needs, one audited look, read from one state of the store.

Only what a line shows is read, so that it opens as fast for a hundred people as for none.
"""

from functools import partial

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.rules.childhood import Ages
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.told_earlier import homes_of
from tipdesk.domain.schema import RecordType
from tipdesk.services.access.declare_interest import get_eyes_asked
from tipdesk.services.desk import Desk
from tipdesk.services.eyes import Eyes
from tipdesk.services.line_list.lines import Line, LineList, typed_key
from tipdesk.services.look import looking
from tipdesk.services.remembered.here import TAG_RANGE
from tipdesk.services.sheets.typed import read_typed

PERSON, ROLE, NEED, PAPER = (BY_NAME[name] for name in ("Person", "CaseRole", "Need", "IdentityDocument"))
PAPERS = tuple(dict.fromkeys(home.record for home in homes_of(PERSON)))
"""The records in which is told today what older releases asked of a person."""


def open_list(desk: Desk, case: bytes, *, unmask: bool = False) -> LineList:
    """Return the line list of a case, as an audited look; with `unmask` it shows who the people are.

    Raises the UserErrors of `look`, and `say-first` until the officer has said whether they know somebody in the case.
    """
    action = Action.UNMASK if unmask else Action.VIEW
    with looking(desk, case, action, permit=partial(get_eyes_asked, action=action)) as eyes:
        lines = read_list(eyes)
        return LineList(
            case=case,
            reference=str(eyes.case["reference"] or ""),
            title=str(eyes.cut(eyes.case)["title"] or ""),
            lines=lines,
            range=TAG_RANGE.of(case).get(eyes.reader),
            typed=read_typed(eyes.reader, desk, typed_key(case)),
            is_masked=any(line.person.masked for line in lines),
            can_edit=eyes.level_for(Action.EDIT) >= Level.SUMMARY,
        )


def read_list(eyes: Eyes) -> list[Line]:
    """Return the lines of a case, in the order in which they were made, as far as the officer may see them."""
    seen: dict[str, list[Row]] = {}
    for record in (PERSON, ROLE, NEED, *PAPERS):
        found = eyes.reader.find_rows(record, case=eyes.case.id)
        seen[record.name] = [row for one in found if (row := eyes.see(one)) is not None]
    roles, needs = (_by_person(seen[record.name]) for record in (ROLE, NEED))
    papers = _by_person([row for record in PAPERS for row in seen[record.name]])
    parts = (roles, needs, papers)
    ages = _read_ages(eyes)
    return [Line(person, ages, *(tuple(rows.get(person.id, ())) for rows in parts)) for person in seen[PERSON.name]]


def read_line(eyes: Eyes, person: bytes) -> Line | None:
    """Return one line as the officer may see it, None where it is in the trash."""
    found = eyes.reader.get_row(PERSON, person)
    row = eyes.see(found) if found is not None and not found.deleted else None
    if row is None:
        return None

    def belongings(*records: RecordType) -> tuple[Row, ...]:
        kept = (eyes.reader.find_rows(one, case=eyes.case.id, where={"person": person}) for one in records)
        return tuple(seen for rows in kept for one in rows if (seen := eyes.see(one)) is not None)

    return Line(row, _read_ages(eyes, person), belongings(ROLE), belongings(NEED), belongings(*PAPERS))


def _read_ages(eyes: Eyes, person: bytes | None = None) -> Ages:
    """Return what a case tells of how old its people are, or one of them, as far as the officer may see it."""
    reader = eyes.reader

    def rows(record: str) -> list[Row]:
        asked = BY_NAME[record]
        where = {"person": person} if person is not None and "person" in asked.by_name else None
        found = reader.find_rows(asked, case=eyes.case.id, where=where, with_disputed=True)
        return [eyes.cut(row) for row in found]

    today = day_of(eyes.desk.clock.now_ms())
    return Ages.read(today, rows, reader.find_rows(BY_NAME["RuleSetting"]))


def _by_person(rows: list[Row]) -> dict[bytes, list[Row]]:
    found: dict[bytes, list[Row]] = {}
    for row in rows:
        if row.parent is not None:
            found.setdefault(row.parent, []).append(row)
    return found
