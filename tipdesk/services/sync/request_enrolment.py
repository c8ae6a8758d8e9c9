"""A post asks to be enrolled: a document with its public keys, and the digits that headquarters will compare."""

from dataclasses import dataclass

from tipdesk.services.sync.keys import LinkDesk
from tipdesk.services.sync.standing import refuse_headquarters
from tipdesk.sync.document import REQUEST, Request, write_payload


@dataclass(frozen=True)
class Enrolment:
    """The request's bytes and the fingerprint to read out to headquarters."""

    document: bytes
    fingerprint: str


def request_enrolment(desk: LinkDesk, officer_seal_key: bytes, officer_sign_key: bytes) -> Enrolment:
    """Return the signed request of this PC for its officer at the keyboard. UserError `is-headquarters`."""
    refuse_headquarters(desk.place)
    keys = desk.keys
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
        made_at=desk.clock.now_ms(),
    )
    return Enrolment(write_payload(REQUEST, request, keys.signer), keys.fingerprint(keys.signer.public))
