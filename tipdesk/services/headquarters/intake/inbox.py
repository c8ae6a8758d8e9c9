"""What the receiving server asks of headquarters' services: may this come in, take it, what waits for this device.

The server (`hq`) moves bytes and knows no key and no table; whoever implements this knows nothing of sockets. All three
verbs may block; the server runs them off its event loop: the bundles of one device one after another, and one fetch
document once at a time. Whose a document is shows only when it is judged, so a fetch and an upload of one device may
run beside each other, as those of two devices do. Their units of work take turns, and what a fetch signs after an
upload came in between is as good, since receipts and down-bundles say themselves what they follow. `open_inbox` gives
the server the inbox over the verbs of this folder, where every refusal becomes an answer.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from tipdesk.domain.errors import Distrust
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.headquarters.intake.contact import WIRE
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.link_desk import LinkDesk
from tipdesk.sync.trust import admit


class Admitted(NamedTuple):
    """What a device signed of a bundle: `length` in bytes of the whole file; `upload`: the hash of its upload key.

    `upload` is empty in a bundle of the first release, which cannot go by wire any more.
    """

    device: bytes
    length: int
    upload: bytes


class Fetched(NamedTuple):
    """Who asked, and what waits for it, receipts first."""

    device: bytes
    blobs: list[bytes]


class Inbox(Protocol):
    """Implemented by the headquarters services, over one Desk a call. A refusal is raised and becomes the answer."""

    def admit(self, opening: bytes) -> Admitted:
        """Return what the signed outer header says that stands in the first bytes of a bundle (at most 512).

        Asked before one byte is kept, and again after a restart. Distrust for an unknown or revoked device, a wrong
        signature, or bytes that are no bundle.
        """

    def receive(self, bundle: bytes) -> bytes:
        """Judge and take in a whole bundle; returns the signed receipt, after the commit. Distrust where refused.

        The same bundle may come again, after an answer was lost: a replay is answered with a fresh receipt.
        """

    def fetch(self, document: bytes) -> Fetched:
        """Return receipts and down-bundles that wait for the device of a signed fetch document, receipts first.

        Distrust where the document is not an enrolled device's, or is over. At most 256; what is more comes with the
        next fetch.
        """


@dataclass(frozen=True)
class OpenInbox:
    """Implements `inbox.Inbox` for the server."""

    desk: LinkDesk

    def admit(self, opening: bytes) -> Admitted:
        """Return what the device signed in the outer header. Distrust when it is not enrolled or did not."""
        with self.desk.read() as reader:
            keys = read_registry(reader).keys
        outer, rest = admit(opening, keys.get, self.desk.keys.verify)
        return Admitted(outer.device, len(opening) - len(rest) + outer.length, outer.upload)

    def receive(self, bundle: bytes) -> bytes:
        """Take in a bundle and return its receipt. Distrust where it was refused; it is in quarantine then."""
        received = receive_bundle(self.desk, bundle, WIRE)
        if received.receipt is None:
            raise Distrust(received.reason or received.verdict.value, received.message)
        return received.receipt

    def fetch(self, document: bytes) -> Fetched:
        """Return what waits for the device that asks."""
        fetch, answer = answer_fetch(self.desk, document)
        return Fetched(fetch.device, answer)


def open_inbox(desk: LinkDesk) -> OpenInbox:
    """Return the inbox for the server."""
    return OpenInbox(desk)
