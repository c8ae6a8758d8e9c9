"""What an officer says when they open a case for the first time: that they know nobody in it, or that they do.

It is asked once a PC and written down. Whoever knows somebody is kept out of the case from that moment, and a
supervisor, at the post and at headquarters, is asked to judge it within a day. Whoever began a case is not asked: they
knew whom they wrote down. The command line has a command of its own to say it and is not asked on `case show`.
"""

from tipdesk.domain.changes import Change
from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import EXCLUSION, REVIEW, exclusion_of, get_known_case, review_of
from tipdesk.services.access.exclude_officer import INTEREST
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import deed, get_eyes
from tipdesk.services.results import Changed

SAY_FIRST = "say-first"
_DECLARATION = BY_NAME["Declaration"]


def declare_interest(desk: Desk, case: bytes, *, knows_somebody: bool, words: str = "") -> Changed:
    """Write down whether the officer knows somebody in the case.

    `words` say whom they know and how, for the supervisor. Somebody who knows a person of the case is excluded from it
    afterwards. Raises UserError `no-such-case`, and `bad-text` where something is hidden in the words.
    """
    with deed(desk) as unit:
        get_known_case(unit, desk, case)
        refuse_hidden(words)
        unit.append(Scope.AUDIT, None, [_declaration(desk, case, knows_somebody=knows_somebody)])
        if not knows_somebody:
            note_deed(desk, unit, "declare", {"case": case, "count": 0})
            return Changed.of(_DECLARATION.name, case, None)
        shut = exclusion_of(desk, desk.actor.officer, INTEREST, words.strip())
        asked = review_of(desk, INTEREST, INTEREST, words.strip(), shut.row)
        write_case(desk, unit, case, [shut, asked], urgent=True)
        note_deed(desk, unit, "declare", {"case": case, "row": shut.row, "count": 1})
    return Changed(frozenset({EXCLUSION.name, REVIEW.name}), case, shut.row)


def _declaration(desk: Desk, case: bytes, *, knows_somebody: bool) -> Change:
    officer = desk.actor.officer
    row = desk.ids.new_id()
    return change_of_new(_DECLARATION, row, {"officer": officer, "case": case, "knows_somebody": knows_somebody})


def get_eyes_asked(reader: Reader, desk: Desk, case: bytes, action: Action) -> Eyes:
    """Return the officer's eyes on a case, once they have said whether they know somebody in it.

    Raises UserError `say-first` until then, and those of `get_eyes`.
    """
    eyes = get_eyes(reader, desk, case, action)
    if needs_declaration(eyes):
        raise UserError(SAY_FIRST, _("Say first whether you know anybody in this case."))
    return eyes


def needs_declaration(eyes: Eyes) -> bool:
    """Tell whether the officer still has to say, on this PC, whether they know somebody in the case."""
    reader, case, ids = eyes.reader, eyes.case.id, eyes.ids
    if reader.case_creator(case) in ids:
        return False
    return ids.isdisjoint(row["officer"] for row in reader.find_rows(_DECLARATION, where={"case": case}))
