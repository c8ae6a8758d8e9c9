"""What an enrolment request says, before anybody believes it: who asks, and which posts there are to choose from."""

from dataclasses import dataclass

from tipdesk.domain.rows import Row
from tipdesk.services.headquarters.directory.registry import DEVICE, HEADQUARTERS_CODE, POST, find_officer
from tipdesk.services.headquarters.enrolment.answered_requests import says_when
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import get_keyset
from tipdesk.sync.document import read_request


@dataclass(frozen=True)
class PostChoice:
    """One post to enrol a PC at."""

    code: str
    name: str


@dataclass(frozen=True)
class Asking:
    """Who asks. `fingerprint`: computed from the key inside, to be compared with the digits that the post reads out.

    `known_at`: the post at which this PC is enrolled already, None where it is not; `is_login_taken`: another officer
    has this login; `says_when`: the time that it states can be true.
    """

    login: str
    device: bytes
    fingerprint: str
    made_at: int
    known_at: PostChoice | None
    is_login_taken: bool
    says_when: bool


def read_enrolment(desk: LinkDesk, document: bytes) -> Asking:
    """Return who asks. Distrust `not-a-document` or `bad-signature` when it is no request of the PC inside it."""
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
    """Return the posts a PC can be enrolled at, by name."""
    with desk.read() as reader:
        rows = [row for row in reader.find_rows(POST) if row["code"] != HEADQUARTERS_CODE]
    return sorted(map(_choice, rows), key=lambda choice: choice.name.casefold())


def _choice(post: Row) -> PostChoice:
    return PostChoice(str(post["code"] or ""), str(post["name"] or ""))


def own_fingerprint(desk: LinkDesk) -> str:
    """Return the thirty digits of this headquarters, which every post compares before it accepts a grant."""
    with desk.read() as reader:
        return desk.keys.fingerprint(get_keyset(reader).root)
