"""Making the case file of a case: the look is audited as a print, and identity is shown only to whom it is open.

Promises a model that holds nothing above what this copy may show. Turning it into pages is left to a `Printer`, keeping
the bytes to the caller.
"""

from collections.abc import Callable

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.texts import _
from tipdesk.services.audit import DENIED, note_look
from tipdesk.services.case.history import read_history
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.documents.build_case_file import Printed, build_case_file
from tipdesk.services.documents.case_file import CaseFile
from tipdesk.services.look import look, permit


def make_case_file(
    desk: Desk,
    case: bytes,
    *,
    identity: bool,
    copy_number: int = 1,
    reason: str | None = None,
    translate: Callable[[str], str] = str,
) -> CaseFile:
    """Return the case file for the officer at the desk; `identity`: say who the people are.

    UserErrors of `look`; `identity-not-open` when identity is asked for by an officer to whom it is not open, which is
    audited as a refusal.
    """
    if identity and permit(desk, case, Action.PRINT) < Level.IDENTITY:
        note_look(desk, "denied", case=case, result=DENIED, reason=Action.PRINT.value)
        raise UserError(
            "identity-not-open",
            _("Only an officer assigned to this case may print who the people are. Print it without identity."),
        )
    view = look(desk, case, Action.PRINT, reason=reason)
    rows = (view.case, *(row for record in PLAIN_RECORDS[1:] for row in view.of(record.name)))
    names = read_names(desk)
    printed = Printed(
        officer=names.officer(desk.actor.officer),
        post=_post(desk, names, translate),
        at_ms=desk.clock.now_ms(),
        offset_minutes=desk.clock.offset_minutes(),
        copy_number=copy_number,
        level=view.level if identity else min(view.level, Level.SUMMARY),
        held_back=view.held_back,
    )
    told = [line for line in read_history(desk, case, Action.PRINT) if not (line.record and line.record.has_own_verbs)]
    return build_case_file(rows, told, names, printed, desk.codes, translate)


def _post(desk: Desk, names: Names, translate: Callable[[str], str]) -> str:
    """Return the name of the place that prints; a device that no directory lists yet has none."""
    own = names.device_posts.get(desk.place.device)
    if own:
        return names.post(own)
    return translate(_("Headquarters")) if desk.place.is_headquarters else ""
