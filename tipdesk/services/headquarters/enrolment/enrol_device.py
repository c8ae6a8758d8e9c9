"""Headquarters answers an enrolment request once its fingerprint was compared: directory rows, down-log, grant.

Nothing is written before the digits that the post read out were found to be those of the key in the request. A new post
is added in the same deed where there is none yet. A request is answered once (`requests`); the same answer may be given
again, since a grant helps nobody but its PC. A PC that is enrolled at another post is moved only where that is said,
and by a request made since. What it began at its former post stays that post's (`case_posts`), and nothing more of it
goes down to the PC.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _, counted
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.directory.add_post import NewPost, change_of_new_post
from tipdesk.services.headquarters.directory.registry import (
    DEVICE,
    OFFICER,
    POST,
    find_officer,
    get_officer,
    get_post,
    read_registry,
    revocation_of,
)
from tipdesk.services.headquarters.directory.writing import changes_of, permit_directory, write_directory
from tipdesk.services.headquarters.enrolment.make_grant import make_grant
from tipdesk.services.headquarters.enrolment.requests import (
    asked_of,
    keep_answered,
    note_shown,
    refuse_ended,
    refuse_expired,
)
from tipdesk.services.headquarters.intake.contact import ENROLLED, note_contact
from tipdesk.services.headquarters.keys.office import meet_keyset
from tipdesk.services.headquarters.ledger.down_bundles import begin_down_anew
from tipdesk.services.headquarters.ledger.meet_log import fill_down_log
from tipdesk.services.link_desk import LinkDesk, device_of
from tipdesk.services.remembered.office import ANSWERED
from tipdesk.services.remembered.shapes import Asked
from tipdesk.services.results import Changed
from tipdesk.services.signatures.grants import sign_grant
from tipdesk.sync.document import Request, read_request

FIRST_OFFICER_ROLES = frozenset({"frontline", "investigator", "supervisor"})
_UNSENT = counted(
    "{count} record of its post waits on this PC. Sync it until nothing waits, make a new request there and bring "
    "that.",
    "{count} records of its post wait on this PC. Sync it until nothing waits, make a new request there and bring "
    "that.",
)


def enrol_device(
    desk: LinkDesk,
    document: bytes,
    post: str | NewPost,
    fingerprint: str,
    roles: Collection[str] = (),
    existing: str | None = None,
    *,
    move: bool = False,
) -> tuple[bytes, bytes]:
    """Enrol the PC whose request this is, and return the device's id and the grant for it.

    `post` is the code of one, or one that is added with its first PC. `roles` default to those that the officer has,
    else to the first officer's three at a post without officers, else to frontline. `existing` is the login of an
    officer for whom this is a further PC. `move` says that the PC comes from another post. Raises Distrust
    `wrong-fingerprint`, `device-revoked`, `request-answered`, `request-old`; UserError `request-expired`,
    `enrolled-elsewhere`, `nothing-to-move`, `records-unsent`, `login-taken`, and those of a post and of roles.
    """
    request = _read(desk, document, fingerprint)
    permit_directory(desk)
    now = _note(desk, document)
    with desk.work() as work:
        known = work.get_row(DEVICE, request.device)
        _refuse_revoked(known)
        added = change_of_new_post(desk, work, post) if isinstance(post, NewPost) else None
        post_id = added.row if added else get_post(work, str(post)).id
        refuse_expired(work, document, request, now)
        asked = asked_of(document, post_id, roles, existing, is_move=move)
        last = ANSWERED.of(request.device).get(work)
        if last is not None and last.asked == asked and known is not None and known["post"] == post_id:
            return request.device, make_grant(desk, work, request.device, request.officer, post_id, last.at)
        refuse_ended(work, known, request, asked.digest, now, is_move=move)
        _refuse_moving(work, known, request, post_id, is_said=move)
        changes = [added] if added else []
        changes += _officer(desk, work, request, post_id, roles, existing)
        changes += changes_of(DEVICE, request.device, _device(desk, work, request, post_id, known), known)
        if changes:
            write_directory(desk, work, changes)
        _begin(desk, work, request, asked, now)
        return request.device, make_grant(desk, work, request.device, request.officer, post_id, now)


def _read(desk: LinkDesk, document: bytes, fingerprint: str) -> Request:
    request = read_request(document, desk.keys.verify)
    if not desk.keys.same_fingerprint(fingerprint, desk.keys.fingerprint(request.sign_key)):
        raise Distrust(
            "wrong-fingerprint", _("The fingerprint is not that of the PC in this request. Compare the digits again.")
        )
    if request.device != device_of(request.sign_key):
        raise Distrust("bad-signature", _("This enrolment request contradicts itself."))
    return request


def _note(desk: LinkDesk, document: bytes) -> int:
    """Remember that a request was shown, whatever comes of it, and return the present time."""
    now = desk.clock.now_ms()
    with desk.work() as work:
        note_shown(work, document, now)
    return now


def _begin(desk: LinkDesk, work: UnitOfWork, request: Request, asked: Asked, now_ms: int) -> None:
    """Hold the PC's log from now on, fill its down-log, and remember the answer."""
    if work.ledger.get_log(request.log) is None:
        work.ledger.open_log(request.log, request.device)
    registry = read_registry(work)
    if asked.is_move:
        begin_down_anew(work, request.device)
    fill_down_log(work, registry, request.device)
    note_contact(work, request.device, now_ms, ENROLLED)
    meet_keyset(desk, work, registry, request.device, None, get_keyset(work).mark)
    keep_answered(work, request, asked, now_ms)


def _refuse_revoked(known: Row | None) -> None:
    if known is not None and revocation_of(known) is not None:
        raise Distrust(
            "device-revoked",
            _(
                "Headquarters has revoked this PC, and that is not taken back. If it is in good hands again, make a "
                "new home on it: that is a new PC, with a request and digits of its own."
            ),
        )


def _refuse_moving(work: UnitOfWork, known: Row | None, request: Request, post: bytes, *, is_said: bool) -> None:
    """Refuse a move that nobody has said, or that would leave records of the former post behind on the PC."""
    former = known["post"] if known is not None else None
    is_move = isinstance(former, bytes) and former != post
    if is_said and not is_move:
        raise UserError("nothing-to-move", _("This PC is not enrolled at another post: there is nothing to move."))
    if not is_move or not isinstance(former, bytes):
        return
    if not is_said:
        row = work.get_row(POST, former)
        raise UserError(
            "enrolled-elsewhere",
            _(
                "This PC is enrolled at another post, {post}. Say that it is to be moved (on the command line with "
                "--move), or choose that post."
            ),
            post=str(row["code"] if row else former.hex())[:20],
        )
    if request.waiting:
        raise UserError("records-unsent", _UNSENT.of(request.waiting), count=request.waiting)


def _officer(
    desk: LinkDesk, work: UnitOfWork, request: Request, post: bytes, roles: Collection[str], existing: str | None
) -> list[Change]:
    """Return the changes that have to be written of the officer.

    A further PC of an officer knows them under an id of its own.
    """
    row = work.get_row(OFFICER, request.officer)
    given: dict[str, object] = {
        "post": post,
        "seal_key": request.officer_seal_key,
        "sign_key": request.officer_sign_key,
        "key_device": request.device,
    }
    first = get_officer(work, existing) if existing is not None else None
    if first is not None and first.id != request.officer:
        further = {"login": f"{existing}@{request.device.hex()[:6]}", "same_as": first.id, "roles": first["roles"]}
        return changes_of(OFFICER, request.officer, {**given, **further}, row)
    if first is None:
        given["login"] = request.login
        _refuse_taken(work, request)
    chosen = frozenset(roles) or _default_roles(work, request.officer, post, row)
    unknown = [role for role in chosen if not desk.codes.is_known("officer_role", role)]
    if unknown:
        raise UserError("unknown-role", _("“{role}” is not a role of an officer."), role=unknown[0][:40])
    return changes_of(OFFICER, request.officer, {**given, "roles": sorted(chosen)}, row)


def _refuse_taken(work: UnitOfWork, request: Request) -> None:
    taken = find_officer(work, request.login)
    if taken is not None and taken.id != request.officer:
        raise UserError(
            "login-taken",
            _("The login name “{login}” is taken. Say whether this PC is a further one of that officer."),
            login=request.login[:40],
        )


def _default_roles(work: UnitOfWork, officer: bytes, post: bytes, row: Row | None) -> frozenset[str]:
    """Return the roles of an officer for whom none were given.

    An officer who is known keeps what headquarters has decided since: a request changes nobody's roles.
    """
    held = row["roles"] if row is not None else None
    if isinstance(held, frozenset) and held:
        return frozenset(map(str, held))
    others = [one for one in work.find_rows(OFFICER) if one["post"] == post and one.id != officer]
    return frozenset({"frontline"}) if others else FIRST_OFFICER_ROLES


def _device(desk: LinkDesk, work: UnitOfWork, request: Request, post: bytes, known: Row | None) -> Mapping[str, object]:
    number = 1 + sum(row["post"] == post for row in work.find_rows(DEVICE) if row.id != request.device)
    return {
        "name": known["name"] if known and known["post"] == post else f"PC {number}",
        "post": post,
        "sign_key": request.sign_key,
        "recipient": request.recipient,
        "log": request.log,
        **sign_grant(desk, request.device, request.sign_key, request.recipient),
    }


@dataclass(frozen=True)
class Granted:
    """The grant for a device, to be brought to it."""

    device: bytes
    grant: bytes
    changed: Changed


def answer_request(
    desk: LinkDesk,
    document: bytes,
    fingerprint: str,
    post: str | NewPost,
    roles: Collection[str] = (),
    existing: str | None = None,
    *,
    move: bool = False,
) -> Granted:
    """Enrol a PC as `enrol_device` does, with its errors, and return the grant with what was changed."""
    device, grant = enrol_device(desk, document, post, fingerprint, roles, existing, move=move)
    return Granted(device, grant, Changed(frozenset({"Post", "Officer", "Device"})))
