"""Hand a case over to another post by stick, while headquarters cannot be reached.

The offer is an ordinary hand-over that also says by what right it goes directly (`directory/handing_grants`). It is
written first; then the case is put onto the stick as it is with it, and onto every stick that this PC writes until the
other post has answered. So where a stick fails, the offer is there and nothing half lies on it: the next one carries
all, with what was written since. Until it is answered, the case stays in the charge of this post.
"""

from dataclasses import dataclass

from tipdesk.domain.ids import ID_BYTES
from tipdesk.services.desk import Reader
from tipdesk.services.directory.handing_grants import read_grant
from tipdesk.services.directory.handovers import find_open
from tipdesk.services.from_headquarters import need_grant, refuse_headquarters
from tipdesk.services.handover.hand_over import hand_over
from tipdesk.services.headquarters.directory.registry import get_post
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.handed.put_on_stick import OnStick, put_on_stick, recipients_at
from tipdesk.services.sync.handed.stretches import whole_case
from tipdesk.sync.handed import write_handed


@dataclass(frozen=True)
class Wish:
    """To which post a case is to go by its code, why, to which officer of it by login, and the code that was read out.

    Without a code it goes by what headquarters has let in advance.
    """

    post: str
    why: str
    officer: str | None = None
    code: str | None = None


def offer_by_stick(desk: LinkDesk, case: bytes, wish: Wish) -> Changed:
    """Offer a case to another post; from now on every stick that this PC writes carries it, until it is answered.

    Nothing is written where the case could not go. Raises UserError `is-headquarters`, `not-enrolled`, `misheard-code`,
    `unknown-post`, the codes of `handing_grants.WORDS` and `put_on_stick.CANNOT_GO`, and those of `hand_over`.
    """
    refuse_headquarters(desk.place)
    with desk.read() as reader:
        need_grant(reader)
        grant = read_grant(wish.code)
    with desk.work() as work:
        recipients_at(work, get_post(work, wish.post).id)
        write_handed(whole_case(desk, work, case))
    return hand_over(desk, case, wish.post, wish.why, officer=wish.officer, grant=grant)


def hand_over_by_stick(
    desk: LinkDesk, carrier: Carrier, case: bytes, wish: Wish, step: Step, cancelled: Cancelled
) -> tuple[bytes, OnStick]:
    """Offer a case to another post and put it onto the stick; return the hand-over, and what lies there now.

    An offer to that post that waits already is put there again. Raises the UserErrors of `offer_by_stick` and
    `put_on_stick`, and Trouble where the stick fails.
    """
    with desk.read() as reader:
        post = get_post(reader, wish.post).id
        row = _waiting(reader, case, post)
    if row is None:
        row = offer_by_stick(desk, case, wish).row or bytes(ID_BYTES)
    return row, put_on_stick(desk, carrier, case, (row, post), step, cancelled)


def _waiting(reader: Reader, case: bytes, post: bytes) -> bytes | None:
    """Return the hand-over by stick to this post that waits for its answer, None where none does."""
    seen = find_open(reader, case)
    return seen.id if seen is not None and seen["to_post"] == post and seen["way"] == "stick" else None
