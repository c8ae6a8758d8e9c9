"""Headquarters answers a PC whose passphrases are all lost: its store key is opened with two cards and sealed on to it.

Nothing is opened before the digits were compared, and the store key leaves sealed to the requester alone. The answer
shows in the register and in the audit. `homes` brings the cards together.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_look
from tipdesk.services.headquarters.directory.writing import permit_directory
from tipdesk.services.keys.office.key_events import KeyEvent, note_key_event
from tipdesk.services.keys.office.office_keys import get_office
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import KEYSET_IN_FORCE
from tipdesk.sync.document import RECOVERED, RECOVERY, RecoveryAnswer, RecoveryRequest, read_payload, write_payload


@dataclass(frozen=True)
class AskingToRecover:
    """Who asks, before anybody believes it. `made_at` is in milliseconds since 1970 on their clock."""

    login: str
    fingerprint: str
    made_at: int


def read_recovery(desk: LinkDesk, document: bytes) -> AskingToRecover:
    """Return who asks for recovery; raises Distrust `not-a-document` or `bad-signature`."""
    request = _read(desk, document)
    return AskingToRecover(request.login, desk.keys.fingerprint(request.sign_key), request.made_at)


def answer_recovery(desk: LinkDesk, document: bytes, fingerprint: str, opener: Callable[[bytes], bytes]) -> bytes:
    """Return the signed answer to a request for recovery.

    `fingerprint` is the thirty digits that the PC's officer read out, and `opener` opens what is sealed to recovery.
    Raises the UserErrors of `permit_directory`, Distrust `wrong-fingerprint` and `bad-signature`, and what `opener`
    raises.
    """
    permit_directory(desk)
    request = _read(desk, document)
    if not desk.keys.same_fingerprint(fingerprint, desk.keys.fingerprint(request.sign_key)):
        raise Distrust(
            "wrong-fingerprint",
            _("The fingerprint is not that of the PC in this request. Compare the digits again."),
        )
    sealed = desk.keys.sealer([request.seal_to])(opener(request.sealed))
    now = desk.clock.now_ms()
    with desk.work() as work:
        answer = RecoveryAnswer(1, request.sign_key, sealed, (KEYSET_IN_FORCE.get(work) or b""), now)
        signer = get_office(desk, work).signer()
        note_key_event(desk, work, KeyEvent("answered", key=request.sign_key, login=request.login))
    note_look(desk, "store_recovered", reason=request.login)
    return write_payload(RECOVERED, answer, signer)


def _read(desk: LinkDesk, document: bytes) -> RecoveryRequest:
    request, signed = read_payload(document, RECOVERY, RecoveryRequest)
    if not signed.is_by(request.sign_key, desk.keys.verify):
        raise Distrust("bad-signature", _("This request is not signed by the keys that it names."))
    return request
