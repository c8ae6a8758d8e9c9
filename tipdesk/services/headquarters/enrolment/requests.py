"""What an enrolment request says, before anybody believes it, and until when it counts.

It ends with its grant, with that of a later one, and after thirty days. A request is signed by the PC alone, so
somebody who keeps a copy could bring it again years later. Headquarters therefore remembers the last one that it
answered for each PC, by its digest and its number, which only grows. The thirty days run by headquarters' clock from
the time that the request states. A time that cannot be true says nothing: one from before this headquarters was founded
(a PC whose clock begins in 1970) or from after tomorrow. For such a request they run from the day on which headquarters
was first shown it.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _, counted
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.directory.registry import DEVICE, HEADQUARTERS_CODE, POST, find_officer
from tipdesk.services.headquarters.keys.office import known_keysets
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.office import ANSWERED, REQUESTS_SHOWN
from tipdesk.services.remembered.shapes import Answered, Asked
from tipdesk.sync.document import Request, read_request

DAY_MS = 24 * 60 * 60 * 1000
LASTS_DAYS = 30
_LASTS_MS = LASTS_DAYS * DAY_MS
_MINUTE_MS = 60_000
_EXPIRED = counted(
    "This enrolment request is more than {days} day old and has ended. Make a new one at the PC and bring that. If it "
    "is new, the clock of that PC or of this one is wrong: set it right first.",
    "This enrolment request is more than {days} days old and has ended. Make a new one at the PC and bring that. If it "
    "is new, the clock of that PC or of this one is wrong: set it right first.",
)
_MOST_SEEN, _MOST_LOGS = 200, 32


def asked_of(document: bytes, post: bytes, roles: Collection[str], existing: str | None, *, is_move: bool) -> Asked:
    """Return what headquarters is asked to answer, by which the same question is known again."""
    return Asked(hashlib.sha256(document).digest(), post, tuple(sorted(roles)), existing or "", is_move)


def keep_answered(work: UnitOfWork, request: Request, asked: Asked, now_ms: int) -> None:
    """Remember that a request was answered: neither it nor any earlier one of that PC counts any more."""
    last = ANSWERED.of(request.device).get(work)
    former = [log for log in (*last.former, last.log) if log != request.log][-_MOST_LOGS:] if last else []
    answered = Answered(asked, number_of(request), request.log, now_ms, tuple(former))
    ANSWERED.of(request.device).keep(work, answered)


def note_shown(work: UnitOfWork, document: bytes, now_ms: int) -> None:
    """Remember when a request was first shown here; only the latest some hundred are remembered."""
    digest, seen = hashlib.sha256(document).digest(), REQUESTS_SHOWN.get(work)
    if digest not in seen:
        latest = [*seen.items(), (digest, now_ms)][-_MOST_SEEN:]
        REQUESTS_SHOWN.keep(work, dict(latest))


def number_of(request: Request) -> int:
    """Return the number by which the requests of one store are ordered; an earlier version wrote only its time."""
    return request.number or request.made_at


def says_when(reader: Reader, request: Request, now_ms: int) -> bool:
    """Tell whether the time that a request states can be true."""
    founded = min((keyset.made_at for keyset in known_keysets(reader)), default=now_ms)
    return founded - _LASTS_MS <= request.made_at <= now_ms + DAY_MS


def refuse_expired(reader: Reader, document: bytes, request: Request, now_ms: int) -> None:
    """Raise UserError `request-expired` for a request that is more than thirty days old."""
    digest = hashlib.sha256(document).digest()
    since = request.made_at if says_when(reader, request, now_ms) else REQUESTS_SHOWN.get(reader).get(digest, now_ms)
    if now_ms - since > _LASTS_MS:
        raise UserError("request-expired", _EXPIRED.of(LASTS_DAYS), days=LASTS_DAYS)


def refuse_ended(
    work: UnitOfWork, known: Row | None, request: Request, digest: bytes, now_ms: int, *, is_move: bool
) -> None:
    """Refuse a request that was answered, or that was made before one that was.

    `known` is the PC's row. `is_move` says that the PC is to come to another post, for which a request must be known to
    be new. Raises Distrust `request-answered` or `request-old`.
    """
    last = ANSWERED.of(request.device).get(work)
    if last is not None and last.asked.digest == digest:
        raise Distrust(
            "request-answered",
            _(
                "This enrolment request was answered already, and with that it has ended. Make a new one at the PC and "
                "bring that."
            ),
        )
    if _is_before(work, known, last, request, now_ms, must_say_when=is_move):
        raise Distrust(
            "request-old",
            _(
                "This PC was enrolled with a later request than this one, which has ended. Make a new one at the PC "
                "and bring that. If it is new, the clock of that PC is wrong: set it right first."
            ),
        )


def _is_before(
    work: UnitOfWork, known: Row | None, last: Answered | None, request: Request, now_ms: int, *, must_say_when: bool
) -> bool:
    state = work.ledger.get_log(request.log)
    if (state is not None and state.closed) or (last is not None and request.log in last.former):
        return True  # it was made before the PC was put back from a backup
    if last is not None and last.log == request.log and number_of(request) <= last.number:
        return True
    if last is not None and last.log != request.log and number_of(request) <= last.number <= now_ms + DAY_MS:
        return True  # a log that nobody knows has numbers of its own; times alone lead from one to the other
    granted = known["granted_at"] if known is not None else None
    granted_ms = int(granted.timestamp() * 1000) + _MINUTE_MS if isinstance(granted, datetime) else 0
    if last is not None and granted_ms - 2 * _MINUTE_MS <= last.at:
        return False  # the enrolment on record is the answer that is remembered
    if not says_when(work, request, now_ms):
        return must_say_when and granted_ms > 0
    return request.made_at < granted_ms


@dataclass(frozen=True)
class PostChoice:
    """One post at which a PC can be enrolled."""

    code: str
    name: str


@dataclass(frozen=True)
class Asking:
    """Who asks to be enrolled.

    `fingerprint` is computed from the key inside, to be compared with the digits that the post reads out. `known_at` is
    the post at which this PC is enrolled already, None where it is not. `is_login_taken` says that another officer has
    this login, and `says_when` that the time in the request can be true.
    """

    login: str
    device: bytes
    fingerprint: str
    made_at: int
    known_at: PostChoice | None
    is_login_taken: bool
    says_when: bool


def read_enrolment(desk: LinkDesk, document: bytes) -> Asking:
    """Return who asks to be enrolled.

    Raises Distrust `not-a-document` or `bad-signature` where it is no request of the PC that it names.
    """
    request = read_request(document, desk.keys.verify)
    with desk.read() as reader:
        known = reader.get_row(DEVICE, request.device)
        officer = find_officer(reader, request.login)
        says = says_when(reader, request, desk.clock.now_ms())
        place = known["post"] if known is not None else None
        post = reader.get_row(POST, place) if isinstance(place, bytes) else None
    return Asking(
        request.login,
        request.device,
        desk.keys.fingerprint(request.sign_key),
        request.made_at,
        _choice(post) if post is not None else None,
        officer is not None and officer.id != request.officer,
        says,
    )


def find_post_choices(desk: LinkDesk) -> list[PostChoice]:
    """Return the posts at which a PC can be enrolled, by name."""
    with desk.read() as reader:
        rows = [row for row in reader.find_rows(POST) if row["code"] != HEADQUARTERS_CODE]
    return sorted(map(_choice, rows), key=lambda choice: choice.name.casefold())


def _choice(post: Row) -> PostChoice:
    return PostChoice(str(post["code"] or ""), str(post["name"] or ""))


def own_fingerprint(desk: LinkDesk) -> str:
    """Return the thirty digits of this headquarters, which every post compares before it accepts a grant."""
    with desk.read() as reader:
        return desk.keys.fingerprint(get_keyset(reader).root)
