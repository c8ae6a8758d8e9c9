"""Bundles and answers over drawn links: what must hold of each, whatever its weather.

Each round draws a link and what has to go over it, up and down. The post tries as its program does: again, after it has
given up. In the end both ends hold the same bytes, headquarters took the bundle in once, and what went over the link is
the payload with little more, and a greeting for each break.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.fakes.inbox import FakeInbox, make_bundle, receipt_of
from tests.lab.headquarters import certificates, serving
from tests.lab.link.relay import Relay, relay
from tests.lab.link.weather import Weather
from tests.lab.tally import Tally
from tipdesk.adapters.carriers.https import HttpsCarrier
from tipdesk.domain.errors import Trouble
from tipdesk.hq.app import make_app
from tipdesk.hq.spool import Spool

if TYPE_CHECKING:
    from pathlib import Path

LEAST, MOST = 600, 400_000
VISITS = 40
"""How often the post begins anew at most: a link may be too bad for eight tries in a row."""
BREAK_BYTES = 6_000
"""What a break costs at most: a greeting with its certificate, a question, and the record in which it fell."""
SHARE, BASE_BYTES = 1.05, 12_000
"""What goes over an unbroken link at most: this share of the payload, and these bytes for greetings and questions."""


@dataclass
class Journey:
    """What was to go over one link, and how that went."""

    bundle: bytes
    answer: list[bytes]
    inbox: FakeInbox
    visits: int = 0
    receipts: list[bytes] = field(default_factory=list)
    collected: list[list[bytes]] = field(default_factory=list)

    @property
    def payload(self) -> int:
        """Return how many bytes had to go over the link."""
        return len(self.bundle) + sum(map(len, self.answer))

    def over(self, link: Relay) -> None:
        """Push and pull over the link, until both are done or the post gives up for good."""
        while self.visits < VISITS and not self.collected:
            self.visits += 1
            noise = link.dice.randbytes
            with HttpsCarrier(
                link.url, certificates(0).authority, noise, link.clock.wait, link.clock.seconds
            ) as carrier:
                try:
                    if not self.receipts:
                        self.receipts.append(carrier.deliver(self.bundle, "bundle01"))
                    self.collected.append(list(carrier.collect(b"fetch")))
                except Trouble:
                    link.clock.wait(600)

    def problems(self, link: Relay) -> list[str]:
        """Return what does not hold."""
        found = []
        if self.receipts != [receipt_of(self.bundle)]:
            found.append(f"{len(self.receipts)} receipts after {self.visits} visits")
        if self.collected != [self.answer]:
            found.append("what was collected is not what waited")
        if self.inbox.received != [self.bundle]:
            found.append(f"headquarters took {len(self.inbox.received)} bundles in")
        broken = link.broken + self.visits
        most = int(self.payload * SHARE) + BASE_BYTES + broken * BREAK_BYTES
        if link.weather.is_unseen and link.sent > most:
            found.append(f"{link.sent} bytes for {self.payload}, {link.broken} breaks: more than {most}")
        return [f"{'; '.join(found)} ({link.weather})"] if found else []


def try_link(seed: int, folder: Path, spool: type[Spool] = Spool) -> tuple[Journey, Relay, list[str]]:
    """Draw a link and let a post sync over it, with headquarters' uploads in a spool of this kind."""
    dice = random.Random(seed)
    bundle = make_bundle(dice.randrange(LEAST, MOST), seed=seed)
    answer = [make_bundle(dice.randrange(LEAST, MOST), seed=seed + each) for each in range(1, dice.randrange(1, 4))]
    inbox = FakeInbox(waiting=answer)
    journey = Journey(bundle, answer, inbox)
    weather = Weather.drawn(dice, journey.payload)
    with serving(make_app(inbox, spool(folder / "spool")), folder) as port, relay(port, weather, seed) as link:
        journey.over(link)
    return journey, link, journey.problems(link)


def problems_of(seed: int, folder: Path, links: int) -> Tally:
    """Try so many links."""
    figures, problems = Counter[str](), []
    for number in range(seed * links, (seed + 1) * links):
        journey, link, wrong = try_link(number, folder / str(number))
        figures.update({"links": 1, "breaks": link.broken, "simulated hours": round(link.clock.now / 3600)})
        figures["bytes"] += journey.payload
        problems += [f"link {number}: {one}" for one in wrong]
    return Tally(figures=figures, problems=problems)
