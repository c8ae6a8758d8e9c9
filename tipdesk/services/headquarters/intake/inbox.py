"""What the receiving server asks of headquarters' services: may this come in, take it, what waits for this device.

The server (`hq`) moves bytes and knows no key and no table; whoever implements this knows nothing of sockets. All
verbs may block; the server runs them off its event loop: the bundles of one device one after another, and one fetch
document once at a time. Whose a document is shows only when it is judged, so a fetch and an upload of one device may
run beside each other, as those of two devices do. Their units of work take turns, and what a fetch signs after an
upload came in between is as good, since receipts and down-bundles say themselves what they follow. `open_inbox` gives
the server the inbox over the verbs of this folder, where every refusal becomes an answer.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from tipdesk.domain.errors import Distrust
from tipdesk.services.gates.find_breaches import go_through_new
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.files.say_wants import say_of_file
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.headquarters.intake.contact import WIRE
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.link_desk import LinkDesk
from tipdesk.sync.trust import admit


class Admitted(NamedTuple):
    """What a device has signed of a bundle.

    `length` is the size of the whole file in bytes, and `upload` the hash of its upload key, empty in a bundle of the
    first release, which cannot go by wire any more.
    """

    device: bytes
    length: int
    upload: bytes


class Fetched(NamedTuple):
    """Which device asked, and what waits for it, receipts first."""

    device: bytes
    blobs: list[bytes]


class UnkeptError(Distrust):
    """A refusal of what may not lie anywhere at headquarters, whatever it is asked for later: a part of a file."""


class Inbox(Protocol):
    """What the server may ask, implemented by headquarters' services over one Desk a call.

    A refusal is raised and becomes the answer.
    """

    def admit(self, opening: bytes) -> Admitted:
        """Return what the signed outer header in the first bytes of a bundle (at most 512) says.

        It is asked before one byte is kept, and again after a restart. Raises Distrust for a device that is not
        enrolled, a wrong signature, or bytes that are no bundle. Whether the device was revoked is judged when the
        whole bundle is received, since what it wrote before that is still taken in.
        """

    def receive(self, bundle: bytes) -> bytes:
        """Judge and take in a whole bundle, and return the signed receipt after the commit.

        What answers a part of a file is headquarters' signed word about that file.
        The same bundle may come again after an answer was lost: a replay is answered with a fresh receipt. Raises
        Distrust where it is refused.
        """

    def go_through(self) -> None:
        """Look for what came in past a gate, once the receipt is given: nobody waits for that."""

    def fetch(self, document: bytes) -> Fetched:
        """Return what waits for the device of a signed fetch document: receipts first, then down-bundles.

        The server hands on at most 256 of them (`wire.MOST_BLOBS`); what is more comes with the next fetch. Raises
        Distrust where the document is not an enrolled device's, or is over.
        """


@dataclass(frozen=True)
class OpenInbox:
    """The inbox that the server uses."""

    desk: LinkDesk

    def admit(self, opening: bytes) -> Admitted:
        """Return what the device signed in the outer header.

        Raises Distrust where the device is not enrolled or did not sign it.
        """
        with self.desk.read() as reader:
            keys = read_registry(reader).keys
        outer, rest = admit(opening, keys.get, self.desk.keys.verify)
        return Admitted(outer.device, len(opening) - len(rest) + outer.length, outer.upload)

    def receive(self, bundle: bytes) -> bytes:
        """Take in a bundle and return its receipt, or a part of a file and return headquarters' word about that.

        Raises Distrust where it was refused; it is then in quarantine, as far as there is room. Raises `UnkeptError`
        for a part of a file, of which nothing may stay.
        """
        received = receive_bundle(self.desk, bundle, WIRE)
        if received.part is not None and received.device is not None and not received.reason:
            return say_of_file(self.desk, received.device, received.part)
        if received.receipt is None:
            refusal = UnkeptError if received.is_of_file else Distrust
            raise refusal(received.reason or received.verdict.value, received.message)
        return received.receipt

    def go_through(self) -> None:
        """Look for what came in past a gate, so that lists say which closed cases count as open."""
        go_through_new(self.desk)

    def fetch(self, document: bytes) -> Fetched:
        """Return what waits for the device that asks; raises Distrust where it may not ask."""
        fetch, answer = answer_fetch(self.desk, document)
        return Fetched(fetch.device, answer)


def open_inbox(desk: LinkDesk) -> OpenInbox:
    """Return the inbox for the server, over this desk."""
    return OpenInbox(desk)
