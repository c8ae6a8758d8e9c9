"""Make the case file of a case: the look is audited as a print, and identities are shown only to whom they are open.

The model holds nothing above what this copy may show. A `Printer` turns it into pages, and the caller keeps the bytes.
"""

from collections.abc import Callable
from functools import partial

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.documents.case_file import CaseFile
from tipdesk.services.documents.file_of_view import file_of_view
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import Permit, RefusedError, get_eyes, looking, read_view


def make_case_file(
    desk: Desk,
    case: bytes,
    *,
    identity: bool,
    copy_number: int = 1,
    reason: str | None = None,
    translate: Callable[[str], str] = str,
) -> CaseFile:
    """Return the case file for the officer at the desk; with `identity` it says who the people are.

    `reason` says why, for the audit. Raises the UserErrors of `look`, and `identity-not-open`, audited as a refusal,
    where an officer asks for identities that are not open to them.
    """
    with looking(desk, case, Action.PRINT, reason=reason, permit=permit_of(Action.PRINT, identity=identity)) as eyes:
        level = level_of(eyes, identity=identity)
        return file_of_view(eyes, read_view(eyes), level=level, copy_number=copy_number, translate=translate)


def level_of(eyes: Eyes, *, identity: bool) -> Level:
    """Return up to which level a copy may show what was looked at."""
    return eyes.level if identity else min(eyes.level, Level.SUMMARY)


def permit_of(action: Action, *, identity: bool) -> Permit | None:
    """Return who may take a copy away: with `identity`, only those to whom it is open who the people are."""
    return partial(_get_eyes_for_names, action) if identity else None


def _get_eyes_for_names(action: Action, reader: Reader, desk: Desk, case: bytes) -> Eyes:
    eyes = get_eyes(reader, desk, case, action)
    if eyes.level < Level.IDENTITY:
        refusal = UserError(
            "identity-not-open",
            _("Only an officer assigned to this case may print who the people are. Print it without identity."),
        )
        raise RefusedError.of(case, action.value, refusal)
    return eyes
