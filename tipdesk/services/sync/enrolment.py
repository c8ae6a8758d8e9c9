"""A post joins headquarters: it makes its request, takes in the grant that answers it, and knows where headquarters is.

Each request has a higher number than the one before it, even where the clock of the PC was set back or starts in 1970
each morning: by that number headquarters tells the latest from one that somebody kept. The grant is accepted once the
officer has typed the fingerprint that headquarters printed. A PC that was enrolled before holds the directory up to its
last sync. Of a later grant it takes what follows on that, and the rest comes by the down-log with what lies between, so
that nothing looks disputed meanwhile. The address may be changed, but whose headquarters it is stays pinned.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust, FieldProblem, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.from_headquarters import (
    get_grant,
    get_keyset,
    keep_keyset,
    need_grant,
    received_up_to,
    refuse_headquarters,
)
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import ADDRESS, OWN_GRANT, REQUEST_NUMBER
from tipdesk.services.results import Changed
from tipdesk.services.signatures.grants import DEVICE, check_grant
from tipdesk.services.sync.pull.arrivals import known_salts, take_in
from tipdesk.sync.codec import decode_entry
from tipdesk.sync.document import (
    GRANT,
    REQUEST,
    Grant,
    Keyset,
    Request,
    descends,
    read_keyset,
    read_payload,
    write_payload,
)
from tipdesk.sync.trust import Proved, joined_salts, prove_items

_OFFICER, _POST = BY_NAME["Officer"], BY_NAME["Post"]


def accept_grant(desk: LinkDesk, document: bytes, fingerprint: str) -> Grant:
    """Pin headquarters' root key, keep its keyset and address, take in its directory rows, and return the grant.

    A keyset that is held already stays where it is the newer one. Raises UserError `is-headquarters`, and Distrust when
    anything differs: `wrong-fingerprint`, `bad-signature`, `other-device`, `grant-not-signed`, and `other-headquarters`
    where a root key is pinned that neither leads to this one nor came from it.
    """
    refuse_headquarters(desk.place)
    grant, signed = read_payload(document, GRANT, Grant)
    keyset = read_keyset(grant.keyset, desk.keys.verify)
    if not desk.keys.same_fingerprint(fingerprint, desk.keys.fingerprint(keyset.root)):
        raise Distrust(
            "wrong-fingerprint",
            _("The fingerprint is not that of the headquarters in this grant. Compare the thirty digits again."),
        )
    if not any(signed.is_by(key, desk.keys.verify) for key in keyset.sign_keys):
        raise Distrust("bad-signature", _("This grant is not signed by the headquarters that it names."))
    if grant.device != desk.place.device:
        raise Distrust("other-device", _("This grant is for another PC."))
    with desk.work() as work:
        held = get_keyset(work) if get_grant(work) else None
        if held is not None and not _is_one_line(desk, held, keyset):
            raise Distrust(
                "other-headquarters", _("This PC is enrolled with another headquarters. Its grant is not taken.")
            )
        salts = joined_salts(grant.salts, known_salts(work, grant.salts))
        for one in sorted(prove_items(grant.items, grant.logs, salts), key=lambda one: one.head.seq):
            if held is None or _follows_on(work, grant, one):
                take_in(work, grant.logs, grant.salts, [one], desk.clock.now_ms(), chained=False)
        check_grant(desk, work.get_row(DEVICE, desk.place.device))
        OWN_GRANT.keep(work, document)
        if held is None or (keyset.mark >= held.mark and descends(keyset, held.root, desk.keys.verify)):
            keep_keyset(work, grant.keyset)
    return grant


def _follows_on(work: UnitOfWork, grant: Grant, one: Proved) -> bool:
    """Tell whether an entry replaces all values held here of each field that it writes."""
    table = grant.logs[one.item.log].table
    for change in decode_entry(one.log, one.head, one.item.body or b"", table).changes:
        row = _row(work, change)
        for number in change.fields if row else ():
            if row and not set(row.replaced_by_write(number)) <= set(change.replaces.get(number, ())):
                return False
    return True


def _row(work: UnitOfWork, change: Change) -> Row | None:
    if change.record == DEVICE.number:
        return work.get_row(DEVICE, change.row)
    if change.record == _OFFICER.number:
        return work.get_row(_OFFICER, change.row)
    return work.get_row(_POST, change.row) if change.record == _POST.number else None


def _is_one_line(desk: LinkDesk, held: Keyset, keyset: Keyset) -> bool:
    verify = desk.keys.verify
    return descends(keyset, held.root, verify) or descends(held, keyset.root, verify)


@dataclass(frozen=True)
class Enrolment:
    """The request of this PC as bytes, and the fingerprint to read out to headquarters."""

    document: bytes
    fingerprint: str


def request_enrolment(desk: LinkDesk, officer_seal_key: bytes, officer_sign_key: bytes) -> Enrolment:
    """Return the signed request of this PC for the officer at the keyboard.

    The two keys are the public halves of that officer's keys. Raises UserError `is-headquarters`.
    """
    refuse_headquarters(desk.place)
    keys, now = desk.keys, desk.clock.now_ms()
    with desk.work() as work:
        number = max(now, 1, 1 + REQUEST_NUMBER.get(work))
        REQUEST_NUMBER.keep(work, number)
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


FIELD = "address"
_SCHEME = "https"


def change_address(desk: LinkDesk, url: str) -> Changed:
    """Keep another address of headquarters; an empty text goes back to the one in the grant.

    Raises UserError `bad-fields` where the text is no https address, and `not-enrolled`.
    """
    wanted = url.strip().rstrip("/")
    if wanted and not _is_address(wanted):
        problem = FieldProblem(FIELD, _("Headquarters' address must look like https://name:port."))
        raise UserError("bad-fields", _("Some fields cannot be taken as they are."), fields=(problem,))
    with desk.work() as work:
        granted = need_grant(work).url
        ADDRESS.keep(work, wanted or granted)
    return Changed(frozenset({"Address"}))


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    is_plain = not (parts.query or parts.fragment or parts.username or any(sign.isspace() for sign in text))
    return parts.scheme == _SCHEME and bool(parts.hostname) and is_plain and port != 0
