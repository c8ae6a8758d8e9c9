"""Headquarters answers an enrolment request once its fingerprint was compared: directory rows, down-log, grant."""

from collections.abc import Collection

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.contact import ENROLLED, note_contact
from tipdesk.services.headquarters.fill_down_log import fill_down_log
from tipdesk.services.headquarters.found_headquarters import AUTHORITY_SETTING
from tipdesk.services.headquarters.office import meet_keyset, signing_for
from tipdesk.services.headquarters.registry import DEVICE, OFFICER, find_officer, get_officer, get_post, read_registry
from tipdesk.services.headquarters.writing import change_of, write_directory
from tipdesk.services.ledger import Logged
from tipdesk.services.signatures.grants import sign_grant
from tipdesk.services.sync.keys import LinkDesk, device_of
from tipdesk.services.sync.packing import pack
from tipdesk.services.sync.standing import get_address, get_keyset, get_keyset_document
from tipdesk.sync.codec import decode_raw_body
from tipdesk.sync.document import GRANT, Grant, Request, read_request, write_payload

FIRST_OFFICER_ROLES = frozenset({"frontline", "investigator", "supervisor"})


def enrol_device(
    desk: LinkDesk,
    document: bytes,
    post: str,
    fingerprint: str,
    roles: Collection[str] = (),
    existing: str | None = None,
) -> tuple[bytes, bytes]:
    """Return the device's id and the grant for it.

    Distrust `wrong-fingerprint` where the digits differ from those of the PC. `roles` default to the first officer's
    three at a post without officers, else to frontline. `existing`: the login of an officer who gets this PC as a
    further one.
    """
    request = read_request(document, desk.keys.verify)
    if not desk.keys.same_fingerprint(fingerprint, desk.keys.fingerprint(request.sign_key)):
        raise Distrust(
            "wrong-fingerprint", _("The fingerprint is not that of the PC in this request. Compare the digits again.")
        )
    if request.device != device_of(request.sign_key):
        raise Distrust("bad-signature", _("This enrolment request contradicts itself."))
    with desk.work() as work:
        post_id = get_post(work, post).id
        officer, changes = _officer(desk, work, request, post_id, roles, existing)
        write_directory(desk, work, [*changes, _device(desk, work, request, post_id)])
        if work.ledger.get_log(request.log) is None:
            work.ledger.open_log(request.log, request.device)
        fill_down_log(work, read_registry(work), request.device)
        note_contact(work, request.device, desk.clock.now_ms(), ENROLLED)
        meet_keyset(desk, work, read_registry(work), request.device, None, get_keyset(work).mark)
        grant = _grant(desk, work, request, post_id, officer)
        return request.device, write_payload(GRANT, grant, signing_for(desk, work, request.device).signer)


def _officer(
    desk: LinkDesk, work: UnitOfWork, request: Request, post: bytes, roles: Collection[str], existing: str | None
) -> tuple[bytes, list[Change]]:
    """Return the officer's id and what has to be written.

    A further PC of an officer knows them under an id of its own.
    """
    row = work.get_row(OFFICER, request.officer)
    keys: dict[str, object] = {
        "seal_key": request.officer_seal_key,
        "sign_key": request.officer_sign_key,
        "key_device": request.device,
    }
    if existing is not None:
        known = get_officer(work, existing)
        if known.id == request.officer:
            return known.id, []
        login = f"{existing}@{request.device.hex()[:6]}"
        given: dict[str, object] = {"login": login, "post": post, "same_as": known.id, "roles": known["roles"], **keys}
        return request.officer, [change_of(OFFICER, request.officer, given, row)]
    taken = find_officer(work, request.login)
    if taken is not None and taken.id != request.officer:
        raise UserError(
            "login-taken",
            _("The login name “{login}” is taken. Say whether this PC is a further one of that officer."),
            login=request.login[:40],
        )
    others = [one for one in work.find_rows(OFFICER) if one["post"] == post and one.id != request.officer]
    default = frozenset({"frontline"}) if others else FIRST_OFFICER_ROLES
    chosen = frozenset(roles) or default
    unknown = [role for role in chosen if not desk.codes.is_known("officer_role", role)]
    if unknown:
        raise UserError("unknown-role", _("“{role}” is not a role of an officer."), role=unknown[0][:40])
    first = {"login": request.login, "post": post, "roles": sorted(chosen), **keys}
    return request.officer, [change_of(OFFICER, request.officer, first, row)]


def _device(desk: LinkDesk, work: UnitOfWork, request: Request, post: bytes) -> Change:
    known = work.get_row(DEVICE, request.device)
    number = 1 + sum(row["post"] == post for row in work.find_rows(DEVICE) if row.id != request.device)
    given = {
        "name": known["name"] if known else f"PC {number}",
        "post": post,
        "sign_key": request.sign_key,
        "recipient": request.recipient,
        "log": request.log,
        **sign_grant(desk, request.device, request.sign_key, request.recipient),
    }
    return change_of(DEVICE, request.device, given, known)


def _grant(desk: LinkDesk, work: UnitOfWork, request: Request, post: bytes, officer: bytes) -> Grant:
    packed = pack(work, _entries_of(work, {post, officer, request.device}))
    return Grant(
        version=1,
        device=request.device,
        headquarters=desk.place.device,
        url=get_address(work),
        authority=work.get_setting(AUTHORITY_SETTING) or b"",
        keyset=get_keyset_document(work),
        officer=officer,
        post=post,
        logs=packed.logs,
        salts=packed.salts,
        items=packed.items,
        made_at=desk.clock.now_ms(),
    )


def _entries_of(work: UnitOfWork, rows: Collection[bytes]) -> list[Logged]:
    """Return the directory entries that wrote these rows, which the post needs before its first sync."""
    entries = work.ledger.scope_entries(int(Scope.DIRECTORY))
    return [
        entry
        for entry in entries
        if entry.body is not None and any(change[1] in rows for change in decode_raw_body(entry.body)[1])
    ]
