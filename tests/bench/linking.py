"""A whole sync over the slowest link that the program is made for, which breaks fifty times; in simulated time.

The payload is what the post's bundles weigh, sealed and padded. All else is cost: greetings, headers, what a break took
with it, and what headquarters answers. Headquarters sees none of the breaks, as where the radio goes out.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.bench.homes import make_homes
from tests.bench.measures import Gate, Measure
from tests.lab.headquarters import serving_home
from tests.lab.link.relay import carrier_over, relay
from tests.lab.link.weather import SLOWEST, Weather
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.push.make_bundles import make_bundles
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.homes import Homes
    from tipdesk.adapters.keys.stretching import Cost

DELAY_SECONDS = 0.3
BYTES_GATE, TIME_GATE = Gate(1.1, of_ratio=True), Gate(1.25, of_ratio=True)
AT_ONCE = 500
"""So many people are recorded before it is asked whether that is enough."""


def measure_link(folder: Path, kibibytes: int, breaks: int, cost: Cost | None = None) -> list[Measure]:
    """Sync records of so much, sealed, over a link that breaks so often; tell what it took beside the payload alone."""
    homes = make_homes(folder, cost)
    payload = _record(homes, kibibytes * 1024)
    step = payload // breaks
    dice = random.Random(17)
    cuts = tuple(dice.randrange(step // 2, 3 * step // 2) for _break in range(breaks))
    weather = Weather(SLOWEST, DELAY_SECONDS, cuts=cuts, is_unseen=True)
    with (
        serving_home(homes.office) as port,
        relay(port, weather) as link,
        carrier_over(link, homes.post) as carrier,
    ):
        report = sync_now(homes.post.desk, carrier, no_step, never)
    homes.close()
    sent = sum(one.size for one in report.sent)
    if report.waiting or link.broken != breaks:
        message = f"the link broke {link.broken} times, and {report.waiting} entries wait"
        raise RuntimeError(message)
    return [
        Measure(f"12 kbit/s, cut {breaks} times, records", link.sent, "bytes", sent, BYTES_GATE),
        Measure(f"12 kbit/s, cut {breaks} times, records, time", link.clock.now, "s", sent / SLOWEST, TIME_GATE),
    ]


def _record(homes: Homes, size: int) -> int:
    """Record people until their bundles weigh so much, and return what they weigh."""
    weighed = 0
    while weighed < size:
        homes.record([homes.author.insert_person() for _person in range(AT_ONCE)])
        weighed = sum(len(bundle.content) for bundle in make_bundles(homes.post.desk))
    return weighed
