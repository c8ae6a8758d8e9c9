"""The sheet that lies beside the duty telephone: the one-time codes of one post, each with room to say what it served.

A code is read out once, to the post that the sheet names, and struck off. The sheet is kept as keys are kept.
"""

from collections.abc import Callable, Sequence

from tipdesk.domain.moments import datetime_shown
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import read_names
from tipdesk.services.documents.build_case_file import furnished
from tipdesk.services.documents.case_file import Answer, Block, CaseFile, Grid, GridLine, Section, Shown, Slip

_RULES = (
    _("Headquarters cannot be reached, and this post hands a case to another one: read one code out by telephone."),
    _("Before that, ring the post back on the number that the directory has for it."),
    _("Ask which case goes to which post, and why. Write it beside the code, and strike the code off."),
    _("A code serves once. The first that serves twice is looked into."),
    _("If this sheet is lost, ring headquarters: it makes another one, and this one is void."),
)
_WIDTHS = (0.4, 3.6, 2.0, 1.4)


def codes_sheet(desk: Desk, post: str, codes: Sequence[str], translate: Callable[[str], str] = str) -> CaseFile:
    """Return the model of a sheet with these codes of a post, which is given by its name."""
    officer = read_names(desk).officer(desk.actor.officer)
    now = datetime_shown(moment_now(desk), translate)
    kind = translate(_("Codes for hand-overs"))
    title = translate(_("{post}: codes for hand-overs without headquarters")).format(post=post)
    heads = tuple(map(translate, (_("No."), _("Code"), _("Case, and to which post"), _("Date, and who read it out"))))
    lines = tuple(
        GridLine(tuple(Shown((cell,)) for cell in (str(number), code, "", ""))) for number, code in enumerate(codes, 1)
    )
    rules = tuple(Answer("", Shown((translate(line),)), is_long=True) for line in _RULES)
    return CaseFile(
        kind=kind,
        reference=kind,
        title=title,
        slip=Slip(
            ((translate(_("Printed by")), f"{officer}, {now}"),),
            (translate(_("Shredded by")),),
            translate(_("Date and time")),
        ),
        sections=(
            Section(translate(_("What to do")), (Block("", rules),), ""),
            Section(title, (Grid(heads, _WIDTHS, lines),), ""),
        ),
        furniture=furnished(translate(_("FOR THE DUTY OFFICER · KEEP LOCKED")), f"{kind} · {now}", translate),
    )
