"""What is parked for a reason that somebody at headquarters must look at becomes an incident."""

from collections.abc import Sequence
from typing import Final

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.directory.handing_grants import CODE_USED
from tipdesk.services.headquarters.directory.parking import UNSIGNED_KEY
from tipdesk.services.integrity.note_incident import note_incident
from tipdesk.services.link_desk import LinkDesk

_INCIDENTS: Final = {UNSIGNED_KEY: "case_key", CODE_USED: "code_twice"}
"""The code of the incident by the reason."""


def note_parked(
    desk: LinkDesk, work: UnitOfWork, device: bytes, log: bytes, judged: Sequence[tuple[int, str | None]]
) -> None:
    """Note the incidents among entries of a log that were judged: each with its number and why it is parked."""
    for seq, reason in judged:
        if reason in _INCIDENTS:
            note_incident(desk, work, _INCIDENTS[reason], device, f"{log.hex()}:{seq}", log=log, seq=seq)
