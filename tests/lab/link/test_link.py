"""Bad links: all arrives once, a break costs little, and who sends again what had arrived is found."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.fakes.inbox import FakeInbox, make_bundle, receipt_of
from tests.lab.counts import TEST
from tests.lab.headquarters import certificates, serving
from tests.lab.link.relay import relay
from tests.lab.link.trying import problems_of, try_link
from tests.lab.link.weather import SLOWEST, Weather
from tipdesk.adapters.carriers.https import HttpsCarrier
from tipdesk.hq.app import make_app
from tipdesk.hq.spool import Spool, Upload

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1024 * 1024
BREAKS_A_MIB = 25


def test_what_goes_over_drawn_links_arrives_once(tmp_path: Path) -> None:
    """Good lines and the worst: equal bytes at both ends, taken in once, and a break costs no more than a greeting."""
    assert problems_of(0, tmp_path, TEST.links).problems == []


class Forgetful(Spool):
    """The control: says that nothing has come of any upload, as a server would that keeps only whole bundles."""

    def find(self, slot: str) -> Upload | None:
        """Forget the upload, so that it begins again."""
        self.drop(slot)
        return super().find(slot)


def test_bytes_that_are_sent_again_are_found(tmp_path: Path) -> None:
    """The control: on a link that breaks six times a headquarters that keeps nothing of an upload does not pass."""
    _journey, link, problems = try_link(0, tmp_path, Forgetful)
    assert (link.broken, link.weather.is_unseen) == (6, True)
    assert "bytes for" in problems[0]


@pytest.mark.parametrize("is_up", [True, False])
def test_twenty_five_breaks_a_mebibyte_cost_little(tmp_path: Path, *, is_up: bool) -> None:
    """On 12 kbit/s, and unseen by headquarters: greetings, headers, padding of records and what is sent again.

    How much waits in the system when a break comes hangs on the machine; the bench measures it to a tenth.
    """
    dice, bundle = random.Random(17), make_bundle(MIB)
    step = MIB // BREAKS_A_MIB
    cuts = tuple(dice.randrange(step // 2, 3 * step // 2) for _break in range(BREAKS_A_MIB))
    inbox = FakeInbox(waiting=[] if is_up else [bundle])
    app, weather = make_app(inbox, Spool(tmp_path)), Weather(SLOWEST, 0.3, cuts=cuts, is_unseen=True)
    with (
        serving(app, tmp_path) as port,
        relay(port, weather) as link,
        HttpsCarrier(link.url, certificates(0).authority, bytes, link.clock.wait, link.clock.seconds) as carrier,
    ):
        if is_up:
            assert carrier.deliver(bundle, "bundle01") == receipt_of(bundle)
        else:
            assert list(carrier.collect(b"fetch")) == [bundle]
    assert link.broken == BREAKS_A_MIB
    assert link.sent / MIB < 1.2
    assert link.clock.now / (MIB / SLOWEST) < 1.35
