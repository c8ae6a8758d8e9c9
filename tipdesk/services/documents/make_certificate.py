"""The certificate of an erasure as a document: what went, by whose decision, and what the erasure could not reach.

It names no person of the case. It is made of headquarters' register alone, since nothing else is left, and it takes
none of the words that an officer typed there. It is audited as a print before it is made.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.kinds import digest_shown
from tipdesk.domain.moments import NO_TIME, datetime_shown
from tipdesk.domain.rules.access import Action
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now, note_look
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import read_names
from tipdesk.services.documents.build_case_file import furnished
from tipdesk.services.documents.case_file import Answer, Block, CaseFile, Section, Shown, Slip
from tipdesk.services.headquarters.erasure.erasing import APPROVED
from tipdesk.services.headquarters.erasure.see_erasures import ErasureLine, see_erasures

Translate = Callable[[str], str]
_MEANING = _(
    "The words of these entries are gone, and the keys of the case with them. Their hashes stay, so that the log can "
    "still be verified. The digest is taken over those hashes, in the order of the log."
)
_BACKUPS = _("Every backup that was made before {when} still holds this case. Destroy them, and write down when.")
_PRINTS = _("Printed copies that the audit log knows of. Collect and shred them.")
_EXPORTS = _("Exported files that the audit log knows of. Have whoever received them delete them.")
_REFUSED = _("Refused bundles that headquarters still keeps. They cannot be read for what they are about: judge them.")
_UNTOLD = _("Bring these PCs together with headquarters, by wire or by stick. Until then they hold the case.")


def make_certificate(desk: Desk, erasure: bytes, translate: Translate = str) -> CaseFile:
    """Return the certificate of an erasure, given by its id.

    Raises UserError `not-headquarters`, `not-allowed`, `no-such-erasure`, and `not-erased` where nobody has decided for
    it.
    """
    line = next((one for one in see_erasures(desk) if one.id == erasure), None)
    if line is None:
        raise UserError("no-such-erasure", _("There is no such request."))
    if line.decision != APPROVED:
        raise UserError("not-erased", _("This case was not erased, so there is nothing to certify."))
    note_look(desk, Action.PRINT.value, case=line.case, row=erasure)
    officer = read_names(desk).officer(desk.actor.officer)
    now, title = _when(moment_now(desk), translate), translate(_("Erased for good"))
    foot = translate(_("Certificate of an erasure · printed by {by} · {when}")).format(by=officer, when=now)
    return CaseFile(
        kind=translate(_("Certificate of an erasure")),
        reference=line.reference,
        title=title,
        slip=_slip(line, officer, now, translate),
        sections=(_gone(line, translate), _left(line, translate)),
        furniture=furnished(translate(_("RESTRICTED")), foot, translate),
    )


def _slip(line: ErasureLine, officer: str, now: str, translate: Translate) -> Slip:
    facts = (
        (translate(_("Asked for by")), line.asked_by),
        (translate(_("Asked for at")), _when(line.asked_at, translate)),
        (translate(_("Erasure")), id_text(line.id)),
        (translate(_("Decided by")), line.decided_by),
        (translate(_("Decided at")), _when(line.decided_at, translate)),
        (translate(_("Printed by")), f"{officer}, {now}"),
    )
    return Slip(facts, (translate(_("Asked for")), translate(_("Decided"))), translate(_("Signature, date")))


def _gone(line: ErasureLine, translate: Translate) -> Section:
    answers = (
        _answer(translate(_("Entries erased")), str(line.entries)),
        _answer(translate(_("Digest of what went (SHA-256)")), digest_shown(line.digest), is_long=True),
        _answer(
            translate(_("What this means")),
            translate(_MEANING),
            is_long=True,
        ),
    )
    return Section(translate(_("What was erased")), (Block("", answers),), "")


def _left(line: ErasureLine, translate: Translate) -> Section:
    backups = translate(_BACKUPS).format(when=_when(line.decided_at, translate))
    return Section(
        translate(_("What the erasure cannot reach")), (Block("", tuple(_rest(line, backups, translate))),), ""
    )


def _rest(line: ErasureLine, backups: str, translate: Translate) -> Iterator[Answer]:
    counted = (
        (_("Printed copies"), line.prints, _PRINTS),
        (_("Exports"), line.exports, _EXPORTS),
        (_("Refused bundles still kept"), line.quarantined, _REFUSED),
    )
    for label, count, sentence in counted:
        said = f"{count}\n{translate(sentence)}" if count else translate(_("None"))
        yield _answer(translate(label), said, is_long=True)
    told = (
        "\n".join((*line.untold, translate(_UNTOLD)))
        if line.untold
        else translate(_("None: every PC has confirmed it."))
    )
    yield _answer(translate(_("PCs that have not been told")), told, is_long=True)
    yield _answer(translate(_("Backups")), backups, is_long=True)


def _answer(label: str, text: str, *, is_long: bool = False) -> Answer:
    return Answer(label, Shown((text,)), is_long)


def _when(moment: datetime | None, translate: Translate) -> str:
    return NO_TIME if moment is None else datetime_shown(moment, translate)
