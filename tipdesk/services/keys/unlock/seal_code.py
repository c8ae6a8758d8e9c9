"""An officer's one-time code, sealed to headquarters in the audit log, to be read out there once, on a night shift."""

from tipdesk.services.audit import note_deed
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.link_desk import LinkDesk


def seal_code(desk: LinkDesk, officer: bytes, code: str) -> None:
    """Write the audit row that carries an officer's code, sealed to headquarters and to recovery.

    Raises UserError `not-enrolled` where headquarters' keys are not known here.
    """
    with desk.work() as work:
        sealed = desk.keys.sealer(get_keyset(work).up_recipients)(code.encode())
        values = {"officer": officer, "row": desk.place.device, "sealed_code": sealed}
        note_deed(desk, work, "code_sealed", values)
