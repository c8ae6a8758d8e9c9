"""What headquarters refuses is kept in quarantine with its verdict, as far as an enrolled key signed it.

Of a part of a file no byte is kept: it may be a picture that must lie nowhere.
"""

import hashlib
from dataclasses import replace

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.directory.registry import Registry
from tipdesk.services.headquarters.intake.contact import WIRE
from tipdesk.services.headquarters.intake.receive_handed import HISTORY_DIFFERS
from tipdesk.services.integrity.note_incident import note_incident
from tipdesk.services.keys.office.office_keys import OTHER_KEYS
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.quarantine.keep_refused import Proof, Refusal, keep_no_byte, keep_refused, prove_bundle
from tipdesk.sync.bundle import Inner
from tipdesk.sync.trust import Verdict


def keep_aside(
    desk: LinkDesk, work: UnitOfWork, content: bytes, registry: Registry, refused: Refusal, *, is_of_file: bool
) -> None:
    """Keep what was refused, by whoever can be proved to have signed it, as far as it may be kept.

    `refused` names the device that brought it, if any. What is sealed to other keys than ours, whoever talks to us has
    still, and sends it again. Another history than the one that was handed over is an incident.
    """
    if not (refused.reason == OTHER_KEYS and refused.file == WIRE):
        proof, author = prove_bundle(content, registry.keys, desk.keys.verify)
        (keep_no_byte if is_of_file else keep_refused)(work, content, replace(refused, device=author), proof)
    if refused.reason == HISTORY_DIFFERS and refused.device is not None:
        note_incident(desk, work, "fork", refused.device, hashlib.sha256(content).hexdigest())


def keep_fork(desk: LinkDesk, content: bytes, file: str, reason: str, inner: Inner) -> None:
    """Keep another history of a device than the one held, which is an incident."""
    with desk.work() as work:
        forked = Refusal(file, Verdict.FORK.value, reason, desk.clock.now_ms(), inner.device)
        keep_refused(work, content, forked, Proof.WHOLE)
        note_incident(desk, work, "fork", inner.device, inner.log.hex(), log=inner.log, seq=inner.first)
