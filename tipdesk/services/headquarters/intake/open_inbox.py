"""The receiving server's inbox over the headquarters verbs: admit, receive, fetch; every refusal becomes an answer."""

from dataclasses import dataclass

from tipdesk.domain.errors import Distrust
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.headquarters.intake.contact import WIRE
from tipdesk.services.headquarters.intake.inbox import Admitted, Fetched
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.link_desk import LinkDesk
from tipdesk.sync.trust import admit


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
