"""Headquarters reads out an officer's one-time code: once, with a reason, and with the look in the audit log first."""

from dataclasses import dataclass

from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.headquarters.directory.registry import DEVICE, get_officer
from tipdesk.services.headquarters.directory.writing import permit_directory
from tipdesk.services.headquarters.keys.waiting_keys import writer_of
from tipdesk.services.keys.office.office_keys import get_office
from tipdesk.services.link_desk import LinkDesk

_AUDIT = BY_NAME["AuditEvent"]
SEALED, READ = "code_sealed", "code_read"


@dataclass(frozen=True)
class ReadCode:
    """A one-time code, and the only PC at which it lets the officer in."""

    code: str
    device: bytes
    device_name: str


def read_code(desk: LinkDesk, login: str, reason: str, device: bytes | None = None) -> ReadCode:
    """Return the latest code of an officer, to be read out; `device` says of which PC where they have codes on several.

    Raises the UserErrors of `permit_directory`, `unknown-officer`, `reason-needed`, `bad-text`, `no-code`, `code-read`
    where it has been read out before, and `which-pc`. Raises Distrust where the code does not open.
    """
    permit_directory(desk)
    refuse_hidden(reason)
    if not reason.strip():
        raise UserError("reason-needed", _("Say why the code is read out."))
    with desk.work() as work:
        officer = get_officer(work, login).id
        row, place = _pick(work, officer, device)
        if row.id in _read_before(work, officer):
            raise UserError(
                "code-read",
                _("This code has been read out already. A supervisor at that PC can set a new passphrase."),
            )
        note_deed(desk, work, READ, {"officer": officer, "row": row.id, "reason": reason.strip()})
        known, office = work.get_row(DEVICE, place), get_office(desk, work)
    sealed = row["sealed_code"]
    code = office.open(sealed if isinstance(sealed, bytes) else b"").decode("ascii", "replace")
    return ReadCode(code, place, str(known["name"] or "") if known else "")


def _pick(work: UnitOfWork, officer: bytes, device: bytes | None) -> tuple[Row, bytes]:
    """Return the row of the audit that has the latest code, and its PC."""
    latest: dict[bytes, tuple[int, Row]] = {}
    for row in work.find_rows(_AUDIT, where={"action": SEALED, "officer": officer}):
        place, dot = writer_of(work, row), max(row.all_dots, key=lambda one: one.seq)
        log = work.ledger.get_log(dot.log)
        if place is None or log is None or log.closed or device not in (None, place):
            continue
        latest[place] = max(latest.get(place, (0, row)), (dot.seq, row), key=lambda one: one[0])
    if not latest:
        raise UserError("no-code", _("Headquarters has no code of this officer from any of their PCs."))
    if len(latest) > 1:
        raise UserError("which-pc", _("This officer has codes on several PCs. Say which PC they sit at."))
    [(place, (_seq, row))] = latest.items()
    return row, place


def _read_before(reader: Reader, officer: bytes) -> set[object]:
    return {row["row"] for row in reader.find_rows(_AUDIT, where={"action": READ, "officer": officer})}
