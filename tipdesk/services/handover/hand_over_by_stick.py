"""Hand a case over to another post by stick, while headquarters cannot be reached.

The offer is an ordinary hand-over that also says by what right it goes directly (`directory/handing_grants`). It is
written first; then the case is put onto the stick as it is with it. Where the stick fails, the offer is there and
nothing half lies on the stick: asked again, this puts the case there again, on the same stick or another one, with what
was written since. Until the other post has answered, the case stays in the charge of this one.
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
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.handed.put_on_stick import OnStick, put_on_stick


@dataclass(frozen=True)
class Wish:
    """To which post a case is to go by its code, why, to which officer of it by login, and the code that was read out.

    Without a code it goes by what headquarters has let in advance.
    """

    post: str
    why: str
    officer: str | None = None
    code: str | None = None


def hand_over_by_stick(
    desk: LinkDesk, carrier: Carrier, case: bytes, wish: Wish, step: Step, cancelled: Cancelled
) -> tuple[bytes, OnStick]:
    """Offer a case to another post and put it onto the stick; return the hand-over, and what lies there now.

    An offer to that post that waits already is put there again. Raises UserError `is-headquarters`, `not-enrolled`,
    `misheard-code`, the codes of `handing_grants.WORDS`, and those of `hand_over` and `put_on_stick`; Trouble where the
    stick fails.
    """
    refuse_headquarters(desk.place)
    with desk.read() as reader:
        need_grant(reader)
        grant = read_grant(wish.code)
        post = get_post(reader, wish.post).id
        row = _waiting(reader, case, post)
    if row is None:
        changed = hand_over(desk, case, wish.post, wish.why, officer=wish.officer, grant=grant)
        row = changed.row or bytes(ID_BYTES)
    return row, put_on_stick(desk, carrier, case, (row, post), step, cancelled)


def _waiting(reader: Reader, case: bytes, post: bytes) -> bytes | None:
    """Return the hand-over by stick to this post that waits for its answer, None where none does."""
    seen = find_open(reader, case)
    return seen.id if seen is not None and seen["to_post"] == post and seen["way"] == "stick" else None
