"""A whole sync over the slowest link that the program is made for, which breaks fifty times; in simulated time.

The payload is what the post's bundles weigh, sealed and padded, and of files their sealed bytes. All else is cost:
greetings, headers, the envelopes of parts, what a break took with it, and what headquarters answers. Headquarters sees
none of the breaks, as where the radio goes out.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.bench.homes import make_homes, state_of
from tests.bench.measures import Gate, Measure
from tests.fakes.files import FakeSource
from tests.lab.headquarters import serving_home
from tests.lab.link.relay import carrier_over, relay
from tests.lab.link.weather import SLOWEST, Weather
from tipdesk.services.case.new_case import new_case
from tipdesk.services.files.attach import attach
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
FILES = (0.05, 0.15, 0.8)
"""The shares of three files of all their bytes."""


def measure_link(folder: Path, records: int, files: int, breaks: int, cost: Cost | None = None) -> list[Measure]:
    """Sync records of so many KiB, then records and files, over links that break so often; tell what that cost."""
    homes = make_homes(folder, cost)
    alone = _measure(homes, "records", records * 1024, 0, breaks)
    both = _measure(homes, "records and files", records * 1024, files * 1024, breaks)
    homes.close()
    return alone + both


def _measure(homes: Homes, what: str, records: int, files: int, breaks: int) -> list[Measure]:
    payload = _attach(homes, files) + _record(homes, records)
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
    if report.waiting or report.files_left.count or link.broken != breaks:
        message = f"the link broke {link.broken} times, {report.waiting} entries and {report.files_left} wait"
        raise RuntimeError(message)
    name = f"12 kbit/s, cut {breaks} times, {what}"
    return [
        Measure(name, link.sent, "bytes", payload, BYTES_GATE),
        Measure(f"{name}, time", link.clock.now, "s", payload / SLOWEST, TIME_GATE),
    ]


def _attach(homes: Homes, size: int) -> int:
    """Take in files of so many bytes together, which nothing can make smaller, and return what they weigh sealed."""
    desk, dice, before = homes.post.desk, random.Random(size), set(homes.post.desk.files.find_held())
    for share in FILES if size else ():
        case = new_case(desk, {"case": {"title": "Grey heron"}}).id
        attach(desk, case, FakeSource("scan.png", dice.randbytes(int(size * share))), {})
    return sum(desk.files.sealed_size(one) for one in set(desk.files.find_held()) - before)


def _record(homes: Homes, size: int) -> int:
    """Record people until their bundles weigh so much, and return what they weigh."""
    homes.author.state, weighed = state_of(homes.post), 0
    while weighed < size:
        homes.record([homes.author.insert_person() for _person in range(AT_ONCE)])
        weighed = sum(len(bundle.content) for bundle in make_bundles(homes.post.desk))
    return weighed
