"""What an officer says on opening a case for the first time: that they know nobody in it, or that they do.

Promises that it is asked once a PC and written down; who knows somebody is kept out of the case from that moment, and a
supervisor is asked to judge it within a day, at the post and at headquarters. Whoever began a case is not asked: they
knew whom they wrote down. The command line says it with a command of its own and is not asked on `case show`.
"""

from tipdesk.domain.changes import Change
from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.access.deciding import EXCLUSION, REVIEW, exclusion_of, get_known_case, review_of
from tipdesk.services.access.exclude_officer import INTEREST
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk
from tipdesk.services.fields import change_of_new
from tipdesk.services.relation import own_ids
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_case import write_case

_DECLARATION = BY_NAME["Declaration"]


def declare_interest(desk: Desk, case: bytes, *, knows_somebody: bool, words: str = "") -> Changed:
    """Write down what the officer says. `words`: whom they know and how, for the supervisor.

    UserError `no-such-case`, `bad-text`. Afterwards the case is closed to somebody who knows one of its people.
    """
    get_known_case(desk, case)
    refuse_hidden(words)
    spoken = _declaration(desk, case, knows_somebody=knows_somebody)
    if not knows_somebody:
        with desk.work() as unit:
            unit.append(Scope.AUDIT, None, [spoken])
            note_deed(desk, unit, "declare", {"case": case, "count": 0})
        return Changed.of(_DECLARATION.name, case, None)
    shut = exclusion_of(desk, desk.actor.officer, INTEREST, words.strip())
    asked = review_of(desk, INTEREST, INTEREST, words.strip(), shut.row)
    with desk.work() as unit:
        write_case(desk, unit, case, [shut, asked], urgent=True)
        unit.append(Scope.AUDIT, None, [spoken])
        note_deed(desk, unit, "declare", {"case": case, "row": shut.row, "count": 1})
    return Changed(frozenset({EXCLUSION.name, REVIEW.name}), case, shut.row)


def _declaration(desk: Desk, case: bytes, *, knows_somebody: bool) -> Change:
    officer = desk.actor.officer
    row = desk.ids.new_id()
    return change_of_new(_DECLARATION, row, {"officer": officer, "case": case, "knows_somebody": knows_somebody})


def needs_declaration(desk: Desk, case: bytes) -> bool:
    """Tell whether the officer has not yet said, on this PC, whether they know somebody in the case."""
    with desk.read() as reader:
        ids = own_ids(reader, desk)
        if reader.case_creator(case) in ids:
            return False
        return not any(reader.find_rows(_DECLARATION, where={"case": case, "officer": officer}) for officer in ids)
