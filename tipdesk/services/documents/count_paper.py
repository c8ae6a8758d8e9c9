"""The model of a printed count: its table, the rule and the date in words, and the mark that it is restricted."""

from collections.abc import Callable

from tipdesk.domain.moments import datetime_shown
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import read_names
from tipdesk.services.documents.build_case_file import furnished
from tipdesk.services.documents.case_file import Answer, Block, CaseFile, Grid, GridLine, Section, Shown, Slip
from tipdesk.services.documents.counted import MARKING, Counted

_FIRST_SHARE = 2.4


def count_paper(desk: Desk, counted: Counted, translate: Callable[[str], str] = str) -> CaseFile:
    """Return the model of a count for the officer who prints it."""
    officer = read_names(desk).officer(desk.actor.officer)
    now = datetime_shown(moment_now(desk), translate)
    foot = translate(_("Count · printed by {by} · {when}")).format(by=officer, when=now)
    head, *lines = counted.table()
    grid = Grid(
        tuple(head),
        (_FIRST_SHARE, *[1.0] * (len(head) - 1)),
        tuple(GridLine(tuple(Shown((cell,)) for cell in line)) for line in lines),
    )
    rules = tuple(Answer("", Shown((line,)), is_long=True) for line in counted.rules())
    return CaseFile(
        kind=translate(_("Count")),
        reference=translate(_("Count")),
        title=counted.title(),
        slip=Slip(
            ((translate(_("Printed by")), f"{officer}, {now}"),),
            (translate(_("Shredded by")),),
            translate(_("Date and time")),
        ),
        sections=(
            Section(counted.title(), (grid,), translate(_("There is nothing to count."))),
            Section(translate(_("How it was counted")), (Block("", rules),), ""),
        ),
        furniture=furnished(translate(MARKING), foot, translate),
    )
