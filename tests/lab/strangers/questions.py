"""A fetch document was found: it is over with the next one, and asked again and again it fills nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import httpx

from tests.lab.headquarters import certificates, serving
from tests.lab.strangers.attack import Attack, Outcome
from tests.services.countries import Country, a_country, bundle_of, fetch_of
from tests.services.writes import add_note, begin_case
from tipdesk.adapters.carriers.link import pinned_context
from tipdesk.hq.answers import Answers, Listing
from tipdesk.hq.app import make_app
from tipdesk.hq.spool import Spool
from tipdesk.services.headquarters.intake.inbox import OpenInbox, open_inbox
from tipdesk.services.headquarters.ledger.meet_fetch import FETCH_DAYS
from tipdesk.services.sync.pull.make_fetch import keep_fetch_number, next_fetch_number
from tipdesk.sync import wire
from tipdesk.sync.document import FETCH, Fetch, read_payload

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tipdesk.services.headquarters.intake.inbox import Fetched, Inbox

_DAY_MS = 24 * 3600 * 1000
_NOTES = 30


@dataclass(frozen=True)
class Forgetful(OpenInbox):
    """Headquarters that remembers no document, as it was before."""

    def fetch(self, document: bytes) -> Fetched:
        device = read_payload(document, FETCH, Fetch)[0].device
        with self.desk.work() as work:
            work.put_setting(f"fetches:{device.hex()}", None)
        return super().fetch(document)


class Unshared(Answers):
    """Answers that are nobody's, as they were before: each is kept beside all others."""

    def find_listing(self, question: bytes) -> Listing | None:
        del question
        return None

    def put(self, device: bytes, question: bytes, blobs: Sequence[bytes]) -> Listing:
        return super().put(sha256(device + b"".join(blobs)).digest()[: len(device)], question, blobs)


def _asked(country: Country) -> bytes:
    """Return the next document of the PC, as its sync makes it."""
    desk = country.post.desk()
    with desk.work() as work:
        keep_fetch_number(work, number := next_fetch_number(desk, work))
    return fetch_of(country.post, number=number)


def _country() -> Country:
    """A PC for which something waits."""
    country = a_country({"A": 1})
    case = begin_case(country.post)
    country.receive(bundle_of(country.post))
    for number in range(_NOTES):
        add_note(country.office, case, f"{number} {'Invented words. ' * 20}")
    return country


def _ask(port: int, document: bytes, times: int) -> int:
    """Ask so often; return how often there was an answer."""
    trusted = pinned_context(certificates(0).authority)
    with httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=trusted) as client:
        return sum(client.post(wire.FETCH, content=document).is_success for _time in range(times))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def _over(folder: Path, times: int, *, forgets: bool) -> Outcome:
    """Ask what was found after the PC has asked anew, and the newest one a month after that."""
    country, spool = _country(), folder / "spool"
    inbox: Inbox = Forgetful(country.office.desk()) if forgets else open_inbox(country.office.desk())
    found, newest = _asked(country), _asked(country)
    with serving(make_app(inbox, Spool(spool)), spool) as port:
        honest, own = _ask(port, newest, 1), _size(spool)
        answered = _ask(port, found, times)
    country.office.clock.true[0] += (FETCH_DAYS + 1) * _DAY_MS
    with serving(make_app(inbox, Spool(spool)), spool) as port:
        answered += _ask(port, newest, times)
        kept, own_still = max(0, _size(spool) - own), _ask(port, _asked(country), 1)
    said = (
        f"{answered} of {2 * times} questions that were over had an answer; the PC's own had {honest + own_still} of 2"
    )
    return Outcome(not answered and honest + own_still == 2, said, 2 * times * len(found), kept)


def _again(folder: Path, times: int, *, is_shared: bool) -> Outcome:
    """Ask the newest one again and again: it may be the PC's own, on a bad link."""
    country, spool = _country(), Spool(folder / "spool")
    if not is_shared:
        spool.answers = Unshared(spool.folder, time.monotonic)
    found = _asked(country)
    with serving(make_app(open_inbox(country.office.desk()), spool), spool.folder) as port:
        _ask(port, found, 1)
        one = _size(spool.folder)
        answered = _ask(port, found, times)
        kept = _size(spool.folder) - one
    said = f"{answered} of {times} questions were answered, and {kept} bytes were kept beside the first answer's {one}"
    return Outcome(answered == times and kept == 0, said, times * len(found), kept)


OVER = Attack(
    "found-question",
    run=lambda folder, is_long: _over(folder, 1000 if is_long else 10, forgets=False),
    control=lambda folder, is_long: _over(folder, 1000 if is_long else 10, forgets=True),
)
AGAIN = Attack(
    "question-again",
    run=lambda folder, is_long: _again(folder, 1000 if is_long else 10, is_shared=True),
    control=lambda folder, is_long: _again(folder, 1000 if is_long else 10, is_shared=False),
)
