"""A post asks to be enrolled: a document with its public keys, and the digits that headquarters will compare.

Each request has a higher number than the one before it, also where the clock of the PC was set back or starts in 1970
each morning: by it headquarters tells the latest from one that somebody kept.
"""

from dataclasses import dataclass

from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import received_up_to, refuse_headquarters
from tipdesk.sync.document import REQUEST, Request, write_payload

_NUMBER = "request-number"


@dataclass(frozen=True)
class Enrolment:
    """The request's bytes and the fingerprint to read out to headquarters."""

    document: bytes
    fingerprint: str


def request_enrolment(desk: LinkDesk, officer_seal_key: bytes, officer_sign_key: bytes) -> Enrolment:
    """Return the signed request of this PC for its officer at the keyboard. UserError `is-headquarters`."""
    refuse_headquarters(desk.place)
    keys, now = desk.keys, desk.clock.now_ms()
    with desk.work() as work:
        number = max(now, 1, 1 + int(work.get_setting(_NUMBER) or 0))
        work.put_setting(_NUMBER, str(number).encode())
        waiting = work.count_unsent(received_up_to(work))
    request = Request(
        version=1,
        device=desk.place.device,
        sign_key=keys.signer.public,
        recipient=keys.recipient,
        log=desk.place.log,
        officer=desk.actor.officer,
        login=desk.actor.login,
        officer_seal_key=officer_seal_key,
        officer_sign_key=officer_sign_key,
        made_at=now,
        number=number,
        waiting=waiting,
    )
    return Enrolment(write_payload(REQUEST, request, keys.signer), keys.fingerprint(keys.signer.public))
