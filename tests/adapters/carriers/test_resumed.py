"""A link that broke is greeted anew with a ticket: cheaply, and by the same headquarters only."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest

from tests.fakes.inbox import FakeInbox, make_bundle, receipt_of
from tests.lab.headquarters import certificates, serving
from tests.lab.link.relay import Relay, relay
from tipdesk.adapters.carriers.https import HttpsCarrier
from tipdesk.adapters.carriers.link import Link, LostError
from tipdesk.domain.errors import Distrust
from tipdesk.hq.app import make_app
from tipdesk.hq.spool import Spool
from tipdesk.sync import wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

CERTIFICATE_BYTES = 500
"""Less than headquarters' certificate and its signature need in a greeting."""
HYBRID_BYTES = 1100
"""Less than the post-quantum half of a key exchange needs, each way."""


def server(inbox: FakeInbox, folder: Path, which: int = 0) -> AbstractContextManager[int]:
    """Return a headquarters with these certificates."""
    return serving(make_app(inbox, Spool(folder)), folder, certificates(which))


def greeted(link: Relay, client: Link) -> tuple[int, int]:
    """Return how many bytes a question cost, up and down, on a connection of its own."""
    up, down = link.sent_up, link.sent_down
    client.ask("HEAD", f"{wire.UPLOADS}/{'a' * 64}", {wire.TUS_HEADER: wire.TUS_VERSION})
    asked = link.sent_up - up, link.sent_down - down
    link.cut_now()
    with pytest.raises(LostError):
        client.ask("HEAD", f"{wire.UPLOADS}/{'a' * 64}", {wire.TUS_HEADER: wire.TUS_VERSION})
    return asked


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Relay]:
    """A link to a headquarters."""
    with server(FakeInbox(), tmp_path) as port, relay(port) as made:
        yield made


def test_a_connection_after_a_break_needs_no_certificate(link: Relay) -> None:
    """Each one after the first is resumed, however often the link breaks in the middle of what is said."""
    with Link(link.url, certificates(0).authority) as client:
        first, *later = (greeted(link, client) for _break in range(4))
    hybrid = HYBRID_BYTES if ssl.OPENSSL_VERSION_INFO >= (3, 5) else 0
    for up, down in later:
        assert up < first[0] - hybrid + 300  # the ticket itself goes up
        assert down < first[1] - hybrid - CERTIFICATE_BYTES


def test_a_headquarters_that_was_started_anew_knows_no_ticket(tmp_path: Path) -> None:
    """It is greeted as at first, and what is left goes on."""
    inbox, bundles = FakeInbox(), [make_bundle(40_000, seed=number) for number in range(2)]
    with (
        server(inbox, tmp_path) as first,
        server(inbox, tmp_path / "anew") as second,
        relay(first) as link,
        HttpsCarrier(link.url, certificates(0).authority, bytes, link.clock.wait) as carrier,
    ):
        assert carrier.deliver(bundles[0], "bundle01") == receipt_of(bundles[0])
        link.cut_now()
        link.target = second
        assert carrier.deliver(bundles[1], "bundle02") == receipt_of(bundles[1])
    assert inbox.received == bundles


def test_a_ticket_opens_no_other_headquarters(tmp_path: Path) -> None:
    """Another computer takes the address over while the link is broken: it is Distrust, and gets no byte."""
    stranger, bundle = FakeInbox(), make_bundle(40_000)
    with (
        server(FakeInbox(), tmp_path) as first,
        server(stranger, tmp_path / "other", which=1) as second,
        relay(first) as link,
        HttpsCarrier(link.url, certificates(0).authority, bytes, link.clock.wait) as carrier,
    ):
        carrier.deliver(bundle, "bundle01")
        link.cut_now()
        link.target = second
        with pytest.raises(Distrust) as met:
            carrier.deliver(bundle, "bundle01")
    assert met.value.code == "other-headquarters"
    assert stranger.admitted == []
