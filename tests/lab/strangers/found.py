"""The beginning of a bundle was found: who holds its 512 bytes can neither hold up its PC nor leave a byte."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import httpx

from tests.fakes.inbox import FakeInbox, make_bundle, receipt_of
from tests.lab.headquarters import certificates, serving
from tests.lab.link.relay import relay
from tests.lab.link.weather import Weather
from tests.lab.strangers.attack import Attack, Outcome
from tipdesk.adapters.carriers.https import HttpsCarrier
from tipdesk.adapters.carriers.link import pinned_context
from tipdesk.domain.errors import TipdeskError
from tipdesk.hq.app import make_app
from tipdesk.hq.spool import Spool
from tipdesk.sync import wire
from tipdesk.sync.bundle import read_outer

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.services.headquarters.intake.inbox import Admitted

BUNDLE_BYTES = 1024 * 1024
_CUT_AT = 300_000
_SLACK = 80_000
"""Bytes of handshakes and headers, and of a chunk that broke off."""
_GARBAGE = b"g" * (64 * 1024)
_TUS = {wire.TUS_HEADER: wire.TUS_VERSION, "Content-Type": wire.CHUNK_TYPE}


@dataclass
class Unbound(FakeInbox):
    """Believes of key and length whatever is claimed, as headquarters did before both were signed."""

    claimed: tuple[int, bytes] | None = None

    def admit(self, opening: bytes) -> Admitted:
        admitted = super().admit(opening)
        if self.claimed is None:
            return admitted
        length, key = self.claimed
        return admitted._replace(length=length, upload=sha256(key).digest())


def _tried(folder: Path, tries: int, inbox: FakeInbox) -> Outcome:
    bundle, spool, received = make_bundle(BUNDLE_BYTES), folder / "spool", 0
    with (
        serving(make_app(inbox, Spool(spool)), spool) as port,
        relay(port, Weather(cuts=(_CUT_AT, *[0] * 40))) as link,
    ):
        _deliver(link.url, bundle)
        reached = sum(path.stat().st_size for path in spool.iterdir())
        received += _strangers_turn(port, bundle[: wire.OPENING_BYTES], tries, inbox)
    with serving(make_app(inbox, Spool(spool)), spool) as port, relay(port) as link:
        received += _strangers_turn(port, bundle[: wire.OPENING_BYTES], tries, inbox)
        kept = max(0, sum(path.stat().st_size for path in spool.iterdir()) - reached)
        ended = _deliver(link.url, bundle)
        again = link.sent_up - (len(bundle) - reached)
    said = f"the PC {'ended its upload' if ended else 'did not end it'} and sent {max(0, again)} bytes again"
    return Outcome(ended and again < _SLACK, f"{said}; {kept} bytes are kept", received, kept)


def _deliver(url: str, bundle: bytes) -> bool:
    with HttpsCarrier(url, certificates(0).authority, bytes, wait=lambda _seconds: None) as carrier:
        try:
            return carrier.deliver(bundle, "bundle01") == receipt_of(bundle)
        except TipdeskError:
            return False


def _strangers_turn(port: int, opening: bytes, tries: int, inbox: FakeInbox) -> int:
    """Begin uploads with what was found, under every key that can be told from it, and write into their slots."""
    outer, rest = read_outer(opening, None, None)
    true_length = len(opening) - len(rest) + outer.length
    keys = [
        outer.upload,
        outer.digest,
        *(sha256(opening + number.to_bytes(4, "big")).digest() for number in range(tries)),
    ]
    sent = 0
    trusted = pinned_context(certificates(0).authority)
    with httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=trusted) as client:
        for key in keys:
            for length in (true_length, true_length + 1):
                if isinstance(inbox, Unbound):
                    inbox.claimed = (length, key)
                claims = {wire.KEY_HEADER: key.hex(), wire.LENGTH_HEADER: str(length)}
                client.post(wire.UPLOADS, headers=_TUS | claims, content=opening)
                place = f"{wire.UPLOADS}/{wire.slot_id(key.hex(), opening)}"
                at = {wire.OFFSET_HEADER: str(wire.OPENING_BYTES)}
                client.patch(place, headers=_TUS | at, content=_GARBAGE)
                sent += len(opening) + len(_GARBAGE)
    if isinstance(inbox, Unbound):
        inbox.claimed = None
    return sent


BEGINNING = Attack(
    "found-beginning",
    run=lambda folder, is_long: _tried(folder, 500 if is_long else 10, FakeInbox()),
    control=lambda folder, is_long: _tried(folder, 500 if is_long else 10, Unbound()),
)
