"""A fetch document is good until a newer one of its device was seen, and for thirty days; then it is refused.

Which one is newer its own number says: a PC's clock may be years off. The thirty days run by headquarters' clock from
when it first saw the document, so that it does not matter how long a stick was on its way. A log that was never seen
begins anew, as everywhere: that PC was put back from a backup. A former log goes on only with a number beyond those of
all others: what was found of a former life of a PC is over with the next one, and a restore that was taken back is not.
"""

from typing import Final

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.remembered.office import FETCHES
from tipdesk.services.remembered.shapes import FetchSeen
from tipdesk.services.sync.pull.make_fetch import OLD_FETCH
from tipdesk.sync.document import Fetch

FETCH_DAYS: Final = 30
MOST_LOGS: Final = 32
"""How many logs of one device have their last document remembered: those from which it was heard last."""
_DAY_MS: Final = 24 * 3600 * 1000


def meet_fetch(work: UnitOfWork, fetch: Fetch, now_ms: int) -> None:
    """Remember a fetch document of an enrolled device; raises Distrust `old-fetch` where it is over."""
    seen = list(FETCHES.of(fetch.device).get(work))
    same = next((one for one in seen if one.log == fetch.log), None)
    if same is not None:
        is_current = same == seen[-1]
        is_repeated = is_current and fetch.number == same.number and now_ms - same.first_at <= FETCH_DAYS * _DAY_MS
        if is_repeated:
            return
        if fetch.number <= (same.number if is_current else max(one.number for one in seen)):
            raise Distrust(
                OLD_FETCH, _("This request is over: the device has made a newer one since, or 30 days have gone.")
            )
        seen.remove(same)
    seen.append(FetchSeen(fetch.log, fetch.number, now_ms))
    FETCHES.of(fetch.device).keep(work, seen[-MOST_LOGS:])
